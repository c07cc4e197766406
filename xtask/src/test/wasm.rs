//! The steps on what runs in the browser.

use crate::command::Run;
use crate::{tools, web};
use anyhow::{Result, bail};

const TARGET: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

/// Crates that belong on the server: in the browser each is a mistake in the features of some crate.
const NEVER_IN_THE_BROWSER: [&str; 4] = ["actix-web", "diesel", "tokio", "tokio-postgres"];

/// Each by itself, or the other would choose its features; with the lints of all crates.
pub(crate) fn alone() -> Result<()> {
    tools::wasm_target::ensure()?;
    for package in ["shared", "web"] {
        Run::cargo(&["clippy", "--package", package, "--no-default-features"])
            .args(TARGET)
            .args(["--", "-D", "warnings"])
            .or_else(
                "`shared` and `web` must build without the rest: no I/O, no clock, no server crates. Each lint names \
                 its rule; clippy.toml and Cargo.toml say why we have it",
            )
            .go()?;
    }
    let tree =
        Run::cargo(&["tree", "--package", "web", "--edges", "normal", "--prefix", "none"]).args(TARGET).text()?;
    for line in tree.lines() {
        let name = line.split_whitespace().next().unwrap_or_default();
        if NEVER_IN_THE_BROWSER.contains(&name) {
            bail!(
                "the app for the browser contains {name}.\n  What to do: \
                 `cargo tree -p web --target wasm32-unknown-unknown -i {name}` shows who brings it in"
            );
        }
    }
    Ok(())
}

pub(crate) fn build() -> Result<()> {
    web::web(&web::Options::new(false))
}
