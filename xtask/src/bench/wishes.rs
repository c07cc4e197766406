//! Half hours that can be booked and that nobody else of this run wants, in a fixed mixed order.

use super::site::{VENUE, opening_intervals};
use crate::http::Client;
use crate::rivals::chance::Chance;
use crate::times;
use anyhow::{Context as _, Result};

/// One booking to make.
pub(crate) struct Wish {
    pub(crate) desk: String,
    pub(crate) from: i64,
    pub(crate) to: i64,
}

impl Wish {
    /// Everybody books once, so that no rule about persons will ever be in the way.
    pub(crate) fn body(&self, number: usize) -> String {
        format!(
            r#"{{"venue":"{VENUE}","from":"{}","to":"{}","desk_codes":["{}"],"email":"visitor{number}@example.org","locale":"de"}}"#,
            times::text(self.from),
            times::text(self.to),
            self.desk
        )
    }
}

/// Half hours in all opening hours on all desks that can be booked that day.
pub(crate) fn wishes(client: &mut Client) -> Result<Vec<Wish>> {
    let mut wishes = Vec::new();
    for (open, close) in opening_intervals(client)? {
        for desk in bookable(client, open, close)? {
            let starts = (open..close - 1800).step_by(1800);
            wishes.extend(starts.map(|from| Wish { desk: desk.clone(), from, to: from + 1800 }));
        }
    }
    Chance::new(1, 1).mix(&mut wishes);
    Ok(wishes)
}

/// The desks of the layout valid then, without those for walk-ins and those out of order.
fn bookable(client: &mut Client, open: i64, close: i64) -> Result<Vec<String>> {
    let period = format!("from={}&to={}", times::text(open), times::text(close));
    let answer = client.json(&format!("/api/v1/venues/{VENUE}/availability?{period}"))?;
    let desks = answer["desks"].as_array().context("availability lists desks")?.iter();
    let free = desks.filter(|desk| desk["state"] == "free");
    Ok(free.filter_map(|desk| desk["code"].as_str().map(str::to_owned)).collect())
}
