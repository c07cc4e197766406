//! Somebody has used everything there is, and is forgotten: no table and no file knows her any more.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use api::mail::{Mailer, worker::Worker};
use client::{Answer, Method, Request};
use mail_parser::MessageParser;
use serde_json::{Value, json};
use shared::apps::Scope;
use shared::bookings::{Booking, BookingChange, NewBooking, NewWalkIn};
use shared::staff::Role;

use crate::harness::{Guest, House, Taken, VENUE, at, header, wish};

const KIM: &str = "Kim.Quellwasser@Example.org";
const NAME: &str = "Kim Ämtermann-Zorn";
/// Parts of the two that nothing else here says, in lower case.
const WORDS: [&str; 2] = ["quellwasser", "ämtermann"];
const FROM: &str = "2026-11-25T09:00";
const TO: &str = "2026-11-25T10:00";

/// Every column of every table that says one of the words, also as bytes.
async fn columns(house: &House) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let all = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'";
    for row in house.sql(all).await {
        let (table, column) = (row[0].clone().unwrap(), row[1].clone().unwrap());
        for word in WORDS {
            let hex = format!("encode(convert_to('{word}', 'UTF8'), 'hex')");
            let said = format!(
                "SELECT count(*) FROM {table} WHERE lower(\"{column}\"::text) LIKE '%{word}%' OR \"{column}\"::text LIKE '%' || {hex} || '%'"
            );
            if house.one(&said).await != "0" {
                found.insert(format!("{table}.{column}"));
            }
        }
    }
    found
}

/// Every file below a folder that says one of the words, in its name, as it is, or once it is decoded.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
            continue;
        }
        let raw = std::fs::read(&path).unwrap();
        let mut said = format!("{} {}", path.display(), String::from_utf8_lossy(&raw));
        if let Some(mail) = MessageParser::default().parse(&raw) {
            said.extend(mail.parts.iter().filter_map(|part| part.text_contents()));
        }
        let said = said.to_lowercase();
        if WORDS.iter().any(|word| said.contains(word)) {
            found.insert(path.display().to_string());
        }
    }
    found
}

fn mails(house: &House) -> usize {
    std::fs::read_dir(house.folder().join("mail")).unwrap().count()
}

async fn postman(house: &House) {
    let mailer = Mailer::new(None, "Rathaus <coworking@example.org>", house.folder()).unwrap();
    Worker::new(house.app.db.clone(), mailer, Arc::clone(&house.app.clock)).send_due().await.unwrap();
}

/// Sends it twice under one key: the second answer is the kept one of the first.
async fn twice(house: &House, path: &str, bearer: Option<&str>, body: &Value) -> Answer {
    // Two bookings have two keys.
    let key = format!("again-{}", body["desk_codes"][0].as_str().unwrap_or_default());
    let request = || {
        let request = Request::new(Method::POST, path).header("Idempotency-Key", key.as_str());
        let request = if let Some(bearer) = bearer { request.bearer(bearer) } else { request };
        request.json(body).unwrap()
    };
    let first = house.send(request()).await;
    assert_eq!(first.status, 201, "{path}: {}", String::from_utf8_lossy(&first.body));
    let second = house.send(request()).await;
    assert_eq!(header(&second, "Idempotency-Replayed"), "true", "{path}");
    first
}

/// Everything a visitor can do by herself.
async fn does_everything(house: &House, kim: &Guest) {
    let token = Some(kim.token.as_str());
    let new = NewBooking { email: None, name: Some(NAME.into()), ..wish(&["A4"], FROM, TO) };
    let booked = serde_json::to_value(&new).unwrap();
    let booked = twice(house, "/api/v1/bookings", token, &booked).await;
    let booked = Taken::from(booked.json::<Booking>().unwrap());
    let later =
        BookingChange { from: Some(at("2026-11-25T10:00")), to: Some(at("2026-11-25T11:00")), ..Default::default() };
    let tag = house.tag(&booked).await;
    let changed = house.change(&booked, &tag, &later).await;
    assert_eq!(changed.status, 200, "{}", String::from_utf8_lossy(&changed.body));
    assert_eq!(house.step(&booked, "reminder", Some(json!({ "minutes": 180 }))).await.status, 200);
    let held = NewBooking { email: Some(KIM.to_uppercase()), name: Some(NAME.into()), ..wish(&["A2"], FROM, TO) };
    twice(house, "/api/v1/bookings", None, &serde_json::to_value(&held).unwrap()).await;
    let series = json!({ "venue": VENUE, "from": "2026-12-01T09:00:00+01:00", "to": "2026-12-01T11:00:00+01:00",
        "desk_codes": ["A5"], "rrule": "FREQ=WEEKLY;COUNT=3", "name": NAME });
    twice(house, "/api/v1/series", token, &series).await;
    let here = NewWalkIn { venue: VENUE.into(), desk_code: "A3".into(), minutes: None, locale: None };
    twice(house, "/api/v1/walk-ins", token, &serde_json::to_value(&here).unwrap()).await;
    let (from, to) = ("2026-11-27T09:00", "2026-11-27T10:00");
    crate::waiting::fill(house, from, to).await;
    let mut waits = crate::waiting::body("kim", from, to);
    waits.as_object_mut().unwrap().remove("email");
    waits["name"] = json!(NAME);
    twice(house, "/api/v1/waiting-list", token, &waits).await;
    let slot = crate::advice::free(house, "feriencard", "").await.items.remove(0);
    let advice = json!({ "advice_hour": slot.advice_hour, "from": slot.from, "name": NAME });
    twice(house, "/api/v1/appointments", token, &advice).await;
}

