//! What arrives, what is tried again, and what is given up.

use std::sync::Arc;

use chrono::TimeDelta;
use client::Method;
use serde_json::json;
use shared::problem::ProblemKind;
use shared::webhooks::{Delivery, DeliveryStatus, DisabledBecause, WebhookEvent};

use super::events::signed;
use super::receiver::Receiver;
use super::{Program, beside, work};
use crate::harness::{House, Plan, problem};

async fn later(house: &House, by: TimeDelta) {
    house.app.clock.set(house.app.clock.now() + by);
    work(house).await;
}

#[tokio::test]
async fn a_receiver_that_was_down_gets_the_same_message_later() {
    let receiver = Receiver::open();
    let house = beside(&receiver).await;
    let app = Program::of(&house).await;
    let hook = app.hook(&receiver.url()).await;
    app.book("A1").await;
    receiver.answers("500 Oh dear");
    receiver.answers("503 Busy\r\nRetry-After: 600");
    work(&house).await;
    let sent = app.deliveries(hook.id).await.remove(0);
    assert_eq!((sent.status, sent.attempts, sent.last_status_code), (DeliveryStatus::Waiting, 1, Some(500)));
    let now = house.app.clock.now();
    assert_eq!(sent.next_attempt_at.unwrap().to_utc(), now + TimeDelta::seconds(5));
    assert_eq!(app.look(hook.id).await.failing_since.unwrap().to_utc(), now);
    later(&house, TimeDelta::seconds(4)).await;
    assert_eq!(receiver.seen().len(), 1, "not before its time");
    later(&house, TimeDelta::seconds(1)).await;
    later(&house, TimeDelta::seconds(599)).await;
    assert_eq!(receiver.seen().len(), 2, "it has asked for ten minutes");
    later(&house, TimeDelta::seconds(1)).await;
    let seen = receiver.seen();
    assert_eq!(seen.len(), 3);
    assert!(
        seen.iter().all(|one| one.headers["webhook-id"] == seen[0].headers["webhook-id"] && one.body == seen[0].body)
    );
    assert_ne!(seen[0].headers["webhook-timestamp"], seen[2].headers["webhook-timestamp"], "signed anew");
    assert!(signed(&seen[2], hook.secret.as_deref().unwrap()));
    let sent = app.deliveries(hook.id).await.remove(0);
    assert_eq!((sent.status, sent.attempts, sent.next_attempt_at), (DeliveryStatus::Delivered, 3, None));
    assert_eq!(app.look(hook.id).await.failing_since, None);
}

#[tokio::test]
async fn whoever_is_gone_is_left_alone_and_whoever_is_silent_for_days_is_switched_off() {
    let receiver = Receiver::open();
    let house = beside(&receiver).await;
    let app = Program::of(&house).await;
    let gone = app.hook(&receiver.url()).await;
    app.book("A1").await;
    receiver.answers("410 Gone");
    work(&house).await;
    let seen = app.look(gone.id).await;
    assert_eq!((seen.enabled, seen.disabled_because), (false, Some(DisabledBecause::Gone)));
    assert_eq!(app.deliveries(gone.id).await[0].status, DeliveryStatus::Failed);
    let test = format!("/webhooks/{}/test", gone.id);
    problem(&app.send(Method::POST, &test, None).await, ProblemKind::WrongState);
    // Switched on again it is told what happens from then on.
    assert_eq!(app.change(gone.id, &json!({ "enabled": true })).await.status, 200);
    assert_eq!(app.send(Method::POST, &test, None).await.status, 202);
    for _ in 0..9 {
        receiver.answers("500 Oh dear");
        work(&house).await;
        house.app.clock.set(house.app.clock.now() + TimeDelta::hours(8));
    }
    let sent = app.deliveries(gone.id).await;
    let ping = sent.iter().find(|sent| sent.event == WebhookEvent::Ping).unwrap();
    assert_eq!((ping.status, ping.attempts), (DeliveryStatus::Failed, 9), "given up");
    assert!(app.look(gone.id).await.enabled, "one message alone says little");
    assert_eq!(app.send(Method::POST, &test, None).await.status, 202);
    receiver.answers("500 Oh dear");
    work(&house).await;
    let seen = app.look(gone.id).await;
    assert_eq!((seen.enabled, seen.disabled_because), (false, Some(DisabledBecause::Failing)));
    let before = receiver.seen().len();
    later(&house, TimeDelta::days(1)).await;
    assert_eq!(receiver.seen().len(), before);
}

