//! What rivals fight for: a few desks of one zone, today and on the next day the hall is open.

use super::chance::Chance;
use crate::http::Client;
use crate::times;
use anyhow::{Context as _, Result, bail};
use serde_json::Value;

/// The demo venue.
pub(crate) const VENUE: &str = "neues-rathaus";

/// So few that everybody is in everybody's way.
const DESKS: usize = 6;

const SLOT: i64 = 900;

#[derive(Clone, Debug)]
pub(crate) struct Hall {
    pub(crate) desks: Vec<String>,
    /// Every desk for one of the zone that can be booked: what a group may be given.
    pub(crate) room: Vec<String>,
    zone: String,
    /// Opening intervals, Unix seconds, one a day, in order.
    days: Vec<(i64, i64)>,
}

/// What is wished for; who wishes is no business of the hall.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) desks: Vec<String>,
    pub(crate) party: Option<(usize, String)>,
    pub(crate) from: i64,
    pub(crate) to: i64,
}

impl Hall {
    /// Looks around from an instant on, Unix seconds.
    pub(crate) fn look(client: &mut Client, from: i64) -> Result<Self> {
        let days = opening_days(client, from)?;
        let desks = client.json(&format!("/api/v1/venues/{VENUE}/desks?limit=200"))?;
        let (open, _) = *days.get(1).context("the hall is open on two of the next days")?;
        let period = format!("from={}&to={}", times::text(open), times::text(open + 3600));
        let then = client.json(&format!("/api/v1/venues/{VENUE}/availability?{period}"))?;
        // Neither kept for walk-ins nor out of order.
        let free = codes(&then["desks"], |desk| desk["state"] == "free");
        let zone_of = |desk: &Value| desk["zone"].as_str().unwrap_or_default().to_owned();
        let single =
            |desk: &Value| desk["seats"] == 1 && desk["code"].as_str().is_some_and(|code| free.contains(&code));
        let items = desks["items"].as_array().context("desks are a list")?;
        let mut zones: Vec<String> = items.iter().filter(|desk| single(desk)).map(zone_of).collect();
        zones.sort_unstable();
        zones.dedup();
        let of_zone = |zone: &String| codes(&desks["items"], |desk| single(desk) && zone_of(desk) == *zone).len();
        let zone = zones.into_iter().filter(|zone| of_zone(zone) >= DESKS).min_by_key(of_zone);
        let zone = zone.with_context(|| format!("no zone has {DESKS} desks for one"))?;
        let mine = codes(&desks["items"], |desk| single(desk) && zone_of(desk) == zone);
        let room: Vec<String> = mine.into_iter().map(str::to_owned).collect();
        let desks = room.iter().take(DESKS).cloned().collect();
        Ok(Self { desks, room, zone, days })
    }

    /// The day that is open now or next.
    pub(crate) fn day(&self, now: i64) -> Result<(i64, i64)> {
        let Some(day) = self.days.iter().find(|(_, close)| now < *close) else {
            bail!("the days that were looked at are over");
        };
        Ok(*day)
    }

    /// The day after that one.
    pub(crate) fn next_day(&self, now: i64) -> Result<(i64, i64)> {
        let (_, close) = self.day(now)?;
        self.day(close)
    }

    /// Most want a desk in the next hours, some tomorrow; most want one, some several in any order, some a group.
    pub(crate) fn choose(&self, chance: &mut Chance, now: i64) -> Result<Choice> {
        let today = chance.percent(88);
        let (open, close) = if today { self.day(now)? } else { self.next_day(now)? };
        let first = open.max(now / SLOT * SLOT);
        let last = (close - 2 * SLOT).max(first);
        let soon = if chance.percent(60) { (first + 8 * SLOT).min(last) } else { last };
        let from = first + chance.between(0, (soon - first) / SLOT) * SLOT;
        let to = (from + chance.between(2, 8) * SLOT).min(close);
        let mut desks = self.desks.clone();
        chance.mix(&mut desks);
        let kind = chance.below(100);
        desks.truncate(if kind < 65 { 1 } else { 2 + chance.below(2) });
        if kind < 92 {
            return Ok(Choice { desks, party: None, from, to });
        }
        Ok(Choice { desks: Vec::new(), party: Some((desks.len(), self.zone.clone())), from, to })
    }
}

fn codes(list: &Value, which: impl Fn(&Value) -> bool) -> Vec<&str> {
    let items = list.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter(|desk| which(desk)).filter_map(|desk| desk["code"].as_str()).collect()
}

/// The next sixty days' opening intervals.
fn opening_days(client: &mut Client, from: i64) -> Result<Vec<(i64, i64)>> {
    let (first, last) = (times::date_text(from), times::date_text(from + 58 * times::DAY));
    let answer = client.json(&format!("/api/v1/venues/{VENUE}/opening-hours?from={first}&to={last}"))?;
    let days = answer["items"].as_array().context("opening hours are a list of days")?;
    let intervals = days.iter().filter_map(|day| day["intervals"].as_array()?.first());
    let read = |value: &Value| value.as_str().and_then(times::read).context("an instant that cannot be read");
    intervals.map(|interval| Ok((read(&interval["from"])?, read(&interval["to"])?))).collect()
}
