//! Every operation of the document, tried by everybody: who is let in is what the table says.

use std::collections::BTreeSet;

use api::access::table::{TABLE, Who, who};
use chrono::TimeDelta;
use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::apps::Scope;
use shared::staff::Role;

use crate::harness::{Guest, House, VENUE, json as body_of, wish};

/// Somebody who asks.
#[derive(Debug, Clone)]
enum Asker {
    Anonymous,
    Owner(Guest),
    Other(Guest),
    Staff(Role, String),
    /// An administrator who has signed in.
    Account(String),
    /// An app with every scope, or with none that is about bookings, and its token.
    App(bool, String),
}

impl Asker {
    fn sign(&self, request: Request) -> Request {
        match self {
            Self::Anonymous => request,
            Self::Owner(guest) | Self::Other(guest) => request.bearer(&guest.token),
            Self::Staff(_, key) | Self::App(_, key) | Self::Account(key) => request.bearer(key),
        }
    }
}

/// What may come back.
#[derive(Debug, PartialEq, Eq)]
enum Expected {
    Unauthorized,
    Forbidden,
    NotThere,
    Allowed,
}

fn expected(who: Who, path: &str, asker: &Asker) -> Expected {
    match (who, asker) {
        (Who::AnybodyOrVisitor, Asker::App(..))
        | (Who::Booker | Who::OwnerOrApp | Who::App(_), Asker::App(false, _)) => Expected::Forbidden,
        // What is asked for is another's, or nobody's.
        (Who::App(_), Asker::App(true, _)) if path.contains('{') => Expected::NotThere,
        (Who::Anybody | Who::AnybodyOrVisitor | Who::Booker | Who::Developer, _)
        | (Who::OwnerOrApp, Asker::Owner(_))
        | (Who::Visitor, Asker::Owner(_) | Asker::Other(_))
        | (Who::App(_), Asker::App(true, _))
        | (Who::AnyStaff, Asker::Staff(..))
        | (
            Who::Staff(_) | Who::StaffSees(_) | Who::StaffOrApp(_) | Who::AnyStaff | Who::StaffAccount,
            Asker::Account(_),
        ) => Expected::Allowed,
        (Who::OwnerOrApp, _) | (Who::StaffOrApp(_), Asker::App(..)) => Expected::NotThere,
        (Who::Staff(right), Asker::Staff(role, _)) if role.may(right) => Expected::Allowed,
        (Who::StaffSees(right) | Who::StaffOrApp(right), Asker::Staff(role, _)) if role.may_see(right) => {
            Expected::Allowed
        }
        (_, Asker::Anonymous) | (Who::CookieHolder, _) => Expected::Unauthorized,
        _ => Expected::Forbidden,
    }
}

fn outcome(answer: &Answer, ours: &BTreeSet<String>) -> Expected {
    match answer.status.as_u16() {
        401 => Expected::Unauthorized,
        403 => Expected::Forbidden,
        // One of the sentences that are said about what does not exist.
        404 if ours.contains(body_of(answer)["detail"].as_str().unwrap_or_default()) => Expected::NotThere,
        _ => Expected::Allowed,
    }
}

