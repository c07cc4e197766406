//! Rule 9: strictly first come, first served among the wishes that fit.

mod offers;
mod pressure;

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::waiting::{WaitingEntry, WaitingState};

use crate::harness::{House, VENUE};

/// A wish on the list and its secret.
pub(super) struct Waits {
    pub(super) entry: WaitingEntry,
    pub(super) secret: String,
}

pub(super) fn body(name: &str, from: &str, to: &str) -> Value {
    json!({ "venue": VENUE, "from": format!("{from}:00+01:00"), "to": format!("{to}:00+01:00"),
        "email": format!("{name}@example.org"), "zone": "fokus" })
}

pub(super) async fn join(house: &House, body: &Value) -> Answer {
    house.send(Request::new(Method::POST, "/api/v1/waiting-list").json(body).unwrap()).await
}

pub(super) async fn waits(house: &House, body: &Value) -> Waits {
    let answer = join(house, body).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    let entry: WaitingEntry = answer.json().unwrap();
    let secret = entry.secret.clone().unwrap();
    Waits { entry, secret }
}

impl Waits {
    pub(super) fn request(&self, method: Method) -> Request {
        let path = format!("/api/v1/waiting-list/{}", self.entry.id);
        Request::new(method, path).header("Booking-Secret", self.secret.as_str())
    }

    pub(super) async fn look(&self, house: &House) -> WaitingEntry {
        house.send(self.request(Method::GET)).await.json().unwrap()
    }

    pub(super) async fn state(&self, house: &House) -> WaitingState {
        self.look(house).await.state
    }
}

/// Takes every desk of the zone that can be had, each by somebody else.
pub(super) async fn fill(house: &House, from: &str, to: &str) -> Vec<crate::harness::Taken> {
    let mut taken = Vec::new();
    loop {
        let mut wish = crate::harness::wish(&[], from, to);
        (wish.desk_codes, wish.party_size, wish.zone) = (None, Some(1), Some("fokus".to_owned()));
        let answer = house.ask(&wish).await;
        if answer.status != 201 {
            return taken;
        }
        let hold = crate::harness::Taken::from(answer.json::<shared::bookings::Booking>().unwrap());
        let code = house.code(&hold).await;
        assert_eq!(house.confirm(&hold, &code).await.status, 200);
        taken.push(hold);
    }
}
