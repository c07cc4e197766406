//! Bookings: make one, read it, move it on.

use shared::bookings::{Booking, Confirmation, NewBooking};
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
