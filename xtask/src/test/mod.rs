//! `cargo xtask test`: everything CI runs, from the cheap to the dear, so that a slip is found in seconds.
//!
//! What always holds: nothing is skipped silently. A step that cannot run fails and says what to do. The first failure
//! ends the run: the steps build on each other. `--only` and `--skip` are for people; CI uses neither.
//!
//! All steps on this machine share one selection of crates and one profile (`WORKSPACE`), because every other
//! selection may choose other features and build the same crates again. The browser's crate is among them: its logic
//! has unit tests that need no browser.

mod browser;
mod callers;
mod contract;
mod database;
mod rust;
mod tidy;
mod wasm;

use crate::command::say;
use anyhow::{Result, bail};
use clap::Args;
use std::time::{Duration, Instant};

/// The crates every step on this machine builds.
pub(crate) const WORKSPACE: &str = "--workspace";

#[derive(Args)]
pub(crate) struct Options {
    /// Only this step; may be repeated
    #[arg(long, value_name = "STEP", value_parser = names())]
    only: Vec<String>,
    /// Not this step; may be repeated
    #[arg(long, value_name = "STEP", value_parser = names())]
    skip: Vec<String>,
}

struct Step {
    name: &'static str,
    about: &'static str,
    run: fn() -> Result<()>,
}

const STEPS: [Step; 12] = [
    Step { name: "tidy", about: "the house rules that no other tool checks", run: tidy::tidy },
    Step { name: "fmt", about: "rustfmt", run: rust::fmt },
    Step {
        name: "clippy",
        about: "builds everything for this machine under clippy, warnings are errors",
        run: rust::clippy,
    },
    Step { name: "wasm", about: "shared and web alone on wasm32, with clippy", run: wasm::alone },
    Step { name: "licences", about: "cargo-deny: licences, bans, sources", run: rust::licences },
    Step { name: "tests", about: "unit, property and integration tests", run: rust::tests },
    Step { name: "openapi", about: "openapi.yaml is what the code says", run: contract::drift },
    Step { name: "openapi-lint", about: "openapi.yaml is well made", run: contract::lint },
    Step {
        name: "contract",
        about: "schemathesis against a running server, as everybody who may call",
        run: contract::schemathesis,
    },
    Step { name: "torture", about: "rivals while everything breaks, short form", run: contract::torture },
    Step { name: "web", about: "the app for the browser, and its size", run: wasm::build },
    Step { name: "browser", about: "Playwright and axe in Chromium", run: browser::browser },
];

fn names() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(STEPS.iter().map(|step| step.name))
}

pub(crate) fn test(options: &Options) -> Result<()> {
    let clean_before = tidy::is_clean();
    let chosen = |step: &&Step| {
        let named = |list: &[String]| list.iter().any(|name| name == step.name);
        (options.only.is_empty() || named(&options.only)) && !named(&options.skip)
    };
    let steps: Vec<_> = STEPS.iter().filter(chosen).collect();
    let mut done = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        eprintln!("\n━━ {}/{} {} – {}", index + 1, steps.len(), step.name, step.about);
        let start = Instant::now();
        let outcome = (step.run)();
        done.push((step.name, start.elapsed(), outcome.is_ok()));
        if let Err(error) = outcome {
            eprintln!("\n{error:#}");
            summary(&done, steps.len());
            bail!(
                "step `{0}` failed. When it is mended, `cargo xtask test --only {0}` repeats just this step.",
                step.name
            );
        }
    }
    // A person may well edit while the tests run; in CI nobody does.
    if std::env::var_os("CI").is_some() && clean_before && !tidy::is_clean() {
        bail!("the tests changed files of the repository: see `git status`. Commit what belongs in, ignore the rest.");
    }
    summary(&done, steps.len());
    say("all passed");
    Ok(())
}

fn summary(done: &[(&str, Duration, bool)], all: usize) {
    eprintln!("\n   {:<14} {:>8}", "step", "seconds");
    for (name, time, passed) in done {
        eprintln!("   {name:<14} {:>8.1}   {}", time.as_secs_f32(), if *passed { "passed" } else { "FAILED" });
    }
    let total: Duration = done.iter().map(|(_, time, _)| *time).sum();
    eprintln!("   {:<14} {:>8.1}   {} of {all} steps", "together", total.as_secs_f32(), done.len());
}
