//! B1: bookings, one after the other and 8 at a time, distinct slots, everything on (rules, outbox,
//! idempotency), against R2: `pgbench` running the bare SQL of the same write on the same Postgres.

use super::report::{Goal, Series, Table, percentile};
use super::site::Site;
use super::wishes::{Wish, wishes};
use crate::command::{Run, say};
use crate::http::Client;
use crate::place;
use crate::psql::{program, psql};
use anyhow::{Context as _, Result, bail};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Bookings of one measurement.
const SEQUENTIAL: usize = 600;
const TOGETHER: usize = 2400;
const AT_A_TIME: usize = 8;

/// The fastest correct peer, measured on such a machine: bookings a second.
const FASTEST_PEER: f64 = 35.0;

pub(crate) fn measure(binary: &Path, rounds: usize) -> Result<Table> {
    let site = Site::open(binary, "b1")?;
    let wishes = wishes(&mut site.client()?)?;
    let per_round = SEQUENTIAL + TOGETHER;
    if wishes.len() < rounds * per_round {
        bail!("there is room for {} rounds; ask for fewer with --rounds", wishes.len() / per_round);
    }
    let bare = Bare::prepare(&site)?;
    let mut series =
        ["B1 one after the other", "R2 one after the other", "B1 8 at a time", "R2 8 at a time"].map(Series::new);
    for (round, mine) in wishes.chunks_exact(per_round).take(rounds).enumerate() {
        say(&format!("B1: round {} of {rounds}", round + 1));
        let (sequential, together) = mine.split_at(SEQUENTIAL);
        let first = round * per_round;
        add(&mut series[0], book(&site, sequential, first, 1)?);
        series[1].values.push(bare.run(round * 2, 1, SEQUENTIAL)?);
        add(&mut series[2], book(&site, together, first + SEQUENTIAL, AT_A_TIME)?);
        series[3].values.push(bare.run(round * 2 + 1, AT_A_TIME, TOGETHER)?);
    }
    let rate = |index: usize| series[index].value();
    let goals = vec![
        Goal::at_least("one after the other, B1 : R2", rate(0) / rate(1), 0.5),
        Goal::at_least("8 at a time, B1 : R2", rate(2) / rate(3), 0.6),
        Goal::at_least("8 at a time, B1 : fastest peer", rate(2) / FASTEST_PEER, 10.0),
    ];
    Ok(Table::new("B1", format!("bookings, {per_round} a round"), series.into(), goals))
}

fn add(series: &mut Series, (rate, mut latencies): (f64, Vec<f64>)) {
    series.add(rate, percentile(&mut latencies, 0.5), percentile(&mut latencies, 0.99));
}

/// Makes all bookings over that many connections; returns bookings a second and milliseconds of each.
fn book(site: &Site, wishes: &[Wish], first: usize, connections: usize) -> Result<(f64, Vec<f64>)> {
    let next = AtomicUsize::new(0);
    let clients = (0..connections).map(|_| site.client()).collect::<Result<Vec<_>>>()?;
    let start = Instant::now();
    let latencies = std::thread::scope(|scope| {
        let next = &next;
        let threads: Vec<_> =
            clients.into_iter().map(|client| scope.spawn(move || work(client, wishes, first, next))).collect();
        let all = threads.into_iter().map(|thread| thread.join().expect("the worker returns its error"));
        all.collect::<Result<Vec<_>>>()
    })?;
    Ok((wishes.len() as f64 / start.elapsed().as_secs_f64(), latencies.concat()))
}

fn work(mut client: Client, wishes: &[Wish], first: usize, next: &AtomicUsize) -> Result<Vec<f64>> {
    let mut latencies = Vec::new();
    while let Some((number, wish)) =
        Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((first + at, wishes.get(at)?)))
    {
        let body = wish.body(number);
        let start = Instant::now();
        let answer = client.post("/api/v1/bookings", &format!("bench-{number}"), &body)?;
        latencies.push(start.elapsed().as_secs_f64() * 1000.0);
        if answer.status != 201 {
            bail!("booking {body} answered {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
        }
    }
    Ok(latencies)
}

/// The same tables in a database of their own on the same Postgres, so that the api is not told of R2's rows.
struct Bare {
    url: String,
}

impl Bare {
    const DATABASE: &str = "bare_sql";

    fn prepare(site: &Site) -> Result<Self> {
        let of_the_api = site.database_url()?;
        psql(&of_the_api).args(["--command", &format!("CREATE DATABASE {}", Self::DATABASE)]).text()?;
        let url = with_database(&of_the_api, Self::DATABASE)?;
        let advice = "`rathaus migrate` and `rathaus seed` must work with DATABASE_URL";
        for verb in ["migrate", "seed"] {
            Run::new(site.binary()).arg(verb).env("DATABASE_URL", &url).or_else(advice).quietly()?;
        }
        psql(&url).arg("--file").arg(place::root().join("xtask/bench/bare.sql")).text()?;
        Ok(Self { url })
    }

    /// Bookings a second; `number` keeps the slots of all runs apart.
    fn run(&self, number: usize, clients: usize, bookings: usize) -> Result<f64> {
        let each = (bookings / clients).to_string();
        let script = place::root().join("xtask/bench/booking.pgbench.sql");
        let output = Run::new(program("pgbench"))
            .args(["--no-vacuum", "--protocol", "prepared", "--transactions", &each])
            .args(["--client", &clients.to_string(), "--jobs", &clients.min(2).to_string()])
            .args(["--define", &format!("run={number}"), "--define", "count=0", "--file"])
            .arg(script)
            .arg(&self.url)
            .or_else("the SQL in xtask/bench must follow the tables in migrations/")
            .text()?;
        let failed =
            output.lines().any(|line| line.starts_with("number of failed transactions: ") && !line.contains(": 0 "));
        let rate = output.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
        if failed {
            bail!("pgbench's bookings failed:\n{output}")
        }
        rate.with_context(|| format!("pgbench printed no rate:\n{output}"))
    }
}

/// The same server, another database: the last part of the path, before any options.
fn with_database(url: &str, database: &str) -> Result<String> {
    let (address, options) = url.split_once('?').map_or((url, None), |(address, options)| (address, Some(options)));
    let (server, _) = address.rsplit_once('/').context("a connection URL ends in the database's name")?;
    Ok(options.map_or_else(|| format!("{server}/{database}"), |options| format!("{server}/{database}?{options}")))
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn only_the_database_is_replaced() {
        assert_eq!(with_database("postgres://a@%2Ftmp%2Fx/rathaus", "b").unwrap(), "postgres://a@%2Ftmp%2Fx/b");
        assert_eq!(with_database("postgres://a@/rathaus?host=/tmp", "b").unwrap(), "postgres://a@/b?host=/tmp");
    }
}
