//! E1: what a widget weighs, and 2 000 of them asking each second whether anything has changed, against R1: the same
//! server answering a fixed JSON body of the same size from memory, asked as often.

use super::report::{Goal, Series, Table};
use super::site::{Site, VENUE};
use super::wrk;
use crate::command::say;
use crate::http::Client;
use crate::web::gzip;
use anyhow::{Context as _, Result, bail};
use std::path::Path;

/// Eight connections that pause so long, milliseconds, ask more than 2 000 times a second.
const PAUSE: &str = "3";
const POLLS: f64 = 2000.0;

pub(crate) fn measure(binary: &Path, rounds: usize, seconds: u32) -> Result<Table> {
    wrk::ensure()?;
    let site = Site::open(binary, "e1")?;
    let mut client = site.client()?;
    let now = format!("/embed/v1/{VENUE}/now.json?lang=de");
    let answer = client.get(&now)?;
    let tag = answer.tag.context("the numbers of a widget have an entity tag")?;
    let (address, body) = (site.address()?, answer.body.len());
    let fixed = format!("{address}/api/v1/sandbox/fixed?bytes={body}");
    let (mut ours, mut reference) = (Series::new("E1 polls, nothing new"), Series::new("R1 fixed answer"));
    for round in 1..=rounds {
        say(&format!("E1: round {round} of {rounds}"));
        ours.outcome(&wrk::run("polls.lua", &format!("{address}{now}"), &[PAUSE.to_owned(), tag.clone()], seconds)?);
        reference.outcome(&wrk::run("polls.lua", &fixed, &[PAUSE.to_owned()], seconds)?);
    }
    // The one from before has been silent for too long.
    let mut client = site.client()?;
    let script = gzipped(&mut client, "/embed/v1/widget.js")?;
    let frame = page(&mut client, &format!("/embed/v1/{VENUE}/availability?size=full"))?;
    let goals = vec![
        Goal::at_least("polls/s", ours.value(), POLLS),
        Goal::at_most("p99, E1 : R1", ours.slowest() / reference.slowest(), 3.0),
        Goal::at_most("widget.js, kB gzip", script, 8.0),
        Goal::at_most("frame with all it loads, kB gzip", frame, 20.0),
    ];
    let about = format!("numbers of {body} bytes asked for with their entity tag, 8 connections");
    Ok(Table::new("E1", about, vec![ours, reference], goals))
}

/// A page with the files and pictures of ours it names, kB.
fn page(client: &mut Client, path: &str) -> Result<f64> {
    let answer = fetched(client, path)?;
    let text = String::from_utf8_lossy(&answer).replace("&amp;", "&");
    let mut together = weight(&answer)?;
    for named in text.split('"').filter(|value| value.starts_with("/embed/v1/")) {
        let loaded =
            [".css", ".js", ".svg"].iter().any(|end| named.split('?').next().is_some_and(|file| file.ends_with(end)));
        if loaded {
            together += gzipped(client, named)?;
        }
    }
    Ok(together)
}

fn gzipped(client: &mut Client, path: &str) -> Result<f64> {
    weight(&fetched(client, path)?)
}

fn fetched(client: &mut Client, path: &str) -> Result<Vec<u8>> {
    let answer = client.get(path)?;
    if answer.status != 200 {
        bail!("GET {path} answered {}", answer.status);
    }
    Ok(answer.body)
}

fn weight(bytes: &[u8]) -> Result<f64> {
    Ok(gzip(bytes)?.len() as f64 / 1000.0)
}
