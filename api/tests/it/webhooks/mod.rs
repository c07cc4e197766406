//! Apps are told of their bookings: signed, at least once, and only of their own.

mod deliveries;
mod events;
mod forgotten;
mod manage;
mod receiver;
mod refused;

use api::webhooks::worker;
use chrono::TimeDelta;
use client::{Answer, Method, Request};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shared::apps::Scope;
use shared::bookings::{Booking, NewBooking};
use shared::ids::WebhookId;
use shared::venues::Page;
use shared::webhooks::{Delivery, Webhook};

use crate::apps::Registered;
use crate::harness::{House, Plan, wish};
use receiver::Receiver;

/// A house that may call a receiver.
async fn beside(receiver: &Receiver) -> House {
    House::with(Plan { outgoing: vec![receiver.place()], ..Plan::default() }).await
}

/// An app as it asks.
struct Program<'a> {
    house: &'a House,
    app: Registered,
    /// A token of when it was made.
    token: String,
}

impl<'a> Program<'a> {
    /// One that may do everything.
    async fn of(house: &'a House) -> Self {
        Self::with(house, &Scope::ALL).await
    }

    async fn with(house: &'a House, scopes: &[Scope]) -> Self {
        let app = Registered::with(house, scopes).await;
        let token = app.token(house).await;
        Self { house, app, token }
    }

    /// Asks with a new token: one is good for ten minutes, and the clock is moved by days.
    async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let token = self.app.token(self.house).await;
        let request = Request::new(method, format!("/api/v1{path}")).bearer(&token);
        self.house.send(if let Some(body) = body { request.json(body).unwrap() } else { request }).await
    }

    async fn read<T: DeserializeOwned + 'static>(&self, path: &str) -> T {
        let answer = self.send(Method::GET, path, None).await;
        assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
        answer.json().unwrap()
    }

    /// A webhook that tells everything.
    async fn hook(&self, url: &str) -> Webhook {
        let answer = self.send(Method::POST, "/webhooks", Some(&json!({ "url": url }))).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        answer.json().unwrap()
    }

    async fn look(&self, id: WebhookId) -> Webhook {
        self.read(&format!("/webhooks/{id}")).await
    }

    /// Changes a webhook as it is now.
    async fn change(&self, id: WebhookId, body: &Value) -> Answer {
        let shown = self.send(Method::GET, &format!("/webhooks/{id}"), None).await;
        let request = Request::new(Method::PATCH, format!("/api/v1/webhooks/{id}")).bearer(&self.token);
        let tag = crate::harness::header(&shown, "etag").to_owned();
        self.house.send(request.header("If-Match", tag).json(body).unwrap()).await
    }

    async fn deliveries(&self, id: WebhookId) -> Vec<Delivery> {
        self.read::<Page<Delivery>>(&format!("/webhooks/{id}/deliveries")).await.items
    }

    /// A booking of an hour on Wednesday; it stands at once if the app vouches.
    async fn book(&self, desk: &str) -> Booking {
        let new = NewBooking {
            email: Some(format!("kim@{}.example.org", desk.to_lowercase())),
            name: Some("Kim Quellwasser".into()),
            ..wish(&[desk], "2026-11-25T09:00", "2026-11-25T10:00")
        };
        let answer = self.send(Method::POST, "/bookings", Some(&serde_json::to_value(&new).unwrap())).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        self.tick();
        answer.json().unwrap()
    }

    /// What happens in one instant has no order.
    fn tick(&self) {
        self.house.app.clock.set(self.house.app.clock.now() + TimeDelta::seconds(1));
    }

    async fn step(&self, booking: &Booking, step: &str, body: Option<&Value>) {
        let answer = self.send(Method::POST, &format!("/bookings/{}/{step}", booking.id), body).await;
        assert_eq!(answer.status, 200, "{step}: {}", String::from_utf8_lossy(&answer.body));
        self.tick();
    }
}

/// Sends all that is due now.
async fn work(house: &House) {
    worker::send_due(&house.app).await.unwrap();
}
