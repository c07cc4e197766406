//! When a message is tried again.

use chrono::{DateTime, TimeDelta, Utc};

/// The pause after each try, seconds. All together they are a little less than a day.
const PAUSES: [i64; 8] = [5, 60, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 8 * 3600, 8 * 3600];
/// The longest a receiver may ask us to wait.
const LONGEST_WISH: TimeDelta = TimeDelta::hours(6);

/// When to try again after so many tries, no earlier than the receiver wants it within reason; `None` when it has
/// been tried for long enough.
pub(super) fn again_at(attempts: i16, wished: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let place = usize::try_from(attempts.checked_sub(1)?).ok()?;
    let pause = now + TimeDelta::seconds(*PAUSES.get(place)?);
    Some(wished.map_or(pause, |wish| pause.max(wish.min(now + LONGEST_WISH))))
}

/// `Retry-After`: seconds, or an instant (RFC 9110, section 10.2.3).
pub(super) fn retry_after(header: &[u8], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let text = std::str::from_utf8(header).ok()?.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(now + TimeDelta::seconds(i64::from(seconds)));
    }
    DateTime::parse_from_rfc2822(text).ok().map(|at| at.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_after_about_a_day() {
        let start = DateTime::from_timestamp(1_795_512_345, 0).unwrap();
        let (mut now, mut attempts) = (start, 1);
        while let Some(at) = again_at(attempts, None, now) {
            assert!(at > now);
            (now, attempts) = (at, attempts + 1);
        }
        assert_eq!(attempts, 9);
        assert!(now - start > TimeDelta::hours(22) && now - start <= TimeDelta::hours(24), "{}", now - start);
        assert_eq!(again_at(0, None, now), None);
    }

    #[test]
    fn a_receiver_may_ask_for_more_time_but_not_for_any_and_never_for_less() {
        let now = DateTime::from_timestamp(1_795_512_345, 0).unwrap();
        let after = |text: &str, attempts| again_at(attempts, retry_after(text.as_bytes(), now), now);
        assert_eq!(after("120", 1), Some(now + TimeDelta::seconds(120)));
        assert_eq!(after("1", 3), Some(now + TimeDelta::minutes(5)));
        assert_eq!(after("99999999", 1), Some(now + LONGEST_WISH));
        assert_eq!(after("soon", 1), Some(now + TimeDelta::seconds(5)));
        let date = retry_after(b"Tue, 24 Nov 2026 09:00:00 GMT", now);
        assert_eq!(date.map(|at| at.to_rfc3339()), Some("2026-11-24T09:00:00+00:00".to_owned()));
    }
}
