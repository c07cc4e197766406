//! A data directory for one test.

use std::fs;
use std::path::{Path, PathBuf};

/// Removed with all it holds when the test is over.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("rathaus-{name}-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        Self(fs::canonicalize(dir).unwrap())
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// The process id of the postmaster, as Postgres writes it.
    pub(super) fn postmaster(&self) -> Option<u32> {
        let written = fs::read_to_string(self.0.join("postgres/postmaster.pid")).ok()?;
        written.lines().next()?.parse().ok()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// The folder that stands in a URL where a host would.
pub(super) fn socket_dir(url: &str) -> PathBuf {
    let host = url.split_once('@').unwrap().1.split_once('/').unwrap().0;
    PathBuf::from(host.replace("%2F", "/"))
}
