//! System packages, for Debian and Ubuntu, when we are root; everybody else is told what to install.

use crate::command::{Run, on_path, say};
use anyhow::{Result, bail};

/// Installs Debian packages, or says in one sentence what to install.
pub(crate) fn install(packages: &[&str], purpose: &str) -> Result<()> {
    let names = packages.join(" ");
    if on_path("apt-get").is_none() {
        bail!(
            "{purpose} is missing. Install it with your system's package manager (on Debian: {names}), then try again."
        );
    }
    if !nix::unistd::Uid::effective().is_root() {
        bail!("{purpose} is missing. Run `sudo apt-get install {names}`, then try again.");
    }
    say(&format!("{purpose} is missing: installing {names} with apt-get"));
    let advice = format!("see the lines above; when `apt-get install {names}` works by hand, try again");
    apt(&["update", "-q"]).or_else(advice.clone()).go()?;
    apt(&["install", "-q", "-y", "--no-install-recommends"]).args(packages).or_else(advice).go()
}

fn apt(args: &[&str]) -> Run {
    Run::new("apt-get").args(["-o", "Dpkg::Use-Pty=0"]).args(args).env("DEBIAN_FRONTEND", "noninteractive")
}
