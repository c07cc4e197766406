//! A4: how soon a commit is seen. On its own node at once; on another node of the same database, from the moment the
//! first has answered 201 until an answer of the second shows the desk as taken, asked again and again without a pause.

use super::report::{Goal, Series, Table, percentile};
use super::site::{Site, VENUE};
use super::wishes::{Wish, wishes};
use crate::command::say;
use crate::http::Client;
use crate::times;
use anyhow::{Context as _, Result, bail};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Bookings of one measurement; half of them are looked for on each node.
const BOOKINGS: usize = 400;
/// Others that book meanwhile.
const OTHERS: usize = 4;
/// After so long it will not be seen any more.
const PATIENCE: Duration = Duration::from_secs(10);

/// What one measurement found, milliseconds.
#[derive(Default)]
struct Seen {
    own: Vec<f64>,
    other: Vec<f64>,
    /// Own first reads that did not show it.
    missed: usize,
}

pub(crate) fn measure(binary: &Path, rounds: usize) -> Result<Table> {
    let site = Site::open(binary, "a4")?;
    let (guest, _) = site.guest()?;
    let wishes = wishes(&mut site.client()?)?;
    let next = AtomicUsize::new(0);
    let mut series =
        ["own node, first read", "other node", "own node, first read, others book", "other node, others book"]
            .map(|name| Series::of(name, ""));
    let mut missed = 0;
    for round in 1..=rounds {
        say(&format!("A4: round {round} of {rounds}"));
        for (others, at) in [(0, 0), (OTHERS, 2)] {
            let mut seen = with_others(&site, &guest.address(), &wishes, &next, others)?;
            missed += seen.missed;
            for (series, times) in series[at..].iter_mut().zip([&mut seen.own, &mut seen.other]) {
                series.p50.push(percentile(times, 0.5));
                series.p99.push(percentile(times, 0.99));
            }
        }
    }
    let goals = vec![
        Goal::at_most("own first reads that missed it", missed as f64, 0.0),
        Goal::at_most("other node, p99 ms", series[1].slowest(), 50.0),
        Goal::at_most("other node, others book, p99 ms", series[3].slowest(), 50.0),
    ];
    let about = format!("from 201 until it is seen, {BOOKINGS} bookings a round; {OTHERS} others book in the last two");
    Ok(Table::new("A4", about, series.into(), goals))
}

/// Measures while others book without a pause.
fn with_others(site: &Site, guest: &str, wishes: &[Wish], next: &AtomicUsize, others: usize) -> Result<Seen> {
    let over = AtomicBool::new(false);
    let clients = (0..others).map(|_| site.client()).collect::<Result<Vec<_>>>()?;
    std::thread::scope(|scope| {
        let over = &over;
        let busy: Vec<_> = clients
            .into_iter()
            .map(|mut client| {
                scope.spawn(move || {
                    while !over.load(Ordering::Relaxed) {
                        book(&mut client, wishes, next)?;
                    }
                    anyhow::Ok(())
                })
            })
            .collect();
        let seen = look(&mut site.client()?, &mut Client::to(guest)?, wishes, next);
        over.store(true, Ordering::Relaxed);
        for thread in busy {
            thread.join().expect("the thread returns its error")?;
        }
        seen
    })
}

fn look(own: &mut Client, other: &mut Client, wishes: &[Wish], next: &AtomicUsize) -> Result<Seen> {
    let mut seen = Seen::default();
    for number in 0..BOOKINGS {
        let wish = book(own, wishes, next)?;
        let booked = Instant::now();
        let milliseconds = || booked.elapsed().as_secs_f64() * 1000.0;
        if number % 2 == 0 {
            seen.missed += usize::from(!shows(own, wish)?);
            seen.own.push(milliseconds());
            continue;
        }
        while !shows(other, wish)? {
            if booked.elapsed() > PATIENCE {
                bail!("the other node did not show a booking within {} seconds", PATIENCE.as_secs());
            }
        }
        seen.other.push(milliseconds());
    }
    Ok(seen)
}

fn book<'a>(client: &mut Client, wishes: &'a [Wish], next: &AtomicUsize) -> Result<&'a Wish> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    let wish = wishes.get(number).context("there is room for no more bookings; ask for fewer --rounds")?;
    let body = wish.body(number);
    let answer = client.post("/api/v1/bookings", &format!("seen-{number}"), &body)?;
    if answer.status != 201 {
        bail!("booking {body} answered {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
    }
    Ok(wish)
}

/// Whether the node shows the desk as taken.
fn shows(client: &mut Client, wish: &Wish) -> Result<bool> {
    let period = format!("from={}&to={}", times::text(wish.from), times::text(wish.to));
    let answer = client.json(&format!("/api/v1/venues/{VENUE}/availability?{period}"))?;
    let desks = answer["desks"].as_array().context("availability lists desks")?;
    let desk = desks.iter().find(|desk| desk["code"] == wish.desk.as_str()).context("the desk is there")?;
    Ok(desk["state"] == "taken")
}
