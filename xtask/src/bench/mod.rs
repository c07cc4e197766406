//! `cargo xtask bench`: how fast it is, as ratios to references measured in the same run on the same machine.
//!
//! Absolute speeds say little, since machines differ and are noisy; a ratio says what our own code costs. Medians of
//! several rounds, each round measuring both sides. No figure here is ever a pass or fail of the test suite.

mod a1;
mod a2;
mod a3;
mod a4;
mod b1;
mod b2;
mod c1;
mod c2;
mod e1;
mod memory;
mod reads;
mod report;
mod s1;
mod site;
mod wishes;
mod wrk;

use crate::command::say;
use crate::{tools, torture, up};
use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use site::Site;

#[derive(Args)]
pub(crate) struct Options {
    /// Which figure
    #[arg(value_enum, default_value_t = Figure::All, ignore_case = true)]
    figure: Figure,
    /// How often each side is measured; the median counts
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// How long one measurement of a read, or one fight of rivals, takes
    #[arg(long, default_value_t = 8)]
    seconds: u32,
    /// A twentieth of the rows: shows soon that everything works, and says little
    #[arg(long)]
    sketch: bool,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Figure {
    /// Availability against a fixed answer of the same size
    #[value(name = "A1")]
    A1,
    /// A1 with a million bookings in the table
    #[value(name = "A2")]
    A2,
    /// A1 for 200 venues of 200 desks in one node, and its memory
    #[value(name = "A3")]
    A3,
    /// How soon a booking is seen, on its own node and on another
    #[value(name = "A4")]
    A4,
    /// Booking against the bare SQL of the same write
    #[value(name = "B1")]
    B1,
    /// Rivals for the same slots
    #[value(name = "B2")]
    B2,
    /// Rivals while everything around them breaks
    #[value(name = "B3")]
    B3,
    /// From start to ready with a million bookings
    #[value(name = "C1")]
    C1,
    /// Resident memory
    #[value(name = "C2")]
    C2,
    /// Widgets: what they weigh, and 2 000 polls a second
    #[value(name = "E1")]
    E1,
    /// Searching 10 000 offers
    #[value(name = "S1")]
    S1,
    /// Every figure
    All,
}

/// Bookings in the table of A2 and C1.
const MANY: usize = 1_000_000;
const FEW: usize = 20_000;
/// How much longer than other figures B3 takes: a fault needs seconds.
const FAULT_TIME: u64 = 8;

pub(crate) fn bench(options: &Options) -> Result<()> {
    let wanted = |figure| options.figure == figure || options.figure == Figure::All;
    let (rounds, seconds) = (options.rounds, options.seconds);
    tools::postgres::ensure()?;
    say("building the api in release");
    let binary = up::build_api(true)?;
    // Each is shown as soon as it is known: all of them take a while.
    if wanted(Figure::A1) {
        a1::measure(&binary, rounds, seconds)?.show_and_keep()?;
    }
    if wanted(Figure::A2) || wanted(Figure::C1) {
        let many = if options.sketch { MANY / 20 } else { MANY };
        let (mut few_site, mut many_site) = (Site::open(&binary, "few")?, Site::open(&binary, "many")?);
        say(&format!("A2, C1: {many} bookings (minutes)"));
        few_site.fill(FEW)?;
        many_site.fill(many)?;
        if wanted(Figure::A2) {
            a2::measure(&few_site, &many_site, rounds, seconds)?.show_and_keep()?;
        }
        if wanted(Figure::C1) {
            c1::measure(&mut few_site, &mut many_site, rounds)?.show_and_keep()?;
        }
    }
    if wanted(Figure::A3) {
        a3::measure(&binary, rounds, seconds, options.sketch)?.show_and_keep()?;
    }
    if wanted(Figure::A4) {
        a4::measure(&binary, rounds)?.show_and_keep()?;
    }
    if wanted(Figure::B1) {
        b1::measure(&binary, rounds)?.show_and_keep()?;
    }
    if wanted(Figure::B2) {
        let (table, violations) = b2::measure(&binary, rounds, seconds)?;
        table.show_and_keep()?;
        if violations > 0 {
            bail!("B2: {violations} violations, above. No figure can make up for that");
        }
    }
    if wanted(Figure::B3) {
        torture::figure(&binary, u64::from(seconds) * FAULT_TIME)?;
    }
    if wanted(Figure::C2) {
        c2::measure(&binary, rounds, seconds)?.show_and_keep()?;
    }
    if wanted(Figure::E1) {
        e1::measure(&binary, rounds, seconds)?.show_and_keep()?;
    }
    if wanted(Figure::S1) {
        s1::measure(&binary, rounds, options.sketch)?.show_and_keep()?;
    }
    Ok(())
}
