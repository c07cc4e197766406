//! When all is quiet: the tables and every node are read, and whoever was refused is asked again.

use super::chance::Chance;
use super::check::{self, Busy, Violation};
use super::hall::{Choice, Hall, VENUE};
use super::house::House;
use super::ledger::{self, Row};
use super::visitor::Visitor;
use crate::http::Client;
use crate::times;
use anyhow::{Result, bail};
use serde_json::Value;
use std::time::{Duration, Instant};

/// How long a node may take to show what is stored.
const PATIENCE: Duration = Duration::from_secs(15);

/// All that was found, and how many were asked again.
pub(crate) struct Inquest {
    pub(crate) found: Vec<Violation>,
    pub(crate) asked: usize,
    pub(crate) granted: usize,
    pub(crate) rows: Vec<Row>,
}

/// Asks, reads and checks. `earlier` is what an earlier look at the tables still had names for; `doors` are those of
/// the nodes themselves, in the order of their numbers.
pub(crate) fn inquest(house: &House, doors: &[String], database: &str, earlier: &[Row]) -> Result<Inquest> {
    let before = house.history();
    // What is about to run out would make an answer right or wrong by a moment.
    let soon = house.now() + 60 * check::SECOND;
    let mut rows = ledger::bookings(database)?;
    let about_to_end = |row: &Row| row.hold_expires.is_some_and(|at| at < soon);
    let unsure: Vec<Row> = rows.iter().filter(|row| about_to_end(row)).cloned().collect();
    let mut again = check::worth_asking(&before, &rows, house.now());
    again.retain(|again| {
        let meets = |row: &Row| row.from < again.wish.to && again.wish.from < row.to;
        let same = |row: &Row| row.desks.iter().any(|desk| again.wish.desks.contains(desk));
        !unsure.iter().any(|row| meets(row) && same(row))
    });
    let mut visitor = Visitor::new(house, doors, Chance::new(0, 0));
    let granted = again.iter().filter(|again| again.granted).count();
    let asked = again.into_iter().map(|again| {
        let wish = &again.wish;
        let choice = Choice { desks: wish.desks.clone(), party: None, from: wish.from, to: wish.to };
        let wish = house.wish(choice, None);
        let reply = visitor.ask(&wish);
        (again, reply)
    });
    let asked: Vec<_> = asked.collect();
    let mut found = check::unserved(&asked);
    found.extend(calendars(&house.hall(), house.now(), doors, database)?);
    rows = ledger::bookings(database)?;
    ledger::remember(&mut rows, earlier);
    found.extend(check::check(&house.history(), &rows));
    Ok(Inquest { found, asked: asked.len(), granted, rows })
}

/// Compares what every node shows of today and the next day with the tables.
fn calendars(hall: &Hall, now: i64, doors: &[String], database: &str) -> Result<Vec<Violation>> {
    let mut found = Vec::new();
    let now = now / check::SECOND;
    for (open, close) in [hall.day(now)?, hall.next_day(now)?] {
        for (number, door) in doors.iter().enumerate() {
            let node = format!("node {}", number + 1);
            let path = format!("/api/v1/venues/{VENUE}/days/{}", times::date_text(open));
            match settled(door, &path, database)? {
                Some((told, rows)) => {
                    found.extend(check::calendar(&node, (open, close), &told, &rows));
                }
                None => found.push(Violation::new("a node stays behind the tables", node)),
            }
        }
    }
    Ok(found)
}

/// A node's day and the tables at the same revision.
fn settled(door: &str, path: &str, database: &str) -> Result<Option<(Vec<Busy>, Vec<Row>)>> {
    let patience = Instant::now() + PATIENCE;
    while Instant::now() < patience {
        let before = ledger::revision(database)?;
        let rows = ledger::bookings(database)?;
        let day = Client::to(door)?.json(path)?;
        if day["revision"].as_i64() == Some(before) && ledger::revision(database)? == before {
            return Ok(Some((busy(&day)?, rows)));
        }
    }
    Ok(None)
}

fn busy(day: &Value) -> Result<Vec<Busy>> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let instant = |value: &Value| value.as_str().and_then(times::read);
    let mut all = Vec::new();
    for desk in list(&day["desks"]) {
        for interval in list(&desk["busy"]) {
            let (code, from, to) = (desk["code"].as_str(), instant(&interval["from"]), instant(&interval["to"]));
            let (Some(code), Some(from), Some(to)) = (code, from, to) else { bail!("`{interval}` is no interval") };
            all.push((code.to_owned(), from, to));
        }
    }
    Ok(all)
}
