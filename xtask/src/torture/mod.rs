//! `cargo xtask torture`: rivals fight for a few desks while everything around them breaks. Figure B3.
//!
//! Two nodes share a database. Processes are killed, Postgres is stopped, aborted and killed, connections are cut and
//! answers torn, the clock jumps. In the end every answer of every visitor is held against the tables. What must be
//! true is in `rivals/check`; whatever contradicts it fails the command.
//!
//! The seed makes the same wishes and the same faults in the same order; which of them meet is up to the threads.

mod faults;
mod nodes;
mod proxy;

use crate::command::say;
use crate::http::{Client, Words};
use crate::rivals::chance::Chance;
use crate::rivals::check::{self, Findings};
use crate::rivals::hall::{Hall, VENUE};
use crate::rivals::history::{Act, Reply};
use crate::rivals::house::House;
use crate::rivals::ledger::{self, Row};
use crate::rivals::mail::Codes;
use crate::rivals::quiet::{Inquest, inquest};
use crate::rivals::visitor::Visitor;
use crate::{cluster, times, tools, up};
use anyhow::{Context as _, Result, bail};
use clap::Args;
use faults::Fault;
use nodes::Nodes;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long the short form goes on breaking things: every fault comes once.
const SHORT: u64 = 20;
/// How many visitors there are.
const RIVALS: u64 = 12;

#[derive(Args)]
pub(crate) struct Options {
    /// How long things are broken
    #[arg(long, default_value_t = 300)]
    seconds: u64,
    /// Wishes and faults of an earlier run
    #[arg(long)]
    seed: Option<u64>,
    /// As long as in the test suite
    #[arg(long, conflicts_with = "seconds")]
    short: bool,
    /// How many visitors there are
    #[arg(long, default_value_t = RIVALS)]
    rivals: u64,
}

pub(crate) fn torture(options: &Options) -> Result<()> {
    tools::postgres::ensure()?;
    say("building the api in release");
    let binary = up::build_api(true)?;
    let seconds = if options.short { SHORT } else { options.seconds };
    run(&binary, seconds, options.seed.unwrap_or_else(fresh_seed), options.rivals)
}

/// The step of the test suite.
pub(crate) fn short(binary: &Path) -> Result<()> {
    tools::postgres::ensure()?;
    figure(binary, SHORT)
}

/// Figure B3 over so many seconds, another one each time.
pub(crate) fn figure(binary: &Path, seconds: u64) -> Result<()> {
    run(binary, seconds, fresh_seed(), RIVALS)
}

fn fresh_seed() -> u64 {
    u64::from(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().subsec_nanos())
}

fn run(binary: &Path, seconds: u64, seed: u64, rivals: u64) -> Result<()> {
    say(&format!("torture: {rivals} rivals, two nodes, {seconds} seconds of faults, seed {seed}"));
    let codes = Codes::open()?;
    let mut nodes = Nodes::start(binary, codes.url())?;
    nodes.recovered()?;
    let mut client = Client::to(&nodes.addresses()[0])?;
    let house = House::new(Hall::look(&mut client, times::now())?, codes);
    let (open, _) = house.hall().next_day(times::now())?;
    house.jump(&nodes.addresses(), (open + 300) * check::SECOND, || Ok(()))?;
    if !quotas_hold(&house.hall(), &mut client, open)? {
        bail!("a fourth booking of one address was not refused (rule 5)");
    }
    let began = house.steady();
    let trouble = break_things(&mut nodes, &house, seconds, seed, rivals);
    let (earlier, jumps) = trouble.with_context(|| format!("with --seed {seed}"))?;
    let busy = house.steady() - began;
    // Whatever was only held runs out.
    jump(&nodes, &house, 11 * 60, &mut Vec::new())?;
    let mut inquest = inquest(&house, &nodes.addresses(), &nodes.database()?, &earlier)?;
    inquest.found.extend(check::quotas(&inquest.rows));
    inquest.found.extend(check::logs(&written(&nodes)));
    report(&house, &inquest, jumps, busy);
    if inquest.found.is_empty() {
        return Ok(());
    }
    keep(&house, &inquest.rows)?;
    bail!(
        "{} violations, above.\n  What to do: {} has the logs, the history and the tables; \
         `cargo xtask torture --seconds {seconds} --seed {seed} --rivals {rivals}` asks for the same again",
        inquest.found.len(),
        nodes::logs().display()
    )
}

