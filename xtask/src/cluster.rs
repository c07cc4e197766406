//! The embedded Postgres of a data directory, seen from outside: which processes it is made of.
//!
//! What always holds: a process counts only if it names the cluster as its own or is a child of one that does, so that
//! nobody else's Postgres is ever touched.

use crate::server::to_pid;
use nix::sys::signal::{Signal, kill};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Data directories whose server may be killed: a Postgres that outlives it must not outlive us.
static WATCHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// From now on [`stop_left_over`] looks after the Postgres of this data directory.
pub(crate) fn watch(data_dir: &Path) {
    WATCHED.lock().expect("no thread panics with the list").push(data_dir.to_path_buf());
}

/// Stops every watched Postgres that no server stops any more.
pub(crate) fn stop_left_over() {
    let watched = WATCHED.lock().map(|dirs| dirs.clone()).unwrap_or_default();
    for data_dir in &watched {
        let patience = Instant::now() + Duration::from_secs(20);
        while let Some(pid) = postmaster(data_dir) {
            let signal = if Instant::now() < patience { Signal::SIGINT } else { Signal::SIGQUIT };
            send(pid, signal);
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

/// The postmaster that runs on the cluster of this data directory.
pub(crate) fn postmaster(data_dir: &Path) -> Option<u32> {
    let cluster = place(data_dir);
    let written = fs::read_to_string(cluster.join("postmaster.pid")).ok()?;
    let pid: u32 = written.lines().next()?.trim().parse().ok()?;
    let arguments = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
    let cluster = cluster.as_os_str().as_encoded_bytes();
    arguments.split(|byte| *byte == 0).any(|argument| argument == cluster).then_some(pid)
}

/// Every process of a postmaster.
pub(crate) fn children(postmaster: u32) -> Vec<u32> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    let pids = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| parent(*pid) == Some(postmaster)).collect()
}

/// Those among them that serve a connection to the house's database.
pub(crate) fn backends(postmaster: u32) -> Vec<u32> {
    let serves = |pid: &u32| {
        let title = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&title).starts_with("postgres: rathaus rathaus")
    };
    children(postmaster).into_iter().filter(serves).collect()
}

/// What Postgres has written about itself, the older part too.
pub(crate) fn log(data_dir: &Path) -> String {
    let parts = ["postgres.log.1", "postgres.log"].map(|name| fs::read(data_dir.join(name)).unwrap_or_default());
    String::from_utf8_lossy(&parts.concat()).into_owned()
}

pub(crate) fn send(pid: u32, signal: Signal) {
    // It may have ended a moment ago, which is what was wanted.
    let _ = kill(to_pid(pid), signal);
}

/// Where the cluster lies: in the data directory, or where the api says.
fn place(data_dir: &Path) -> PathBuf {
    let said = fs::read_to_string(data_dir.join("postgres.where")).unwrap_or_default();
    let elsewhere = said.lines().find(|line| line.starts_with('/')).map(PathBuf::from);
    let usual = fs::canonicalize(data_dir).unwrap_or_else(|_| data_dir.to_path_buf()).join("postgres");
    elsewhere.unwrap_or(usual)
}

/// The fourth word of `/proc/<pid>/stat`; the second is a name in brackets that may hold anything.
fn parent(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}
