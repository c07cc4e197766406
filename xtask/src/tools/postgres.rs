//! The programs of a Postgres server (`initdb`, `postgres`): the api starts them itself.

use crate::tools::apt;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// Where the api looks, in the same order: what the person named, the system's packages, the path.
pub(crate) fn find() -> Option<PathBuf> {
    let named = std::env::var_os("RATHAUS_PG_BIN").map(PathBuf::from);
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    named.into_iter().chain(packaged()).chain(on_path.unwrap_or_default()).find(|dir| complete(dir))
}

/// Finds the server's programs or installs them. A `DATABASE_URL` makes them unnecessary.
pub(crate) fn ensure() -> Result<PathBuf> {
    if let Some(dir) = find() {
        return Ok(dir);
    }
    if let Some(named) = std::env::var_os("RATHAUS_PG_BIN") {
        bail!("RATHAUS_PG_BIN names {}, but there is no `initdb` and `postgres` there.", named.to_string_lossy());
    }
    apt::install(&["postgresql"], "a Postgres server")?;
    match find() {
        Some(dir) => Ok(dir),
        None => bail!("postgresql is installed, but its `initdb` was not found: set RATHAUS_PG_BIN to its bin folder."),
    }
}

fn complete(dir: &Path) -> bool {
    dir.join("initdb").is_file() && dir.join("postgres").is_file()
}

/// Debian's places, the newest version first.
fn packaged() -> Vec<PathBuf> {
    let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") else {
        return Vec::new();
    };
    let mut versions: Vec<_> = versions.flatten().map(|entry| entry.path()).collect();
    versions.sort_by_key(|dir| {
        let number = dir.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse::<u32>().ok());
        std::cmp::Reverse(number.unwrap_or(0))
    });
    versions.into_iter().map(|dir| dir.join("bin")).collect()
}
