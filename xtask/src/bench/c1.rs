//! C1: from start to ready on an existing database with a million bookings, against one with 20 000; with the node's own
//! Postgres, which it starts, and as a guest of one that runs.

use super::report::{Goal, Series, Table};
use super::site::Site;
use crate::command::say;
use anyhow::Result;

/// Seconds.
const GOAL: f64 = 0.5;

pub(crate) fn measure(few: &mut Site, many: &mut Site, rounds: usize) -> Result<Table> {
    let mut series = Vec::new();
    for site in [many, few] {
        let name = |how: &str| format!("{} bookings, {how}", site.bookings());
        let (mut own, mut guest) =
            (Series::of(&name("own Postgres"), "s"), Series::of(&name("Postgres runs already"), "s"));
        for round in 1..=rounds {
            say(&format!("C1: round {round} of {rounds}"));
            own.values.push(site.restart()?.as_secs_f64());
            let (node, time) = site.guest()?;
            drop(node);
            guest.values.push(time.as_secs_f64());
        }
        series.extend([own, guest]);
    }
    let goals = vec![
        Goal::at_most("seconds to ready, own Postgres", series[0].value(), GOAL),
        Goal::at_most("seconds to ready, it runs already", series[1].value(), GOAL),
        Goal::at_most("many : few, own Postgres", series[0].value() / series[2].value(), 1.1),
    ];
    Ok(Table::new("C1", "from start to ready".to_owned(), series, goals))
}
