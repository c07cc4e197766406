//! What belongs to somebody else does not exist: no operation tells it from what is not there, by status, words,
//! headers or time, whatever is sent along.

use std::time::{Duration, Instant};

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::apps::Scope;
use shared::bookings::NewBooking;

use crate::access::{body, operations};
use crate::apps::Registered;
use crate::harness::{Guest, House, Taken, VENUE, at, json as body_of, wish};

/// Well-formed, and nobody's.
const NOBODYS: &str = "019a0000-0000-7000-8000-000000000000";
/// Answers of one request are this close to each other, or somebody can tell them apart.
const FACTOR: u32 = 3;

/// What somebody has.
struct Belongings {
    booking: String,
    wish: String,
    appointment: String,
    session: String,
}

async fn belongings(house: &House, guest: &Guest, desk: &str) -> Belongings {
    let own = NewBooking { email: None, ..wish(&[desk], "2026-11-25T11:00", "2026-11-25T12:00") };
    let booking = house.client_of(guest).book(&own, desk).await.unwrap();
    let waiting = json!({ "venue": VENUE, "from": at("2026-11-25T14:00"), "to": at("2026-11-25T15:00") });
    let request = Request::new(Method::POST, "/api/v1/waiting-list").bearer(&guest.token).json(&waiting).unwrap();
    let wish = body_of(&house.send(request).await)["id"].as_str().unwrap().to_owned();
    let sessions = body_of(&house.get_as(guest, "/api/v1/me/sessions").await);
    let session = sessions["items"][0]["id"].as_str().unwrap().to_owned();
    let slot = crate::advice::free(house, "hannover-aktivpass", "").await.items.remove(0);
    let advice = json!({ "advice_hour": slot.advice_hour, "from": slot.from });
    let request = Request::new(Method::POST, "/api/v1/appointments").bearer(&guest.token).json(&advice).unwrap();
    let appointment = body_of(&house.send(request).await)["id"].as_str().unwrap().to_owned();
    Belongings { booking: booking.id.to_string(), wish, appointment, session }
}

/// What somebody sends along who wants to have more than is hers.
#[derive(Debug, Clone)]
struct Attempt {
    token: Option<String>,
    secret: Option<String>,
    tag: Option<&'static str>,
}

impl Attempt {
    fn request(&self, method: &Method, path: &str, body: Option<&Value>) -> Request {
        let mut request = Request::new(method.clone(), path);
        if let Some(token) = &self.token {
            request = request.bearer(token);
        }
        if let Some(secret) = &self.secret {
            request = request.header("Booking-Secret", secret.as_str());
        }
        if let Some(tag) = self.tag {
            request = request.header("If-Match", tag).header("If-None-Match", tag);
        }
        if let Some(body) = body { request.json(body).unwrap() } else { request }
    }
}

