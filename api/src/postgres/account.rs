//! As whom Postgres runs: as ourselves, or, since it refuses root, as somebody root becomes.

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, lchown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::postgres::StartError;

/// A user of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) uid: u32,
    pub(super) gid: u32,
}

/// Who we are, and who runs Postgres.
#[derive(Debug, Clone, Copy)]
pub(super) struct Runner {
    me: Account,
    runs: Account,
}

impl Runner {
    /// Whoever can run the cluster that may be at `cluster` already. Root becomes its owner, so a
    /// cluster keeps its user whoever starts it.
    pub(super) fn choose(cluster: Option<&Path>) -> Result<Self, StartError> {
        let me = myself()?;
        let owner = match cluster {
            Some(cluster) => Some(owner(cluster).map_err(|source| StartError::files(cluster, source))?),
            None => None,
        };
        let runs = match (me.uid, owner) {
            (0, Some(owner)) if owner.uid != 0 => owner,
            (0, _) => becoming(&fs::read_to_string("/etc/passwd").unwrap_or_default()).ok_or(StartError::NoAccount)?,
            (_, Some(owner)) if owner.uid != me.uid => {
                return Err(StartError::Owner {
                    cluster: cluster.unwrap_or(Path::new("/")).to_path_buf(),
                    owner: name(owner.uid),
                    me: name(me.uid),
                });
            }
            _ => me,
        };
        Ok(Self { me, runs })
    }

    fn is_other(self) -> bool {
        self.me.uid != self.runs.uid
    }

    /// Whether we are root and could choose another place for the cluster.
    pub(super) fn is_root(self) -> bool {
        self.me.uid == 0
    }

    /// A command as that user, with an environment that holds none of our secrets, in a process
    /// group of its own: a Ctrl-C at the terminal must not reach it.
    pub(super) fn command(self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("LC_ALL", "C").env("TZ", "UTC");
        command.current_dir("/").stdin(Stdio::null()).process_group(0);
        if self.is_other() {
            command.uid(self.runs.uid).gid(self.runs.gid);
        }
        command
    }

    /// Whether that user can pass through this folder. Tried out, because modes alone do not tell
    /// (access lists, network file systems).
    pub(super) fn can_enter(self, dir: &Path) -> bool {
        if !self.is_other() {
            return true;
        }
        let mut probe = self.command(Path::new("true"));
        probe.current_dir(dir).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    /// Makes a folder that only that user can enter. `Ok(false)`: the file system does not keep
    /// owner or mode.
    pub(super) fn private_dir(self, dir: &Path) -> io::Result<bool> {
        if let Err(error) = fs::create_dir(dir)
            && error.kind() != io::ErrorKind::AlreadyExists
        {
            return Err(error);
        }
        let found = fs::symlink_metadata(dir)?;
        if !found.is_dir() {
            return Err(io::Error::from(io::ErrorKind::NotADirectory));
        }
        // Somebody else's folder (in the temp dir, say) is never taken over.
        if found.uid() != self.me.uid && found.uid() != self.runs.uid {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied));
        }
        fs::set_permissions(dir, fs::Permissions::from_mode(0o700))?;
        if self.is_other() {
            chown(dir, Some(self.runs.uid), Some(self.runs.gid))?;
        }
        let made = fs::symlink_metadata(dir)?;
        Ok(made.uid() == self.runs.uid && made.mode() & 0o777 == 0o700)
    }

    /// Gives a whole cluster to that user, as after a backup was put back by root.
    pub(super) fn take_over(self, dir: &Path) -> io::Result<()> {
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                self.take_over(&entry.path())?;
            } else {
                lchown(entry.path(), Some(self.runs.uid), Some(self.runs.gid))?;
            }
        }
        chown(dir, Some(self.runs.uid), Some(self.runs.gid))
    }

    /// Whether the folder is that user's.
    pub(super) fn owns(self, dir: &Path) -> bool {
        owner(dir).is_ok_and(|owner| owner.uid == self.runs.uid)
    }
}

/// The kernel gives `/proc/self` to whom the process runs as: no call into libc is needed.
fn myself() -> Result<Account, StartError> {
    let proc = Path::new("/proc/self");
    owner(proc).map_err(|source| StartError::files(proc, source))
}

fn owner(path: &Path) -> io::Result<Account> {
    let found = fs::metadata(path)?;
    Ok(Account { uid: found.uid(), gid: found.gid() })
}

/// The user that root becomes: Postgres' own, or nobody.
fn becoming(passwd: &str) -> Option<Account> {
    ["postgres", "nobody"].into_iter().find_map(|name| {
        passwd.lines().find_map(|line| {
            let mut fields = line.split(':');
            if fields.next() != Some(name) {
                return None;
            }
            let uid = fields.nth(1)?.parse().ok()?;
            let gid = fields.next()?.parse().ok()?;
            (uid != 0).then_some(Account { uid, gid })
        })
    })
}

/// The user's name for a sentence.
fn name(uid: u32) -> String {
    let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let wanted = uid.to_string();
    let named = passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == wanted).then(|| name.to_owned())
    });
    named.map_or_else(|| format!("the user {uid}"), |name| format!("the user {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_becomes_postgres_else_nobody_and_never_root() {
        let both = "root:x:0:0::/:/bin/sh\nnobody:x:65534:65533::/:/bin/sh\npostgres:x:101:104::/:/bin/sh\n";
        assert_eq!(becoming(both), Some(Account { uid: 101, gid: 104 }));
        assert_eq!(becoming("nobody:x:65534:65533::/:/bin/sh"), Some(Account { uid: 65534, gid: 65533 }));
        assert_eq!(becoming("postgres:x:0:0::/:/bin/sh"), None);
        assert_eq!(becoming("postgres\nnobody:x"), None);
    }
}
