//! What widgets poll.

use client::{Method, Request};
use serde_json::{Value, json};
use shared::problem::ProblemKind;

use super::{HERE, again, fill, shown, told};
use crate::harness::{House, at, header, problem};

#[tokio::test]
async fn it_is_what_elements_are_written_against() {
    let house = House::open().await;
    let now = told(&house, "de").await;
    assert_eq!(
        now["venue"],
        json!({ "slug": "neues-rathaus", "name": "Rathaus Co-Working Hannover", "hall": "Bürger*innensaal",
            "address": "Trammplatz 2", "time_zone": "Europe/Berlin" })
    );
    assert_eq!(
        (&now["lang"], &now["at"], &now["stand"]),
        (&json!("de"), &json!("2026-11-24T08:05:00+01:00"), &json!("08:05"))
    );
    assert_eq!((&now["state"], &now["free"], &now["desks"]), (&json!("open"), &json!(43), &json!(44)));
    assert_eq!((&now["until"], &now["opens"]), (&json!("18:00"), &Value::Null));
    assert_eq!(
        now["texts"],
        json!({ "headline": "43 von 44 Plätzen frei", "detail": "heute bis 18 Uhr", "badge": "43 Plätze frei im Rathaus, bis 18 Uhr" })
    );
    let days = now["days"].as_array().unwrap();
    let labels: Vec<&str> = days.iter().map(|day| day["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["heute", "Mi", "Do", "Fr", "Sa", "So"]);
    assert_eq!(days[0]["hours"].as_array().unwrap().len(), 10);
    assert_eq!((&days[4]["date"], &days[4]["hours"][0]["from"]), (&json!("2026-11-28"), &json!("10:00")));
    assert_eq!(
        now["links"],
        json!({ "book": "http://rathaus.test/book?date=2026-11-24", "offers": "http://rathaus.test/offers", "app": "http://rathaus.test/" })
    );
    let zones = now["zones"].as_array().unwrap();
    assert_eq!(zones[0]["book"], "http://rathaus.test/book?date=2026-11-24&desk=A1");
    let sum = |name: &str| zones.iter().map(|zone| zone[name].as_u64().unwrap()).sum::<u64>();
    assert_eq!((sum("free"), sum("desks"), zones.len()), (43, 44, 3));
    assert_eq!(now["poll_seconds"], 30);
    let english = told(&house, "en").await;
    assert_eq!(english["texts"]["badge"], "43 desks free in the town hall, until 18:00");
    assert_eq!(english["links"]["book"], "http://rathaus.test/en/book?date=2026-11-24");
}

#[tokio::test]
async fn a_booking_changes_the_number_the_hours_and_the_tag() {
    let house = House::open().await;
    let path = format!("{HERE}/now.json");
    let first = house.get(&path).await;
    let tag = header(&first, "etag").to_owned();
    house.booked(&["A1", "A2"], "2026-11-24T08:00", "2026-11-24T09:00").await;
    house.booked(&["A1"], "2026-11-25T09:00", "2026-11-25T09:30").await;
    let after = again(&house, &path, &tag).await;
    shown(&after, "after a booking");
    assert_ne!(header(&after, "etag"), tag);
    let now = told(&house, "de").await;
    assert_eq!((&now["free"], &now["days"][0]["free"]), (&json!(41), &json!(41)));
    // Two of the 43 that can be had.
    assert_eq!(now["days"][0]["hours"][0], json!({ "from": "08:00", "share": 0.04 }));
    assert_eq!(now["days"][1]["free"], 42, "its fullest hour");
    assert_eq!(now["days"][1]["hours"][1], json!({ "from": "09:00", "share": 0.01 }));
}

#[tokio::test]
async fn the_tag_stays_while_nothing_changes_and_rolls_over_so_that_its_time_is_never_old() {
    let house = House::open().await;
    let path = format!("{HERE}/now.json");
    let tag = header(&house.get(&path).await, "etag").to_owned();
    for time in ["2026-11-24T08:05:59", "2026-11-24T08:09:59"] {
        house.set(at(time));
        let same = again(&house, &path, &tag).await;
        assert_eq!((same.status.as_u16(), same.body.len()), (304, 0), "{time}");
        assert_eq!(header(&same, "etag"), tag);
        assert_eq!(header(&same, "access-control-allow-origin"), "*");
    }
    house.set(at("2026-11-24T08:10:00"));
    let later = again(&house, &path, &tag).await;
    assert_eq!(later.status, 200);
    assert_eq!(crate::harness::json(&later)["stand"], "08:10");
}

#[tokio::test]
async fn a_full_hall_says_so() {
    let house = House::open().await;
    fill(&house).await;
    let now = told(&house, "de").await;
    assert_eq!((&now["state"], &now["free"]), (&json!("full"), &json!(0)));
    assert_eq!(
        now["texts"],
        json!({ "headline": "Gerade alle Plätze belegt", "detail": "heute bis 18 Uhr geöffnet", "badge": "Gerade alle Plätze belegt, bis 18 Uhr geöffnet" })
    );
}

#[tokio::test]
async fn a_closed_hall_says_when_it_opens_and_leads_to_that_day() {
    let house = House::open().await;
    for (time, lang, headline, opens, day) in [
        ("2026-11-24T07:30", "de", "Gerade geschlossen", "öffnet heute um 8 Uhr", "2026-11-24"),
        ("2026-11-24T18:00", "de", "Gerade geschlossen", "öffnet morgen um 8 Uhr", "2026-11-25"),
        ("2026-11-24T18:00", "en", "Closed right now", "opens tomorrow at 08:00", "2026-11-25"),
        // Christmas Eve and two holidays after it.
        ("2026-12-24T12:00", "de", "Heute geschlossen", "öffnet am Sonntag um 10 Uhr", "2026-12-27"),
    ] {
        house.set(at(time));
        let now = told(&house, lang).await;
        assert_eq!((&now["state"], &now["free"], &now["desks"]), (&json!("closed"), &json!(0), &json!(44)), "{time}");
        assert_eq!(
            (&now["texts"]["headline"], &now["opens"], &now["texts"]["detail"]),
            (&json!(headline), &json!(opens), &json!(opens))
        );
        let book = now["links"]["book"].as_str().unwrap();
        assert!(book.ends_with(&format!("/book?date={day}")), "{time}: {book}");
        assert_eq!(now["until"], Value::Null);
    }
}

#[tokio::test]
async fn what_is_on_today_is_told_until_it_is_over() {
    let house = House::open().await;
    house.set(at("2026-11-24T09:00"));
    let now = told(&house, "de").await;
    let today = now["today"].as_array().unwrap();
    assert!(!today.is_empty() && today.len() <= 3, "{today:?}");
    for line in today {
        let path = line["url"].as_str().unwrap();
        assert!(path.starts_with("/offers/"), "{line}");
        assert!(line["time"].is_string() && line["title"].is_string() && line["example"].is_boolean(), "{line}");
    }
    house.set(at("2026-11-24T23:50"));
    assert_eq!(told(&house, "de").await["today"], json!([]));
}

#[tokio::test]
async fn without_the_database_there_are_numbers_and_no_programme() {
    let house = House::open().await;
    house.sql("ALTER TABLE offers RENAME TO elsewhere").await;
    let now = told(&house, "de").await;
    assert_eq!((&now["free"], &now["today"]), (&json!(43), &json!([])));
}

#[tokio::test]
async fn what_is_not_known_is_refused_and_other_methods_too() {
    let house = House::open().await;
    problem(&house.get("/embed/v1/elsewhere/now.json").await, ProblemKind::NotFound);
    for query in ["lang=fr", "lang=de&lang=de", "language=de", "lang=%ff"] {
        problem(&house.get(&format!("{HERE}/now.json?{query}")).await, ProblemKind::InvalidRequest);
    }
    let path = format!("{HERE}/now.json");
    let posted = house.send(Request::new(Method::POST, path.as_str())).await;
    problem(&posted, ProblemKind::MethodNotAllowed);
    let head = house.send(Request::new(Method::HEAD, path.as_str())).await;
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    let asked = house.send(Request::new(Method::OPTIONS, path.as_str())).await;
    assert_eq!((asked.status.as_u16(), header(&asked, "access-control-allow-headers")), (204, "If-None-Match"));
}
