//! Postgres' own client programs, and where the database of a data directory listens.

use crate::command::Run;
use crate::{place, tools};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The connection URL of the embedded Postgres of a data directory.
pub(crate) fn url_of(data_dir: &Path) -> Result<String> {
    let file = data_dir.join("postgres.url");
    Ok(fs::read_to_string(&file).with_context(|| format!("{} is missing", file.display()))?.trim().to_owned())
}

/// `psql`, without anybody's personal settings.
pub(crate) fn psql(url: &str) -> Run {
    let advice = "the SQL in xtask must follow the tables in migrations/";
    let program = program("psql");
    Run::new(program).args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--dbname", url]).or_else(advice)
}

/// Runs an SQL file of `xtask/bench` with variables and returns what it prints.
pub(crate) fn file(url: &str, name: &str, variables: &[(&str, String)]) -> Result<String> {
    let set = variables.iter().flat_map(|(name, value)| ["--set".to_owned(), format!("{name}={value}")]);
    psql(url).args(set).arg("--file").arg(place::root().join("xtask/bench").join(name)).text()
}

/// A client program of the Postgres that was found.
pub(crate) fn program(name: &str) -> PathBuf {
    let beside_the_server = tools::postgres::find().map(|dir| dir.join(name)).filter(|path| path.is_file());
    beside_the_server.unwrap_or_else(|| PathBuf::from(name))
}
