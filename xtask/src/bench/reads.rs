//! The load of the figures about reads: availability for random periods and filters over 8 connections, and beside it
//! R1, the same server answering a fixed JSON body of the same size from memory.

use super::report::Series;
use super::site::{Site, keys};
use super::wrk::{self, Outcome};
use crate::http::Client;
use crate::times;
use anyhow::{Result, bail};

pub(crate) struct Reads {
    address: String,
    fixed: String,
    venues: Vec<String>,
    zones: String,
    features: String,
    first: i64,
    /// Bytes of an average body.
    pub(crate) body: f64,
}

impl Reads {
    /// Gets everything warm: what has never run is slower. The venues have zones and features in common.
    pub(crate) fn of(site: &Site, venues: Vec<String>) -> Result<Self> {
        wrk::ensure()?;
        let mut client = site.client()?;
        let venue = client.json(&format!("/api/v1/venues/{}", venues[0]))?;
        let first = (times::now() / times::DAY + 1) * times::DAY;
        let (zones, features) = (keys(&venue, "zones").join(","), keys(&venue, "features").join(","));
        let address = site.address()?;
        let head = head_size(&mut client, &venues[0], first)?;
        let mut reads = Self { address, fixed: String::new(), venues, zones, features, first, body: 0.0 };
        let warm = reads.run(0, 2)?;
        reads.body = (warm.size() - head).round();
        reads.fixed = format!("{}/api/v1/sandbox/fixed?bytes={}", reads.address, reads.body);
        reads.fixed(2)?;
        Ok(reads)
    }

    /// Some seconds of availability.
    pub(crate) fn run(&self, seed: usize, seconds: u32) -> Result<Outcome> {
        let (first, last) = (self.first.to_string(), (self.first + 57 * times::DAY).to_string());
        let (zones, features) = (self.zones.clone(), self.features.clone());
        let arguments = [self.venues.join(","), zones, features, first, last, seed.to_string()];
        wrk::run("availability.lua", &self.address, &arguments, seconds)
    }

    /// Some seconds of the fixed answer.
    pub(crate) fn fixed(&self, seconds: u32) -> Result<Outcome> {
        wrk::run("fixed.lua", &self.fixed, &[], seconds)
    }

    /// One round of both.
    pub(crate) fn round(&self, seed: usize, seconds: u32, ours: &mut Series, reference: &mut Series) -> Result<()> {
        ours.outcome(&self.run(seed, seconds)?);
        reference.outcome(&self.fixed(seconds)?);
        Ok(())
    }
}

/// How many bytes an answer's head takes.
fn head_size(client: &mut Client, venue: &str, first: i64) -> Result<f64> {
    let period = format!("from={}&to={}", times::text(first + 10 * 3600), times::text(first + 11 * 3600));
    let answer = client.get(&format!("/api/v1/venues/{venue}/availability?{period}"))?;
    if answer.status != 200 {
        bail!("availability answered {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
    }
    Ok(answer.head as f64)
}
