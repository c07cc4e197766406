//! C2: resident memory of `rathaus` (without Postgres, which counts its own), idle after the start and under A1.

use super::memory;
use super::reads::Reads;
use super::report::{Goal, Series, Table};
use super::site::{Site, VENUE};
use crate::command::say;
use anyhow::Result;
use std::path::Path;

pub(crate) fn measure(binary: &Path, rounds: usize, seconds: u32) -> Result<Table> {
    let mut site = Site::open(binary, "c2")?;
    let booked = site.sql_file("half_full.sql", &[])?;
    let mut idle = Series::of("idle, after the start", "MB");
    let mut busy = Series::of("the most under A1", "MB");
    let mut load = Series::new("A1 meanwhile");
    for round in 1..=rounds {
        say(&format!("C2: round {round} of {rounds}"));
        site.restart()?;
        idle.values.push(memory::resident(site.pid()?)?);
        let (outcome, most) = memory::most_while(site.pid()?, || {
            let reads = Reads::of(&site, vec![VENUE.to_owned()])?;
            reads.run(round, seconds)
        })?;
        busy.values.push(most);
        load.outcome(&outcome);
    }
    let goals = vec![Goal::at_most("MB idle", idle.value(), 40.0), Goal::at_most("MB under A1", busy.value(), 100.0)];
    let about = format!("resident memory with {booked} bookings ahead");
    Ok(Table::new("C2", about, vec![idle, busy, load], goals))
}
