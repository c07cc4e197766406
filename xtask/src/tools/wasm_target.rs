//! The compiler's target for the browser.

use crate::command::{Run, on_path, say};
use anyhow::{Result, bail};
use std::path::Path;

const TARGET: &str = "wasm32-unknown-unknown";

/// Asks the compiler itself, so that toolchains which did not come by rustup count as well.
pub(crate) fn ensure() -> Result<()> {
    let sysroot = Run::new("rustc").args(["--print", "sysroot"]).or_else("install Rust from rustup.rs").text()?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    if on_path("rustup").is_none() {
        bail!("the Rust target {TARGET} is missing. Install it with your system's packages, or use rustup.");
    }
    say("adding the Rust target for the browser");
    Run::new("rustup")
        .args(["target", "add", TARGET])
        .or_else(format!("`rustup target add {TARGET}` needs the network once; try it by hand"))
        .go()
}
