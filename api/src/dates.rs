//! Dates in words, as the browser's `Intl` has them for `de-DE` and `en-GB`.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use crate::lang::Lang;

const MONTHS: [[&str; 12]; 2] = [
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];
const WEEKDAYS: [[&str; 7]; 2] = [
    ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];

const fn place(lang: Lang) -> usize {
    match lang {
        Lang::De => 0,
        Lang::En => 1,
    }
}

/// "Dienstag".
pub(crate) fn weekday(lang: Lang, date: NaiveDate) -> &'static str {
    let day = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0);
    WEEKDAYS.get(place(lang)).and_then(|names| names.get(day)).copied().unwrap_or_default()
}

/// "24. November", "24 November".
pub(crate) fn day_month(lang: Lang, date: NaiveDate) -> String {
    let month = usize::try_from(date.month0()).unwrap_or(0);
    let month = MONTHS.get(place(lang)).and_then(|names| names.get(month)).copied().unwrap_or_default();
    match lang {
        Lang::De => format!("{}. {month}", date.day()),
        Lang::En => format!("{} {month}", date.day()),
    }
}

/// "Dienstag, 24. November", "Tuesday 24 November".
pub(crate) fn weekday_date(lang: Lang, date: NaiveDate) -> String {
    let between = if lang == Lang::De { ", " } else { " " };
    format!("{}{between}{}", weekday(lang, date), day_month(lang, date))
}

/// "Di., 24. November", "Tue 24 November".
pub(crate) fn date_short(lang: Lang, date: NaiveDate) -> String {
    let letters = if lang == Lang::De { 2 } else { 3 };
    let short: String = weekday(lang, date).chars().take(letters).collect();
    let between = if lang == Lang::De { "., " } else { " " };
    format!("{short}{between}{}", day_month(lang, date))
}

/// "Dienstag, 24. November 2026".
pub(crate) fn date_long(lang: Lang, date: NaiveDate) -> String {
    format!("{} {}", weekday_date(lang, date), date.year())
}

/// "13:30".
pub(crate) fn hhmm(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_in_the_browser() {
        let date: NaiveDate = "2026-11-24".parse().unwrap();
        assert_eq!(date_long(Lang::De, date), "Dienstag, 24. November 2026");
        assert_eq!(date_long(Lang::En, date), "Tuesday 24 November 2026");
        let date: NaiveDate = "2027-03-07".parse().unwrap();
        assert_eq!(weekday_date(Lang::De, date), "Sonntag, 7. März");
        assert_eq!(date_short(Lang::De, date), "So., 7. März");
        assert_eq!(date_short(Lang::En, date), "Sun 7 March");
    }
}
