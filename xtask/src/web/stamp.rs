//! Whether the app has to be built at all: a hash over everything it is made of.

use super::files_below;
use crate::place;
use anyhow::Result;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

const INPUTS: [&str; 8] =
    ["web", "client", "markup", "shared", "xtask/src/web", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml"];

/// The hash of all inputs' names and contents.
pub(crate) fn of_inputs(dev: bool) -> Result<String> {
    let root = place::root();
    let mut hash = Sha256::new();
    hash.update(if dev { "dev" } else { "wasm" });
    for input in INPUTS {
        for file in input_files(&root.join(input))? {
            hash.update(file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().as_bytes());
            hash.update([0]);
            hash.update(Sha256::digest(fs::read(&file)?));
        }
    }
    Ok(hex(&hash.finalize()))
}

/// The stamp lies beside the folder, not in it: what is in it is served.
pub(crate) fn is_current(out: &Path, stamp: &str) -> bool {
    out.join("index.html").is_file() && fs::read_to_string(place_of(out)).is_ok_and(|kept| kept == stamp)
}

pub(crate) fn keep(out: &Path, stamp: &str) -> Result<()> {
    Ok(fs::write(place_of(out), stamp)?)
}

/// The first half of a hash in hexadecimal digits: enough to tell two contents apart.
pub(crate) fn short(content: &[u8]) -> String {
    hex(&Sha256::digest(content)[..8])
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn place_of(out: &Path) -> PathBuf {
    out.with_extension("stamp")
}

/// The browser tests lie in web/ too, but are no part of the app.
fn input_files(input: &Path) -> Result<Vec<PathBuf>> {
    if input.is_file() {
        return Ok(vec![input.to_path_buf()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(input)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_owned();
        if path.is_dir() && name != "e2e" && name != "node_modules" {
            files.extend(files_below(&path)?);
        } else if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
