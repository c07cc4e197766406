//! Instants as text (RFC 3339), for answers that hold hundreds of them: chrono writes them letter by
//! letter through a formatter, which was a tenth of an availability's time.

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use serde::{Serialize as _, Serializer};

/// Serializes an instant as chrono does, `2026-11-24T09:00:00+01:00`, or `null`.
pub fn optional<S: Serializer>(at: &Option<DateTime<FixedOffset>>, serializer: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => known(at, serializer),
        None => serializer.serialize_none(),
    }
}

/// The same for one that is always there.
pub fn known<S: Serializer>(at: &DateTime<FixedOffset>, serializer: S) -> Result<S::Ok, S::Error> {
    let written = text(*at);
    match written.as_ref().and_then(|text| core::str::from_utf8(text).ok()) {
        Some(text) => serializer.serialize_str(text),
        None => at.serialize(serializer),
    }
}

/// The letters themselves, ASCII; `None` where chrono has to write them.
pub fn text(at: DateTime<FixedOffset>) -> Option<[u8; LENGTH]> {
    let mut text = [0; LENGTH];
    write(at, &mut text).map(|()| text)
}

/// Letters of such an instant.
pub const LENGTH: usize = "2026-11-24T09:00:00+01:00".len();

/// Whole seconds, years of four digits and offsets of whole minutes other than UTC's `Z`; anything
/// else is left to chrono.
fn write(at: DateTime<FixedOffset>, text: &mut [u8; LENGTH]) -> Option<()> {
    let local = at.naive_local();
    let (year, east) = (u32::try_from(local.year()).ok()?, at.offset().local_minus_utc());
    let ahead = east.unsigned_abs();
    if year > 9999 || local.nanosecond() != 0 || east == 0 || ahead % 60 != 0 {
        return None;
    }
    let pairs = [
        (0, year / 100),
        (2, year % 100),
        (5, local.month()),
        (8, local.day()),
        (11, local.hour()),
        (14, local.minute()),
        (17, local.second()),
        (20, ahead / 3600),
        (23, ahead / 60 % 60),
    ];
    text.copy_from_slice(b"0000-00-00T00:00:00+00:00");
    for (place, value) in pairs {
        let digits = [value / 10, value % 10].map(|digit| u8::try_from(digit).unwrap_or(0) + b'0');
        text.get_mut(place..place + 2)?.copy_from_slice(&digits);
    }
    if east < 0 {
        *text.get_mut(19)? = b'-';
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    #[derive(serde::Serialize)]
    struct Ours(#[serde(serialize_with = "optional")] Option<DateTime<FixedOffset>>);

    #[test]
    fn nothing_is_null() {
        assert_eq!(serde_json::to_string(&Ours(None)).expect("JSON"), "null");
    }

    proptest! {
        #[test]
        fn writes_what_chrono_writes(
            seconds in -70_000_000_000_i64..260_000_000_000,
            nanos in prop_oneof![Just(0_i64), 0..1_000_000_000_i64],
            offset in prop_oneof![Just(0), Just(3600), Just(7200), -50_000..50_000],
        ) {
            let zone = FixedOffset::east_opt(offset).expect("an offset");
            let at = DateTime::from_timestamp(seconds, 0).expect("an instant").with_timezone(&zone);
            let at = at + TimeDelta::nanoseconds(nanos);
            prop_assert_eq!(serde_json::to_string(&Ours(Some(at))).expect("JSON"), serde_json::to_string(&at).expect("JSON"));
        }
    }
}
