//! What the app weighs, beside what a visitor's first load should weigh.

use super::files_below;
use anyhow::Result;
use std::fs;
use std::path::Path;

/// WASM and JavaScript of the first load, brotli, in bytes: figure W1.
const LIMIT: u64 = 250_000;

/// What the limit is about.
const CODE: [&str; 2] = ["js", "wasm"];

struct Sizes {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Sizes {
    fn is_code(&self) -> bool {
        let kind = Path::new(&self.name).extension();
        CODE.iter().any(|code| kind.is_some_and(|kind| kind == *code))
    }
}

/// Prints the table, and says so above the limit.
pub(crate) fn sizes(out: &Path) -> Result<()> {
    let mut all = vec![measure(out, &out.join("index.html"))];
    for file in files_below(&out.join("assets"))? {
        if file.extension().is_none_or(|kind| kind != "br" && kind != "gz") {
            all.push(measure(out, &file));
        }
    }
    eprintln!("\n   {:<44} {:>9} {:>9} {:>9}", "first load", "raw", "gzip", "brotli");
    for one in &all {
        eprintln!("   {:<44} {:>9} {:>9} {:>9}", one.name, one.raw, one.gzip, one.brotli);
    }
    let code = all.iter().filter(|one| one.is_code());
    let sum: u64 = code.map(|one| one.brotli).sum();
    eprintln!("   {:<44} {:>29}   (limit {LIMIT}, W1)\n", "WASM + JavaScript", sum);
    // A figure is printed and never fails a build: a newcomer's first start must not end at our debts.
    if sum > LIMIT {
        eprintln!("   Above the limit by {} bytes.\n", sum - LIMIT);
    }
    Ok(())
}

fn measure(out: &Path, file: &Path) -> Sizes {
    let size = |suffix: &str| {
        let name = format!("{}{suffix}", file.display());
        fs::metadata(name).ok().map(|facts| facts.len())
    };
    let raw = size("").unwrap_or(0);
    let name = file.strip_prefix(out).unwrap_or(file).display().to_string();
    Sizes { name, raw, gzip: size(".gz").unwrap_or(raw), brotli: size(".br").unwrap_or(raw) }
}
