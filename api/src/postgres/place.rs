//! Where the cluster and its socket lie.
//!
//! Both belong into the data directory. Two things can stand against it: the user that runs Postgres
//! may not be able to go there (root's own home), and the path of a socket must fit into 107 bytes.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tracing::{info, warn};

use crate::postgres::StartError;
use crate::postgres::account::Runner;

/// What fits into `sockaddr_un` on Linux, without the closing zero.
const SOCKET_PATH_LIMIT: usize = 107;
const SOCKET: &str = ".s.PGSQL.5432";
/// Says where the cluster is when it is not in the data directory.
const POINTER: &str = "postgres.where";

/// The cluster's folder, and whether there is one in it already.
pub(super) fn existing(data_dir: &Path) -> Option<PathBuf> {
    let usual = data_dir.join("postgres");
    // `symlink_metadata` would not help: a folder we may not look into still is a cluster.
    if usual.is_dir() && !is_empty(&usual) {
        return Some(usual);
    }
    let pointed = fs::read_to_string(data_dir.join(POINTER)).ok().and_then(|text| pointed(&text));
    if let Some(pointed) = pointed
        && pointed.join("PG_VERSION").exists()
    {
        return Some(pointed);
    }
    let elsewhere = elsewhere(data_dir);
    if elsewhere.join("PG_VERSION").exists() {
        warn!(
            cluster = %elsewhere.display(),
            "using the database that was made for this data directory earlier; remove it to start empty"
        );
        return Some(elsewhere);
    }
    None
}

/// Makes sure of a place for a new cluster; it is not created yet.
pub(super) fn fresh(data_dir: &Path, runner: Runner) -> Result<PathBuf, StartError> {
    let usual = data_dir.join("postgres");
    if runner.can_enter(data_dir) {
        if fits(&usual, runner)? {
            return Ok(usual);
        }
        if !runner.is_root() {
            return Err(StartError::Unfit { dir: usual });
        }
    }
    let cluster = elsewhere(data_dir);
    let parent = cluster.parent().unwrap_or(Path::new("/var/lib"));
    fs::create_dir_all(parent).map_err(|source| StartError::files(parent, source))?;
    if !fits(&cluster, runner)? {
        return Err(StartError::Unfit { dir: cluster });
    }
    info!(cluster = %cluster.display(), "the user of Postgres can't use the data directory, the database goes here");
    Ok(cluster)
}

/// Writes where the cluster is, for us and for people, if it is not where one would look.
pub(super) fn remember(data_dir: &Path, cluster: &Path) -> Result<(), StartError> {
    if cluster.starts_with(data_dir) {
        return Ok(());
    }
    let path = data_dir.join(POINTER);
    let text = format!(
        "# The user that runs Postgres can't use this directory, so the database is here:\n{}\n",
        cluster.display()
    );
    fs::write(&path, text).map_err(|source| StartError::files(&path, source))
}

/// The folder of the socket, made and private.
pub(super) fn socket_dir(data_dir: &Path, runner: Runner) -> Result<PathBuf, StartError> {
    let usual = data_dir.join("run");
    if is_short(&usual) && runner.can_enter(data_dir) && matches!(runner.private_dir(&usual), Ok(true)) {
        return Ok(usual);
    }
    let name = format!("rathaus-{}", hash(data_dir));
    let dirs = [std::env::temp_dir().join(&name), Path::new("/tmp").join(&name)];
    let dir = dirs.iter().find(|dir| is_short(dir) && dir.parent().is_some_and(|parent| runner.can_enter(parent)));
    let Some(dir) = dir else {
        return Err(StartError::Socket { dir: usual });
    };
    match runner.private_dir(dir) {
        Ok(true) => Ok(dir.clone()),
        Ok(false) => Err(StartError::Unfit { dir: dir.clone() }),
        Err(source) if source.kind() == std::io::ErrorKind::PermissionDenied => {
            Err(StartError::Socket { dir: dir.clone() })
        }
        Err(source) => Err(StartError::files(dir, source)),
    }
}

/// Removes the socket that a killed server left behind; only called when none runs.
pub(super) fn clear_socket(socket_dir: &Path) {
    for name in [SOCKET.to_owned(), format!("{SOCKET}.lock")] {
        let path = socket_dir.join(name);
        if path.exists()
            && let Err(error) = fs::remove_file(&path)
        {
            warn!(%error, path = %path.display(), "an old socket could not be removed");
        }
    }
}

/// Whether a folder with that user's owner and mode can exist here; leaves nothing behind.
fn fits(cluster: &Path, runner: Runner) -> Result<bool, StartError> {
    let probe = cluster.with_extension("new");
    if probe.exists() {
        fs::remove_dir_all(&probe).map_err(|source| StartError::files(&probe, source))?;
    }
    let fits = match runner.private_dir(&probe) {
        Ok(fits) => fits,
        Err(error) if runner.is_root() && error.kind() == std::io::ErrorKind::PermissionDenied => false,
        Err(source) => return Err(StartError::files(&probe, source)),
    };
    // What can't be removed is refused by the next step, with its reason.
    let _ = fs::remove_dir(&probe);
    Ok(fits)
}

fn is_empty(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_none())
}

fn pointed(text: &str) -> Option<PathBuf> {
    let line = text.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty())?;
    let path = PathBuf::from(line.trim());
    path.is_absolute().then_some(path)
}

fn elsewhere(data_dir: &Path) -> PathBuf {
    let name: String = data_dir
        .file_name()
        .map(|name| name.to_string_lossy().chars().filter(char::is_ascii_alphanumeric).take(20).collect())
        .unwrap_or_default();
    Path::new("/var/lib/rathaus").join(format!("{name}-{}", hash(data_dir)))
}

fn is_short(dir: &Path) -> bool {
    // The lock beside the socket has the longest name, but only the socket's own is limited.
    dir.join(SOCKET).as_os_str().len() <= SOCKET_PATH_LIMIT
}

fn hash(data_dir: &Path) -> String {
    let digest = Sha256::digest(data_dir.as_os_str().as_encoded_bytes());
    digest.iter().take(8).fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_path_has_107_bytes_at_most() {
        let dir = |length: usize| PathBuf::from(format!("/{}", "x".repeat(length - 1)));
        assert!(is_short(&dir(107 - 1 - SOCKET.len())));
        assert!(!is_short(&dir(107 - SOCKET.len())));
    }

    #[test]
    fn the_pointer_is_read_past_its_comment_and_must_be_absolute() {
        assert_eq!(pointed("# here:\n/var/lib/rathaus/x\n"), Some(PathBuf::from("/var/lib/rathaus/x")));
        assert_eq!(pointed("../x"), None);
        assert_eq!(pointed("# nothing"), None);
    }

    #[test]
    fn two_data_directories_never_share_a_cluster() {
        let (a, b) = (elsewhere(Path::new("/root/a/.data")), elsewhere(Path::new("/root/b/.data")));
        assert_ne!(a, b);
        assert!(a.to_string_lossy().starts_with("/var/lib/rathaus/data-"));
    }
}
