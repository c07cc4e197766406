//! `/me`: what is known, page by page and as a whole.

use client::{Method, Request};
use serde_json::json;
use shared::bookings::NewBooking;
use shared::problem::ProblemKind;
use shared::staff::Role;

use crate::bookings::files::{entries, instant};
use crate::harness::{Guest, House, VENUE, at, header, json as body_of, problem, wish};

const KIM: &str = "kim@example.org";

async fn book(house: &House, guest: &Guest, day: &str) {
    let wanted = wish(&["A1"], &format!("{day}T09:00"), &format!("{day}T10:00"));
    let wanted = NewBooking { email: None, name: Some("Kim Ämtermann".into()), ..wanted };
    house.client_of(guest).book(&wanted, day).await.unwrap();
}

#[tokio::test]
async fn what_is_stored_is_told_to_her_and_to_nobody_else() {
    let house = House::open().await;
    let kim = house.guest(KIM).await;
    book(&house, &kim, "2026-11-25").await;
    let me = house.client_of(&kim).me().await.unwrap();
    assert_eq!((me.email.as_str(), me.bookings, me.waiting, me.sessions), (KIM, 1, 0, 1));
    assert_eq!((me.created_at, me.signed_in_at), (at("2026-11-24T08:05"), at("2026-11-24T08:05")));
    assert_eq!(header(&house.get_as(&kim, "/api/v1/me").await, "cache-control"), "private, no-store");
    let key = house.key(Role::Admin).await;
    for path in ["/me", "/me/bookings", "/me/export", "/me/sessions"] {
        let path = format!("/api/v1{path}");
        problem(&house.get(&path).await, ProblemKind::Unauthorized);
        problem(&house.send(Request::new(Method::GET, path).bearer(&key)).await, ProblemKind::Forbidden);
    }
    let plans = Request::new(Method::GET, "/api/v1/staff/plans").bearer(&kim.token);
    problem(&house.send(plans).await, ProblemKind::Forbidden);
}

#[tokio::test]
async fn bookings_come_in_pages_the_newest_first_whatever_the_case_of_the_address() {
    let house = House::open().await;
    let kim = house.guest(KIM).await;
    book(&house, &kim, "2026-11-25").await;
    house.set(at("2026-11-24T08:05:01"));
    let held =
        NewBooking { email: Some("KIM@example.org".into()), ..wish(&["A2"], "2026-11-24T09:00", "2026-11-24T10:00") };
    assert_eq!(house.ask(&held).await.status, 201);
    house.hold(&["A3"], "2026-11-24T09:00", "2026-11-24T10:00").await;
    house.set(at("2026-11-24T08:05:02"));
    book(&house, &kim, "2026-11-26").await;
    let whole = house.client_of(&kim).my_bookings(None).await.unwrap();
    let starts: Vec<_> = whole.items.iter().map(|booking| booking.from).collect();
    assert_eq!(starts, [at("2026-11-26T09:00"), at("2026-11-24T09:00"), at("2026-11-25T09:00")]);
    assert_eq!(whole.next, None);
    let first = house.get_as(&kim, "/api/v1/me/bookings?limit=2").await;
    let next = body_of(&first)["next"].as_str().unwrap().to_owned();
    assert_eq!(header(&first, "link"), format!("</api/v1/me/bookings?limit=2&cursor={next}>; rel=\"next\""));
    let rest = house.client_of(&kim).my_bookings(Some(&next)).await.unwrap();
    assert_eq!((rest.items.len(), rest.items[0].from, rest.next), (1, at("2026-11-25T09:00"), None));
    house.set(at("2026-11-24T08:15:01"));
    let again = house.client_of(&kim).my_bookings(None).await.unwrap().items;
    assert_eq!(again[1].state.name(), "expired", "the clock decides");
    for cursor in ["x", "00", "6e6f"] {
        let refusal = problem(
            &house.get_as(&kim, &format!("/api/v1/me/bookings?cursor={cursor}")).await,
            ProblemKind::InvalidRequest,
        );
        assert_eq!(refusal.errors[0].pointer, "cursor");
    }
    problem(&house.get_as(&kim, "/api/v1/me/bookings?cursur=1").await, ProblemKind::InvalidRequest);
}

