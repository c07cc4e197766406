//! An app keeps its webhooks, and knows of nobody else's.

use client::{Method, Request};
use serde_json::json;
use shared::apps::Scope;
use shared::problem::ProblemKind;
use shared::webhooks::{DisabledBecause, Webhook, WebhookEvent};

use super::events::signed;
use super::receiver::Receiver;
use super::{Program, beside, work};
use crate::harness::{House, header, problem};

const URL: &str = "https://example.org/hooks";

#[tokio::test]
async fn the_secret_is_shown_for_the_same_request_again_and_is_in_no_table() {
    let house = House::open().await;
    let app = Program::of(&house).await;
    let request = || {
        let request = Request::new(Method::POST, "/api/v1/webhooks").bearer(&app.token);
        request.header("Idempotency-Key", "once").json(&json!({ "url": URL })).unwrap()
    };
    let first = house.send(request()).await;
    assert_eq!((first.status.as_u16(), header(&first, "cache-control")), (201, "no-store"));
    let location = header(&first, "location").to_owned();
    let hook: Webhook = first.json().unwrap();
    assert_eq!(location, format!("http://rathaus.test/api/v1/webhooks/{}", hook.id));
    assert_eq!((hook.enabled, hook.events.as_slice()), (true, &WebhookEvent::BOOKINGS[..]));
    let again = house.send(request()).await;
    assert_eq!(header(&again, "idempotency-replayed"), "true");
    assert_eq!(again.json::<Webhook>().unwrap(), hook);
    let secret = hook.secret.clone().unwrap();
    assert!(secret.starts_with("whsec_"));
    for table in ["webhooks", "idempotency_keys"] {
        let said = format!("SELECT count(*) FROM {table} t WHERE t::text LIKE '%{}%'", &secret[6..30]);
        assert_eq!(house.one(&said).await, "0", "{table}");
    }
    assert_eq!(app.look(hook.id).await, Webhook { secret: None, ..hook });
    // Another app's key of the same name is another key.
    let other = Program::of(&house).await;
    let others = Request::new(Method::POST, "/api/v1/webhooks").bearer(&other.token);
    let others = others.header("Idempotency-Key", "once").json(&json!({ "url": URL })).unwrap();
    assert_eq!(house.send(others).await.status, 201);
}

#[tokio::test]
async fn a_webhook_is_changed_switched_off_and_removed() {
    let house = House::open().await;
    let app = Program::of(&house).await;
    let hook = app.hook(URL).await;
    let change =
        json!({ "url": "https://example.org/new", "events": ["booking.expired", "booking.held"], "enabled": false });
    let changed: Webhook = app.change(hook.id, &change).await.json().unwrap();
    assert_eq!(
        (changed.url.as_str(), changed.events),
        ("https://example.org/new", vec![WebhookEvent::Held, WebhookEvent::Expired])
    );
    assert_eq!((changed.enabled, changed.disabled_because), (false, Some(DisabledBecause::Asked)));
    app.book("A1").await;
    assert_eq!(app.deliveries(hook.id).await, [], "what happens meanwhile is never told");
    let blind = app.send(Method::PATCH, &format!("/webhooks/{}", hook.id), Some(&json!({}))).await;
    problem(&blind, ProblemKind::PreconditionRequired);
    for (wrong, pointer) in [
        (json!({ "url": "http://example.org/" }), "/url"),
        (json!({ "url": "https://example.org/ x" }), "/url"),
        (json!({ "url": URL, "events": [] }), "/events"),
        (json!({ "url": URL, "events": ["booking.held", "ping"] }), "/events/1"),
        (json!({ "url": URL, "events": ["booking.lost"] }), "/events/0"),
        (json!({ "url": URL, "secret": "x" }), "/secret"),
    ] {
        let refused = problem(&app.send(Method::POST, "/webhooks", Some(&wrong)).await, ProblemKind::InvalidRequest);
        assert_eq!(refused.errors[0].pointer, pointer, "{wrong}");
    }
    let path = format!("/webhooks/{}", hook.id);
    assert_eq!(app.send(Method::DELETE, &path, None).await.status, 204);
    problem(&app.send(Method::DELETE, &path, None).await, ProblemKind::NotFound);
    let done = "SELECT string_agg(actor_kind || ' ' || action, ', ' ORDER BY action) FROM audit_entries WHERE action LIKE 'webhook%'";
    let said = house.one(done).await;
    assert_eq!(said, "app webhook.changed, app webhook.made, app webhook.removed");
    for _ in 0..10 {
        app.hook(URL).await;
    }
    problem(&app.send(Method::POST, "/webhooks", Some(&json!({ "url": URL }))).await, ProblemKind::LimitReached);
}

#[tokio::test]
async fn for_a_day_after_the_secret_was_replaced_both_are_good() {
    let receiver = Receiver::open();
    let house = beside(&receiver).await;
    let app = Program::of(&house).await;
    let hook = app.hook(&receiver.url()).await;
    let rotate = || {
        let request = Request::new(Method::POST, format!("/api/v1/webhooks/{}/rotate-secret", hook.id));
        request.bearer(&app.token).header("Idempotency-Key", "next")
    };
    let next: Webhook = house.send(rotate()).await.json().unwrap();
    let again = house.send(rotate()).await;
    assert_eq!(header(&again, "idempotency-replayed"), "true");
    assert_eq!(again.json::<Webhook>().unwrap().secret, next.secret, "asked for twice, replaced once");
    let (old, new) = (hook.secret.unwrap(), next.secret.unwrap());
    assert_ne!(old, new);
    app.book("A1").await;
    work(&house).await;
    house.app.clock.set(house.app.clock.now() + chrono::TimeDelta::days(1));
    assert_eq!(app.send(Method::POST, &format!("/webhooks/{}/test", hook.id), None).await.status, 202);
    work(&house).await;
    let seen = receiver.seen();
    assert_eq!(seen.len(), 2);
    assert_eq!((signed(&seen[0], &old), signed(&seen[0], &new)), (true, true));
    assert_eq!((signed(&seen[1], &old), signed(&seen[1], &new)), (false, true));
}

#[tokio::test]
async fn the_webhooks_of_others_do_not_exist_and_without_the_scope_there_are_none() {
    let house = House::open().await;
    let (app, other) = (Program::of(&house).await, Program::of(&house).await);
    let hook = app.hook(URL).await;
    app.book("A1").await;
    let sent = app.deliveries(hook.id).await[0].id;
    assert_eq!(other.read::<serde_json::Value>("/webhooks").await["items"], json!([]));
    for (method, rest, body) in [
        (Method::GET, String::new(), None),
        (Method::PATCH, String::new(), Some(json!({ "enabled": false }))),
        (Method::DELETE, String::new(), None),
        (Method::GET, "/deliveries".to_owned(), None),
        (Method::POST, format!("/deliveries/{sent}/redeliver"), None),
        (Method::POST, "/test".to_owned(), None),
        (Method::POST, "/rotate-secret".to_owned(), None),
    ] {
        let path = format!("/webhooks/{}{rest}", hook.id);
        let answer = other.send(method, &path, body.as_ref()).await;
        let said = problem(&answer, ProblemKind::NotFound).detail;
        assert_eq!(said.as_deref(), Some("No webhook of yours has this id."), "{path}");
    }
    assert_eq!(app.read::<serde_json::Value>("/webhooks").await["items"][0]["id"], json!(hook.id));
    let books = Program::with(&house, &[Scope::BookingsRead, Scope::BookingsWrite]).await;
    problem(&books.send(Method::GET, "/webhooks", None).await, ProblemKind::Forbidden);
}
