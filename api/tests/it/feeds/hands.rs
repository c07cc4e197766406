//! People and sources: what somebody changes by hand stays, what waits for review waits, two nodes read once.

use std::sync::Arc;

use client::Method;
use serde_json::json;
use shared::feeds::FeedItem;
use shared::ids::OfferId;
use shared::venues::Page;

use super::{Desk, calendar, counts, game, games};
use crate::harness::{House, Plan};

#[tokio::test]
async fn what_somebody_changes_by_hand_stays_until_it_is_released() {
    let desk = Desk::open().await;
    desk.source.file("/liga.ics", "text/calendar", games(1..=5));
    let feed = desk.add(&desk.terms("/liga.ics", "icalendar", "event")).await;
    desk.fetch(&feed).await;
    desk.house.sql("UPDATE offer_texts SET body = 'Von Hand.' WHERE title IN ('Heimspiel 2', 'Heimspiel 5')").await;
    // The source changes one of them and takes away the other.
    let mut events: Vec<String> = (1..=4).map(|number| game(number, &format!("Heimspiel {number}"))).collect();
    events[1] = game(2, "Pokalspiel 2");
    desk.source.file("/liga.ics", "text/calendar", calendar(&events));
    let preview = desk.preview(&feed).await;
    assert_eq!((preview.changed.len(), preview.removed.len(), preview.held.len()), (0, 0, 2), "{preview:?}");
    assert_eq!(counts(&desk.fetch(&feed).await), [0, 0, 0, 2, 3]);
    assert_eq!(desk.titles("heimspiel").await.len(), 5, "as somebody has left them");
    assert_eq!(desk.show(&feed).await.held, 2);
    let items: Page<FeedItem> = desk.ask(Method::GET, &format!("/{}/items", feed.id), None).await.json().unwrap();
    let held: Vec<OfferId> = items.items.iter().filter(|item| item.held).map(|item| item.offer).collect();
    for offer in held {
        let released = desk.ask(Method::POST, &format!("/{}/release", feed.id), Some(&json!({ "offer": offer }))).await;
        assert_eq!(released.status, 204);
    }
    assert_eq!(counts(&desk.fetch(&feed).await), [0, 1, 1, 0, 3]);
    assert_eq!(desk.titles("pokalspiel").await, ["Pokalspiel 2"]);
    assert_eq!(desk.titles("heimspiel").await.len(), 3);
    assert_eq!(desk.show(&feed).await.held, 0);
}

#[tokio::test]
async fn what_waits_for_review_is_not_to_be_seen_and_what_was_put_away_by_hand_stays_away() {
    let desk = Desk::open().await;
    desk.source.file("/liga.ics", "text/calendar", games(1..=2));
    let mut terms = desk.terms("/liga.ics", "icalendar", "event");
    terms["publish"] = json!(false);
    let feed = desk.add(&terms).await;
    assert_eq!(counts(&desk.fetch(&feed).await), [2, 0, 0, 0, 0]);
    assert!(desk.titles("heimspiel").await.is_empty());
    assert_eq!(desk.house.one("SELECT count(*) FROM offers WHERE state = 'in_review'").await, "2");
    desk.house
        .sql("UPDATE offers SET state = 'archived' WHERE state = 'in_review' AND slug LIKE 'heimspiel-1-%'")
        .await;
    desk.source.file("/liga.ics", "text/calendar", calendar(&[game(1, "Neu 1"), game(2, "Neu 2")]));
    assert_eq!(counts(&desk.fetch(&feed).await), [0, 1, 0, 1, 0]);
    assert_eq!(desk.house.one("SELECT count(*) FROM offers WHERE state = 'archived'").await, "1");
}

#[tokio::test]
async fn two_nodes_read_a_source_once() {
    let desk = Desk::open().await;
    for number in 0..6 {
        let path = format!("/{number}.ics");
        desk.source.file(&path, "text/calendar", calendar(&[game(1, &format!("Spiel {number}"))]));
        desk.add(&desk.terms(&path, "icalendar", "event")).await;
    }
    let plan = Plan { seed: 2, outgoing: vec![desk.source.place()], ..Plan::default() };
    let second = House::on(Arc::clone(&desk.house.database), plan).await;
    second.app.clock.set(desk.house.app.clock.now());
    let (one, two) =
        tokio::join!(api::feeds::worker::read_due(&desk.house.app), api::feeds::worker::read_due(&second.app));
    one.and(two).unwrap();
    let mut paths: Vec<String> = desk.source.asked().into_iter().map(|asked| asked.path).collect();
    assert_eq!(paths.len(), 6, "{paths:?}");
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), 6);
    assert_eq!(desk.house.one("SELECT count(*) FROM feed_items").await, "6");
    assert_eq!(desk.house.one("SELECT count(*) FROM feeds WHERE claim IS NOT NULL").await, "0");
}

#[tokio::test]
async fn a_node_that_dies_with_a_source_in_hand_leaves_it_to_the_next() {
    let desk = Desk::open().await;
    desk.source.file("/liga.ics", "text/calendar", games(1..=2));
    let feed = desk.add(&desk.terms("/liga.ics", "icalendar", "event")).await;
    desk.house.sql("UPDATE feeds SET claim = id, claimed_until = due_at + interval '10 minutes'").await;
    desk.work().await;
    assert_eq!(desk.source.asked().len(), 0);
    let busy = desk.ask(Method::POST, &format!("/{}/fetch", feed.id), Some(&json!({}))).await;
    crate::harness::problem(&busy, shared::problem::ProblemKind::RequestInProgress);
    desk.house.app.clock.set(desk.house.app.clock.now() + chrono::TimeDelta::minutes(10));
    desk.work().await;
    assert_eq!(desk.titles("heimspiel").await.len(), 2);
}

#[tokio::test]
async fn a_source_that_is_followed_no_more_takes_its_offers_with_it() {
    let desk = Desk::open().await;
    desk.source.file("/liga.ics", "text/calendar", games(1..=3));
    let feed = desk.add(&desk.terms("/liga.ics", "icalendar", "event")).await;
    desk.fetch(&feed).await;
    desk.house.sql("UPDATE offer_texts SET body = 'Von Hand.' WHERE title = 'Heimspiel 2'").await;
    assert_eq!(desk.ask(Method::DELETE, &format!("/{}", feed.id), None).await.status, 204);
    assert_eq!(desk.titles("heimspiel").await, ["Heimspiel 2"], "somebody cares for it");
    assert_eq!(desk.ask(Method::GET, &format!("/{}", feed.id), None).await.status, 404);
    let deeds = "SELECT string_agg(action, ' ' ORDER BY id) FROM audit_entries WHERE action LIKE 'feed.%'";
    assert_eq!(desk.house.one(deeds).await, "feed.added feed.read feed.removed");
}
