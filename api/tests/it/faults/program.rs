//! The real program as a child, in the middle of what a test does to it.

use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread::JoinHandle;

use client::{Client, SuggestionQuery};
use shared::bookings::NewBooking;

use crate::harness::{VENUE, date, wish};

/// A running `rathaus serve`.
pub(crate) struct Program {
    child: Running,
    pub(crate) client: Client,
    log: JoinHandle<String>,
}

/// A child that does not outlive the test, whatever becomes of that.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended before.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// `rathaus serve` on a port and a folder.
pub(super) fn serve(folder: &Path, port: u16, database: Option<&str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rathaus"));
    command.args(["serve", "--port", &port.to_string(), "--data-dir"]).arg(folder);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.env_remove("DATABASE_URL");
    if let Some(url) = database {
        command.env("DATABASE_URL", url);
    }
    command
}

impl Program {
    /// Starts it and waits until it says that it is ready.
    pub(super) fn start(folder: &Path, database: Option<&str>) -> Self {
        Self::of(serve(folder, 0, database))
    }

    /// The same for one that says everything it does.
    pub(crate) fn talkative(folder: &Path, database: &str) -> Self {
        let mut command = serve(folder, 0, Some(database));
        command.env("RATHAUS_LOG", "api=trace");
        Self::of(command)
    }

    /// The same for one whose log nobody reads any more once it is ready.
    pub(super) fn unheard(folder: &Path, database: &str) -> Self {
        let mut command = serve(folder, 0, Some(database));
        command.env("RATHAUS_LOG", "api=trace");
        Self::until_ready(command, |lines, said| {
            drop(lines);
            said
        })
    }

    fn of(command: Command) -> Self {
        // Somebody has to read on, or it would wait for us one day.
        Self::until_ready(command, |mut lines, mut said| {
            drop(lines.read_to_string(&mut said));
            said
        })
    }

    fn until_ready(mut command: Command, then: fn(BufReader<ChildStderr>, String) -> String) -> Self {
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        while !said.contains("ready") {
            let length = lines.read_line(&mut said).unwrap();
            assert_ne!(length, 0, "it ended before it was ready:\n{said}");
        }
        let log = std::thread::spawn(move || then(lines, said));
        let client = Client::new(&format!("http://127.0.0.1:{}", port(child.id())));
        Self { child: Running(child), client, log }
    }

    /// Ends it and gives everything it has said.
    pub(crate) fn last_words(mut self) -> String {
        self.terminate();
        self.child.0.wait().unwrap();
        self.log.join().unwrap()
    }

    /// Ends it as a power cut would.
    pub(super) fn kill(mut self) {
        self.child.0.kill().unwrap();
        self.child.0.wait().unwrap();
    }

    /// Asks it to end, as systemd and docker do.
    pub(super) fn terminate(&self) {
        let pid = self.child.0.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    /// Waits until it has ended and says whether it did so in order.
    pub(super) fn ended(mut self) -> bool {
        self.child.0.wait().unwrap().success()
    }

    /// A wish that can be fulfilled whatever day it is.
    pub(super) async fn wish(&self) -> NewBooking {
        let some_day = self.client.day(VENUE, date("2026-11-24")).await.unwrap();
        let mut query = SuggestionQuery::new(some_day.as_of.date_naive(), 60);
        query.days = Some(14);
        let found = self.client.suggestions(VENUE, &query).await.unwrap();
        // Not the first: the clock on the wall may leave its quarter of an hour meanwhile.
        let item = found.items.last().unwrap();
        let wish = wish(&[item.desks[0].code.as_str()], "2026-11-24T11:00", "2026-11-24T12:00");
        NewBooking { from: item.from, to: item.to, ..wish }
    }
}

/// What a program said that was not to start; it is not waited for longer than it lives.
pub(super) fn refused(mut command: Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{said}");
    said
}

/// The port on which a process listens. It chose a free one itself, so there is none to guess (Linux).
fn port(pid: u32) -> u16 {
    let links =
        fs::read_dir(format!("/proc/{pid}/fd")).unwrap().filter_map(|file| fs::read_link(file.ok()?.path()).ok());
    let sockets: HashSet<String> = links.filter_map(|link| Some(link.to_str()?.to_owned())).collect();
    let table = fs::read_to_string("/proc/net/tcp").unwrap();
    let ours = table
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .find(|fields| fields[3] == "0A" && sockets.contains(&format!("socket:[{}]", fields[9])));
    let fields = ours.expect("it listens");
    u16::from_str_radix(fields[1].split_once(':').unwrap().1, 16).unwrap()
}

/// A folder that goes with the test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("rathaus-fault-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}
