//! The cluster: found with all it needs, or made whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tracing::{info, warn};

use crate::postgres::account::Runner;
use crate::postgres::binaries::Binaries;
use crate::postgres::server::Server;
use crate::postgres::{NAME, StartError, binaries, place};

/// Everything that must be right before a server can be started for this data directory.
pub(super) async fn prepare(data_dir: &Path, named: Option<&Path>) -> Result<Server, StartError> {
    let existing = place::existing(data_dir);
    let runner = Runner::choose(existing.as_deref())?;
    let usual = data_dir.join("postgres");
    let binaries = binaries::find(named, existing.as_deref().unwrap_or(&usual))?;
    let cluster = if let Some(cluster) = existing {
        if runner.is_root() && !runner.owns(&cluster) {
            runner.take_over(&cluster).map_err(|source| StartError::files(&cluster, source))?;
        }
        cluster
    } else {
        let cluster = place::fresh(data_dir, runner)?;
        make(&cluster, &binaries, runner).await?;
        cluster
    };
    place::remember(data_dir, &cluster)?;
    Ok(Server {
        runner,
        bin: binaries.dir,
        cluster,
        socket_dir: place::socket_dir(data_dir, runner)?,
        log: data_dir.join("postgres.log"),
    })
}

/// Runs initdb beside the cluster's place and renames: a start that was interrupted here leaves no
/// half a cluster.
async fn make(cluster: &Path, binaries: &Binaries, runner: Runner) -> Result<(), StartError> {
    info!(cluster = %cluster.display(), version = binaries.major, "making the database, once");
    let new = cluster.with_extension("new");
    let mut output = initdb(&new, binaries, runner, Some("C.UTF-8")).await?;
    let mut said = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() && said.contains("locale") {
        warn!("this system has no locale C.UTF-8: letters beyond ASCII will not be lower-cased in searches");
        output = initdb(&new, binaries, runner, None).await?;
        said = String::from_utf8_lossy(&output.stderr).into_owned();
    }
    if !output.status.success() {
        // What is left of it is removed by the next start as well.
        let _ = fs::remove_dir_all(&new);
        return Err(explain(cluster, &said));
    }
    fs::rename(&new, cluster).map_err(|source| StartError::files(cluster, source))
}

/// Texts sort by their bytes (`C`), so no update of the system's library can spoil an index, while
/// letters are known beyond ASCII (`ctype`), which searching for "Ämter" needs.
async fn initdb(new: &Path, binaries: &Binaries, runner: Runner, ctype: Option<&str>) -> Result<Output, StartError> {
    if new.exists() {
        fs::remove_dir_all(new).map_err(|source| StartError::files(new, source))?;
    }
    if !runner.private_dir(new).map_err(|source| StartError::files(new, source))? {
        return Err(StartError::Unfit { dir: new.to_path_buf() });
    }
    let program = binaries.dir.join("initdb");
    let mut command = runner.command(&program);
    command.arg("--pgdata").arg(new).args(["--username", NAME, "--encoding", "UTF8", "--no-locale"]);
    command.args(["--auth-local", "trust", "--auth-host", "reject", "--data-checksums", "--no-instructions"]);
    if let Some(ctype) = ctype {
        command.arg(format!("--lc-ctype={ctype}"));
    }
    run(command, program).await
}

/// Runs a program of Postgres to its end, or until the start is given up.
pub(super) async fn run(command: Command, program: PathBuf) -> Result<Output, StartError> {
    let mut command = tokio::process::Command::from(command);
    command.kill_on_drop(true).output().await.map_err(|source| StartError::Program { program, source })
}

fn explain(cluster: &Path, said: &str) -> StartError {
    if said.contains("No space left on device") {
        return StartError::DiskFull { path: cluster.to_path_buf() };
    }
    let mut lines = said.lines().filter(|line| !line.trim().is_empty());
    let said = lines.clone().find(|line| line.contains("error:") || line.contains("FATAL")).or_else(|| lines.next());
    StartError::Initdb { cluster: cluster.to_path_buf(), said: said.unwrap_or("nothing").trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initdb_is_quoted_in_one_line_and_a_full_disk_has_its_own_sentence() {
        let full = explain(Path::new("/c"), "creating …\ninitdb: error: could not write: No space left on device\n");
        assert!(full.to_string().starts_with("the disk of /c is full"), "{full}");
        let other = explain(Path::new("/c"), "creating …\ninitdb: error: no way\ninitdb: removing\n");
        assert!(other.to_string().ends_with("it said: initdb: error: no way"), "{other}");
    }
}
