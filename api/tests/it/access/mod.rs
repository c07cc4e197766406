//! Every operation of the document, tried by everybody: who is let in is what the table says.

mod bodies;

use std::collections::BTreeSet;

use api::access::table::{TABLE, Who, who};
use chrono::TimeDelta;
use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::apps::Scope;
use shared::staff::Role;

use crate::harness::{Guest, House, VENUE, json as body_of, wish};

pub(crate) use bodies::body;

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
        | (
            Who::Booker | Who::OwnerOrApp | Who::App(_) | Who::StaffOrMaker(..) | Who::StaffSeesOrMaker(..),
            Asker::App(false, _),
        ) => Expected::Forbidden,
        // What is asked for is another's, or nobody's.
        (Who::App(_) | Who::StaffOrMaker(..) | Who::StaffSeesOrMaker(..), Asker::App(true, _))
            if path.contains('{') =>
        {
            Expected::NotThere
        }
        (Who::Anybody | Who::AnybodyOrVisitor | Who::Booker | Who::Developer, _)
        | (Who::OwnerOrApp, Asker::Owner(_))
        | (Who::Visitor, Asker::Owner(_) | Asker::Other(_))
        | (Who::App(_) | Who::StaffOrMaker(..) | Who::StaffSeesOrMaker(..), Asker::App(true, _))
        | (Who::AnyStaff, Asker::Staff(..))
        | (
            Who::Staff(_)
            | Who::StaffSees(_)
            | Who::StaffOrApp(_)
            | Who::StaffOrMaker(..)
            | Who::StaffSeesOrMaker(..)
            | Who::AnyStaff
            | Who::StaffAccount,
            Asker::Account(_),
        ) => Expected::Allowed,
        (Who::OwnerOrApp, _) | (Who::StaffOrApp(_), Asker::App(..)) => Expected::NotThere,
        (Who::Staff(right) | Who::StaffOrMaker(right, _), Asker::Staff(role, _)) if role.may(right) => {
            Expected::Allowed
        }
        (Who::StaffSees(right) | Who::StaffOrApp(right) | Who::StaffSeesOrMaker(right, _), Asker::Staff(role, _))
            if role.may_see(right) =>
        {
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

fn address(path: &str, theirs: Option<&Belongings>, there: &There) -> String {
    let nobodys = "019a0000-0000-7000-8000-000000000000";
    let own = |theirs: &Belongings| match path {
        path if path.contains("/waiting-list/") => theirs.wish.clone(),
        path if path.contains("/appointments/") => theirs.appointment.clone(),
        _ => theirs.booking.clone(),
    };
    let nobodys = match path {
        path if path.starts_with("/api/v1/apps/") => &there.app,
        path if path.starts_with("/api/v1/staff/offers/") => &there.offer,
        _ => nobodys,
    };
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
    if path.ends_with("/images") {
        return format!("{address}?credit=A&licence=B");
    }
    address
}

/// What is there, and none of the apps' that ask.
struct There {
    app: String,
    offer: String,
}

/// What is asked for, of whom.
struct Asked<'a> {
    method: &'a Method,
    path: &'a str,
    takes_body: bool,
    theirs: Option<&'a Belongings>,
    there: &'a There,
}

impl Asked<'_> {
    fn by(&self, asker: &Asker) -> Request {
        let request = asker.sign(Request::new(self.method.clone(), address(self.path, self.theirs, self.there)));
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
    let there = There {
        app: crate::apps::Registered::with(&house, &[Scope::OffersRead]).await.id.to_string(),
        offer: house.one("SELECT id FROM offers WHERE slug = 'feriencard'").await,
    };
    // What nobody must know of, in the words in which it is said of what is not there.
    let said = ["No app has this id.", "No offer has this id.", "No webhook of yours has this id."];
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
        let asked = Asked { method: &method, path: &path, takes_body, theirs: theirs.as_ref(), there: &there };
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
