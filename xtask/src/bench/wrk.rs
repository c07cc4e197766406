//! `wrk`, the load generator for reads.

use crate::command::{Run, on_path};
use crate::{place, tools};
use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

/// What the scripts in `xtask/bench` print at the end.
#[derive(Deserialize)]
pub(crate) struct Outcome {
    requests: f64,
    microseconds: f64,
    bytes: f64,
    p50: f64,
    p99: f64,
    status_errors: u64,
    socket_errors: u64,
}

impl Outcome {
    pub(crate) fn rate(&self) -> f64 {
        self.requests / self.microseconds * 1e6
    }

    /// Bytes of an average answer, head and body.
    pub(crate) fn size(&self) -> f64 {
        self.bytes / self.requests
    }

    pub(crate) fn p50(&self) -> f64 {
        self.p50 / 1000.0
    }

    pub(crate) fn p99(&self) -> f64 {
        self.p99 / 1000.0
    }
}

pub(crate) fn ensure() -> Result<()> {
    if on_path("wrk").is_some() { Ok(()) } else { tools::apt::install(&["wrk"], "wrk, the load generator") }
}

/// Eight connections for some seconds; an answer that is no success makes the measurement worthless.
pub(crate) fn run(script: &str, url: &str, arguments: &[String], seconds: u32) -> Result<Outcome> {
    let script = place::root().join("xtask/bench").join(script);
    let output = Run::new("wrk")
        .args(["--threads", "2", "--connections", "8", "--duration", &format!("{seconds}s"), "--script"])
        .arg(script)
        .args([url, "--"])
        .args(arguments)
        .text()?;
    let line = output.lines().find_map(|line| line.strip_prefix("RESULT "));
    let outcome: Outcome = serde_json::from_str(line.with_context(|| format!("wrk printed no result:\n{output}"))?)?;
    if outcome.status_errors + outcome.socket_errors > 0 {
        bail!("{} answers were errors, {} got lost:\n{output}", outcome.status_errors, outcome.socket_errors);
    }
    Ok(outcome)
}
