//! A server of our own to measure: release, sandbox, no rate limits, its own data directory and Postgres.

use super::client::Client;
use super::times;
use crate::command::Run;
use crate::server::{self, Plan, Server};
use crate::{place, tools};
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The demo venue.
pub(crate) const VENUE: &str = "neues-rathaus";

pub(crate) struct Site {
    binary: PathBuf,
    data_dir: PathBuf,
    running: Option<Server>,
}

impl Site {
    pub(crate) fn open(binary: &Path, figure: &str) -> Result<Self> {
        let data_dir = server::temporary_data_dir(figure)?;
        let mut site = Self { binary: binary.to_path_buf(), data_dir, running: None };
        site.start()?;
        Ok(site)
    }

    pub(crate) fn restart(&mut self) -> Result<()> {
        drop(self.running.take());
        self.start()
    }

    fn start(&mut self) -> Result<()> {
        let log = place::target().join("bench-server.log");
        let env = [("RATHAUS_SANDBOX", "1"), ("RATHAUS_LIMITS", "off"), ("RATHAUS_LOG", "warn")];
        let plan = Plan {
            binary: &self.binary,
            data_dir: &self.data_dir,
            port: server::free_port()?,
            env: &env,
            log: Some(&log),
        };
        self.running = Some(Server::start(&plan)?);
        Ok(())
    }

    pub(crate) fn address(&self) -> Result<String> {
        Ok(self.running.as_ref().context("the server runs while the site is open")?.address())
    }

    pub(crate) fn client(&self) -> Result<Client> {
        Client::to(&self.address()?)
    }

    /// Where its Postgres listens, as a connection URL.
    pub(crate) fn database_url(&self) -> Result<String> {
        let file = self.data_dir.join("postgres.url");
        Ok(fs::read_to_string(&file).with_context(|| format!("{} is missing", file.display()))?.trim().to_owned())
    }

    /// Runs an SQL file of `xtask/bench` and returns what it prints.
    pub(crate) fn sql_file(&self, name: &str) -> Result<String> {
        psql(&self.database_url()?).arg("--file").arg(place::root().join("xtask/bench").join(name)).text()
    }

    /// The binary that was started.
    pub(crate) fn binary(&self) -> &Path {
        &self.binary
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        drop(self.running.take());
        let _ = fs::remove_dir_all(&self.data_dir);
    }
}

/// `psql`, without anybody's personal settings.
pub(crate) fn psql(url: &str) -> Run {
    let advice = "the SQL in xtask/bench must follow the tables in migrations/";
    let program = program("psql");
    Run::new(program).args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--dbname", url]).or_else(advice)
}

/// A client program of the Postgres that was found.
pub(crate) fn program(name: &str) -> PathBuf {
    let beside_the_server = tools::postgres::find().map(|dir| dir.join(name)).filter(|path| path.is_file());
    beside_the_server.unwrap_or_else(|| PathBuf::from(name))
}

/// The keys of a list in an answer, such as the zones of a venue.
pub(crate) fn keys(value: &Value, list: &str) -> Vec<String> {
    let items = value[list].as_array().cloned().unwrap_or_default();
    items.iter().filter_map(|item| item["key"].as_str().map(str::to_owned)).collect()
}

/// Every opening interval from tomorrow to the end of the booking horizon, as Unix seconds.
pub(crate) fn opening_intervals(client: &mut Client) -> Result<Vec<(i64, i64)>> {
    let tomorrow = times::now() + times::DAY;
    let (from, to) = (times::date_text(tomorrow), times::date_text(tomorrow + 57 * times::DAY));
    let answer = client.json(&format!("/api/v1/venues/{VENUE}/opening-hours?from={from}&to={to}"))?;
    let days = answer["items"].as_array().context("opening hours are a list of days")?;
    let intervals = days.iter().filter_map(|day| day["intervals"].as_array()).flatten();
    let read = |value: &Value| value.as_str().and_then(times::read).context("an instant that cannot be read");
    intervals.map(|interval| Ok((read(&interval["from"])?, read(&interval["to"])?))).collect()
}
