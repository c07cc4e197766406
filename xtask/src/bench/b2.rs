//! B2: 8, 64 and 256 rivals for the same slots of six desks, with shifted periods, groups, confirmations, check-ins and
//! cancellations mixed in; then the checker goes over everything they were told.

use super::report::{Goal, Series, Table, percentile};
use super::site::Site;
use crate::cluster;
use crate::command::say;
use crate::rivals::chance::Chance;
use crate::rivals::check::{self, Findings};
use crate::rivals::hall::Hall;
use crate::rivals::house::House;
use crate::rivals::mail::Codes;
use crate::rivals::quiet::inquest;
use crate::rivals::visitor::Visitor;
use crate::times;
use anyhow::Result;
use std::path::Path;
use std::time::{Duration, Instant};

const CROWDS: [u64; 3] = [8, 64, 256];

pub(crate) fn measure(binary: &Path, rounds: usize, seconds: u32) -> Result<(Table, usize)> {
    let (mut series, mut goals, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    let mut violations = 0;
    for rivals in CROWDS {
        let mut all = Series::new(&format!("{rivals} rivals, all requests"));
        let codes = Codes::open()?;
        let site = Site::with(binary, "b2", vec![("RATHAUS_SMTP_URL", codes.url().to_owned())])?;
        let doors = [site.address()?];
        let house = House::new(Hall::look(&mut site.client()?, times::now())?, codes);
        for round in 1..=rounds {
            say(&format!("B2: {rivals} rivals, round {round} of {rounds}"));
            // An empty hall and a new day: who came yesterday is gone.
            let (open, _) = house.hall().next_day(house.now() / check::SECOND)?;
            house.jump(&doors, (open + 300) * check::SECOND, || Ok(()))?;
            let before = house.answered();
            let start = Instant::now();
            fight(&house, &doors, rivals, u64::from(seconds), round as u64)?;
            let took = start.elapsed().as_secs_f64();
            let mut times = latencies(&house, before);
            let rate = times.len() as f64 / took;
            all.add(rate, percentile(&mut times, 0.5), percentile(&mut times, 0.99));
        }
        let (open, _) = house.hall().day(house.now() / check::SECOND)?;
        house.jump(&doors, (open + 1000) * check::SECOND, || Ok(()))?;
        let mut inquest = inquest(&house, &doors, &site.database_url()?, &[])?;
        inquest.found.extend(check::logs(&cluster::log(site.data_dir())));
        violations += inquest.found.len();
        notes.push(format!(
            "{rivals} rivals: {} calls, {} bookings, asked again {} of which {} for empty desks; {} violations",
            house.answered(),
            inquest.rows.len(),
            inquest.asked,
            inquest.granted,
            inquest.found.len()
        ));
        notes.extend(Findings(&inquest.found).to_string().lines().map(str::to_owned));
        goals.push(Goal::at_most(&format!("{rivals} rivals, p99 : p50"), all.slowest() / all.typical(), 20.0));
        series.push(all);
    }
    goals.push(Goal::at_most("violations found by the checker", violations as f64, 0.0));
    let mut table = Table::new("B2", "rivals for the slots of six desks, moves mixed in".to_owned(), series, goals);
    table.notes = notes;
    Ok((table, violations))
}

fn fight(house: &House, doors: &[String], rivals: u64, seconds: u64, seed: u64) -> Result<()> {
    let end = Instant::now() + Duration::from_secs(seconds);
    let goes_on = || Instant::now() < end;
    std::thread::scope(|scope| {
        let visitors: Vec<_> = (1..=rivals)
            .map(|lane| Visitor::new(house, doors, Chance::new(seed, lane)))
            .map(|visitor| scope.spawn(|| visitor.live(&goes_on)))
            .collect();
        visitors.into_iter().try_for_each(|visitor| visitor.join().expect("a visitor returns its error"))
    })
}

/// Milliseconds of every call since so many.
fn latencies(house: &House, before: usize) -> Vec<f64> {
    let calls = house.history().calls;
    calls[before..].iter().map(|call| (call.steady.to - call.steady.from) as f64 / 1000.0).collect()
}