#[tokio::test]
async fn the_export_has_everything_that_any_table_holds_of_her() {
    let house = House::open().await;
    let admin = house.key(Role::Admin).await;
    let terms =
        json!({ "label_de": "Rat", "label_en": "Council", "desk_codes": ["T1"], "members": [KIM, "@firm.example"] });
    let answer = house.order(&admin, Method::POST, "/contingents", &terms).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    let (kim, toni) = (house.guest(KIM).await, house.guest("toni@example.org").await);
    book(&house, &kim, "2026-11-25").await;
    book(&house, &toni, "2026-11-26").await;
    let waiting =
        json!({ "venue": VENUE, "from": at("2026-11-25T11:00"), "to": at("2026-11-25T12:00"), "name": "Kim" });
    let join = Request::new(Method::POST, "/api/v1/waiting-list").bearer(&kim.token).json(&waiting).unwrap();
    assert_eq!(house.send(join).await.status, 201);
    let answer = house.get_as(&kim, "/api/v1/me/export").await;
    assert_eq!(header(&answer, "content-disposition"), "attachment; filename=\"rathaus-co-working.json\"");
    let mut export = house.client_of(&kim).my_export().await.unwrap();
    export.bookings.sort_by_key(|one| one.name.clone());
    assert_eq!((export.person.email.as_str(), export.sessions.len(), export.codes.len()), (KIM, 1, 1));
    assert_eq!(export.bookings.len(), 2, "the wish was served at once");
    assert_eq!(export.bookings[1].name.as_deref(), Some("Kim Ämtermann"));
    assert_eq!((export.waiting.len(), export.waiting[0].name.as_deref()), (1, Some("Kim")));
    assert_eq!(export.mails.len(), 3, "code, confirmation and offer");
    assert_eq!(export.groups.iter().map(|group| group.label_en.as_str()).collect::<Vec<_>>(), ["Council"]);
    let text = String::from_utf8(answer.body).unwrap();
    assert!(!text.contains("toni"), "and nobody else's");
}

#[tokio::test]
async fn ones_own_bookings_come_as_a_calendar_without_what_is_called_off() {
    let house = House::open().await;
    let kim = house.guest(KIM).await;
    book(&house, &kim, "2026-11-25").await;
    house.set(at("2026-11-24T08:05:01"));
    book(&house, &kim, "2026-11-26").await;
    let called_off = house.client_of(&kim).my_bookings(None).await.unwrap().items.remove(0);
    house
        .send(Request::new(Method::POST, format!("/api/v1/bookings/{}/cancel", called_off.id)).bearer(&kim.token))
        .await;
    let path = "/api/v1/me/bookings.ics";
    let answer = house.get_as(&kim, path).await;
    assert_eq!(header(&answer, "content-type"), "text/calendar; charset=utf-8");
    assert_eq!(header(&answer, "cache-control"), "private, no-store");
    let found = entries(std::str::from_utf8(&answer.body).unwrap());
    let starts: Vec<_> = found.iter().map(|entry| instant(&entry["from"])).collect();
    assert_eq!(starts, [at("2026-11-25T09:00")]);
    problem(&house.get(path).await, ProblemKind::Unauthorized);
}

#[tokio::test]
async fn every_mail_to_a_visitor_leads_to_what_is_stored_to_taking_it_away_and_to_erasing_it() {
    let house = House::open().await;
    let kim = house.guest(KIM).await;
    book(&house, &kim, "2026-11-25").await;
    let mails = house.one(&format!("SELECT count(*) FROM outbox WHERE recipient = '{KIM}'")).await;
    assert_eq!(mails, "2", "a code to sign in, and a booking");
    let ways = ["/me", "/me#take-away", "/me#erase"].map(|page| {
        format!("body_text ~ ': https?://[^ ]+{page}\n' AND body_html ~ '<a href=\"https?://[^ \"]+{page}\">'")
    });
    let whole = format!("SELECT count(*) FROM outbox WHERE recipient = '{KIM}' AND {}", ways.join(" AND "));
    assert_eq!(house.one(&whole).await, mails);
}
