//! One server process on the cluster: started or adopted, waited for, stopped.

use std::fs::{self, OpenOptions};
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tokio::process::Child;
use tokio::time::{Instant, sleep};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Config, NoTls};
use tracing::{info, warn};

use crate::postgres::account::Runner;
use crate::postgres::{NAME, StartError, cluster, place};

/// How long a server may be silent before we give up. Recovery after a crash is not silence.
const READY_LIMIT: Duration = Duration::from_mins(1);
const RECOVERY_LIMIT: Duration = Duration::from_mins(30);
/// A start that says "not yet" for longer than this is a recovery.
const PLAIN_START: Duration = Duration::from_secs(2);
const ADOPT_LIMIT: Duration = Duration::from_secs(10);
/// Often enough to be at hand at once, seldom enough not to slow a start on one core.
const GLANCE: Duration = Duration::from_millis(25);
/// Beyond this size the log of earlier runs is set aside.
const LOG_LIMIT: u64 = 10 << 20;

/// What the server needs to know beyond Postgres' own defaults.
const SETTINGS: &[(&str, &str)] = &[
    ("listen_addresses", ""),
    ("port", "5432"),
    ("unix_socket_permissions", "0700"),
    ("max_connections", "60"),
    ("shared_buffers", "64MB"),
    ("fsync", "on"),
    ("synchronous_commit", "on"),
    ("full_page_writes", "on"),
    // Our statements are short: planning for many cores or compiling them costs more than it gives.
    ("jit", "off"),
    ("max_parallel_workers_per_gather", "0"),
    // A transaction that is forgotten holds locks; a connection that waits (LISTEN) does not.
    ("idle_in_transaction_session_timeout", "30s"),
    ("client_connection_check_interval", "10s"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    ("lc_messages", "C"),
    ("logging_collector", "off"),
    ("log_destination", "stderr"),
    ("log_line_prefix", "%m [%p] "),
    ("log_lock_waits", "on"),
    ("log_checkpoints", "off"),
    // DETAIL and STATEMENT lines quote rows, and rows hold e-mail addresses.
    ("log_error_verbosity", "terse"),
    ("log_min_error_statement", "panic"),
];

/// A cluster with the programs, the user and the places to run it.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) runner: Runner,
    pub(super) bin: PathBuf,
    pub(super) cluster: PathBuf,
    pub(super) socket_dir: PathBuf,
    pub(super) log: PathBuf,
}

/// The postmaster.
#[derive(Debug)]
pub(super) enum Process {
    /// Started by us.
    Child(Child),
    /// Started by one of us that was killed.
    Adopted(u32),
}

impl Process {
    /// Waits until it ends. Safe to drop and to call again.
    pub(super) async fn ended(&mut self, server: &Server) {
        match self {
            Self::Child(child) => {
                if let Err(error) = child.wait().await {
                    warn!(%error, "lost sight of Postgres");
                }
            }
            Self::Adopted(pid) => {
                while server.runs_as(*pid) {
                    sleep(Duration::from_millis(200)).await;
                }
            }
        }
    }
}

impl Server {
    /// Answers when the server takes connections.
    pub(super) async fn start(&self) -> Result<Process, StartError> {
        if let Some(pid) = self.postmaster() {
            if self.answers_within(ADOPT_LIMIT, pid).await {
                info!(pid, "adopted the Postgres that was still running");
                return Ok(Process::Adopted(pid));
            }
            warn!(pid, "a Postgres that still runs on this cluster does not answer, stopping it");
            self.halt(Process::Adopted(pid)).await;
        }
        self.clear_stale()?;
        let (log, from) = self.open_log().map_err(|source| StartError::files(&self.log, source))?;
        let child = self.spawn(log)?;
        self.wait_until_ready(child, from).await
    }

    /// Stops it: fast (connections end, everything is written), and if that takes too long, at once.
    pub(super) async fn halt(&self, mut process: Process) {
        for (mode, seconds) in [("fast", "30"), ("immediate", "10")] {
            let stop = self.pg_ctl(&["stop", "-m", mode, "-w", "-t", seconds]);
            match cluster::run(stop, self.bin.join("pg_ctl")).await {
                Ok(output) if output.status.success() => break,
                // It ended by itself a moment ago.
                Ok(_) if self.postmaster().is_none() => break,
                Ok(output) => {
                    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
                    warn!(mode, said, "Postgres could not be stopped");
                }
                Err(error) => warn!(mode, %error, "Postgres could not be stopped"),
            }
        }
        if tokio::time::timeout(Duration::from_secs(5), process.ended(self)).await.is_err() {
            warn!("Postgres still runs; the next start adopts it");
        }
    }

    /// Asks it to stop without waiting, for where nothing can be awaited.
    pub(super) fn halt_now(&self) {
        let mut stop = self.pg_ctl(&["stop", "-m", "fast", "-W"]);
        if let Err(error) = stop.stdout(Stdio::null()).stderr(Stdio::null()).status() {
            warn!(%error, "Postgres could not be stopped");
        }
    }

    /// How to reach a database of it.
    pub(super) fn config(&self, database: &str) -> Config {
        let mut config = Config::new();
        config.host_path(&self.socket_dir).user(NAME).dbname(database).connect_timeout(Duration::from_secs(2));
        config
    }

