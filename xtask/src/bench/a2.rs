//! A2: the load of A1 with a million bookings in the table against the same with 20 000. What is over must cost reads
//! nothing.

use super::reads::Reads;
use super::report::{Goal, Series, Table};
use super::site::{Site, VENUE};
use crate::command::say;
use anyhow::Result;

pub(crate) fn measure(few: &Site, many: &Site, rounds: usize, seconds: u32) -> Result<Table> {
    let mut series = [few, many].map(|site| Series::new(&format!("A1 with {} bookings", site.bookings())));
    let mut reference = Series::new("R1 fixed answer");
    let few_reads = Reads::of(few, vec![VENUE.to_owned()])?;
    let many_reads = Reads::of(many, vec![VENUE.to_owned()])?;
    for round in 1..=rounds {
        say(&format!("A2: round {round} of {rounds}"));
        few_reads.round(round, seconds, &mut series[0], &mut reference)?;
        series[1].outcome(&many_reads.run(round, seconds)?);
    }
    let ratio = series[1].value() / series[0].value();
    let goals = vec![Goal::at_least("requests/s, many : few", ratio, 0.95)];
    let [few, many] = series;
    let about = format!("A1 and the length of the table, answers of {} bytes", many_reads.body);
    Ok(Table::new("A2", about, vec![many, few, reference], goals))
}
