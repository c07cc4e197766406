//! What the bundles weigh, beside what a first load should weigh.

use super::{BUNDLES, Bundle, files_below};
use anyhow::Result;
use std::fs;
use std::path::Path;

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

/// Prints a table a bundle, and says so above a limit.
pub(crate) fn sizes(out: &Path) -> Result<()> {
    for bundle in &BUNDLES {
        table(out, bundle)?;
    }
    Ok(())
}

fn table(out: &Path, bundle: &Bundle) -> Result<()> {
    let mut all = vec![measure(out, &out.join(bundle.page))];
    for file in files_below(&out.join("assets"))? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let is_twin = file.extension().is_some_and(|kind| kind == "br" || kind == "gz");
        let is_foreign = BUNDLES.iter().any(|other| other.name != bundle.name && name.starts_with(other.name));
        if !is_twin && !is_foreign {
            all.push(measure(out, &file));
        }
    }
    eprintln!("\n   {:<44} {:>9} {:>9} {:>9}", format!("first load, {}", bundle.name), "raw", "gzip", "brotli");
    for one in &all {
        eprintln!("   {:<44} {:>9} {:>9} {:>9}", one.name, one.raw, one.gzip, one.brotli);
    }
    let code = all.iter().filter(|one| one.is_code());
    let sum: u64 = code.map(|one| one.brotli).sum();
    let Bundle { limit, figure, .. } = bundle;
    eprintln!("   {:<44} {:>29}   (limit {limit}, {figure})\n", "WASM + JavaScript", sum);
    // A figure is printed and never fails a build: a newcomer's first start must not end at our debts.
    if sum > *limit {
        eprintln!("   Above the limit by {} bytes.\n", sum - limit);
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
