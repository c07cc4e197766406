//! A1: availability for random periods and filters, 44 desks, 60 days, half of it booked, 8 connections, against R1:
//! the same server answering a fixed JSON body of the same size from memory.

use super::reads::Reads;
use super::report::{Goal, Series, Table};
use super::site::{Site, VENUE};
use crate::command::say;
use anyhow::Result;
use std::path::Path;

pub(crate) fn measure(binary: &Path, rounds: usize, seconds: u32) -> Result<Table> {
    let mut site = Site::open(binary, "a1")?;
    say("A1: filling half of the hall");
    let booked = site.sql_file("half_full.sql", &[])?;
    site.restart()?;
    let reads = Reads::of(&site, vec![VENUE.to_owned()])?;
    let (mut ours, mut reference) = (Series::new("A1 availability"), Series::new("R1 fixed answer"));
    for round in 1..=rounds {
        say(&format!("A1: round {round} of {rounds}"));
        reads.round(round, seconds, &mut ours, &mut reference)?;
    }
    let goals = vec![
        Goal::at_least("requests/s, A1 : R1", ours.value() / reference.value(), 0.7),
        Goal::at_most("p99, A1 : R1", ours.slowest() / reference.slowest(), 3.0),
    ];
    let about = format!("availability, {booked} bookings, answers of {} bytes, 8 connections", reads.body);
    Ok(Table::new("A1", about, vec![ours, reference], goals))
}
