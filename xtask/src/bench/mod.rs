//! `cargo xtask bench`: how fast it is, as ratios to references measured in the same run on the same machine.
//!
//! Absolute speeds say little, since machines differ and are noisy; a ratio says what our own code costs. Medians of
//! several rounds, each round measuring both sides. No figure here is ever a pass or fail of the test suite.

mod a1;
mod b1;
mod client;
mod report;
mod site;
mod times;
mod wrk;

use crate::command::say;
use crate::{tools, up};
use anyhow::Result;
use clap::{Args, ValueEnum};

#[derive(Args)]
pub(crate) struct Options {
    /// Which figure
    #[arg(value_enum, default_value_t = Figure::All, ignore_case = true)]
    figure: Figure,
    /// How often each side is measured; the median counts
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// How long one measurement of a read takes
    #[arg(long, default_value_t = 8)]
    seconds: u32,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Figure {
    /// Availability against a fixed answer of the same size
    #[value(name = "A1")]
    A1,
    /// Booking against the bare SQL of the same write
    #[value(name = "B1")]
    B1,
    /// Every figure
    All,
}

pub(crate) fn bench(options: &Options) -> Result<()> {
    let wanted = |figure| options.figure == figure || options.figure == Figure::All;
    tools::postgres::ensure()?;
    say("building the api in release");
    let binary = up::build_api(true)?;
    let mut tables = Vec::new();
    if wanted(Figure::A1) {
        tables.push(a1::measure(&binary, options.rounds, options.seconds)?);
    }
    if wanted(Figure::B1) {
        tables.push(b1::measure(&binary, options.rounds)?);
    }
    tables.iter().try_for_each(report::Table::show_and_keep)
}
