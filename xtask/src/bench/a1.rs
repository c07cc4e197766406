//! A1: availability for random periods and filters, 44 desks, 60 days, half of it booked, 8 connections, against R1:
//! the same server answering a fixed JSON body of the same size from memory.

use super::client::Client;
use super::report::{Goal, Series, Table};
use super::site::{Site, VENUE, keys};
use super::{times, wrk};
use crate::command::say;
use anyhow::{Result, bail};
use std::path::Path;

pub(crate) fn measure(binary: &Path, rounds: usize, seconds: u32) -> Result<Table> {
    wrk::ensure()?;
    let mut site = Site::open(binary, "a1")?;
    say("A1: filling half of the hall");
    let booked = site.sql_file("half_full.sql")?;
    site.restart()?;
    let address = site.address()?;
    let mut client = site.client()?;
    let venue = client.json(&format!("/api/v1/venues/{VENUE}"))?;
    let first = (times::now() / times::DAY + 1) * times::DAY;
    let arguments = |seed: usize| -> Vec<String> {
        let (zones, features) = (keys(&venue, "zones").join(","), keys(&venue, "features").join(","));
        vec![VENUE.into(), zones, features, first.to_string(), (first + 57 * times::DAY).to_string(), seed.to_string()]
    };
    // What has never run is slower: caches and allocators get warm before the clock starts.
    let warm = wrk::run("availability.lua", &address, &arguments(0), 2)?;
    let body = (warm.size() - head_size(&mut client, first)?).round();
    let fixed = format!("{address}/api/v1/sandbox/fixed?bytes={body}");
    let mut ours = Series::new("A1 availability");
    let mut reference = Series::new("R1 fixed answer");
    wrk::run("fixed.lua", &fixed, &[], 2)?;
    for round in 1..=rounds {
        say(&format!("A1: round {round} of {rounds}"));
        let outcome = wrk::run("availability.lua", &address, &arguments(round), seconds)?;
        ours.add(outcome.rate(), outcome.p50(), outcome.p99());
        let outcome = wrk::run("fixed.lua", &fixed, &[], seconds)?;
        reference.add(outcome.rate(), outcome.p50(), outcome.p99());
    }
    let goals = vec![
        Goal { what: "requests/s, A1 : R1".into(), value: ours.rate() / reference.rate(), bound: 0.7, at_least: true },
        Goal { what: "p99, A1 : R1".into(), value: ours.slowest() / reference.slowest(), bound: 3.0, at_least: false },
    ];
    Ok(Table {
        figure: "A1".into(),
        about: format!("availability, {} bookings, answers of {body} bytes, 8 connections", booked.trim()),
        series: vec![ours, reference],
        goals,
    })
}

/// How many bytes an answer's head takes.
fn head_size(client: &mut Client, first: i64) -> Result<f64> {
    let period = format!("from={}&to={}", times::text(first + 10 * 3600), times::text(first + 11 * 3600));
    let answer = client.get(&format!("/api/v1/venues/{VENUE}/availability?{period}"))?;
    if answer.status != 200 {
        bail!("availability answered {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
    }
    Ok(answer.head as f64)
}
