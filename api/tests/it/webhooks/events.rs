//! Which change is told, to whom, and as what.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use client::Method;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use shared::apps::Scope;
use shared::bookings::{Booking, BookingState, Series};
use shared::webhooks::{Webhook, WebhookEvent, WebhookMessage};

use super::receiver::{Message, Receiver};
use super::{Program, beside, work};
use crate::harness::{House, Taken, VENUE, at};

/// Whether one of its signatures is right, by the words of the Standard Webhooks and nothing of the server's.
pub(super) fn signed(message: &Message, secret: &str) -> bool {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let header = |name: &str| message.headers[name].as_str();
    let content = [header("webhook-id"), header("webhook-timestamp"), &message.body].join(".");
    header("webhook-signature").split(' ').any(|one| {
        let (version, signature) = one.split_once(',').unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        mac.update(content.as_bytes());
        version == "v1" && mac.verify_slice(&STANDARD.decode(signature).unwrap()).is_ok()
    })
}

async fn told(app: &Program<'_>, hook: &Webhook) -> Vec<WebhookEvent> {
    let mut events: Vec<WebhookEvent> = app.deliveries(hook.id).await.iter().map(|sent| sent.event).collect();
    events.reverse();
    events
}

#[tokio::test]
async fn a_message_is_signed_names_no_address_and_says_what_the_api_would() {
    let receiver = Receiver::open();
    let house = beside(&receiver).await;
    let app = Program::of(&house).await;
    let hook = app.hook(&receiver.url()).await;
    let booking = app.book("A1").await;
    work(&house).await;
    let seen = receiver.seen();
    let [message] = seen.as_slice() else { panic!("{seen:?}") };
    assert!(signed(message, hook.secret.as_deref().unwrap()));
    assert_eq!(message.path, "/hooks?of=us");
    assert_eq!(message.headers["content-type"], "application/json");
    assert_eq!(message.headers["webhook-timestamp"], house.app.clock.now().timestamp().to_string());
    let said: WebhookMessage = serde_json::from_str(&message.body).unwrap();
    assert_eq!((said.event, said.timestamp), (WebhookEvent::Confirmed, at("2026-11-24T08:05")));
    assert_eq!(said.data, Some(app.read::<Booking>(&format!("/bookings/{}", booking.id)).await));
    assert!(!message.body.contains("example.org") && !message.body.contains("Quellwasser"), "{}", message.body);
    assert!(!message.body.contains("secret"), "{}", message.body);
    work(&house).await;
    assert_eq!(receiver.seen().len(), 1, "once is enough");
    let sent = app.deliveries(hook.id).await;
    assert_eq!(message.headers["webhook-id"], sent[0].id.to_string());
    assert_eq!((sent[0].attempts, sent[0].last_status_code, sent[0].booking_id), (1, Some(204), Some(booking.id)));
}

#[tokio::test]
async fn every_move_of_a_booking_is_an_event() {
    use WebhookEvent::{Cancelled, Changed, CheckedIn, Completed, Confirmed, Expired, Held, NoShow};
    let house = House::open().await;
    let app = Program::with(&house, &[Scope::BookingsRead, Scope::BookingsWrite, Scope::WebhooksManage]).await;
    let hook = app.hook("https://example.org/hooks").await;
    let held = app.book("A1").await;
    app.step(&held, "extend-hold", None).await;
    let code = house.code(&Taken::from(held.clone())).await;
    app.step(&held, "confirm", Some(&json!({ "code": code }))).await;
    app.step(&held, "extend", Some(&json!({ "to": at("2026-11-25T11:00") }))).await;
    house.set(at("2026-11-25T08:50"));
    app.step(&held, "check-in", None).await;
    app.step(&held, "check-out", None).await;
    assert_eq!(told(&app, &hook).await, [Held, Changed, Confirmed, Changed, CheckedIn, Completed]);
    // What time does is told as well: a hold that runs out, a start nobody comes to, an end.
    let vouches = Program::of(&house).await;
    let other = vouches.hook("https://example.org/hooks").await;
    let series = json!({ "venue": VENUE, "from": at("2026-11-25T12:00"), "to": at("2026-11-25T13:00"),
        "desk_codes": ["A5"], "rrule": "FREQ=DAILY;COUNT=2", "email": "toni@example.org" });
    let booked = vouches.send(Method::POST, "/series", Some(&series)).await.json::<Series>().unwrap();
    let visit = json!({ "venue": VENUE, "desk_code": "A7" });
    assert_eq!(vouches.send(Method::POST, "/walk-ins", Some(&visit)).await.status, 201);
    house.pass(at("2026-11-25T13:00")).await;
    vouches.step(&booked.bookings[1], "cancel-series", None).await;
    let mut all = told(&vouches, &other).await;
    all.sort();
    assert_eq!(all, [Confirmed, Confirmed, CheckedIn, Completed, NoShow, Cancelled]);
    let mut wished = crate::harness::wish(&["A8"], "2026-11-25T14:00", "2026-11-25T15:00");
    wished.email = Some("lou@example.org".into());
    assert_eq!(app.send(Method::POST, "/bookings", Some(&serde_json::to_value(&wished).unwrap())).await.status, 201);
    house.pass(at("2026-11-25T13:11")).await;
    assert_eq!(told(&app, &hook).await[6..], [Held, Expired]);
}

