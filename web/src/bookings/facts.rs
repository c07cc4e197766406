//! A booking's facts in words: its desks, its day, its times. The api answers in the venue's own
//! offset, so the local time is in the booking itself.

use chrono::{DateTime, FixedOffset, NaiveDate, Timelike};
use shared::bookings::Booking;

use crate::clock::use_clock;
use crate::dates;
use crate::lang::Lang;
use crate::letters::capital;
use crate::texts::bookings::texts;
use crate::texts::frame;

/// The codes of a booking's desks.
pub(super) fn codes(booking: &Booking) -> Vec<String> {
    booking.desks.iter().map(|desk| desk.code.clone()).collect()
}

/// The desks of a booking in words, and how many they are: "A7", "A7 und A8".
pub(crate) fn desks(lang: Lang, booking: &Booking) -> (String, usize) {
    let codes = codes(booking);
    let words = match codes.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} {} {last}", others.join(", "), texts(lang).and),
        _ => codes.concat(),
    };
    (words, codes.len())
}

/// "13:30", on the venue's clocks.
pub(super) fn hhmm(at: DateTime<FixedOffset>) -> String {
    let time = at.time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// "13:00 bis 15:30 Uhr".
pub(crate) fn times(lang: Lang, booking: &Booking) -> String {
    (frame::texts(lang).span)(&hhmm(booking.from), &hhmm(booking.to))
}

/// The day of a booking: "Heute, Dienstag, 24. November".
pub(crate) fn day(lang: Lang, booking: &Booking, today: NaiveDate) -> String {
    let date = booking.from.date_naive();
    let words = dates::weekday_date(lang, date);
    let t = frame::texts(lang);
    let near = if date == today {
        t.today
    } else if today.succ_opt() == Some(date) {
        t.tomorrow
    } else {
        return words;
    };
    format!("{}, {words}", capital(near))
}

/// A date without its year, for what is near: "26. November".
pub(super) fn near_date(lang: Lang, at: DateTime<FixedOffset>) -> String {
    dates::day_month(lang, at.date_naive())
}

/// The date at the venue of a booking; whoever reads it runs again now and then.
pub(crate) fn today(booking: &Booking) -> NaiveDate {
    use_clock().follow().with_timezone(booking.from.offset()).date_naive()
}
