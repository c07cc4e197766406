//! The sheets the house prints for itself.

use chrono::{NaiveDate, NaiveTime};
use flyers::{PrintError, print_any};
use shared::bookings::BookingState;
use shared::flyers::{DayBooking, DaySheet, DeskCode, DeskCodes, FlyerLanguage, MOST_ROWS, Record};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn codes(count: usize, said: &str) -> Record {
    let desk = |number: usize| DeskCode {
        code: format!("A{number}"),
        zone: said.to_owned(),
        url: format!("https://rathaus.example/p/A{number}"),
        walk_in: number.is_multiple_of(3),
    };
    Record::DeskCodes(DeskCodes {
        lang: FlyerLanguage::De,
        printed_on: day(),
        venue: "Rathaus Co-Working Hannover".to_owned(),
        layout: said.to_owned(),
        desks: (1..=count).map(desk).collect(),
    })
}

fn bookings(count: usize, name: &str) -> Record {
    let at = |hour: usize| NaiveTime::from_hms_opt(u32::try_from(8 + hour % 10).unwrap(), 15, 0).unwrap();
    let booking = |number: usize| DayBooking {
        from: at(number),
        to: at(number + 1),
        desks: vec![format!("A{number}"), "T1".to_owned()],
        code: "K7PQ4M".to_owned(),
        name: number.is_multiple_of(2).then(|| name.to_owned()),
        state: BookingState::ALL[number % BookingState::ALL.len()],
    };
    Record::DaySheet(DaySheet {
        lang: FlyerLanguage::En,
        printed_at: day().and_time(at(0)),
        venue: "Rathaus Co-Working Hannover".to_owned(),
        day: day(),
        bookings: (0..count).map(booking).collect(),
    })
}

fn pages(record: &Record) -> usize {
    let pdf = print_any(record).unwrap_or_else(|why| panic!("{why}"));
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let text = String::from_utf8_lossy(&pdf);
    // The tree of pages may have branches; its root counts all of them.
    let counts = text.split("/Count ").skip(1);
    let number = |after: &str| after.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok();
    counts.filter_map(number).max().unwrap()
}

#[test]
fn ten_cards_fit_on_a_page_whatever_a_zone_is_called() {
    for said in ["Fokus", "W", &"Austausch am Fenster ".repeat(40), "\u{1f600} #panic() *a* <b> 漢字", ""] {
        for (count, wanted) in [(1, 1), (10, 1), (11, 2), (44, 5)] {
            assert_eq!(pages(&codes(count, said)), wanted, "{count} cards, {}", said.len());
        }
    }
}

#[test]
fn a_day_has_as_many_pages_as_it_takes() {
    assert_eq!(pages(&bookings(0, "")), 1);
    assert_eq!(pages(&bookings(12, "Kim Beispiel")), 1);
    assert!(pages(&bookings(150, "Freifrau Ottilie-Charlotte von und zu Wolfenbüttel")) > 4);
    assert!(pages(&bookings(40, "#import \"x\" \u{202e} $x$ 漢字")) >= 2);
    assert_eq!(print_any(&bookings(3, "Kim")).unwrap(), print_any(&bookings(3, "Kim")).unwrap());
}

#[test]
fn nothing_and_too_much_are_refused() {
    assert!(matches!(print_any(&codes(0, "x")), Err(PrintError::Rows(0))));
    assert!(matches!(print_any(&bookings(MOST_ROWS + 1, "x")), Err(PrintError::Rows(_))));
}
