//! The Postgres of this process, or the one that `cargo xtask test` has started for the whole run.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use std::os::unix::process::CommandExt;

/// The server; it lives as long as the process holds its end of the pipe.
struct Cluster {
    url: String,
    _guard: Option<Child>,
}

static CLUSTER: OnceLock<Cluster> = OnceLock::new();

/// The URL of the server's own database, from which others are made.
pub(crate) fn maintenance() -> &'static str {
    &CLUSTER.get_or_init(|| named().unwrap_or_else(start)).url
}

/// The URL of another database on the same server.
pub(super) fn url_of(database: &str) -> String {
    let (server, _) = maintenance().rsplit_once('/').expect("a URL with a database");
    format!("{server}/{database}")
}

#[expect(clippy::disallowed_methods, reason = "xtask hands the tests their server in the environment")]
fn named() -> Option<Cluster> {
    let url = std::env::var("RATHAUS_TEST_DATABASE_URL").ok()?;
    Some(Cluster { url, _guard: None })
}

fn start() -> Cluster {
    let mut guard = Command::new("sh")
        .args(["-c", include_str!("postgres.sh")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        // Ctrl-C is for us; the guard goes when we are gone.
        .process_group(0)
        .spawn()
        .expect("a shell");
    let mut dir = String::new();
    BufReader::new(guard.stdout.take().unwrap()).read_line(&mut dir).unwrap();
    assert!(!dir.is_empty(), "Postgres for the tests did not start; its last words are above");
    let url = format!("postgres://rathaus@{}/postgres", dir.trim().replace('/', "%2F"));
    Cluster { url, _guard: Some(guard) }
}