#[tokio::test]
async fn a_ping_arrives_whatever_is_subscribed_to_and_a_message_can_be_had_again() {
    let receiver = Receiver::open();
    let house = beside(&receiver).await;
    let app = Program::of(&house).await;
    let hook = app.hook(&receiver.url()).await;
    assert_eq!(app.change(hook.id, &json!({ "events": ["booking.no_show"] })).await.status, 200);
    let sent = app.send(Method::POST, &format!("/webhooks/{}/test", hook.id), None).await;
    assert_eq!(sent.status, 202);
    let sent: Delivery = sent.json().unwrap();
    work(&house).await;
    let again = format!("/webhooks/{}/deliveries/{}/redeliver", hook.id, sent.id);
    let waits: Delivery = app.send(Method::POST, &again, None).await.json().unwrap();
    assert_eq!((waits.id, waits.status, waits.attempts), (sent.id, DeliveryStatus::Waiting, 0));
    assert_eq!(app.send(Method::POST, &again, None).await.status, 202, "and only once");
    work(&house).await;
    let seen = receiver.seen();
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(|one| one.headers["webhook-id"] == sent.id.to_string()));
    assert_eq!(seen[0].body, "{\"type\":\"ping\",\"timestamp\":\"2026-11-24T08:05:00+01:00\",\"data\":null}");
    let none = format!("/webhooks/{}/deliveries/{}/redeliver", hook.id, hook.id);
    problem(&app.send(Method::POST, &none, None).await, ProblemKind::NotFound);
}

#[tokio::test]
async fn two_nodes_send_each_message_once() {
    let receiver = Receiver::open();
    let house = beside(&receiver).await;
    let plan = Plan { seed: 2, outgoing: vec![receiver.place()], ..Plan::default() };
    let second = House::on(Arc::clone(&house.database), plan).await;
    let app = Program::of(&house).await;
    app.hook(&receiver.url()).await;
    for desk in ["A1", "A2", "A3", "A4", "A5", "A6", "A8", "A9"] {
        app.book(desk).await;
    }
    second.app.clock.set(house.app.clock.now());
    tokio::join!(work(&house), work(&second));
    let mut ids: Vec<String> = receiver.seen().into_iter().map(|one| one.headers["webhook-id"].clone()).collect();
    assert_eq!(ids.len(), 8);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 8);
}

#[tokio::test]
async fn a_node_that_dies_with_a_message_in_hand_leaves_it_to_the_next() {
    let receiver = Receiver::open();
    let house = beside(&receiver).await;
    let app = Program::of(&house).await;
    app.hook(&receiver.url()).await;
    app.book("A1").await;
    // As a node leaves it that has claimed it and is gone.
    house.sql("UPDATE webhook_deliveries SET attempts = 1, due_at = due_at + interval '5 minutes'").await;
    work(&house).await;
    assert_eq!(receiver.seen().len(), 0);
    later(&house, TimeDelta::minutes(5)).await;
    assert_eq!(receiver.seen().len(), 1);
}

#[tokio::test]
async fn what_was_sent_is_listed_page_by_page_the_newest_first() {
    let house = House::open().await;
    let app = Program::of(&house).await;
    let hook = app.hook("https://example.org/hooks").await;
    let first = app.book("A1").await;
    let second = app.book("A2").await;
    let page: shared::venues::Page<Delivery> = app.read(&format!("/webhooks/{}/deliveries?limit=1", hook.id)).await;
    assert_eq!((page.items.len(), page.items[0].booking_id), (1, Some(second.id)));
    let rest = format!("/webhooks/{}/deliveries?limit=1&cursor={}", hook.id, page.next.unwrap());
    let rest: shared::venues::Page<Delivery> = app.read(&rest).await;
    assert_eq!((rest.items[0].booking_id, rest.next), (Some(first.id), None));
    let counted = house.app.metrics.tell(&house.app).await.unwrap();
    assert!(counted.contains("rathaus_webhooks_waiting 2"), "{counted}");
}
