//! One rathaus per data directory.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::postgres::StartError;

/// Held from the start to the end of the process. The kernel lets go of it even after a kill -9, so
/// a file that is left behind means nothing.
#[derive(Debug)]
pub(super) struct Lock(File);

/// Let go by name, not only by closing the file: a program that is being started at this very moment has
/// a copy of the file until it runs, and the lock would live as long as that.
impl Drop for Lock {
    fn drop(&mut self) {
        // It fails for no lock of ours, and then the kernel lets go at the end of the process.
        let _ = self.0.unlock();
    }
}

impl Lock {
    pub(super) fn take(data_dir: &Path) -> Result<Self, StartError> {
        let path = data_dir.join("rathaus.lock");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|source| StartError::files(&path, source))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let pid = file.read_to_string(&mut holder).ok().and_then(|_| holder.trim().parse().ok());
                return Err(StartError::Locked { dir: data_dir.to_path_buf(), pid });
            }
            Err(TryLockError::Error(source)) => return Err(StartError::files(&path, source)),
        }
        file.set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| writeln!(file, "{}", std::process::id()))
            .map_err(|source| StartError::files(&path, source))?;
        Ok(Self(file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_holder_is_told_the_directory_and_the_process() {
        let dir = std::env::temp_dir().join(format!("rathaus-lock-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let first = Lock::take(&dir).unwrap();
        let refused = Lock::take(&dir).unwrap_err().to_string();
        assert!(refused.contains(&dir.display().to_string()), "{refused}");
        assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
        drop(first);
        Lock::take(&dir).unwrap();
        std::fs::remove_dir_all(dir).unwrap();
    }
}
