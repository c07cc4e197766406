//! Instants as Unix seconds, and as the text the api speaks. Enough for load generators, no more.

/// Seconds of a day.
pub(crate) const DAY: i64 = 86_400;

/// RFC 3339 in UTC.
pub(crate) fn text(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let (year, month, day) = date(days);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

/// The date alone.
pub(crate) fn date_text(seconds: i64) -> String {
    let (year, month, day) = date(seconds.div_euclid(DAY));
    format!("{year:04}-{month:02}-{day:02}")
}

/// Reads RFC 3339 with any offset; a fraction of a second is left out.
pub(crate) fn read(text: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let days = days(number(0..4)?, number(5..7)?, number(8..10)?);
    let local = days * DAY + number(11..13)? * 3600 + number(14..16)? * 60 + number(17..19)?;
    let zone = text.get(19..)?.trim_start_matches(|letter: char| letter == '.' || letter.is_ascii_digit());
    if zone == "Z" {
        return Some(local);
    }
    let offset = zone.get(1..3)?.parse::<i64>().ok()? * 3600 + zone.get(4..6)?.parse::<i64>().ok()? * 60;
    Some(if zone.starts_with('-') { local + offset } else { local - offset })
}

pub(crate) fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(0)
}

/// Days since 1970 of a date; the year begins in March, so that the leap day comes last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5 + day - 1 - 719_468
}

fn date(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = (era * 400 + year_of_era, if month < 10 { month + 3 } else { month - 9 });
    (if month <= 2 { year + 1 } else { year }, month, day)
}

#[cfg(test)]
mod tests {
    use super::{read, text};

    #[test]
    fn there_and_back() {
        for instant in ["2026-11-24T08:00:00Z", "2028-02-29T23:59:59Z", "2026-01-01T00:00:00Z", "2000-03-01T12:30:00Z"]
        {
            assert_eq!(read(instant).map(text).as_deref(), Some(instant));
        }
        assert_eq!(read("1970-01-02T00:00:00Z"), Some(86_400));
    }

    #[test]
    fn offsets_count() {
        assert_eq!(read("2026-11-24T09:00:00+01:00"), read("2026-11-24T08:00:00Z"));
        assert_eq!(read("2026-11-24T03:00:00-05:00"), read("2026-11-24T08:00:00Z"));
    }
}
