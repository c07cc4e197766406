//! `rathaus-flyers`: reads a record as JSON, of a flyer or of a sheet of the house, and writes its PDF.
//!
//! One process a flyer, started by the api. It answers on standard output; what went wrong is one line on standard
//! error, and the exit code is not 0.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use flyers::{PrintError, print_any};

/// A record is no longer than this, bytes.
const LONGEST: u64 = 4 << 20;

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("the record can't be read or the PDF can't be written")]
    Io(#[from] io::Error),
    #[error("the record is not one: {0}")]
    Record(#[from] serde_json::Error),
    #[error(transparent)]
    Print(#[from] PrintError),
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody may listen any more; there is no other way to tell.
            drop(writeln!(io::stderr(), "rathaus-flyers: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Error> {
    let mut record = Vec::new();
    io::stdin().lock().take(LONGEST).read_to_end(&mut record)?;
    let pdf = print_any(&serde_json::from_slice(&record)?)?;
    let mut out = io::stdout().lock();
    out.write_all(&pdf)?;
    Ok(out.flush()?)
}
