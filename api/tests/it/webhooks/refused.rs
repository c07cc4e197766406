//! Addresses that lead to where only this server can go.

use client::Method;
use serde_json::json;
use shared::problem::ProblemKind;
use shared::webhooks::{Delivery, DeliveryStatus};

use super::receiver::Receiver;
use super::{Program, beside, work};
use crate::harness::{House, problem};

const INSIDE: &str = "the address does not lead to a host on the public internet";

#[tokio::test]
async fn an_address_inside_is_refused_however_it_is_written() {
    let house = House::open().await;
    let app = Program::of(&house).await;
    for url in [
        "https://127.0.0.1/hooks",
        "https://2130706433/hooks",
        "https://0x7f.1/hooks",
        "https://0177.0.0.1/hooks",
        "https://[::1]/hooks",
        "https://[::ffff:127.0.0.1]/hooks",
        "https://[64:ff9b::7f00:1]/hooks",
        "https://169.254.169.254/latest/meta-data",
        "https://10.1.2.3:8443/hooks",
        "http://127.0.0.1:5432/",
        "file:///etc/passwd",
        "https://kim:geheim@example.org/",
        "hooks",
    ] {
        let answer = app.send(Method::POST, "/webhooks", Some(&json!({ "url": url }))).await;
        assert_eq!(problem(&answer, ProblemKind::InvalidRequest).errors[0].pointer, "/url", "{url}");
    }
}

/// The one message of a webhook after it was tried once.
async fn tried(house: &House, app: &Program<'_>, url: &str) -> Delivery {
    let hook = app.hook(url).await;
    assert_eq!(app.send(Method::POST, &format!("/webhooks/{}/test", hook.id), None).await.status, 202);
    work(house).await;
    app.deliveries(hook.id).await.remove(0)
}

#[tokio::test]
async fn a_name_that_leads_inside_is_found_out_when_it_is_called() {
    let receiver = Receiver::open();
    let house = beside(&receiver).await;
    let app = Program::of(&house).await;
    // The name itself is not allowed, only the address is.
    let sent =
        tried(&house, &app, &format!("https://localhost:{}/", receiver.place().split_once(':').unwrap().1)).await;
    assert_eq!((sent.status, sent.last_error.as_deref()), (DeliveryStatus::Waiting, Some(INSIDE)));
    // What was allowed once and is no more is found out as well.
    house.sql("UPDATE webhooks SET url = 'http://127.0.0.1:9/'").await;
    house.app.clock.set(house.app.clock.now() + chrono::TimeDelta::seconds(5));
    work(&house).await;
    let said = house.one("SELECT attempts || ' ' || error FROM webhook_deliveries").await;
    assert_eq!(said, format!("2 {INSIDE}"));
    assert_eq!(receiver.seen().len(), 0);
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_nobody_at_home_is_said_to_be_so() {
    let (receiver, hidden) = (Receiver::open(), Receiver::open());
    let house = beside(&receiver).await;
    let app = Program::of(&house).await;
    receiver.answers(&format!("307 Temporary Redirect\r\nLocation: {}", hidden.url()));
    let sent = tried(&house, &app, &receiver.url()).await;
    assert_eq!((sent.status, sent.last_status_code), (DeliveryStatus::Waiting, Some(307)));
    assert_eq!((receiver.seen().len(), hidden.seen().len()), (1, 0));
    let url = receiver.url();
    drop(receiver);
    let sent = tried(&house, &app, &url).await;
    assert_eq!((sent.last_status_code, sent.last_error.as_deref()), (None, Some("no connection")));
}