/// Everything an answer says but when it was made and what its number is.
fn said(answer: &Answer) -> (u16, Vec<String>, String) {
    // Whether the connection goes on depends on how much of a body has arrived by then.
    let own = ["x-request-id", "date", "connection"];
    let mut headers: Vec<String> = answer
        .headers
        .iter()
        .filter(|(name, _)| !own.contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {value:?}"))
        .collect();
    headers.sort();
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let text = match serde_json::from_str::<Value>(&text) {
        Ok(mut body) => {
            body["instance"] = Value::Null;
            body.to_string()
        }
        Err(_) => text,
    };
    (answer.status.as_u16(), headers, text)
}

/// What A may send: her own token, secrets and tags, in every mixture that is worth a try.
async fn attempts(house: &House, a: &Guest, own: &Taken) -> Vec<Attempt> {
    let app = Registered::with(house, &Scope::ALL).await.token(house).await;
    let tokens = [None, Some(a.token.clone()), Some(app)];
    let secrets = [None, Some(own.secret.clone()), Some("wrong".to_owned()), Some(String::new())];
    let mut all = Vec::new();
    for token in &tokens {
        for secret in &secrets {
            for tag in [None, Some("*"), Some("\"1-confirmed\"")] {
                all.push(Attempt { token: token.clone(), secret: secret.clone(), tag });
            }
        }
    }
    all
}

#[tokio::test]
async fn what_is_not_yours_is_what_is_not_there() {
    let house = House::open().await;
    let (a, b) = (house.guest("a@example.org").await, house.guest("b@example.org").await);
    let theirs = belongings(&house, &b, "A1").await;
    let own = house.booked(&["A2"], "2026-11-25T11:00", "2026-11-25T12:00").await;
    let before =
        house.sql("SELECT b::text FROM bookings b UNION ALL SELECT w::text FROM waiting_list w UNION ALL SELECT a::text FROM appointments a ORDER BY 1").await;
    let attempts = attempts(&house, &a, &own).await;
    let mut tried = 0;
    for (method, path, operation) in operations(&house).await {
        if !path.contains("{id}") || path.contains("/staff/") {
            continue;
        }
        let id = if path.contains("/waiting-list/") {
            &theirs.wish
        } else if path.contains("/appointments/") {
            &theirs.appointment
        } else if path.contains("/sessions/") {
            &theirs.session
        } else {
            &theirs.booking
        };
        let content = (!operation["requestBody"].is_null()).then(|| body(&path));
        for attempt in &attempts {
            let send = |id: &str| house.send(attempt.request(&method, &path.replace("{id}", id), content.as_ref()));
            let (there, nowhere) = (send(id).await, send(NOBODYS).await);
            assert_eq!(said(&there), said(&nowhere), "{method} {path} {attempt:?}");
            assert!(there.status.is_client_error(), "{method} {path} {attempt:?}");
            tried += 1;
        }
    }
    assert!(tried > 400, "{tried}");
    let after =
        house.sql("SELECT b::text FROM bookings b UNION ALL SELECT w::text FROM waiting_list w UNION ALL SELECT a::text FROM appointments a ORDER BY 1").await;
    assert_eq!(before, after, "nothing has moved");
    assert_eq!(house.get_as(&b, "/api/v1/me").await.status, 200, "nor has a session ended");
}

#[tokio::test]
async fn lists_and_exports_of_one_hold_nothing_of_another() {
    let house = House::open().await;
    let (a, b) = (house.guest("a@example.org").await, house.guest("b@example.org").await);
    let theirs = belongings(&house, &b, "A1").await;
    belongings(&house, &a, "A2").await;
    for path in
        ["/api/v1/me", "/api/v1/me/bookings", "/api/v1/me/appointments", "/api/v1/me/export", "/api/v1/me/sessions"]
    {
        let text = String::from_utf8_lossy(&house.get_as(&a, path).await.body).into_owned();
        for mark in [theirs.booking.as_str(), &theirs.wish, &theirs.appointment, &theirs.session, "b@example.org"] {
            assert!(!text.contains(mark), "{path} says {mark}");
        }
    }
    let cursor = theirs.booking.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let page = house.get_as(&a, &format!("/api/v1/me/bookings?cursor={cursor}")).await;
    assert!(!String::from_utf8_lossy(&page.body).contains(&theirs.booking));
}

/// How long a request takes, in the middle.
fn median(mut all: Vec<Duration>) -> Duration {
    all.sort();
    all[all.len() / 2]
}

#[tokio::test]
async fn time_does_not_tell_either() {
    let house = House::open().await;
    let own = house.hold(&["A2"], "2026-11-25T11:00", "2026-11-25T12:00").await;
    let other = house.hold(&["A1"], "2026-11-25T11:00", "2026-11-25T12:00").await;
    let known = other.booking.id.to_string();
    let (mut there, mut nowhere) = (Vec::new(), Vec::new());
    // One after the other, so that whatever else the machine does slows both.
    for _ in 0..80 {
        for (id, took) in [(known.as_str(), &mut there), (NOBODYS, &mut nowhere)] {
            let request = Request::new(Method::GET, format!("/api/v1/bookings/{id}"));
            let began = Instant::now();
            let answer = house.send(request.header("Booking-Secret", own.secret.as_str())).await;
            took.push(began.elapsed());
            assert_eq!(answer.status, 404);
        }
    }
    let (there, nowhere) = (median(there), median(nowhere));
    assert!(there < nowhere * FACTOR && nowhere < there * FACTOR, "{there:?} and {nowhere:?}");
}