#[tokio::test]
async fn what_the_house_does_to_a_booking_is_told() {
    let house = House::open().await;
    let app = Program::of(&house).await;
    let hook = app.hook("https://example.org/hooks").await;
    app.book("A4").await;
    let admin = house.key(shared::staff::Role::Admin).await;
    let closed = json!({ "plan": { "closure": { "from": at("2026-11-25T00:00"), "to": at("2026-11-26T00:00"),
        "reason_de": "Der Boden wird geschliffen.", "reason_en": "The floor is sanded." } } });
    let answer = house.order(&admin, Method::POST, "/plans", &closed).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    assert_eq!(told(&app, &hook).await, [WebhookEvent::Confirmed, WebhookEvent::Cancelled]);
}

#[tokio::test]
async fn an_app_is_told_of_its_own_bookings_and_of_what_it_wants_to_hear() {
    let house = House::open().await;
    let (app, other) = (Program::of(&house).await, Program::of(&house).await);
    let some = json!({ "url": "https://example.org/a", "events": ["booking.cancelled", "booking.no_show"] });
    let some: Webhook = app.send(Method::POST, "/webhooks", Some(&some)).await.json().unwrap();
    let all = app.hook("https://example.org/b").await;
    let others = other.hook("https://example.org/c").await;
    let booking = app.book("A1").await;
    house.booked(&["A2"], "2026-11-25T09:00", "2026-11-25T10:00").await;
    app.step(&booking, "cancel", None).await;
    assert_eq!(told(&app, &some).await, [WebhookEvent::Cancelled]);
    assert_eq!(told(&app, &all).await, [WebhookEvent::Confirmed, WebhookEvent::Cancelled]);
    assert_eq!(told(&other, &others).await, []);
    let bodies = house.sql("SELECT body FROM webhook_deliveries WHERE event = 'booking.cancelled'").await;
    for row in bodies {
        let body: Value = serde_json::from_str(row[0].as_ref().unwrap()).unwrap();
        assert_eq!((&body["data"]["revision"], &body["data"]["state"]), (&json!(2), &json!(BookingState::Cancelled)));
    }
}

#[tokio::test]
async fn nobody_is_told_who_is_suspended_or_may_not_be() {
    let receiver = Receiver::open();
    let house = beside(&receiver).await;
    let app = Program::of(&house).await;
    app.hook(&receiver.url()).await;
    let booking = app.book("A1").await;
    let set = async |what: &str| drop(house.sql(&format!("UPDATE apps SET {what}")).await);
    set("suspended_at = created_at").await;
    work(&house).await;
    assert_eq!(receiver.seen().len(), 0, "not even what was written before");
    house.pass(at("2026-11-25T09:31")).await;
    assert_eq!(house.one("SELECT count(*) FROM webhook_deliveries").await, "1", "nothing new is written");
    set("suspended_at = NULL, scopes = '{bookings:read,bookings:write,bookings:vouch}'").await;
    work(&house).await;
    assert_eq!(receiver.seen().len(), 0);
    // Who may have webhooks but may not read bookings is told nothing of them.
    set("scopes = '{bookings:write,bookings:vouch,webhooks:manage}'").await;
    let wished = crate::harness::wish(&["A9"], "2026-11-25T14:00", "2026-11-25T15:00");
    assert_eq!(app.send(Method::POST, "/bookings", Some(&serde_json::to_value(&wished).unwrap())).await.status, 201);
    work(&house).await;
    let seen = receiver.seen();
    assert_eq!(seen.len(), 1);
    assert!(seen[0].body.contains(&booking.id.to_string()), "the old one, which it was allowed then");
}
