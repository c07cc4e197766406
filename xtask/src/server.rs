//! A running `rathaus serve` for tests, measurements and `dev`.
//!
//! What always holds: whatever ends us (an error, Ctrl-C, a signal) ends the server first, in the orderly way, so
//! that it can stop its own Postgres.

use crate::command::Run;
use crate::{cluster, place};
use anyhow::{Context as _, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{Id, WaitPidFlag, WaitStatus, waitid};
use nix::unistd::Pid;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The servers that run now, for the signal handler.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// Data directories that go with us, for the signal handler.
static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Stops every running server when we are told to end. Commands without servers end as they always would.
pub(crate) fn end_with_us() {
    let handler = || {
        // Kept to the end: whoever is about to start another server waits here for ever.
        let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        for pid in running.iter() {
            terminate(*pid);
        }
        let patience = Instant::now() + Duration::from_secs(15);
        while running.iter().any(|pid| lives(*pid)) && Instant::now() < patience {
            std::thread::sleep(Duration::from_millis(50));
        }
        cluster::stop_left_over();
        for dir in TEMPORARY.lock().map(|dirs| dirs.clone()).unwrap_or_default() {
            let _ = std::fs::remove_dir_all(dir);
        }
        std::process::exit(130);
    };
    ctrlc::set_handler(handler).expect("nobody else sets a signal handler in this program");
}

/// Whether a child of ours has not ended; one that has ended and that nobody has asked after counts as ended.
fn lives(pid: u32) -> bool {
    let look = WaitPidFlag::WEXITED | WaitPidFlag::WNOHANG | WaitPidFlag::WNOWAIT;
    waitid(Id::Pid(to_pid(pid)), look) == Ok(WaitStatus::StillAlive)
}

/// Which database a server uses.
#[derive(Clone, Copy)]
pub(crate) enum Database<'a> {
    /// The one of `DATABASE_URL` if the person has set it, else its own.
    AsSet,
    /// Its own, whatever the person has set.
    Own,
    /// That of another server.
    At(&'a str),
}

/// How to start one.
pub(crate) struct Plan<'a> {
    pub(crate) binary: &'a Path,
    pub(crate) data_dir: &'a Path,
    pub(crate) port: u16,
    pub(crate) database: Database<'a>,
    pub(crate) env: &'a [(&'a str, &'a str)],
    /// Where its log goes; `None` shows it.
    pub(crate) log: Option<&'a Path>,
}

/// A server that stops when this is dropped.
pub(crate) struct Server {
    child: Child,
    port: u16,
    log: Option<PathBuf>,
}

impl Server {
    /// Starts it without waiting.
    pub(crate) fn spawn(plan: &Plan<'_>) -> Result<Self> {
        let mut command = serve(plan.binary, plan.port, plan.data_dir).into_command();
        match plan.database {
            Database::AsSet => &mut command,
            Database::Own => command.env_remove("DATABASE_URL"),
            Database::At(url) => command.env("DATABASE_URL", url),
        };
        command.stdin(Stdio::null()).envs(plan.env.iter().copied());
        if let Some(log) = plan.log {
            let file = std::fs::File::create(log).with_context(|| format!("{} cannot be written", log.display()))?;
            command.stdout(file.try_clone()?).stderr(file);
        }
        // Never between the two: a server that is not on the list would outlive us.
        let mut running = RUNNING.lock().expect("no thread panics with the list");
        let child = command.spawn().with_context(|| format!("{} could not be started", plan.binary.display()))?;
        running.push(child.id());
        drop(running);
        Ok(Self { child, port: plan.port, log: plan.log.map(Path::to_path_buf) })
    }

    /// Starts it and waits until it answers `/readyz`.
    pub(crate) fn start(plan: &Plan<'_>) -> Result<Self> {
        let mut server = Self::spawn(plan)?;
        let patience = Instant::now() + Duration::from_mins(2);
        while !ready(server.port) {
            if let Some(status) = server.child.try_wait()? {
                bail!("`rathaus serve` ended before it was ready ({status}).\n{}", server.last_words());
            }
            if Instant::now() > patience {
                bail!("`rathaus serve` was not ready within two minutes.\n{}", server.last_words());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(server)
    }

    /// Ends it as a power cut would: nothing is finished, its own Postgres runs on.
    pub(crate) fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// The end of its log, for an error message.
    pub(crate) fn last_words(&self) -> String {
        let Some(log) = &self.log else {
            return "Its output above says why.".to_owned();
        };
        let text = std::fs::read_to_string(log).unwrap_or_default();
        let lines: Vec<_> = text.lines().collect();
        let end = lines[lines.len().saturating_sub(15)..].join("\n");
        format!("The end of {}:\n{end}", log.display())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if !self.has_ended() {
            terminate(self.child.id());
        }
        let _ = self.child.wait();
        if let Ok(mut pids) = RUNNING.lock() {
            pids.retain(|pid| *pid != self.child.id());
        }
    }
}

/// The command line of the api's program, the same for everybody who starts it.
pub(crate) fn serve(binary: &Path, port: u16, data_dir: &Path) -> Run {
    Run::new(binary)
        .args(["serve", "--port", &port.to_string()])
        .arg("--data-dir")
        .arg(data_dir)
        .arg("--web-dir")
        .arg(place::web_out())
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// A port that stays free while its server is dead: below those that outgoing connections are given.
pub(crate) fn lasting_port() -> Result<u16> {
    let first = 20_000 + u16::try_from(std::process::id() % 10_000)?;
    let free = (first..32_000).find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok());
    free.context("no port below 32000 is free")
}

/// A data directory of our own, outside the repository: Postgres may run as another user, who must reach it.
pub(crate) fn temporary_data_dir(purpose: &str) -> Result<PathBuf> {
    let dir = std::env::temp_dir().join(format!("rathaus-{purpose}-{}", std::process::id()));
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    TEMPORARY.lock().expect("no thread panics with the list").push(dir.clone());
    Ok(dir)
}

fn ready(port: u16) -> bool {
    status_line(port, "/readyz").is_some_and(|line| line.contains(" 200 "))
}

fn status_line(port: u16, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(2))).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    answer.lines().next().map(str::to_owned)
}

fn terminate(pid: u32) {
    let _ = kill(to_pid(pid), Signal::SIGTERM);
}

pub(crate) fn to_pid(pid: u32) -> Pid {
    Pid::from_raw(i32::try_from(pid).unwrap_or(i32::MAX))
}
