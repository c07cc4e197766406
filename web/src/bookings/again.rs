//! The way back to the plan with the same choice.

use shared::bookings::Booking;

use super::facts::{codes, hhmm};
use crate::lang::{Lang, href};

/// The booking page with the day, time and desk of a booking; for a party, with its size.
pub(super) fn choose_again(lang: Lang, booking: &Booking) -> String {
    let (from, to) = (hhmm(booking.from), hhmm(booking.to));
    let codes = codes(booking);
    let wish = match codes.as_slice() {
        [desk] => format!("&desk={desk}"),
        desks => format!("&people={}", desks.len()),
    };
    href(lang, &format!("/book?date={}&from={from}&to={to}{wish}", booking.from.date_naive()))
}

/// The same page for changing a booking: what it needs to know of it is behind `#`, where no server
/// sees it.
pub(super) fn change_href(lang: Lang, booking: &Booking, secret: &str) -> String {
    format!("{}#b={}&s={secret}", choose_again(lang, booking), booking.id)
}
