//! Poppler's `pdfinfo` and `pdftotext`: the tests read flyers with them, because whoever writes a PDF is no judge of it.

use crate::command::on_path;
use crate::tools::apt;
use anyhow::{Result, bail};

/// Finds the programs or installs them.
pub(crate) fn ensure() -> Result<()> {
    let there = || ["pdfinfo", "pdftotext"].iter().all(|program| on_path(program).is_some());
    if there() {
        return Ok(());
    }
    apt::install(&["poppler-utils"], "a reader of PDFs (poppler)")?;
    if there() {
        Ok(())
    } else {
        bail!("poppler-utils is installed, but `pdfinfo` and `pdftotext` are not on the PATH.")
    }
}
