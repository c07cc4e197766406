//! The house rules that no other tool checks: short files that say what they are, no folders named after layers,
//! lock files that any registry can serve.

use crate::command::Run;
use crate::place;
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;

/// The longest Rust file, in lines. Longer ones hold two subjects.
const LONGEST: usize = 300;

/// Where a file holds words for people and no thoughts: long is fine there.
const WORDS: &str = "web/src/texts/";

/// Every table as diesel sees it, in one file, because a test compares it with the database as a whole.
const TABLES: &str = "api/src/schema.rs";

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 7] = ["common", "helpers", "misc", "models", "services", "types", "utils"];

pub(crate) fn tidy() -> Result<()> {
    let listed = Run::new("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]);
    let listed = listed.or_else("the repository must be a git clone").text()?;
    let mut faults = Vec::new();
    for name in listed.lines() {
        let Ok(content) = fs::read_to_string(place::root().join(name)) else {
            continue;
        };
        if Path::new(name).extension().is_some_and(|kind| kind == "rs") {
            faults.extend(rust_faults(name, &content));
        }
        if name.ends_with("package-lock.json") && content.contains("\"resolved\": \"http") {
            faults.push(format!("{name}: names a registry; put omit-lockfile-registry-resolved=true into .npmrc"));
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    bail!("{}\n  What to do: docs/ARCHITECTURE.md says how files are cut", faults.join("\n"))
}

/// Whether git sees no change; a folder that is no clone counts as never clean.
pub(crate) fn is_clean() -> bool {
    let status = Run::new("git").args(["status", "--porcelain"]).into_command().output();
    status.is_ok_and(|output| output.status.success() && output.stdout.is_empty())
}

fn rust_faults(name: &str, content: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let lines = content.lines().count();
    if lines > LONGEST && !name.starts_with(WORDS) && name != TABLES {
        faults.push(format!("{name}: {lines} lines, at most {LONGEST}: cut it by subject"));
    }
    if !content.lines().any(|line| line.starts_with("//!")) {
        faults.push(format!("{name}: does not begin with `//!` and what it is"));
    }
    let mut parts = name.trim_end_matches(".rs").split('/');
    if let Some(part) = parts.find(|part| EMPTY_NAMES.contains(part)) {
        faults.push(format!("{name}: `{part}` says nothing; name the folder or file after its subject"));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::rust_faults;

    #[test]
    fn a_short_file_that_says_what_it_is_passes() {
        assert!(rust_faults("api/src/desks/list.rs", "//! Lists desks.\nfn list() {}\n").is_empty());
    }

    #[test]
    fn long_silent_files_under_empty_names_are_named() {
        assert_eq!(rust_faults("api/src/utils/a.rs", &"fn a() {}\n".repeat(301)).len(), 3);
    }
}
