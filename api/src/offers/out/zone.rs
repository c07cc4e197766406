//! A venue's time zone as VTIMEZONE (RFC 5545, section 3.6.5). Pure.
//!
//! Each clock change of the venue's table is an observance of its own, with its date: right for every year the table
//! covers, whatever the law makes of the next one.

use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};
use shared::zones::Zone;

/// Clock changes that far before and after an instant are told.
const REACH: TimeDelta = TimeDelta::days(3 * 366);

/// The component, for dates around an instant.
pub(super) fn component(name: &str, zone: &Zone, around: DateTime<Utc>) -> String {
    let mut text = format!("BEGIN:VTIMEZONE\r\nTZID:{name}\r\n");
    let mut at = around - REACH;
    let seconds = |at: DateTime<Utc>| zone.offset_at(at).local_minus_utc();
    let (mut before, winter) = (seconds(at), (0..24).map(|half| seconds(around + TimeDelta::days(15 * half))).min());
    observance(&mut text, Some(before) == winter, "19700101T000000", before, before);
    while at < around + REACH {
        let next = at + TimeDelta::days(1);
        let after = seconds(next);
        if after != before {
            let change = change_between(at, next, &seconds);
            // The onset is told by the clock that was in force until then.
            let onset = (change + TimeDelta::seconds(i64::from(before))).format("%Y%m%dT%H%M%S").to_string();
            observance(&mut text, Some(after) == winter, &onset, before, after);
            before = after;
        }
        at = next;
    }
    text.push_str("END:VTIMEZONE\r\n");
    text
}

fn observance(text: &mut String, standard: bool, onset: &str, from: i32, to: i32) {
    let kind = if standard { "STANDARD" } else { "DAYLIGHT" };
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "BEGIN:{kind}\r\nDTSTART:{onset}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\nEND:{kind}\r\n",
        offset(from),
        offset(to)
    );
}

fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

/// The second of a change within a day, by halving.
fn change_between(
    mut early: DateTime<Utc>,
    mut late: DateTime<Utc>,
    seconds: &impl Fn(DateTime<Utc>) -> i32,
) -> DateTime<Utc> {
    let old = seconds(early);
    while late - early > TimeDelta::seconds(1) {
        let middle = early + (late - early) / 2;
        if seconds(middle) == old { early = middle } else { late = middle }
    }
    // The table knows whole seconds.
    DateTime::from_timestamp(late.timestamp(), 0).unwrap_or(late)
}
