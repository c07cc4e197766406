//! Starts `server.py`, on a free port, in the Python environment of the test suite.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

/// Ends with the test.
pub(super) struct Server {
    child: Child,
    lines: BufReader<ChildStdout>,
    port: u64,
}

impl Server {
    pub(super) fn start() -> Self {
        let mut child = Command::new(python())
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/mail/server.py"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python for the tests: `cargo xtask test` installs it");
        let lines = BufReader::new(child.stdout.take().unwrap());
        let mut server = Self { child, lines, port: 0 };
        server.port = server.line()["port"].as_u64().unwrap();
        server
    }

    pub(super) fn url(&self) -> String {
        format!("smtp://rathaus:geheim%2F1@127.0.0.1:{}", self.port)
    }

    /// The next mail, as the server read it.
    pub(super) fn mail(&mut self) -> Value {
        self.line()
    }

    fn line(&mut self) -> Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "the SMTP server ended: `cargo xtask test` installs what it needs");
        serde_json::from_str(&line).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The one the suite names, or the one it has installed before.
#[expect(clippy::disallowed_methods, reason = "xtask hands the tests their tools in the environment")]
pub(crate) fn python() -> PathBuf {
    let installed = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/py/bin/python");
    std::env::var_os("RATHAUS_TEST_PYTHON").map_or_else(installed, PathBuf::from)
}
