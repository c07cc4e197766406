//! A zone of the IANA database as a table of its clock changes, for `shared::zones`.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use chrono_tz::OffsetComponents;
use shared::zones::{OffsetSpan, Zone};

use super::LoadError;

/// The clock changes from three years before to five years after an instant.
pub(crate) fn offsets(venue: &str, time_zone: &str, around: DateTime<Utc>) -> Result<Zone, LoadError> {
    let unknown = |_unknown: chrono_tz::ParseError| LoadError::TimeZone {
        venue: venue.to_owned(),
        time_zone: time_zone.to_owned(),
    };
    let zone: chrono_tz::Tz = time_zone.parse().map_err(unknown)?;
    let seconds = |at: DateTime<Utc>| {
        let offset = at.with_timezone(&zone);
        let offset = chrono::DateTime::offset(&offset);
        let total = offset.base_utc_offset() + offset.dst_offset();
        i32::try_from(total.num_seconds()).unwrap_or(0)
    };
    let first = around.with_day(1).unwrap_or(around) - TimeDelta::days(3 * 365);
    let mut at = first;
    let mut spans = vec![OffsetSpan { from: first, offset_seconds: seconds(first) }];
    while at < around + TimeDelta::days(5 * 365) {
        let next = at + TimeDelta::days(1);
        if seconds(next) != seconds(at) {
            let change = change_between(at, next, seconds);
            spans.push(OffsetSpan { from: change, offset_seconds: seconds(change) });
        }
        at = next;
    }
    Ok(Zone::new(spans))
}

/// The second at which the offset changes, by halving.
fn change_between(
    mut before: DateTime<Utc>,
    mut after: DateTime<Utc>,
    seconds: impl Fn(DateTime<Utc>) -> i32,
) -> DateTime<Utc> {
    let old = seconds(before);
    while after - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if seconds(middle) == old {
            before = middle;
        } else {
            after = middle;
        }
    }
    after - TimeDelta::nanoseconds(i64::from(after.timestamp_subsec_nanos()))
}