/// Lets the visitors in, breaks one thing after the other, and sends them home. Returns the names that were read before
/// they were erased, and how often the clock jumped.
fn break_things(nodes: &mut Nodes, house: &House, seconds: u64, seed: u64, rivals: u64) -> Result<(Vec<Row>, usize)> {
    let doors = nodes.doors();
    let over = AtomicBool::new(false);
    let goes_on = || !over.load(Ordering::Relaxed);
    for number in 0..doors.len() {
        nodes.open(number);
    }
    std::thread::scope(|scope| {
        let visitors: Vec<_> = (1..=rivals)
            .map(|lane| Visitor::new(house, &doors, Chance::new(seed, lane)))
            .map(|visitor| scope.spawn(|| visitor.live(&goes_on)))
            .collect();
        let outcome = one_after_the_other(nodes, house, Duration::from_secs(seconds), seed);
        over.store(true, Ordering::Relaxed);
        for visitor in visitors {
            visitor.join().expect("a visitor returns its error")?;
        }
        outcome
    })
}

fn one_after_the_other(nodes: &mut Nodes, house: &House, long: Duration, seed: u64) -> Result<(Vec<Row>, usize)> {
    let mut chance = Chance::new(seed, 0);
    // Each once, then as they come.
    let mut first = Fault::ALL.to_vec();
    chance.mix(&mut first);
    let (mut earlier, mut jumps) = (Vec::new(), 0);
    let end = Instant::now() + long;
    while Instant::now() < end || !first.is_empty() {
        some_answers(house, &mut chance);
        if chance.percent(55) {
            jump(nodes, house, chance.between(5 * 60, 25 * 60), &mut earlier)?;
            jumps += 1;
            continue;
        }
        let fault = first.pop().unwrap_or_else(|| Fault::ALL[chance.below(Fault::ALL.len())]);
        fault.happen(nodes, house, &mut chance).with_context(|| format!("after the fault {fault:?}"))?;
    }
    some_answers(house, &mut chance);
    Ok((earlier, jumps))
}

