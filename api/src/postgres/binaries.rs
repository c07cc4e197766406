//! The programs of Postgres on this machine, and which of them fit a cluster.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::postgres::StartError;

/// A folder with a whole server in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Binaries {
    pub(super) dir: PathBuf,
    pub(super) major: String,
}

/// The programs to run: the named ones, else the newest that are installed, else those on the path.
/// A cluster that exists decides the version, so installing a newer Postgres breaks nothing.
pub(super) fn find(named: Option<&Path>, cluster: &Path) -> Result<Binaries, StartError> {
    let all = match named {
        Some(dir) if !is_complete(dir) => return Err(StartError::NamedBinaries { dir: dir.to_path_buf() }),
        Some(dir) => vec![dir.to_path_buf()],
        None => installed(),
    };
    let found = all.into_iter().map(known).collect::<Result<Vec<_>, _>>()?;
    match fs::read_to_string(cluster.join("PG_VERSION")) {
        Ok(made_by) => fitting(found, made_by.trim(), cluster),
        Err(_) => found.into_iter().next().ok_or(StartError::NoBinaries),
    }
}

fn installed() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = Vec::new();
    for dir in packaged().into_iter().chain(on_path()).filter(|dir| is_complete(dir)) {
        if !all.contains(&dir) {
            all.push(dir);
        }
    }
    all
}

fn fitting(found: Vec<Binaries>, made_by: &str, cluster: &Path) -> Result<Binaries, StartError> {
    if found.is_empty() {
        return Err(StartError::NoBinaries);
    }
    let versions = found.iter().map(|binaries| binaries.major.clone()).collect::<Vec<_>>().join(", ");
    found.into_iter().find(|binaries| binaries.major == made_by).ok_or_else(|| StartError::Version {
        cluster: cluster.to_path_buf(),
        made_by: made_by.to_owned(),
        found: versions,
    })
}

fn is_complete(dir: &Path) -> bool {
    ["initdb", "postgres", "pg_ctl"].iter().all(|program| dir.join(program).is_file())
}

fn known(dir: PathBuf) -> Result<Binaries, StartError> {
    let program = dir.join("postgres");
    let said =
        Command::new(&program).arg("--version").output().map_err(|source| StartError::Program { program, source })?;
    let major = major(&String::from_utf8_lossy(&said.stdout)).unwrap_or_default();
    Ok(Binaries { dir, major })
}

/// `postgres (PostgreSQL) 17.6 (Debian 17.6-1)` is 17, `… 19beta1` is 19.
fn major(said: &str) -> Option<String> {
    let version = said.split_once(") ")?.1;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// Where distributions put each version's programs, the newest version first.
fn packaged() -> Vec<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for (parent, prefix) in [("/usr/lib/postgresql", ""), ("/usr", "pgsql-")] {
        for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let version = name.to_str().and_then(|name| name.strip_prefix(prefix)).and_then(|name| name.parse().ok());
            if let Some(version) = version {
                found.push((version, entry.path().join("bin")));
            }
        }
    }
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, dir)| dir).collect()
}

/// What `pg_config` names, and the folder in which the `postgres` of the path really lies.
fn on_path() -> Vec<PathBuf> {
    let line = |command: &mut Command| {
        let output = command.output().ok().filter(|output| output.status.success())?;
        Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
    };
    let configured = line(Command::new("pg_config").arg("--bindir"));
    let server = line(Command::new("sh").args(["-c", "command -v postgres"]))
        .and_then(|program| fs::canonicalize(program).ok())
        .and_then(|program| program.parent().map(Path::to_path_buf));
    configured.into_iter().chain(server).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("postgres (PostgreSQL) 17.6 (Debian 17.6-0+deb13u1)\n").as_deref(), Some("17"));
        assert_eq!(major("postgres (PostgreSQL) 19beta1").as_deref(), Some("19"));
        assert_eq!(major("something else"), None);
    }

    #[test]
    fn a_cluster_decides_the_version() {
        let binaries = |major: &str| Binaries { dir: PathBuf::from(major), major: major.to_owned() };
        let found = || vec![binaries("18"), binaries("17")];
        assert_eq!(fitting(found(), "17", Path::new("/c")).unwrap(), binaries("17"));
        let refused = fitting(found(), "15", Path::new("/c")).unwrap_err().to_string();
        assert!(refused.contains("made by Postgres 15") && refused.contains("18, 17"), "{refused}");
    }

    #[test]
    fn a_wrong_folder_is_named() {
        let refused = find(Some(Path::new("/nowhere")), Path::new("/c")).unwrap_err().to_string();
        assert!(refused.contains("RATHAUS_PG_BIN names /nowhere"), "{refused}");
    }
}
