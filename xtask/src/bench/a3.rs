//! A3: 200 venues of 200 desks in one node, half of their next 60 days booked, against A1 per request of equal size: an
//! answer about more desks is longer, so bytes of bodies a second are compared. And what that takes in memory.
//!
//! Every desk is booked every second day from ten to six, a million rows in all: single hours, as in A1, would be nine
//! million, and take as long to fill as everything else together.

use super::memory;
use super::reads::Reads;
use super::report::{Goal, Series, Table};
use super::site::{Site, VENUE};
use crate::command::say;
use anyhow::Result;
use std::path::Path;

const VENUES: usize = 200;
const DESKS: usize = 200;

pub(crate) fn measure(binary: &Path, rounds: usize, seconds: u32, sketch: bool) -> Result<Table> {
    let venues = if sketch { VENUES / 20 } else { VENUES };
    let mut one = Site::open(binary, "a3-one")?;
    one.sql_file("half_full.sql", &[])?;
    one.restart()?;
    let mut all = Site::open(binary, "a3-all")?;
    say(&format!("A3: {venues} venues of {DESKS} desks (minutes)"));
    let counts = [("venues", venues.to_string()), ("desks", DESKS.to_string())];
    let booked = all.sql_file("many_venues.sql", &counts)?;
    let start = all.restart()?.as_secs_f64();
    let idle = memory::resident(all.pid()?)?;
    let slugs = (1..=venues).map(|number| format!("venue-{number}")).collect();
    let (one_reads, all_reads) = (Reads::of(&one, vec![VENUE.to_owned()])?, Reads::of(&all, slugs)?);
    let mut series = ["A1", "R1 of A1's size", "A3", "R1 of A3's size"].map(Series::new);
    let mut resident = Series::of("A3 resident memory, under load", "MB");
    for round in 1..=rounds {
        say(&format!("A3: round {round} of {rounds}"));
        let [a1, r1, a3, r3] = &mut series;
        one_reads.round(round, seconds, a1, r1)?;
        let ((), most) = memory::most_while(all.pid()?, || all_reads.round(round, seconds, a3, r3))?;
        resident.values.push(most);
    }
    let share = |ours: usize| series[ours].value() / series[ours + 1].value();
    let note = format!("requests/s, each : R1 of its size       A1 {:.2}, A3 {:.2}", share(0), share(2));
    let bytes = |ours: usize, reads: &Reads| series[ours].value() * reads.body;
    let goals = vec![
        Goal::at_least("bytes of bodies/s, A3 : A1", bytes(2, &all_reads) / bytes(0, &one_reads), 0.9),
        Goal::at_most("resident memory under load, MB", resident.value(), 150.0),
    ];
    let about = format!(
        "{venues} venues of {DESKS} desks, {booked} bookings, answers of {} bytes; A1's are of {}",
        all_reads.body, one_reads.body
    );
    let [a1, r1, a3, r3] = series;
    let single = |name, unit, value| Series { values: vec![value], ..Series::of(name, unit) };
    let idle = single("A3 resident memory, after the start", "MB", idle);
    let start = single("A3 from start to ready", "s", start);
    let mut table = Table::new("A3", about, vec![a3, r3, a1, r1, resident, idle, start], goals);
    table.notes.push(note);
    Ok(table)
}
