//! Bookings: make one or many, read it, change it, move it on.

use shared::bookings::{
    Booking, BookingChange, Confirmation, Extension, NewBooking, NewSeries, NewWalkIn, Series, SeriesCancelled,
    SeriesPreview,
};
use shared::ids::BookingId;

use crate::{Answer, BOOKING_SECRET, Client, Method, Reply, Request};

impl Client {
    /// Takes desks for a time; they are held until the code from the mail is entered.
    ///
    /// The same key with the same wish gives the same booking, so a lost answer costs nothing.
    pub fn book(&self, wish: &NewBooking, idempotency_key: &str) -> Reply<Booking> {
        let request = Request::new(Method::POST, "/api/v1/bookings").header("Idempotency-Key", idempotency_key);
        self.ask(request.json(wish))
    }

    /// Sits down at a desk that is free now. The same key gives the same visit.
    pub fn walk_in(&self, wish: &NewWalkIn, idempotency_key: &str) -> Reply<Booking> {
        let request = Request::new(Method::POST, "/api/v1/walk-ins").header("Idempotency-Key", idempotency_key);
        self.ask(request.json(wish))
    }

    /// What a series would come to.
    pub fn preview_series(&self, wish: &NewSeries) -> Reply<SeriesPreview> {
        self.ask(Request::new(Method::POST, "/api/v1/series/preview").json(wish))
    }

    /// Books a series. The same key gives the same series.
    pub fn book_series(&self, wish: &NewSeries, idempotency_key: &str) -> Reply<Series> {
        let request = Request::new(Method::POST, "/api/v1/series").header("Idempotency-Key", idempotency_key);
        self.ask(request.json(wish))
    }

    /// Gives a booking other desks or another time; the old ones are kept until the new ones stand. `seen` is the
    /// booking as it was read: a change of what has changed meanwhile is refused.
    pub fn change(&self, seen: &Booking, secret: &str, change: &BookingChange) -> Reply<Booking> {
        let tag = format!("\"{}-{}\"", seen.revision, seen.state.name());
        self.ask(owned(Method::PATCH, seen.id, "", secret).header("If-Match", tag).json(change))
    }

    /// Gives a booking a later end.
    pub fn extend(&self, id: BookingId, secret: &str, extension: &Extension) -> Reply<Booking> {
        self.ask(owned(Method::POST, id, "/extend", secret).json(extension))
    }

    /// A booking as it stands.
    pub fn booking(&self, id: BookingId, secret: &str) -> Reply<Booking> {
        self.ask(Ok(owned(Method::GET, id, "", secret)))
    }

    /// Proves the address with the code from the mail.
    pub fn confirm(&self, id: BookingId, secret: &str, code: &Confirmation) -> Reply<Booking> {
        self.ask(owned(Method::POST, id, "/confirm", secret).json(code))
    }

    /// Keeps a held desk for longer.
    pub fn extend_hold(&self, id: BookingId, secret: &str) -> Reply<Booking> {
        self.ask(Ok(owned(Method::POST, id, "/extend-hold", secret)))
    }

    /// Calls a booking off.
    pub fn cancel(&self, id: BookingId, secret: &str) -> Reply<Booking> {
        self.ask(Ok(owned(Method::POST, id, "/cancel", secret)))
    }

    /// Calls off every date of its series that has not begun.
    pub fn cancel_series(&self, id: BookingId, secret: &str) -> Reply<SeriesCancelled> {
        self.ask(Ok(owned(Method::POST, id, "/cancel-series", secret)))
    }

    /// Says that the visitor is there.
    pub fn check_in(&self, id: BookingId, secret: &str) -> Reply<Booking> {
        self.ask(Ok(owned(Method::POST, id, "/check-in", secret)))
    }

    /// Says that the visitor has left; the rest of the time is free for others at once.
    pub fn check_out(&self, id: BookingId, secret: &str) -> Reply<Booking> {
        self.ask(Ok(owned(Method::POST, id, "/check-out", secret)))
    }

    /// The booking as a calendar file.
    pub fn ics(&self, id: BookingId, secret: &str) -> Reply<String> {
        self.reply(Ok(owned(Method::GET, id, ".ics", secret)), Answer::text)
    }

    /// The code for check-in as an SVG picture.
    pub fn qr(&self, id: BookingId, secret: &str) -> Reply<String> {
        self.reply(Ok(owned(Method::GET, id, "/qr.svg", secret)), Answer::text)
    }
}

/// A request about a booking by somebody who holds its secret.
fn owned(method: Method, id: BookingId, rest: &str, secret: &str) -> Request {
    Request::new(method, format!("/api/v1/bookings/{id}{rest}")).header(BOOKING_SECRET, secret)
}
