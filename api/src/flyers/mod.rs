//! Flyers: the program that prints them, from this side. The api knows nothing of type and paper; it hands over a record
//! and takes a PDF ([ADR 30](../../../docs/adr/0030-flyers-are-a-program-of-their-own.md)).
//!
//! What always holds: a process a flyer, few at a time, none for longer than [`PATIENCE`], and none outlives whoever
//! asked. Without the program everything else works, and who asks for a flyer is told so.

mod kept;
mod process;

use std::path::{Path, PathBuf};
use std::time::Duration;

use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use actix_web::web::Bytes;
use sha2::{Digest, Sha256};
use shared::flyers::Record;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::problem::Failure;
use kept::Kept;
use process::{RunError, run};

/// The program's name, beside ours.
const PROGRAM: &str = "rathaus-flyers";
/// Flyers that are printed at the same time.
const AT_ONCE: usize = 2;
/// How long somebody may have to wait for a flyer, with the wait for a turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// The way to the program.
#[derive(Debug)]
pub struct Press {
    program: PathBuf,
    turns: Semaphore,
    kept: Kept,
}

/// The program: the one that was named, else the one beside ours, else whatever the path has.
pub fn program(named: Option<&Path>) -> PathBuf {
    let beside = || std::env::current_exe().ok().map(|own| own.with_file_name(PROGRAM));
    named.map(Path::to_owned).or_else(beside).unwrap_or_else(|| PathBuf::from(PROGRAM))
}

impl Press {
    /// With the program of the settings. It need not be there yet.
    pub fn new(named: Option<&Path>) -> Self {
        Self { program: program(named), turns: Semaphore::new(AT_ONCE), kept: Kept::default() }
    }

    /// The PDF of a record.
    pub async fn print(&self, record: &Record) -> Result<Bytes, Failure> {
        let record = serde_json::to_vec(record).map_err(Failure::internal)?;
        let key = Sha256::digest(&record).into();
        if let Some(pdf) = self.kept.get(key) {
            return Ok(pdf);
        }
        let pdf = self.in_time(&record).await?;
        self.kept.put(key, pdf.clone());
        Ok(pdf)
    }

    /// The same of a record about people: nothing of it stays here.
    pub async fn print_unkept(&self, record: &Record) -> Result<Bytes, Failure> {
        self.in_time(&serde_json::to_vec(record).map_err(Failure::internal)?).await
    }

    async fn in_time(&self, record: &[u8]) -> Result<Bytes, Failure> {
        match timeout(PATIENCE, self.made(record)).await {
            Ok(made) => made.map_err(|error| failure(error, &self.program)),
            Err(_) => Err(away("Many flyers are being printed. Try again in a moment.", RunError::Late, "10")),
        }
    }

    /// What the program makes of it, when it is this one's turn.
    async fn made(&self, record: &[u8]) -> Result<Bytes, RunError> {
        let _turn = self.turns.acquire().await.map_err(|_closed| RunError::Late)?;
        run(&self.program, record).await
    }
}

fn failure(error: RunError, program: &Path) -> Failure {
    match error {
        RunError::Missing(_) => {
            tracing::warn!(program = %program.display(), "flyers can't be printed: the program is missing; RATHAUS_FLYERS names it");
            away("Flyers can't be printed here now: the program that prints them is missing.", error, "300")
        }
        RunError::Io(_) | RunError::Late => {
            away("The flyer could not be printed now. Try again in a moment.", error, "10")
        }
        RunError::Refused(_) | RunError::NoPdf => Failure::internal(error),
    }
}

fn away(detail: &str, source: RunError, seconds: &'static str) -> Failure {
    Failure::unavailable(source).detail(detail).header(RETRY_AFTER, HeaderValue::from_static(seconds))
}
