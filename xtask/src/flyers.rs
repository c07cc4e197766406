//! The program that prints flyers. Its folder is a workspace of its own ([ADR 30]), whose output goes beside
//! everybody else's: the api looks for it there.
//!
//! [ADR 30]: ../../docs/adr/0030-flyers-are-a-program-of-their-own.md

use crate::command::Run;
use crate::place;
use anyhow::Result;

/// Where the settings of its crate are.
const MANIFEST: &str = "flyers/Cargo.toml";

/// A cargo command on that workspace.
pub(crate) fn cargo(words: &[&str]) -> Run {
    let (verb, rest) = words.split_at(1);
    let run = Run::cargo(verb).args(["--manifest-path", MANIFEST]);
    let run = if verb == ["fmt"] { run } else { run.arg("--target-dir").arg(place::target()) };
    run.args(rest)
}

/// Builds it beside the api.
pub(crate) fn build(release: bool) -> Result<()> {
    let profile: &[&str] = if release { &["--release"] } else { &[] };
    cargo(&["build", "--bins"])
        .args(profile)
        .or_else("the compiler's message above says where; `cargo flyers` repeats it")
        .go()
}
