//! `cargo xtask web`: the app for the browser, from the crate `web` to finished files in `target/web`.
//!
//! Cargo makes the WASM, `wasm-bindgen` its JavaScript, `wasm-opt` makes it small; every asset gets its content's hash
//! in its name, so that it may be cached for ever, and a brotli and a gzip twin beside it, so that no server has to
//! compress anything. Why not a bundler: the steps are few, and the versions are those of Cargo.lock.
//!
//! What always holds: `target/web` is whole, or it is the one from before. It is rebuilt only when an input changed.

mod assemble;
mod compress;
mod imports;
mod page;
mod report;
mod stamp;
mod wasm;

pub(crate) use compress::gzip;

use crate::command::say;
use crate::place;
use anyhow::{Context as _, Result};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};

/// What is loaded by itself: a program of the crate `web`, and the page that loads it.
pub(crate) struct Bundle {
    /// The program, and how the names of its assets begin.
    name: &'static str,
    /// The page.
    page: &'static str,
    /// What its WASM and JavaScript should weigh at most, brotli, bytes.
    limit: u64,
    /// The figure that says so.
    figure: &'static str,
}

/// The visitor's pages, the info point, those of somebody who signs in, and those of who works here.
/// `api/src/site/routes.rs` and `docker/Caddyfile` know which page has which address.
pub(crate) const BUNDLES: [Bundle; 4] = [
    Bundle { name: "app", page: "index.html", limit: 250_000, figure: "W1" },
    Bundle { name: "offers", page: "offers.html", limit: 250_000, figure: "as W1" },
    Bundle { name: "account", page: "account.html", limit: 250_000, figure: "as W1" },
    Bundle { name: "staff", page: "staff.html", limit: 450_000, figure: "ADR 18" },
];

#[derive(Args)]
pub(crate) struct Options {
    /// Build fast: not optimised, not compressed
    #[arg(long)]
    dev: bool,
    /// Build even if nothing changed
    #[arg(long)]
    force: bool,
}

impl Options {
    pub(crate) fn new(dev: bool) -> Self {
        Self { dev, force: false }
    }
}

/// Builds, and shows what it weighs beside what it should weigh.
pub(crate) fn web(options: &Options) -> Result<()> {
    let out = build(options)?;
    if options.dev { Ok(()) } else { report::sizes(&out) }
}

/// Builds what is not yet built, and returns the finished folder.
pub(crate) fn build(options: &Options) -> Result<PathBuf> {
    let out = place::web_out();
    let stamp = stamp::of_inputs(options.dev)?;
    if !options.force && stamp::is_current(&out, &stamp) {
        say("the app is up to date");
    } else {
        say("building the app for the browser (minutes the first time)");
        let modules = wasm::build(options.dev)?;
        let fresh = out.with_extension("new");
        remove(&fresh)?;
        assemble::assemble(&modules, &fresh)?;
        if !options.dev {
            compress::beside_each_file(&fresh)?;
        }
        replace(&fresh, &out)?;
        stamp::keep(&out, &stamp)?;
    }
    Ok(out)
}

/// Puts the new folder in the place of the old one; a server that runs meanwhile finds one of both.
fn replace(fresh: &Path, out: &Path) -> Result<()> {
    let old = out.with_extension("old");
    remove(&old)?;
    if out.exists() {
        fs::rename(out, &old)?;
    }
    fs::rename(fresh, out).with_context(|| format!("{} cannot be put in place", out.display()))?;
    remove(&old)
}

fn remove(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("{} cannot be removed", dir.display()))?;
    }
    Ok(())
}

/// Every file below a folder, in a fixed order.
fn files_below(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(dir).with_context(|| format!("{} cannot be read", dir.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
