//! What a visitor does, with as few words as a test needs.

use std::sync::atomic::{AtomicU32, Ordering};

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::bookings::{Booking, BookingChange, BookingState, Confirmation, NewBooking};

use super::{House, VENUE, at};

/// A booking and the proof that it is ours.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    /// As it was answered at first.
    pub(crate) booking: Booking,
    /// Its secret.
    pub(crate) secret: String,
}

impl From<Booking> for Taken {
    fn from(booking: Booking) -> Self {
        let secret = booking.secret.clone().expect("the first answer has the secret");
        Self { booking, secret }
    }
}

/// Everybody who wishes for something is somebody else: rule 5 counts what one person has.
static PEOPLE: AtomicU32 = AtomicU32::new(1);

/// A wish for desks, by the clock on the wall, of somebody new.
pub(crate) fn wish(desks: &[&str], from: &str, to: &str) -> NewBooking {
    NewBooking {
        venue: VENUE.to_owned(),
        from: at(from),
        to: at(to),
        desk_codes: Some(desks.iter().map(|&code| code.to_owned()).collect()),
        party_size: None,
        features: None,
        zone: None,
        email: Some(format!("kim@{}.example.org", PEOPLE.fetch_add(1, Ordering::Relaxed))),
        name: None,
        locale: None,
    }
}

/// The same wish of so many different people.
pub(crate) fn crowd(count: usize, wish: &NewBooking) -> Vec<NewBooking> {
    let person = || format!("kim@{}.example.org", PEOPLE.fetch_add(1, Ordering::Relaxed));
    (0..count).map(|_| NewBooking { email: Some(person()), ..wish.clone() }).collect()
}

impl House {
    /// Asks for a booking, whatever comes of it.
    pub(crate) async fn ask(&self, wish: &NewBooking) -> Answer {
        self.send(Request::new(Method::POST, "/api/v1/bookings").json(wish).unwrap()).await
    }

    /// A hold.
    pub(crate) async fn hold(&self, desks: &[&str], from: &str, to: &str) -> Taken {
        let answer = self.ask(&wish(desks, from, to)).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        Taken::from(answer.json::<Booking>().unwrap())
    }

    /// A booking that stands.
    pub(crate) async fn booked(&self, desks: &[&str], from: &str, to: &str) -> Taken {
        let taken = self.hold(desks, from, to).await;
        let code = Confirmation { code: Some(self.code(&taken).await) };
        let booking = self.client.confirm(taken.booking.id, &taken.secret, &code).await.unwrap();
        assert_eq!(booking.state, BookingState::Confirmed);
        taken
    }

    /// The code that waits in the outbox for the postman, who has not been called.
    pub(crate) async fn code(&self, taken: &Taken) -> String {
        let id = taken.booking.id;
        let subject =
            format!("SELECT left(subject, 6) FROM outbox WHERE body_text LIKE '%{id}%' AND subject ~ '^[0-9]{{6}} '");
        let code = self.one(&subject).await;
        assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()), "{code}");
        code
    }

    /// A move of the owner, whatever comes of it; `confirm` takes a body, the others none.
    pub(crate) async fn step(&self, taken: &Taken, step: &str, body: Option<Value>) -> Answer {
        let path = format!("/api/v1/bookings/{}/{step}", taken.booking.id);
        let request = Request::new(Method::POST, path).header("Booking-Secret", taken.secret.as_str());
        self.send(if let Some(body) = body { request.json(&body).unwrap() } else { request }).await
    }

    /// Asks for a change of something that was read under an entity tag.
    pub(crate) async fn change(&self, taken: &Taken, tag: &str, change: &BookingChange) -> Answer {
        let path = format!("/api/v1/bookings/{}", taken.booking.id);
        let request = Request::new(Method::PATCH, path).header("Booking-Secret", taken.secret.as_str());
        self.send(request.header("If-Match", tag).json(change).unwrap()).await
    }

    /// The booking's entity tag as it is now.
    pub(crate) async fn tag(&self, taken: &Taken) -> String {
        let path = format!("/api/v1/bookings/{}", taken.booking.id);
        let request = Request::new(Method::GET, path).header("Booking-Secret", taken.secret.as_str());
        self.send(request).await.header("etag").unwrap().to_owned()
    }

    /// Sits down, whatever comes of it.
    pub(crate) async fn sit_down(&self, desk: &str, minutes: Option<i64>) -> Answer {
        let new = json!({ "venue": VENUE, "desk_code": desk, "minutes": minutes });
        self.send(Request::new(Method::POST, "/api/v1/walk-ins").json(&new).unwrap()).await
    }

    /// Tries a code.
    pub(crate) async fn confirm(&self, taken: &Taken, code: &str) -> Answer {
        self.step(taken, "confirm", Some(json!({ "code": code }))).await
    }

    /// The booking as its owner sees it now.
    pub(crate) async fn look(&self, taken: &Taken) -> Booking {
        self.client.booking(taken.booking.id, &taken.secret).await.unwrap()
    }

    /// Its state as its owner sees it now.
    pub(crate) async fn state(&self, taken: &Taken) -> BookingState {
        self.look(taken).await.state
    }
}
