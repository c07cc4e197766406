//! Dates and times in words. The browser's `Intl` knows the names; the venue's own offsets say
//! which date and time it is, so no time-zone database is needed on either side.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, Utc};
use js_sys::{Date, Object, Reflect};
use shared::zones::Zone;
use wasm_bindgen::JsValue;

use crate::lang::Lang;

/// "Dienstag, 24. November 2026".
pub(crate) fn date_long(lang: Lang, date: NaiveDate) -> String {
    words(lang, date, &[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")])
}

/// "Dienstag, 24. November".
pub(crate) fn weekday_date(lang: Lang, date: NaiveDate) -> String {
    words(lang, date, &[("weekday", "long"), ("day", "numeric"), ("month", "long")])
}

/// "Di, 24. November".
pub(crate) fn date_short(lang: Lang, date: NaiveDate) -> String {
    words(lang, date, &[("weekday", "short"), ("day", "numeric"), ("month", "long")])
}

/// "Di 24.".
pub(crate) fn weekday_day(lang: Lang, date: NaiveDate) -> String {
    let weekday = words(lang, date, &[("weekday", "short")]);
    let dot = if lang == Lang::De { "." } else { "" };
    format!("{} {}{dot}", weekday.trim_end_matches('.'), date.day())
}

/// "November".
pub(crate) fn month(lang: Lang, date: NaiveDate) -> String {
    words(lang, date, &[("month", "long")])
}

/// "24. Nov.".
pub(crate) fn day_month_short(lang: Lang, date: NaiveDate) -> String {
    words(lang, date, &[("day", "numeric"), ("month", "short")])
}

/// "24. November".
pub(crate) fn day_month(lang: Lang, date: NaiveDate) -> String {
    words(lang, date, &[("day", "numeric"), ("month", "long")])
}

/// "13:00", on the venue's clocks. The end of a day is "24:00" nowhere: it reads "00:00".
pub(crate) fn hhmm(zone: &Zone, at: DateTime<Utc>) -> String {
    clock_time(zone.local(at).time())
}

/// "13:00".
pub(crate) fn clock_time(time: NaiveTime) -> String {
    use chrono::Timelike;
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// "24. November, 13:05".
pub(crate) fn moment(lang: Lang, at: DateTime<FixedOffset>) -> String {
    format!("{}, {}", day_month(lang, at.date_naive()), clock_time(at.time()))
}

/// The time that "13:00" says.
pub(crate) fn time_of_day(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once(':')?;
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// The date's words by `Intl`; noon UTC on that date, read in UTC, is that date everywhere.
fn words(lang: Lang, date: NaiveDate, parts: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (key, value) in parts.iter().chain(&[("timeZone", "UTC")]) {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    let iso = format!("{:04}-{:02}-{:02}T12:00:00Z", date.year(), date.month(), date.day());
    let tag = match lang {
        Lang::De => "de-DE",
        Lang::En => "en-GB",
    };
    Date::new(&JsValue::from_str(&iso)).to_locale_date_string(tag, &options).into()
}

/// "Mi".
pub(crate) fn weekday_short(lang: Lang, date: NaiveDate) -> String {
    words(lang, date, &[("weekday", "short")])
}
