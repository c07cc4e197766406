//! Two nodes on one database: the first runs the Postgres, the second is a guest there. Each has a proxy before it.
//!
//! What always holds: a node's proxy is open only while the node runs and shows the house's time.

use super::proxy::Proxy;
use crate::rivals::house::House;
use crate::server::{self, Database, Plan, Server};
use crate::{cluster, http::Client, place, psql};
use anyhow::{Context as _, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long both may take to say that all is well again.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Nodes {
    binary: PathBuf,
    dir: PathBuf,
    smtp: String,
    both: Vec<Node>,
}

struct Node {
    data_dir: PathBuf,
    port: u16,
    proxy: Proxy,
    server: Option<Server>,
    starts: usize,
}

impl Nodes {
    /// Starts both on an empty database; the proxies stay closed.
    pub(crate) fn start(binary: &Path, smtp: &str) -> Result<Self> {
        let dir = server::temporary_data_dir("torture")?;
        if logs().exists() {
            fs::remove_dir_all(logs())?;
        }
        fs::create_dir_all(logs())?;
        cluster::watch(&dir.join("1"));
        let mut nodes = Self { binary: binary.to_path_buf(), dir, smtp: smtp.to_owned(), both: Vec::new() };
        for number in 0..2 {
            let data_dir = nodes.dir.join((number + 1).to_string());
            fs::create_dir_all(&data_dir)?;
            let (port, proxy) = (server::lasting_port()?, Proxy::new()?);
            nodes.both.push(Node { data_dir, port, proxy, server: None, starts: 0 });
            nodes.start_one(number)?;
        }
        Ok(nodes)
    }

    /// Where visitors knock.
    pub(crate) fn doors(&self) -> Vec<String> {
        self.both.iter().map(|node| node.proxy.address().to_owned()).collect()
    }

    /// The nodes themselves.
    pub(crate) fn addresses(&self) -> Vec<String> {
        self.both.iter().map(|node| format!("http://127.0.0.1:{}", node.port)).collect()
    }

    pub(crate) fn proxy(&self, number: usize) -> &Proxy {
        &self.both[number].proxy
    }

    pub(crate) fn open(&self, number: usize) {
        self.both[number].proxy.open(&self.addresses()[number]);
    }

    pub(crate) fn database(&self) -> Result<String> {
        psql::url_of(&self.both[0].data_dir)
    }

    /// The data directory with the Postgres in it.
    pub(crate) fn data_dir(&self) -> &Path {
        &self.both[0].data_dir
    }

    /// SIGKILL. Who was inside is thrown out, and nobody gets in until it is up again.
    pub(crate) fn kill(&mut self, number: usize) -> Result<()> {
        let node = &mut self.both[number];
        let server = node.server.take().context("it runs")?;
        server.kill()?;
        node.proxy.close();
        Ok(())
    }

    /// Starts a node again, sets its clock, and opens its door.
    pub(crate) fn revive(&mut self, number: usize, house: &House) -> Result<()> {
        self.start_one(number)?;
        house.tell_time(&self.addresses()[number])?;
        self.open(number);
        Ok(())
    }

    fn start_one(&mut self, number: usize) -> Result<()> {
        let url = if number == 0 { None } else { Some(self.database()?) };
        let node = &mut self.both[number];
        node.starts += 1;
        let log = logs().join(format!("node-{}-start-{}.log", number + 1, node.starts));
        let env = [
            ("RATHAUS_SANDBOX", "1"),
            ("RATHAUS_LIMITS", "off"),
            ("RATHAUS_LOG", "info"),
            ("RATHAUS_SECRET", "the same on every node of a house"),
            ("RATHAUS_SMTP_URL", self.smtp.as_str()),
        ];
        let plan = Plan {
            binary: &self.binary,
            data_dir: &node.data_dir,
            port: node.port,
            database: url.as_deref().map_or(Database::Own, Database::At),
            env: &env,
            log: Some(&log),
        };
        node.server = Some(Server::start(&plan)?);
        Ok(())
    }

    /// Waits until both nodes say that database, feed and calendar are well.
    pub(crate) fn recovered(&self) -> Result<()> {
        let patience = Instant::now() + PATIENCE;
        for address in self.addresses() {
            while !is_well(&address) {
                if Instant::now() > patience {
                    bail!("{address} was not well again within a minute; its logs are in {}", logs().display());
                }
                std::thread::sleep(Duration::from_millis(10));
            }
        }
        Ok(())
    }
}

impl Drop for Nodes {
    fn drop(&mut self) {
        // The guest first: it would complain about a database that goes away.
        for node in self.both.iter_mut().rev() {
            drop(node.server.take());
        }
        cluster::stop_left_over();
        // Kept with the logs of the nodes: it may say why.
        let _ = fs::write(logs().join("postgres.log"), cluster::log(self.data_dir()));
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// Where the logs of the last run are.
pub(crate) fn logs() -> PathBuf {
    place::target().join("torture")
}

fn is_well(address: &str) -> bool {
    let answer = Client::to(address).and_then(|mut client| client.get("/readyz"));
    answer.is_ok_and(|answer| answer.status == 200 && answer.value()["status"] == "ok")
}
