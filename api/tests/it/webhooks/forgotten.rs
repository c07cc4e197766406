//! What webhooks were sent has bookings in it, and goes.

use client::{Method, Request};
use shared::webhooks::WebhookEvent;

use super::Program;
use crate::harness::{House, at};

async fn kept(house: &House) -> String {
    house.one("SELECT count(*) FROM webhook_deliveries").await
}

#[tokio::test]
async fn messages_go_with_the_person_and_the_app_is_told_no_more_than_that_the_booking_is_off() {
    let house = House::open().await;
    let app = Program::of(&house).await;
    let hook = app.hook("https://example.org/hooks").await;
    let kims = app.book("A1").await;
    let over = app.book("A2").await;
    app.step(&over, "cancel", None).await;
    let kim = house.guest("kim@a1.example.org").await;
    assert_eq!(kept(&house).await, "3");
    assert_eq!(house.send(Request::new(Method::DELETE, "/api/v1/me").bearer(&kim.token)).await.status, 204);
    let left = app.deliveries(hook.id).await;
    let of_kim: Vec<WebhookEvent> =
        left.iter().filter(|sent| sent.booking_id == Some(kims.id)).map(|sent| sent.event).collect();
    assert_eq!((left.len(), of_kim), (3, vec![WebhookEvent::Cancelled]));
    assert_eq!(app.send(Method::GET, &format!("/bookings/{}", kims.id), None).await.status, 404);
}

#[tokio::test]
async fn messages_go_with_time() {
    let house = House::open().await;
    let app = Program::of(&house).await;
    let hook = app.hook("https://example.org/hooks").await;
    let booking = app.book("A1").await;
    app.step(&booking, "cancel", None).await;
    app.send(Method::POST, &format!("/webhooks/{}/test", hook.id), None).await;
    assert_eq!(kept(&house).await, "3");
    // The booking is erased two days after it was over: once by the jobs, and with the next minute its messages go.
    house.pass(at("2026-11-26T08:06")).await;
    house.pass(at("2026-11-26T08:07")).await;
    assert_eq!(kept(&house).await, "1", "the ping says nothing of anybody");
    house.pass(at("2026-12-01T08:04")).await;
    assert_eq!(kept(&house).await, "1");
    house.pass(at("2026-12-01T08:06")).await;
    assert_eq!(kept(&house).await, "0");
    app.hook("https://example.org/more").await;
}
