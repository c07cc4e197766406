//! Why Postgres could not be started: one sentence each, with what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A start that failed. `Display` is meant for the person at the terminal.
#[derive(Debug, Error)]
pub enum StartError {
    /// The data directory is in use.
    #[error("{} is in use by another rathaus{}: stop that one, or choose another data directory (--data-dir)",
        dir.display(), pid.map(|pid| format!(" (process {pid})")).unwrap_or_default())]
    Locked {
        /// The data directory.
        dir: PathBuf,
        /// The process that holds it, if it said so.
        pid: Option<u32>,
    },
    /// Nothing to run.
    #[error(
        "no Postgres server was found on this machine: install it (Debian, Ubuntu: apt install postgresql), name its \
         folder in RATHAUS_PG_BIN, or give a database with DATABASE_URL"
    )]
    NoBinaries,
    /// The folder that was named is not one of Postgres.
    #[error("RATHAUS_PG_BIN names {}, where the programs initdb, postgres and pg_ctl are not all present: correct or \
        remove it", dir.display())]
    NamedBinaries {
        /// The folder.
        dir: PathBuf,
    },
    /// A program of Postgres does not run.
    #[error("{} can't be run: check the installation of Postgres", program.display())]
    Program {
        /// The program.
        program: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The cluster needs another version.
    #[error("the database in {} was made by Postgres {made_by}, but only version {found} was found: install \
        postgresql-{made_by}, or name its folder in RATHAUS_PG_BIN", cluster.display())]
    Version {
        /// The cluster.
        cluster: PathBuf,
        /// The major version in its `PG_VERSION`.
        made_by: String,
        /// The versions that are installed.
        found: String,
    },
    /// The cluster is somebody else's.
    #[error("the database in {} belongs to {owner}, and this process runs as {me}: start as that user or as root, or \
        hand it over with chown -R", cluster.display())]
    Owner {
        /// The cluster.
        cluster: PathBuf,
        /// Whose it is.
        owner: String,
        /// Who we are.
        me: String,
    },
    /// Root, and nobody to become.
    #[error(
        "Postgres refuses to run as root, and there is neither a user postgres nor nobody in /etc/passwd: add one, \
        or start as an ordinary user"
    )]
    NoAccount,
    /// The file system ignores owners and modes.
    #[error("the file system of {} does not keep owner and mode of a folder, which Postgres needs: choose a data \
        directory on another one (--data-dir)", dir.display())]
    Unfit {
        /// The folder that was tried.
        dir: PathBuf,
    },
    /// A path can't be made or written.
    #[error("{} can't be written: check its owner and mode, or choose another data directory (--data-dir)",
        path.display())]
    Files {
        /// The path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// No room.
    #[error("the disk of {} is full: make room on it; nothing that was stored is lost", path.display())]
    DiskFull {
        /// A path on that disk.
        path: PathBuf,
    },
    /// Somebody else has the folder for the socket.
    #[error("{} is to hold the socket of Postgres, but belongs to somebody else: remove it, or use a data directory \
        with a shorter path", dir.display())]
    Socket {
        /// The folder.
        dir: PathBuf,
    },
    /// initdb gave up.
    #[error("initdb could not make a database in {}; it said: {said}", cluster.display())]
    Initdb {
        /// The cluster that was to be.
        cluster: PathBuf,
        /// Its own words.
        said: String,
    },
    /// postgres gave up.
    #[error("Postgres ended at its start; it said: {said} (more in {})", log.display())]
    Ended {
        /// Its own words.
        said: String,
        /// Its log.
        log: PathBuf,
    },
    /// It runs and does not answer.
    #[error("Postgres took no connection within {seconds} seconds: see {}", log.display())]
    NotReady {
        /// How long we waited.
        seconds: u64,
        /// Its log.
        log: PathBuf,
    },
    /// It answered, and then failed us.
    #[error("the database could not be set up")]
    Database(#[source] tokio_postgres::Error),
}

impl StartError {
    /// What an I/O error at this path means.
    pub(super) fn files(path: &Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            _ => Self::Files { path, source },
        }
    }
}