    /// The same as a URL; the folder of the socket stands where a host would, percent-encoded.
    pub(super) fn url(&self, database: &str) -> String {
        let mut host = String::new();
        for byte in self.socket_dir.as_os_str().as_encoded_bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => host.push(char::from(*byte)),
                byte => host = format!("{host}%{byte:02X}"),
            }
        }
        format!("postgres://{NAME}@{host}/{database}")
    }

    /// What an error means that Postgres answered.
    pub(super) fn explain_database(&self, error: tokio_postgres::Error) -> StartError {
        if error.code() == Some(&SqlState::DISK_FULL) {
            return StartError::DiskFull { path: self.cluster.clone() };
        }
        StartError::Database(error)
    }

    fn pg_ctl(&self, arguments: &[&str]) -> Command {
        let mut command = self.runner.command(&self.bin.join("pg_ctl"));
        command.args(arguments).arg("-D").arg(&self.cluster);
        command
    }

    fn spawn(&self, log: fs::File) -> Result<Child, StartError> {
        let program = self.bin.join("postgres");
        let failed = |source| StartError::Program { program: program.clone(), source };
        let mut command = self.runner.command(&program);
        command.arg("-D").arg(&self.cluster);
        for (name, value) in SETTINGS {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        command.arg("-c").arg(format!("unix_socket_directories={}", self.socket_dir.display()));
        command.stdout(log.try_clone().map_err(failed)?).stderr(log);
        tokio::process::Command::from(command).kill_on_drop(false).spawn().map_err(failed)
    }

    async fn wait_until_ready(&self, mut child: Child, from: u64) -> Result<Process, StartError> {
        let began = Instant::now();
        let mut limit = READY_LIMIT;
        loop {
            if let Ok(Some(_)) = child.try_wait() {
                return Err(self.explain_end(from));
            }
            match self.config("postgres").connect(NoTls).await {
                Ok(_) => return Ok(Process::Child(child)),
                Err(error) if error.code() == Some(&SqlState::CANNOT_CONNECT_NOW) => {
                    if limit < RECOVERY_LIMIT && began.elapsed() > PLAIN_START {
                        info!("Postgres is putting its files in order after a crash, this may take a while");
                        limit = RECOVERY_LIMIT;
                    }
                }
                Err(_) => {}
            }
            if began.elapsed() > limit {
                self.halt(Process::Child(child)).await;
                return Err(StartError::NotReady { seconds: limit.as_secs(), log: self.log.clone() });
            }
            sleep(GLANCE).await;
        }
    }

    async fn answers_within(&self, limit: Duration, pid: u32) -> bool {
        let began = Instant::now();
        while self.runs_as(pid) && began.elapsed() < limit {
            if self.config("postgres").connect(NoTls).await.is_ok() {
                return true;
            }
            sleep(GLANCE).await;
        }
        false
    }

    /// The process id of a postmaster that runs on this cluster.
    fn postmaster(&self) -> Option<u32> {
        let written = fs::read_to_string(self.cluster.join("postmaster.pid")).ok()?;
        let pid = written.lines().next()?.trim().parse().ok()?;
        self.runs_as(pid).then_some(pid)
    }

    /// A postmaster names its cluster in its arguments and works in its folder (which a container may
    /// hide from root). A number that another program got since, as after a reboot, does neither.
    fn runs_as(&self, pid: u32) -> bool {
        let cluster = self.cluster.as_os_str().as_encoded_bytes();
        let named = fs::read(format!("/proc/{pid}/cmdline"))
            .is_ok_and(|arguments| arguments.split(|byte| *byte == 0).any(|argument| argument == cluster));
        named || fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd == self.cluster)
    }

    /// Removes what a killed server left behind. Nobody runs on the cluster now, and our lock says
    /// that nobody will.
    fn clear_stale(&self) -> Result<(), StartError> {
        let pid_file = self.cluster.join("postmaster.pid");
        if pid_file.exists() && self.postmaster().is_none() {
            fs::remove_file(&pid_file).map_err(|source| StartError::files(&pid_file, source))?;
        }
        place::clear_socket(&self.socket_dir);
        Ok(())
    }

    /// The log, and where in it this run begins.
    fn open_log(&self) -> std::io::Result<(fs::File, u64)> {
        if fs::metadata(&self.log).is_ok_and(|log| log.len() > LOG_LIMIT) {
            fs::rename(&self.log, self.log.with_extension("log.1"))?;
        }
        let log = OpenOptions::new().create(true).append(true).mode(0o600).open(&self.log)?;
        let from = log.metadata()?.len();
        Ok((log, from))
    }

    fn explain_end(&self, from: u64) -> StartError {
        let said = read_from(&self.log, from).unwrap_or_default();
        if said.contains("No space left on device") {
            return StartError::DiskFull { path: self.cluster.clone() };
        }
        StartError::Ended { said: reason(&said), log: self.log.clone() }
    }
}

fn read_from(log: &Path, from: u64) -> std::io::Result<String> {
    let mut file = fs::File::open(log)?;
    file.seek(SeekFrom::Start(from))?;
    let mut said = Vec::new();
    file.read_to_end(&mut said)?;
    Ok(String::from_utf8_lossy(&said).into_owned())
}

/// The line that names the cause, without the time stamp in front.
fn reason(said: &str) -> String {
    let lines = || said.lines().filter(|line| !line.trim().is_empty());
    let line = ["PANIC:", "FATAL:", "ERROR:"].iter().find_map(|level| {
        let line = lines().rfind(|line| line.contains(level))?;
        line.split_once(level).map(|(_, reason)| reason)
    });
    line.or_else(|| lines().next_back()).unwrap_or("nothing").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_is_quoted_without_its_time_stamp() {
        let said = "2026-11-22 [7] LOG:  starting\n2026-11-22 [7] FATAL:  lock file exists\n2026-11-22 [7] LOG:  end\n";
        assert_eq!(reason(said), "lock file exists");
        assert_eq!(reason("postgres: bad option\n\n"), "postgres: bad option");
        assert_eq!(reason(""), "nothing");
    }
}