/// A random moment: after some more answers, or when none come.
fn some_answers(house: &House, chance: &mut Chance) {
    let enough = house.answered() + 10 + chance.below(250);
    let patience = Instant::now() + Duration::from_secs(2);
    while house.answered() < enough && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Moves the clock of all nodes, never close to the end of a slot, and from the evening to the next morning. Names and
/// addresses are erased two days later, so they are read before.
fn jump(nodes: &Nodes, house: &House, seconds: i64, earlier: &mut Vec<Row>) -> Result<()> {
    let slot = check::SLOT / check::SECOND;
    let now = house.now() / check::SECOND;
    let (_, close) = house.hall().day(now)?;
    let mut to = (now + seconds) / slot * slot + 120 + seconds % 360;
    if to <= now {
        to += slot;
    }
    let evening = to > close - 6 * slot;
    if evening {
        to = house.hall().next_day(now)?.0 + 300;
    }
    house.jump(&nodes.addresses(), to * check::SECOND, || {
        if evening {
            let mut rows = ledger::bookings(&nodes.database()?)?;
            ledger::remember(&mut rows, earlier);
            *earlier = rows;
        }
        Ok(())
    })
}

/// Whether a fourth booking of one address is refused.
fn quotas_hold(hall: &Hall, client: &mut Client, open: i64) -> Result<bool> {
    let mut made = Vec::new();
    let mut refused = false;
    for number in 0..4 {
        let (from, to) = (times::text(open + (8 + 2 * number) * 900), times::text(open + (10 + 2 * number) * 900));
        let desk = &hall.desks[0];
        let body = format!(
            r#"{{"venue":"{VENUE}","from":"{from}","to":"{to}","desk_codes":["{desk}"],"email":"four@example.org"}}"#
        );
        let answer = client.post("/api/v1/bookings", &format!("quota-{number}"), &body)?;
        match answer.status {
            201 => made.push(answer.value()),
            422 if answer.value()["rule"] == "quota_bookings" => refused = true,
            status => bail!("the first bookings answered {status}: {}", String::from_utf8_lossy(&answer.body)),
        }
    }
    for booking in made {
        let path = format!("/api/v1/bookings/{}/cancel", booking["id"].as_str().unwrap_or_default());
        let headers = [("Booking-Secret", booking["secret"].as_str().unwrap_or_default())];
        client.send("POST", &path, &Words { headers: &headers, ..Words::default() })?;
    }
    Ok(refused)
}

/// What Postgres and the nodes have written.
fn written(nodes: &Nodes) -> String {
    let entries = std::fs::read_dir(nodes::logs()).into_iter().flatten().flatten();
    let texts = entries.map(|entry| std::fs::read(entry.path()).unwrap_or_default());
    let all: Vec<_> = texts.map(|text| String::from_utf8_lossy(&text).into_owned()).collect();
    cluster::log(nodes.data_dir()) + &all.concat()
}

fn report(house: &House, inquest: &Inquest, jumps: usize, busy: i64) {
    let history = house.history();
    let asked = history.calls.iter().filter(|call| call.act == Act::Book).count();
    let count = |which: fn(&Reply) -> bool| history.calls.iter().filter(|call| which(&call.reply)).count();
    let seconds = busy as f64 / 1e6;
    println!("\nB3 – rivals while everything breaks\n");
    println!("  {:>8} calls in {seconds:.1} s, {asked} of them to book", history.calls.len());
    println!("  {:>8} without an answer, {} of 503", count(|reply| *reply == Reply::Silence), count(is_503));
    println!("  {:>8} stored answers given again, most of them for a lost one", count(is_replay));
    println!("  {:>8} refused because somebody else was faster", count(Reply::is_taken));
    println!("  {:>8} bookings stored, {} of them stand", inquest.rows.len(), stand(&inquest.rows));
    println!("  {jumps:>8} jumps of the clock");
    println!("  {:>8} asked again when all was quiet, {} of them for empty desks", inquest.asked, inquest.granted);
    let mut names: Vec<&str> = history.faults.iter().map(|fault| fault.name.as_str()).collect();
    names.sort_unstable();
    for group in names.chunk_by(|a, b| a == b) {
        println!("  {:>8} × {}", group.len(), group[0]);
    }
    println!("  {:>8} violations\n{}", inquest.found.len(), Findings(&inquest.found));
}

fn is_replay(reply: &Reply) -> bool {
    matches!(reply, Reply::Booking(seen) if seen.replayed)
}

fn is_503(reply: &Reply) -> bool {
    matches!(reply, Reply::Refusal { status: 503, .. })
}

fn stand(rows: &[Row]) -> usize {
    rows.iter().filter(|row| row.state.blocks()).count()
}

/// Everything the checker has seen, for whoever looks for the reason.
fn keep(house: &House, rows: &[Row]) -> Result<()> {
    let history = house.history();
    let lines = |items: Vec<String>| items.join("\n");
    let calls = lines(history.calls.iter().map(|call| format!("{call:?}")).collect());
    let wishes = lines(history.wishes.iter().map(|wish| format!("{wish:?}")).collect());
    let faults = lines(history.faults.iter().map(|fault| format!("{fault:?}")).collect());
    std::fs::write(nodes::logs().join("history.txt"), [faults, wishes, calls].join("\n\n"))?;
    std::fs::write(nodes::logs().join("tables.txt"), lines(rows.iter().map(|row| format!("{row:?}")).collect()))?;
    Ok(())
}
