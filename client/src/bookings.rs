//! Bookings: make one or many, read it, change it, move it on.

use shared::bookings::{
    Booking, BookingChange, Confirmation, Extension, NewBooking, NewSeries, NewWalkIn, Series, SeriesPreview,
};
use shared::ids::BookingId;

use crate::{BOOKING_SECRET, Client, Error, Method, Request};

impl Client {
    /// Takes desks for a time; they are held until the code from the mail is entered.
    ///
    /// The same key with the same wish gives the same booking, so a lost answer costs nothing.
    pub async fn book(&self, wish: &NewBooking, idempotency_key: &str) -> Result<Booking, Error> {
        let request = Request::new(Method::POST, "/api/v1/bookings").header("Idempotency-Key", idempotency_key);
        self.send(request.json(wish)?).await?.json()
    }

    /// Sits down at a desk that is free now. The same key gives the same visit.
    pub async fn walk_in(&self, wish: &NewWalkIn, idempotency_key: &str) -> Result<Booking, Error> {
        let request = Request::new(Method::POST, "/api/v1/walk-ins").header("Idempotency-Key", idempotency_key);
        self.send(request.json(wish)?).await?.json()
    }

    /// What a series would come to.
    pub async fn preview_series(&self, wish: &NewSeries) -> Result<SeriesPreview, Error> {
        self.send(Request::new(Method::POST, "/api/v1/series/preview").json(wish)?).await?.json()
    }

    /// Books a series. The same key gives the same series.
    pub async fn book_series(&self, wish: &NewSeries, idempotency_key: &str) -> Result<Series, Error> {
        let request = Request::new(Method::POST, "/api/v1/series").header("Idempotency-Key", idempotency_key);
        self.send(request.json(wish)?).await?.json()
    }

    /// Gives a booking other desks or another time; the old ones are kept until the new ones stand. `seen` is the
    /// booking as it was read: a change of what has changed meanwhile is refused.
    pub async fn change(&self, seen: &Booking, secret: &str, change: &BookingChange) -> Result<Booking, Error> {
        let tag = format!("\"{}-{}\"", seen.revision, seen.state.name());
        self.send(owned(Method::PATCH, seen.id, "", secret).header("If-Match", tag).json(change)?).await?.json()
    }

    /// Gives a booking a later end.
    pub async fn extend(&self, id: BookingId, secret: &str, extension: &Extension) -> Result<Booking, Error> {
        self.send(owned(Method::POST, id, "/extend", secret).json(extension)?).await?.json()
    }

    /// A booking as it stands.
    pub async fn booking(&self, id: BookingId, secret: &str) -> Result<Booking, Error> {
        self.send(owned(Method::GET, id, "", secret)).await?.json()
    }

    /// Proves the address with the code from the mail.
    pub async fn confirm(&self, id: BookingId, secret: &str, code: &Confirmation) -> Result<Booking, Error> {
        self.send(owned(Method::POST, id, "/confirm", secret).json(code)?).await?.json()
    }

    /// Keeps a held desk for longer.
    pub async fn extend_hold(&self, id: BookingId, secret: &str) -> Result<Booking, Error> {
        self.send(owned(Method::POST, id, "/extend-hold", secret)).await?.json()
    }

    /// Calls a booking off.
    pub async fn cancel(&self, id: BookingId, secret: &str) -> Result<Booking, Error> {
        self.send(owned(Method::POST, id, "/cancel", secret)).await?.json()
    }

    /// Says that the visitor is there.
    pub async fn check_in(&self, id: BookingId, secret: &str) -> Result<Booking, Error> {
        self.send(owned(Method::POST, id, "/check-in", secret)).await?.json()
    }

    /// Says that the visitor has left; the rest of the time is free for others at once.
    pub async fn check_out(&self, id: BookingId, secret: &str) -> Result<Booking, Error> {
        self.send(owned(Method::POST, id, "/check-out", secret)).await?.json()
    }

    /// The booking as a calendar file.
    pub async fn ics(&self, id: BookingId, secret: &str) -> Result<String, Error> {
        self.send(owned(Method::GET, id, ".ics", secret)).await?.text()
    }

    /// The code for check-in as an SVG picture.
    pub async fn qr(&self, id: BookingId, secret: &str) -> Result<String, Error> {
        self.send(owned(Method::GET, id, "/qr.svg", secret)).await?.text()
    }
}

/// A request about a booking by somebody who holds its secret.
fn owned(method: Method, id: BookingId, rest: &str, secret: &str) -> Request {
    Request::new(method, format!("/api/v1/bookings/{id}{rest}")).header(BOOKING_SECRET, secret)
}
