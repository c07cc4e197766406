//! Programs from npm, each in its own folder under `target/tools/npm`, exactly as its committed lock file says.

use crate::command::{Run, on_path, say};
use crate::place;
use anyhow::{Context as _, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// wasm-opt, from the package `binaryen`.
pub(crate) fn wasm_opt() -> Result<PathBuf> {
    tool("wasm", "wasm-opt")
}

/// The linter of openapi.yaml.
pub(crate) fn redocly() -> Result<PathBuf> {
    tool("lint", "redocly")
}

/// Installs the folder `xtask/tools/<set>` when it is not yet, or not in this version, and returns the program.
fn tool(set: &str, program: &str) -> Result<PathBuf> {
    let source = place::root().join("xtask/tools").join(set);
    let dir = place::tools().join("npm").join(set);
    let binary = dir.join("node_modules/.bin").join(program);
    let lock = fs::read(source.join("package-lock.json")).with_context(|| format!("xtask/tools/{set} has no lock"))?;
    if binary.is_file() && fs::read(dir.join("installed")).is_ok_and(|installed| installed == lock) {
        return Ok(binary);
    }
    say(&format!("installing {program} from npm into target/tools"));
    fs::create_dir_all(&dir)?;
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(source.join(file), dir.join(file))?;
    }
    ci(&dir)?;
    fs::write(dir.join("installed"), lock)?;
    Ok(binary)
}

/// `npm ci` in that folder.
pub(crate) fn ci(dir: &Path) -> Result<()> {
    if on_path("npm").is_none() {
        bail!("npm is missing. Install Node.js 20 or newer with npm, then try again.");
    }
    Run::new("npm")
        .args(["ci", "--no-fund", "--no-audit", "--loglevel=error"])
        .dir(dir)
        // The browser tests use the system's Chromium.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .or_else(format!("npm needs the network once; try `npm ci` in {}", dir.display()))
        .go()
}
