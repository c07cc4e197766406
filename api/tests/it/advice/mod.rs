//! Advice hours and appointments.

mod days;
mod holds;
mod own;
mod rivals;
mod slots;
mod staff;

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::advice::{AdviceHour, AdviceSlots};
use shared::appointments::Appointment;
use shared::ids::AdviceHourId;
use shared::staff::Role;

use crate::harness::{House, at, header};

/// An offer that the demo gives no advice on.
pub(crate) const OFFER: &str = "museumscard";
/// The first slot of the hours of these tests.
pub(crate) const TEN: &str = "2026-11-24T10:00";

/// Tuesdays from ten to eleven, twenty minutes each, two at a time.
pub(crate) fn terms() -> Value {
    json!({
        "title_de": "Sprechstunde MuseumsCard", "title_en": "Advice on the MuseumsCard",
        "office_de": "Kulturbüro", "office_en": "Office for culture",
        "about_de": "Bringen Sie die Karte mit.", "about_en": "Bring the card along.",
        "place_de": "Infopunkt im Saal", "place_en": "Info point in the hall",
        "slot_minutes": 20, "seats": 2, "languages": ["de", "en"], "accessible": true,
        "valid_from": "2026-11-01", "valid_to": null,
        "times": [{ "weekday": 2, "opens": 600, "closes": 660 }], "offers": [OFFER],
    })
}

/// Hours of these terms.
pub(crate) async fn hours_of(house: &House, terms: &Value) -> AdviceHour {
    let key = house.key(Role::Editor).await;
    let answer = house.order(&key, Method::POST, "/advice-hours", terms).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    answer.json().unwrap()
}

/// The usual ones.
pub(crate) async fn hours(house: &House) -> AdviceHour {
    hours_of(house, &terms()).await
}

/// A wish for a slot.
pub(crate) fn wish(id: AdviceHourId, from: &str, email: &str) -> Value {
    json!({ "advice_hour": id, "from": at(from), "email": email })
}

/// Asks for an appointment, whatever comes of it.
pub(crate) async fn ask(house: &House, wish: &Value) -> Answer {
    house.send(Request::new(Method::POST, "/api/v1/appointments").json(wish).unwrap()).await
}

/// An appointment and the proof that it is ours.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) appointment: Appointment,
    pub(crate) secret: String,
}

impl Made {
    pub(crate) fn of(answer: Answer) -> Self {
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        let appointment: Appointment = answer.json().unwrap();
        let secret = appointment.secret.clone().expect("the first answer has the secret");
        Self { appointment, secret }
    }

    /// Its owner asks for something.
    pub(crate) async fn step(&self, house: &House, step: &str, body: Option<Value>) -> Answer {
        let path = format!("/api/v1/appointments/{}/{step}", self.appointment.id);
        let request = Request::new(Method::POST, path).header("Booking-Secret", self.secret.as_str());
        house.send(if let Some(body) = body { request.json(&body).unwrap() } else { request }).await
    }

    /// The code that waits in the outbox for the postman, who has not been called.
    pub(crate) async fn code(&self, house: &House) -> String {
        let id = self.appointment.id;
        let mail = "SELECT left(subject, 6) FROM outbox WHERE subject ~ '^[0-9]{6} ' AND body_text LIKE";
        house.one(&format!("{mail} '%{id}%'")).await
    }

    /// As its owner sees it now.
    pub(crate) async fn look(&self, house: &House) -> Appointment {
        house.client.appointment(self.appointment.id, &self.secret).await.unwrap()
    }
}

/// A hold.
pub(crate) async fn hold(house: &House, hour: &AdviceHour, from: &str, email: &str) -> Made {
    Made::of(ask(house, &wish(hour.id, from, email)).await)
}

/// An appointment that stands.
pub(crate) async fn booked(house: &House, hour: &AdviceHour, from: &str, email: &str) -> Made {
    let made = hold(house, hour, from, email).await;
    let code = made.code(house).await;
    let answer = made.step(house, "confirm", Some(json!({ "code": code }))).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    made
}

/// What is free of an offer.
pub(crate) async fn free(house: &House, offer: &str, query: &str) -> AdviceSlots {
    let answer = house.get(&format!("/api/v1/offers/{offer}/advice-slots{query}")).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    assert!(header(&answer, "cache-control").contains("max-age=5"));
    answer.json().unwrap()
}

/// When slots begin, by the clock on the wall, and how many can still have each.
pub(crate) fn told(slots: &AdviceSlots) -> Vec<String> {
    slots.items.iter().map(|slot| format!("{} {}", slot.from.format("%d.%m. %H:%M"), slot.places_left)).collect()
}