/// A body that is good enough to get past the door; what it asks for is no matter.
pub(crate) fn body(path: &str) -> Value {
    let wished = wish(&["A9"], "2026-11-24T09:00", "2026-11-24T10:00");
    let mut series = json!({ "venue": VENUE, "rrule": "FREQ=DAILY;COUNT=2", "desk_codes": ["A9"] });
    (series["from"], series["to"]) = (json!(wished.from), json!(wished.to));
    let words = json!({ "title": "Chor", "summary": "Es singt ein Chor.", "body": "Kommen Sie." });
    let offer = json!({ "kind": "event", "category": "music", "example": true, "texts": { "de": words } });
    match path {
        "/api/v1/bookings/{id}/confirm" | "/api/v1/appointments/{id}/confirm" => json!({ "code": "000000" }),
        "/api/v1/bookings/{id}/extend" => json!({ "to": wished.to }),
        "/api/v1/bookings/{id}/reminder" => json!({ "minutes": null }),
        "/api/v1/series" | "/api/v1/series/preview" => series,
        "/api/v1/bookings" => json!({ "venue": VENUE, "from": wished.from, "to": wished.to, "desk_codes": ["A9"] }),
        "/api/v1/walk-ins" => json!({ "venue": VENUE, "desk_code": "A7" }),
        "/api/v1/waiting-list" => json!({ "venue": VENUE, "from": wished.from, "to": wished.to }),
        "/api/v1/auth/codes" => json!({ "email": "x@example.org" }),
        "/api/v1/auth/sessions" => json!({ "email": "x@example.org", "code": "000000" }),
        "/api/v1/apps" => json!({ "name": "Stadt-App", "scopes": ["offers:read"] }),
        "/api/v1/webhooks" => json!({ "url": "https://example.org/hooks" }),
        "/api/v1/auth/staff/sessions" => json!({ "login": "nobody", "password": "x", "totp": "000000" }),
        "/api/v1/auth/staff/enrolments" => json!({ "token": "rcw_x" }),
        "/api/v1/staff/accounts" => json!({ "login": "robin", "name": "Robin", "role": "editor" }),
        "/api/v1/staff/me/recovery-codes" => json!({ "current": "x", "totp": "000000" }),
        "/api/v1/staff/me/password" => json!({ "current": "x", "totp": "000000", "password": "Laterne Kaktus Elf" }),
        "/api/v1/staff/bookings" => json!({ "from": wished.from, "to": wished.to, "desk_codes": ["A9"] }),
        "/api/v1/staff/contingents" | "/api/v1/staff/contingents/{id}" => {
            json!({ "label_de": "Rat", "label_en": "Council", "desk_codes": ["T1"], "members": [] })
        }
        "/api/v1/staff/contingents/{id}/invitations" => json!({ "email": "kim@example.org" }),
        "/api/v1/appointments" => json!({
            "advice_hour": "019a0000-0000-7000-8000-000000000000", "from": wished.from, "email": "x@example.org",
        }),
        "/api/v1/staff/advice-hours" | "/api/v1/staff/advice-hours/{id}" => crate::advice::terms(),
        "/api/v1/staff/advice-hours/{id}/cancel-day" => {
            json!({ "date": "2026-11-24", "reason_de": "Krank.", "reason_en": "Ill." })
        }
        "/api/v1/staff/appointments/{id}/cancel" => json!({ "reason_de": "Krank.", "reason_en": "Ill." }),
        "/api/v1/staff/offers" => json!({ "content": offer }),
        "/api/v1/staff/offers/{id}" => offer,
        "/api/v1/staff/feeds" | "/api/v1/staff/feeds/{id}" => {
            json!({ "name": "Liga", "url": "https://example.org/a.ics",
            "format": "icalendar", "every_minutes": 60, "mapping": { "kind": "event", "category": "sports" },
            "office": "Sport", "email": "sport@example.org" })
        }
        "/api/v1/staff/boards" | "/api/v1/staff/boards/{id}" => {
            json!({ "slug": "kuppelhalle", "name": "Kuppelhalle", "orientation": "portrait",
            "playlist": [{ "kind": "hall", "seconds": 30 }] })
        }
        "/api/v1/staff/emergency" | "/api/v1/staff/boards/{id}/emergency" => {
            json!({ "text_de": "Bitte gehen Sie hinaus.", "text_en": "Please leave." })
        }
        "/api/v1/staff/feeds/{id}/release" => json!({ "offer": "019a0000-0000-7000-8000-000000000000" }),
        "/api/v1/staff/furniture" => {
            json!({ "code": "S-7", "kind": "sofa", "origin": "Zwischenraum", "condition": "worn" })
        }
        "/api/v1/staff/plans" | "/api/v1/staff/plans/preview" => json!({ "plan": { "closure": {
            "from": wished.from + TimeDelta::days(40), "to": wished.to + TimeDelta::days(40),
            "reason_de": "Der Boden wird geschliffen.", "reason_en": "The floor is sanded.",
        } } }),
        _ => json!({}),
    }
}

