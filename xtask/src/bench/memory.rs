//! Resident memory of a process, as Linux counts it.

use anyhow::{Context as _, Result};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Megabytes that are in memory now.
pub(crate) fn resident(pid: u32) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).context("the server has ended")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no resident memory")?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes * 1024.0 / 1e6)
}

/// Does something and says, besides what came of it, the most megabytes that were in memory meanwhile.
pub(crate) fn most_while<T>(pid: u32, work: impl FnOnce() -> Result<T>) -> Result<(T, f64)> {
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut most = resident(pid)?;
            while !over.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(50));
                most = most.max(resident(pid)?);
            }
            anyhow::Ok(most)
        });
        let outcome = work();
        over.store(true, Ordering::Relaxed);
        let most = watch.join().expect("the watch returns its error")?;
        Ok((outcome?, most))
    })
}

#[cfg(test)]
mod tests {
    use super::{most_while, resident};

    #[test]
    fn we_are_in_memory_ourselves() {
        assert!(resident(std::process::id()).unwrap() > 1.0);
        let ((), most) = most_while(std::process::id(), || Ok(())).unwrap();
        assert!(most > 1.0);
    }
}
