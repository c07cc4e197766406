//! A server of our own to measure: release, sandbox, no rate limits, its own data directory and Postgres.

use crate::http::Client;
use crate::server::{self, Database, Plan, Server};
use crate::times;
use crate::{place, psql};
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub(crate) use crate::rivals::hall::VENUE;

pub(crate) struct Site {
    binary: PathBuf,
    data_dir: PathBuf,
    env: Vec<(&'static str, String)>,
    bookings: String,
    running: Option<Server>,
}

impl Site {
    pub(crate) fn open(binary: &Path, figure: &str) -> Result<Self> {
        Self::with(binary, figure, Vec::new())
    }

    /// One with more settings.
    pub(crate) fn with(binary: &Path, figure: &str, mut env: Vec<(&'static str, String)>) -> Result<Self> {
        let data_dir = server::temporary_data_dir(figure)?;
        let usual = [("RATHAUS_SANDBOX", "1"), ("RATHAUS_LIMITS", "off"), ("RATHAUS_LOG", "warn")];
        env.extend(usual.map(|(name, value)| (name, value.to_owned())));
        // The same on every node, as it has to be.
        env.push(("RATHAUS_SECRET", "measured".to_owned()));
        let mut site = Self { binary: binary.to_path_buf(), data_dir, env, bookings: "0".into(), running: None };
        site.restart()?;
        Ok(site)
    }

    /// Stops it if it runs, starts it, and says how long it took from the start until it was ready.
    pub(crate) fn restart(&mut self) -> Result<Duration> {
        drop(self.running.take());
        let (server, time) = self.start(&self.data_dir, Database::Own)?;
        self.running = Some(server);
        Ok(time)
    }

    /// A second node on the same database, and how long its start took.
    pub(crate) fn guest(&self) -> Result<(Server, Duration)> {
        let data_dir = self.data_dir.join("guest");
        fs::create_dir_all(&data_dir)?;
        self.start(&data_dir, Database::At(&self.database_url()?))
    }

    fn start(&self, data_dir: &Path, database: Database<'_>) -> Result<(Server, Duration)> {
        let guest = if matches!(database, Database::Own) { "" } else { "-guest" };
        let log = place::target().join(format!("bench-server{guest}.log"));
        let env: Vec<_> = self.env.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let (binary, port) = (&self.binary, server::free_port()?);
        let plan = Plan { binary, data_dir, port, database, env: &env, log: Some(&log) };
        let start = Instant::now();
        Ok((Server::start(&plan)?, start.elapsed()))
    }

    pub(crate) fn pid(&self) -> Result<u32> {
        Ok(self.running.as_ref().context("the server runs while the site is open")?.pid())
    }

    /// Where its data is.
    pub(crate) fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// Fills it with so many bookings: half of the next 60 days, the rest past.
    pub(crate) fn fill(&mut self, bookings: usize) -> Result<()> {
        self.sql_file("half_full.sql", &[])?;
        self.bookings = self.sql_file("past.sql", &[("total", bookings.to_string())])?;
        self.restart().map(drop)
    }

    /// How many it was filled with.
    pub(crate) fn bookings(&self) -> &str {
        &self.bookings
    }

    pub(crate) fn address(&self) -> Result<String> {
        Ok(self.running.as_ref().context("the server runs while the site is open")?.address())
    }

    pub(crate) fn client(&self) -> Result<Client> {
        Client::to(&self.address()?)
    }

    /// Where its Postgres listens, as a connection URL.
    pub(crate) fn database_url(&self) -> Result<String> {
        psql::url_of(&self.data_dir)
    }

    /// Runs an SQL file of `xtask/bench` and returns what it prints.
    pub(crate) fn sql_file(&self, name: &str, variables: &[(&str, String)]) -> Result<String> {
        Ok(psql::file(&self.database_url()?, name, variables)?.trim().to_owned())
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
