//! S1: searching 10 000 offers, as the info point's search box does: one question after the other over one connection,
//! with stems, compounds, typing errors, filters, counts and highlights, and no words at all.

use super::report::{Goal, Series, Table, percentile};
use super::site::Site;
use crate::command::say;
use crate::http::Client;
use anyhow::{Result, bail};
use std::path::Path;
use std::time::Instant;

/// How often the demo's offers are copied.
const COPIES: usize = 115;
/// Each question is asked so often in a round.
const TURNS: usize = 20;

/// What is asked for: words as an address takes them, and filters.
const QUESTIONS: &[&str] = &[
    "q=feriencard",
    "q=ferien+karte",
    "q=Kinder+Sommer",
    "q=museum+umsonst+freitag",
    "q=zuschuss+schulessen",
    "q=ferincard",
    "q=b%C3%BCcherrei",
    "q=burgeramt",
    "q=BUERGERAMT+TERMIN",
    "q=herenh%C3%A4user+g%C3%A4rten",
    "q=ausbildugn+g%C3%A4rtner",
    "q=b%C3%BCchereiausweis",
    "q=rathaus",
    "q=stadt&kind=culture",
    "q=kino&accessible=true",
    "q=deutsch+lernen&audience=newcomers",
    "q=library+card&lang=en",
    "q=school+lunch+subsidy&lang=en",
    "q=lindenmarkttal",
    "q=waldwiesenwinkl",
    "q=xqzvw",
    "",
    "kind=event",
    "audience=families&free_of_charge=true",
    "pass=hannover_aktiv_pass",
];

pub(crate) fn measure(binary: &Path, rounds: usize, sketch: bool) -> Result<Table> {
    let mut site = Site::open(binary, "s1")?;
    let copies = if sketch { COPIES / 20 } else { COPIES };
    say("S1: copying the offers (a minute or two)");
    let about = site.sql_file("offers.sql", &[("copies", copies.to_string())])?;
    site.restart()?;
    let mut client = site.client()?;
    round(&mut client, 2)?;
    let (mut all, mut slowest) = (Series::of("S1 search", ""), Series::of("S1 slowest question", ""));
    let mut named = "";
    for number in 1..=rounds {
        say(&format!("S1: round {number} of {rounds}"));
        let times = round(&mut client, TURNS)?;
        let mut together: Vec<f64> = times.iter().flatten().copied().collect();
        all.p50.push(percentile(&mut together, 0.5));
        all.p99.push(percentile(&mut together, 0.99));
        let medians = times.into_iter().map(|mut times| (percentile(&mut times, 0.5), percentile(&mut times, 0.99)));
        let worst = medians.zip(QUESTIONS).max_by(|a, b| a.0.0.total_cmp(&b.0.0));
        if let Some(((p50, p99), question)) = worst {
            slowest.p50.push(p50);
            slowest.p99.push(p99);
            named = question;
        }
    }
    let goals = vec![Goal::at_most("p99 ms", all.slowest(), 15.0)];
    let about = format!("{about}; {} questions, 1 connection; the slowest is `{named}`", QUESTIONS.len());
    Ok(Table::new("S1", about, vec![all, slowest], goals))
}

/// Milliseconds of each question, so many times each, in turn.
fn round(client: &mut Client, turns: usize) -> Result<Vec<Vec<f64>>> {
    let mut times = vec![Vec::with_capacity(turns); QUESTIONS.len()];
    for _ in 0..turns {
        for (question, times) in QUESTIONS.iter().zip(&mut times) {
            let start = Instant::now();
            let answer = client.get(&format!("/api/v1/offers?limit=18&{question}"))?;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
            if answer.status != 200 {
                bail!("{question} answered {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
            }
        }
    }
    Ok(times)
}
