//! The tables as they are: what is stored is what happened, whatever anybody was told.

use super::history::State;
use crate::psql::psql;
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::collections::HashMap;

/// A stored booking.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) id: String,
    /// The key of its wish, and the address, until they are erased.
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) state: State,
    pub(crate) desks: Vec<String>,
    /// Unix seconds.
    pub(crate) from: i64,
    pub(crate) to: i64,
    /// Microseconds by the house's clock.
    pub(crate) created: i64,
    pub(crate) ended: Option<i64>,
    pub(crate) hold_expires: Option<i64>,
}

/// All bookings of the venue, one JSON object a line.
const BOOKINGS: &str = "
    SELECT json_build_object('id', b.id, 'name', b.name, 'email', b.email, 'state', b.state,
        'from', extract(epoch FROM lower(b.during))::bigint, 'to', extract(epoch FROM upper(b.during))::bigint,
        'created', (extract(epoch FROM b.created_at) * 1000000)::bigint,
        'ended', (extract(epoch FROM b.ended_at) * 1000000)::bigint,
        'hold_expires', (extract(epoch FROM b.hold_expires_at) * 1000000)::bigint,
        'desks', (SELECT json_agg(d.code ORDER BY d.code) FROM booking_desks bd
            JOIN desks d ON d.venue_id = bd.venue_id AND d.id = bd.desk_id
            WHERE bd.venue_id = b.venue_id AND bd.booking_id = b.id AND bd.state = b.state AND bd.during = b.during))
    FROM bookings b ORDER BY b.created_at, b.id";

/// Reads all bookings.
pub(crate) fn bookings(url: &str) -> Result<Vec<Row>> {
    let text = psql(url).args(["--command", BOOKINGS]).text()?;
    text.lines().filter(|line| !line.is_empty()).map(row).collect()
}

/// The venue's revision.
pub(crate) fn revision(url: &str) -> Result<i64> {
    let text = psql(url).args(["--command", "SELECT revision FROM venue_revisions"]).text()?;
    text.trim().parse().with_context(|| format!("`{}` is no revision", text.trim()))
}

/// Keeps names and addresses of an earlier look that have been erased since.
pub(crate) fn remember(rows: &mut [Row], earlier: &[Row]) {
    let known: HashMap<&str, &Row> = earlier.iter().map(|row| (row.id.as_str(), row)).collect();
    for row in rows {
        if let Some(known) = known.get(row.id.as_str())
            && row.name.is_none()
        {
            row.name.clone_from(&known.name);
        }
    }
}

fn row(line: &str) -> Result<Row> {
    let value: Value = serde_json::from_str(line).with_context(|| format!("`{line}` is no booking"))?;
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    let number = |key: &str| value[key].as_i64().with_context(|| format!("{key} is missing in {line}"));
    let desks = value["desks"].as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(Row {
        id: text("id").context("a booking without an id")?,
        name: text("name"),
        email: text("email"),
        state: text("state").as_deref().and_then(State::named).context("a booking without a known state")?,
        desks: desks.iter().filter_map(|desk| desk.as_str().map(str::to_owned)).collect(),
        from: number("from")?,
        to: number("to")?,
        created: number("created")?,
        ended: value["ended"].as_i64(),
        hold_expires: value["hold_expires"].as_i64(),
    })
}
