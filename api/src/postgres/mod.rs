//! The house's own Postgres: found on the machine, started on a Unix socket, stopped with us.
//!
//! One command is to bring up everything, so the api runs the database itself when nobody names
//! another. What always holds:
//!
//! - One process per data directory: [`lock`] is held for as long as [`Embedded`] lives.
//! - The server listens on no network. Its socket lies in a directory of mode 0700, and that is why
//!   `trust` is safe inside.
//! - Postgres never runs as root. As root we run it as the owner of the cluster, or `postgres`, or
//!   `nobody` ([`account`]).
//! - A cluster exists whole or not at all: it is made beside its place and renamed into it.
//! - Postgres has its own process group, so Ctrl-C reaches us alone and we stop it in order. After a
//!   kill -9 of ours it runs on, and the next start adopts it.
//! - If it ends while we run, [`supervise`] starts it again.
//!
//! The public interface is [`start`], [`Embedded::url`], [`Embedded::stop`] and [`StartError`].

mod account;
mod binaries;
mod cluster;
mod error;
mod lock;
mod place;
mod server;
mod supervise;

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_postgres::NoTls;
use tracing::warn;

pub use error::StartError;
use lock::Lock;
use server::Server;

/// The role and the database are both called this.
const NAME: &str = "rathaus";

/// A running Postgres that belongs to this process.
#[derive(Debug)]
pub struct Embedded {
    url: String,
    server: Arc<Server>,
    supervisor: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
    stopped: bool,
    _lock: Lock,
}

/// Starts Postgres for this data directory, or adopts the one that a killed process of ours left
/// running, and answers when it takes connections. `bin` is the folder of its programs if the
/// person named one (`RATHAUS_PG_BIN`).
pub async fn start(data_dir: &Path, bin: Option<&Path>) -> Result<Embedded, StartError> {
    let data_dir = create_data_dir(data_dir)?;
    let lock = Lock::take(&data_dir)?;
    let server = Arc::new(cluster::prepare(&data_dir, bin).await?);
    // Made first, so that `drop` stops the server if anything below fails or is given up.
    let mut embedded =
        Embedded { url: server.url(NAME), server: Arc::clone(&server), supervisor: None, stopped: false, _lock: lock };
    let process = server.start().await?;
    let (stop, told) = oneshot::channel();
    let task = tokio::spawn(supervise::supervise(Arc::clone(&server), process, told));
    embedded.supervisor = Some((stop, task));
    create_database(&server).await?;
    write_url(&data_dir, &embedded.url).map_err(|source| StartError::files(&data_dir, source))?;
    Ok(embedded)
}

impl Embedded {
    /// Where it is, as libpq and tokio-postgres read it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Ends all connections, writes everything to disk and stops the server.
    pub async fn stop(mut self) {
        if let Some((stop, task)) = self.supervisor.take() {
            // A supervisor that is gone has panicked; `drop` then stops the server.
            self.stopped = stop.send(()).is_ok() && task.await.is_ok();
        }
    }
}

impl Drop for Embedded {
    /// For the ways out that do not pass [`Embedded::stop`]: a failed start, a test that panics.
    fn drop(&mut self) {
        if self.stopped {
            return;
        }
        if let Some((_, task)) = self.supervisor.take() {
            task.abort();
        }
        self.server.halt_now();
    }
}

fn create_data_dir(data_dir: &Path) -> Result<PathBuf, StartError> {
    fs::create_dir_all(data_dir)
        .and_then(|()| fs::canonicalize(data_dir))
        .map_err(|source| StartError::files(data_dir, source))
}

async fn create_database(server: &Server) -> Result<(), StartError> {
    let (client, connection) = server.config("postgres").connect(NoTls).await.map_err(StartError::Database)?;
    let driver = tokio::spawn(connection);
    let known = client
        .query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&NAME])
        .await
        .map_err(StartError::Database)?;
    if known.is_none() {
        client.batch_execute("CREATE DATABASE rathaus").await.map_err(|error| server.explain_database(error))?;
    }
    drop(client);
    if let Ok(Err(error)) = driver.await {
        warn!(%error, "the connection that set up the database ended with an error");
    }
    Ok(())
}

/// For `psql "$(cat .data/postgres.url)"` and other tools; only the owner may read it.
fn write_url(data_dir: &Path, url: &str) -> std::io::Result<()> {
    let fresh = data_dir.join("postgres.url.new");
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
    writeln!(file, "{url}")?;
    drop(file);
    fs::rename(fresh, data_dir.join("postgres.url"))
}
