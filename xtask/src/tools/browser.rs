//! The system's Chromium, for the browser tests.

use crate::command::on_path;
use crate::tools::apt;
use anyhow::{Result, bail};
use std::path::PathBuf;

/// The variable that says where it is, for us and for the tests.
pub(crate) const VARIABLE: &str = "RATHAUS_CHROMIUM";

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Finds it or installs it.
pub(crate) fn ensure() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        if named.is_file() {
            return Ok(named);
        }
        bail!("{VARIABLE} names {}, which is no file.", named.display());
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install(&["chromium"], "Chromium")?;
    match find() {
        Some(found) => Ok(found),
        None => bail!("chromium is installed, but not on the path: set {VARIABLE} to the program."),
    }
}

fn find() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| on_path(name))
}