/// The operations of the document: method, path, and what it says about them.
pub(crate) async fn operations(house: &House) -> Vec<(Method, String, Value)> {
    let document = body_of(&house.get("/api/v1/openapi.json").await);
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            if ["GET", "PUT", "POST", "DELETE", "PATCH"].contains(&method.as_str()) {
                found.push((method, path.clone(), operation.clone()));
            }
        }
    }
    assert!(found.len() > 50, "{found:?}");
    found
}

#[tokio::test]
async fn every_operation_has_a_row_and_the_document_says_the_same() {
    let house = House::open().await;
    let operations = operations(&house).await;
    for (method, path, operation) in &operations {
        let who = who(method.as_str(), path).unwrap_or_else(|| panic!("nobody has said who may {method} {path}"));
        let ways: Vec<Value> =
            who.ways_in().iter().map(|way| way.map_or_else(|| json!({}), |name| json!({ name: [] }))).collect();
        assert_eq!(operation["security"], Value::from(ways), "{method} {path}");
    }
    let known: BTreeSet<(String, String)> =
        operations.iter().map(|(method, path, _)| (method.to_string(), path.clone())).collect();
    for (method, path, _) in TABLE {
        assert!(known.contains(&((*method).to_owned(), (*path).to_owned())), "{method} {path} is no operation");
    }
    assert_eq!(TABLE.len(), known.len(), "a row each");
}

/// Things that belong to somebody, to be asked for by everybody.
struct Belongings {
    booking: String,
    wish: String,
    appointment: String,
}

/// A booking of half an hour, a wish and an appointment, at a time of their own.
async fn belongings(house: &House, owner: &Guest, number: i64) -> Belongings {
    let mut wished = wish(&["A1"], "2026-11-25T09:00", "2026-11-25T09:30");
    wished.email = None;
    // A day has room for so many of them.
    let later = TimeDelta::days(number / 14) + TimeDelta::minutes(30 * (number % 14));
    (wished.from, wished.to) = (wished.from + later, wished.to + later);
    let booking = house.client_of(owner).book(&wished, &format!("a{number}")).await.unwrap();
    let waiting = json!({ "venue": VENUE, "from": wished.from, "to": wished.to });
    let request = Request::new(Method::POST, "/api/v1/waiting-list").bearer(&owner.token).json(&waiting).unwrap();
    let answer = house.send(request).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    let wish = body_of(&answer)["id"].as_str().unwrap().to_owned();
    let slot = crate::advice::free(house, "hannover-aktivpass", "").await.items.remove(0);
    let wanted = json!({ "advice_hour": slot.advice_hour, "from": slot.from });
    let request = Request::new(Method::POST, "/api/v1/appointments").bearer(&owner.token).json(&wanted).unwrap();
    let answer = house.send(request).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    let appointment = body_of(&answer)["id"].as_str().unwrap().to_owned();
    Belongings { booking: booking.id.to_string(), wish, appointment }
}

fn address(path: &str, theirs: Option<&Belongings>, app: &str) -> String {
    let nobodys = "019a0000-0000-7000-8000-000000000000";
    let own = |theirs: &Belongings| match path {
        path if path.contains("/waiting-list/") => theirs.wish.clone(),
        path if path.contains("/appointments/") => theirs.appointment.clone(),
        _ => theirs.booking.clone(),
    };
    // An app that is there, and asks for nothing itself.
    let nobodys = if path.starts_with("/api/v1/apps/") { app } else { nobodys };
    let id = theirs.map_or_else(|| nobodys.to_owned(), own);
    let values = [
        ("{venue}", VENUE),
        ("{desk_code}", "A7"),
        ("{date}", "2026-11-24"),
        ("{slug}", "x"),
        ("{id}", &id),
        ("{key}", nobodys),
        ("{delivery}", nobodys),
    ];
    let address = values.iter().fold(path.to_owned(), |path, (name, value)| path.replace(name, value));
    if path.ends_with("/availability") {
        return format!("{address}?from=2026-11-24T09:00:00Z&to=2026-11-24T10:00:00Z");
    }
    address
}

