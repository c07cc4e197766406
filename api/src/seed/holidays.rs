//! Public holidays of Niedersachsen (`NFeiertagsG`), worked out from the date of Easter.
//!
//! They become rows that staff can change: the law may, and a town hall may open all the same.

use chrono::{NaiveDate, TimeDelta};

/// A public holiday: date, German and English name.
pub(super) type Named = (NaiveDate, &'static str, &'static str);

/// The public holidays of a year in Niedersachsen, in order. Reformation Day since 2018.
pub fn lower_saxony(year: i32) -> Vec<Named> {
    let fixed = |month, day, de, en| NaiveDate::from_ymd_opt(year, month, day).map(|date| (date, de, en));
    let moving = |days, de, en| easter(year).map(|sunday| (sunday + TimeDelta::days(days), de, en));
    let mut named: Vec<Named> = [
        fixed(1, 1, "Neujahr", "New Year’s Day"),
        moving(-2, "Karfreitag", "Good Friday"),
        moving(1, "Ostermontag", "Easter Monday"),
        fixed(5, 1, "Tag der Arbeit", "Labour Day"),
        moving(39, "Christi Himmelfahrt", "Ascension Day"),
        moving(50, "Pfingstmontag", "Whit Monday"),
        fixed(10, 3, "Tag der Deutschen Einheit", "German Unity Day"),
        fixed(10, 31, "Reformationstag", "Reformation Day"),
        fixed(12, 25, "1. Weihnachtstag", "Christmas Day"),
        fixed(12, 26, "2. Weihnachtstag", "Boxing Day"),
    ]
    .into_iter()
    .flatten()
    .collect();
    named.sort_by_key(|(date, _, _)| *date);
    named
}

/// Easter Sunday in the Gregorian calendar, by the method of Meeus, Jones and Butcher.
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, of_century) = (year % 19, year / 100, year % 100);
    let moon_shift = (8 * century + 13) / 25;
    let epact = (19 * golden + century - century / 4 - moon_shift + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 19 * weekday) / 433;
    let month = (epact + weekday - 7 * late + 90) / 25;
    let day = (epact + weekday - 7 * late + 33 * month + 19) % 32;
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_published_dates_of_2026_to_2028() {
        let published = [
            (2026, "01-01 04-03 04-06 05-01 05-14 05-25 10-03 10-31 12-25 12-26"),
            (2027, "01-01 03-26 03-29 05-01 05-06 05-17 10-03 10-31 12-25 12-26"),
            (2028, "01-01 04-14 04-17 05-01 05-25 06-05 10-03 10-31 12-25 12-26"),
        ];
        for (year, dates) in published {
            let found: Vec<String> =
                lower_saxony(year).iter().map(|(date, _, _)| date.format("%m-%d").to_string()).collect();
            assert_eq!(found.join(" "), dates, "{year}");
        }
    }

    #[test]
    fn easter_agrees_with_known_extremes() {
        for (year, month, day) in [(1818, 3, 22), (1943, 4, 25), (2000, 4, 23), (2008, 3, 23), (2038, 4, 25)] {
            assert_eq!(easter(year), NaiveDate::from_ymd_opt(year, month, day), "{year}");
        }
    }
}
