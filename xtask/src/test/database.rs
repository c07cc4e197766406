//! One Postgres for all tests of a run: nextest gives every test a process of its own, and a server for each would cost
//! minutes.
//!
//! What always holds: it ends with us, however we end. The shell that started it holds one end of a pipe and stops it
//! when our end is gone.

use anyhow::{Context as _, Result, bail};
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Stdio};

use crate::command::Run;
use crate::{place, tools};

/// Where the script lies: the tests use it too, when they are run without us.
const SCRIPT: &str = "api/tests/it/harness/postgres.sh";

/// A running server.
pub(crate) struct Database {
    url: String,
    guard: Child,
}

impl Database {
    /// Starts it and waits until it answers.
    pub(crate) fn start() -> Result<Self> {
        let mut command = Run::new("sh").arg(place::root().join(SCRIPT)).into_command();
        command.env("RATHAUS_PG_BIN", tools::postgres::ensure()?).stdin(Stdio::piped()).stdout(Stdio::piped());
        // Ctrl-C is for us alone.
        let mut guard = command.process_group(0).spawn().context("`sh` could not be started")?;
        let mut dir = String::new();
        let output = guard.stdout.take().context("it has an output")?;
        BufReader::new(output).read_line(&mut dir)?;
        if dir.is_empty() {
            bail!("Postgres for the tests did not start.\n  What to do: its last words above say why");
        }
        let url = format!("postgres://rathaus@{}/postgres", dir.trim().replace('/', "%2F"));
        Ok(Self { url, guard })
    }

    /// Where it is.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::Database;
    use std::path::Path;

    #[test]
    fn a_server_answers_on_its_socket_and_leaves_nothing_behind() {
        let database = Database::start().unwrap();
        let (_, place) = database.url().split_once('@').unwrap();
        let dir = place.split('/').next().unwrap().replace("%2F", "/");
        assert!(Path::new(&dir).join(".s.PGSQL.5432").exists(), "{dir}");
        drop(database);
        assert!(!Path::new(&dir).exists(), "{dir}");
    }
}