/// What is asked for, of whom.
struct Asked<'a> {
    method: &'a Method,
    path: &'a str,
    takes_body: bool,
    theirs: Option<&'a Belongings>,
    app: &'a str,
}

impl Asked<'_> {
    fn by(&self, asker: &Asker) -> Request {
        let request = asker.sign(Request::new(self.method.clone(), address(self.path, self.theirs, self.app)));
        if self.takes_body { request.json(&body(self.path)).unwrap() } else { request }
    }
}

#[tokio::test]
async fn whoever_asks_is_let_in_as_the_table_says_and_nobody_else() {
    let house = House::open().await;
    let mut strangers = vec![Asker::Anonymous];
    for role in Role::ALL {
        strangers.push(Asker::Staff(role, house.key(role).await));
    }
    for (every, scopes) in [(true, Scope::ALL.to_vec()), (false, vec![Scope::OffersRead])] {
        strangers.push(Asker::App(every, crate::apps::Registered::with(&house, &scopes).await.token(&house).await));
    }
    let (ada, bob) = (house.employee("ada", Role::Admin).await, house.employee("bob", Role::Admin).await);
    let third = crate::apps::Registered::with(&house, &[Scope::OffersRead]).await.id.to_string();
    // What nobody must know of, in the words in which it is said of what is not there.
    let said = ["No app has this id.", "No webhook of yours has this id."];
    let mut unknown: BTreeSet<String> = said.map(str::to_owned).into();
    for path in ["bookings", "waiting-list", "appointments"] {
        let nothing = house.get(&format!("/api/v1/{path}/019a0000-0000-7000-8000-000000000000")).await;
        unknown.insert(body_of(&nothing)["detail"].as_str().unwrap().to_owned());
    }
    let (mut tried, mut number) = (0, 0);
    // A stream has no end that one could wait for, and a reset takes everything else with it.
    let endless = |path: &str| path.ends_with("/changes") || path.ends_with("/sandbox/reset");
    for (method, path, operation) in operations(&house).await.into_iter().filter(|(_, path, _)| !endless(path)) {
        let who = who(method.as_str(), &path).unwrap();
        // Others each time, because some of what is asked for ends a session. The owner comes last.
        let other = Asker::Other(house.guest(&format!("other@{tried}.example.org")).await);
        let owner = house.guest(&format!("owner@{tried}.example.org")).await;
        let theirs = if who == Who::OwnerOrApp {
            number += 1;
            Some(belongings(&house, &owner, number).await)
        } else {
            None
        };
        let takes_body = !operation["requestBody"].is_null();
        // One of them is signed out on the way, as is wanted.
        let colleague = Asker::Account(if path.ends_with("/logout") { bob.token.clone() } else { ada.token.clone() });
        let asked = Asked { method: &method, path: &path, takes_body, theirs: theirs.as_ref(), app: &third };
        for asker in strangers.iter().cloned().chain([colleague, other, Asker::Owner(owner)]) {
            let answer = house.send(asked.by(&asker)).await;
            let said = String::from_utf8_lossy(&answer.body).into_owned();
            assert!(answer.status.as_u16() < 500, "{method} {path}: {said}");
            assert_eq!(outcome(&answer, &unknown), expected(who, &path, &asker), "{method} {path} {asker:?}: {said}");
            tried += 1;
        }
    }
    assert!(tried > 300, "{tried}");
}
