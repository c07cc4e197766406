//! `cargo xtask openapi`: openapi.yaml is generated from the code, and committed so that a change of the contract
//! is seen in review.

use crate::command::{Run, say};
use crate::{place, up};
use anyhow::{Context as _, Result, bail};
use std::fs;
use std::path::Path;

const FILE: &str = "openapi.yaml";

pub(crate) fn write() -> Result<()> {
    let binary = up::build_api(false)?;
    let text = generate(&binary)?;
    let file = place::root().join(FILE);
    if fs::read_to_string(&file).is_ok_and(|committed| committed == text) {
        say("openapi.yaml is as the code says");
    } else {
        fs::write(&file, text).with_context(|| format!("{} cannot be written", file.display()))?;
        say("openapi.yaml is written: look at the difference and commit it");
    }
    Ok(())
}

/// Fails when the committed file is not what the code says.
pub(crate) fn compare(binary: &Path) -> Result<()> {
    let generated = generate(binary)?;
    let committed = fs::read_to_string(place::root().join(FILE))
        .context("openapi.yaml is missing.\n  What to do: run `cargo xtask openapi` and commit it")?;
    if generated == committed {
        return Ok(());
    }
    let differing = generated.lines().zip(committed.lines()).position(|(new, old)| new != old);
    let line = differing.unwrap_or_else(|| generated.lines().count().min(committed.lines().count()));
    bail!(
        "openapi.yaml differs from the code, first in line {}:\n  committed: {}\n  code:      {}\n  \
         What to do: run `cargo xtask openapi`, look at the difference, commit it",
        line + 1,
        committed.lines().nth(line).unwrap_or("(end)"),
        generated.lines().nth(line).unwrap_or("(end)"),
    )
}

fn generate(binary: &Path) -> Result<String> {
    Run::new(binary).arg("openapi").or_else("`rathaus openapi` must print the document without any set-up").text()
}