/// What a program does for her: it books, is told of it, and calls it off.
async fn is_booked_for(house: &House) {
    let program = crate::apps::Registered::with(house, &Scope::ALL).await.token(house).await;
    let send = async |path: &str, body: &Value| {
        house.send(Request::new(Method::POST, path).bearer(&program).json(body).unwrap()).await
    };
    let hook = send("/api/v1/webhooks", &json!({ "url": "https://example.org/hooks" })).await;
    assert_eq!(hook.status, 201, "{}", String::from_utf8_lossy(&hook.body));
    let new = NewBooking { email: Some(KIM.into()), name: Some(NAME.into()), ..wish(&["A8"], FROM, TO) };
    let booked: Booking = send("/api/v1/bookings", &serde_json::to_value(&new).unwrap()).await.json().unwrap();
    let off = Request::new(Method::POST, format!("/api/v1/bookings/{}/cancel", booked.id)).bearer(&program);
    assert_eq!(house.send(off).await.status, 200);
    assert_eq!(house.one("SELECT count(*) FROM webhook_deliveries").await, "2");
}

/// Everything staff do about her.
async fn is_served(house: &House) {
    let admin = house.key(Role::Admin).await;
    let terms =
        json!({ "label_de": "Rat", "label_en": "Council", "desk_codes": ["T1"], "members": [KIM.to_lowercase()] });
    twice(house, "/api/v1/staff/contingents", Some(&admin), &terms).await;
    let vouched = "INSERT INTO contingent_members (venue_id, contingent_id, email, until)
        SELECT venue_id, id, lower('{}'), '2026-12-24T08:00:00Z' FROM contingents";
    house.sql(&vouched.replace("{}", KIM)).await;
    let order = json!({ "from": "2026-11-25T13:00:00+01:00", "to": "2026-11-25T14:00:00+01:00", "desk_codes": ["A6"],
        "email": KIM, "name": NAME, "override_reason": "Die Technik kommt später." });
    twice(house, "/api/v1/staff/bookings", Some(&admin), &order).await;
    assert_eq!(house.one("SELECT count(*) FROM overrides").await, "1", "her fourth open booking");
    let pictures = json!({ "plan": { "exhibition": {
        "title_de": "Leinebilder", "title_en": "Pictures of the Leine", "summary_de": "Bilder vom Fluss.",
        "summary_en": "Pictures of the river.", "from": at("2026-11-25T00:00"), "to": at("2026-11-26T00:00"),
        "desk_codes": ["A4"] } } });
    let plan: Value = twice(house, "/api/v1/staff/plans", Some(&admin), &pictures).await.json().unwrap();
    assert_eq!(plan["touched"][0]["outcome"], "reseated", "{plan}");
}

#[tokio::test]
async fn whoever_has_used_everything_and_is_erased_is_in_no_column_and_no_file() {
    let house = House::open().await;
    let kim = house.guest(KIM).await;
    is_booked_for(&house).await;
    does_everything(&house, &kim).await;
    is_served(&house).await;
    house.ask_code("toni@example.org").await;
    postman(&house).await;
    // Short of a day later, so that answers are still kept: her reminder and more codes are written since.
    house.pass(at("2026-11-25T07:30")).await;
    let again = house.guest(KIM).await;
    house.sign_in_code(KIM).await;
    assert!(house.one("SELECT count(*) FROM outbox WHERE recipient IS NOT NULL").await.parse::<u32>().unwrap() >= 2);
    // Whatever it is about: every mail leads to what is stored, to taking it away and to erasing it.
    let dead_ends = "SELECT coalesce(string_agg(subject, '; '), '') FROM outbox WHERE recipient ILIKE 'kim@%'
        AND NOT (body_text LIKE '%/me#take-away%' AND body_text LIKE '%/me#erase%' AND body_html LIKE '%/me\">%')";
    assert_eq!(house.one(dead_ends).await, "");
    let before = columns(&house).await;
    for column in [
        "bookings.email",
        "bookings.name",
        "waiting_list.email",
        "waiting_list.name",
        "appointments.email",
        "appointments.name",
        "people.email",
        "contingents.members",
        "contingent_members.email",
        "idempotency_keys.answer",
        "outbox.recipient",
    ] {
        assert!(before.contains(column), "{column} is not filled: {before:?}");
    }
    assert!(files(house.folder()).len() >= 5, "{:?}", files(house.folder()));
    let (keys, written) = (house.one("SELECT count(*) FROM idempotency_keys").await, mails(&house));
    assert_eq!(keys, "9");

    let answer = house.send(Request::new(Method::DELETE, "/api/v1/me").bearer(&again.token)).await;
    assert_eq!(answer.status, 204, "{}", String::from_utf8_lossy(&answer.body));
    assert_eq!(columns(&house).await, BTreeSet::new());
    assert_eq!(house.one("SELECT count(*) FROM webhook_deliveries").await, "0", "which say when she sat where");
    assert_eq!(files(house.folder()), BTreeSet::new());
    let left = mails(&house);
    assert!(left > 0 && left < written, "those of others stay: {left} of {written}");
    assert_eq!(house.one("SELECT string_agg(scope, ' ') FROM idempotency_keys").await, "plans", "says codes and desks");
    assert_eq!(house.one("SELECT reason FROM overrides").await, "Die Technik kommt später.", "which is kept");
    assert_eq!(house.one("SELECT count(*) FROM people").await, "0");
    // Once more, after everything that happens by itself: nothing brings her back.
    house.pass(at("2026-11-25T09:30")).await;
    postman(&house).await;
    assert_eq!((columns(&house).await, files(house.folder())), (BTreeSet::new(), BTreeSet::new()));
    house.agrees().await;
}
