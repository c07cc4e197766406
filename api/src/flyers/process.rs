//! One call of the program: the record on its standard input, the PDF from its standard output.

use std::io;
use std::path::Path;
use std::process::Stdio;

use actix_web::web::Bytes;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// As much of what it says is kept for the log, bytes.
const SAID: usize = 500;

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub(super) enum RunError {
    /// There is no such program, or it may not be run.
    #[error("the program that prints flyers can't be started")]
    Missing(#[source] io::Error),
    /// The way to it broke.
    #[error("the program that prints flyers can't be talked to")]
    Io(#[source] io::Error),
    /// It took too long, or its turn did not come.
    #[error("the flyer took too long")]
    Late,
    /// It found no way to print this record.
    #[error("the flyer could not be printed: {0}")]
    Refused(String),
    /// It says that it has, and has not.
    #[error("what the program answered is no PDF")]
    NoPdf,
}

/// Has a record printed. Dropped before it is done, it ends the program.
pub(super) async fn run(program: &Path, record: &[u8]) -> Result<Bytes, RunError> {
    let mut child = Command::new(program)
        // It needs no setting, and the settings have secrets among them.
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(RunError::Missing)?;
    if let Some(mut input) = child.stdin.take() {
        // A program that ends before it has read everything says why; the broken pipe does not.
        let sent = input.write_all(record).await;
        if sent.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) {
            return sent.map(|()| Bytes::new()).map_err(RunError::Io);
        }
    }
    let answer = child.wait_with_output().await.map_err(RunError::Io)?;
    if !answer.status.success() {
        let said = answer.stderr.get(..SAID).unwrap_or(&answer.stderr);
        return Err(RunError::Refused(format!("{} ({})", String::from_utf8_lossy(said).trim(), answer.status)));
    }
    if !answer.stdout.starts_with(b"%PDF-") {
        return Err(RunError::NoPdf);
    }
    Ok(Bytes::from(answer.stdout))
}
