//! One try to hand over a message.

use chrono::{DateTime, Utc};
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Method, Response};
use shared::ids::{DeliveryId, WebhookId};

use super::pauses::retry_after;
use super::sign;
use super::store::Claimed;
use crate::app::App;
use crate::outgoing;

/// 410: the receiver is not there any more.
const GONE: u16 = 410;

/// Said of an address that may not be called, whether that is seen before or after its name is looked up.
const NOT_PUBLIC: &str = "the address does not lead to a host on the public internet";

/// What came of it.
#[derive(Debug)]
pub(super) enum Outcome {
    /// The receiver has it.
    Arrived(i16),
    /// It will never want any.
    Gone(i16),
    /// It may want it later.
    Missed {
        /// What was answered, if anything.
        status_code: Option<i16>,
        /// Why nothing was, in our words: the app reads it.
        error: Option<&'static str>,
        /// When it wants to be asked again.
        wished: Option<DateTime<Utc>>,
    },
}

/// Sends a message, signed as of now.
pub(super) async fn attempt(app: &App, message: &Claimed) -> Outcome {
    let now = app.clock.now();
    let client = match app.outgoing.public() {
        Ok(client) => client,
        Err(error) => {
            tracing::warn!(error = %crate::edge::chain(&error), "no webhook can be called");
            return missed("this server can make no calls");
        }
    };
    let Ok(request) = client.request(Method::POST, &message.url) else { return missed(NOT_PUBLIC) };
    let (id, hook) = (DeliveryId(message.id), WebhookId(message.webhook_id));
    let keys = sign::keys(&app.secrets, hook, (message.generation, message.rotated_at), now);
    let timestamp = now.timestamp();
    let sent = request
        .header(CONTENT_TYPE, "application/json")
        .header("webhook-id", id.to_string())
        .header("webhook-timestamp", timestamp.to_string())
        .header("webhook-signature", sign::signature(&keys, id, timestamp, &message.body))
        .body(message.body.clone())
        .send()
        .await;
    match sent {
        Ok(answer) => judged(&answer, now),
        Err(error) => missed(words(&error)),
    }
}

/// By its status alone: what else a receiver says is not read.
fn judged(answer: &Response, now: DateTime<Utc>) -> Outcome {
    let code = i16::try_from(answer.status().as_u16()).unwrap_or_default();
    if answer.status().is_success() {
        return Outcome::Arrived(code);
    }
    if answer.status().as_u16() == GONE {
        return Outcome::Gone(code);
    }
    let wished = answer.headers().get(RETRY_AFTER).and_then(|header| retry_after(header.as_bytes(), now));
    Outcome::Missed { status_code: Some(code), error: None, wished }
}

fn missed(why: &'static str) -> Outcome {
    Outcome::Missed { status_code: None, error: Some(why), wished: None }
}

/// The error itself may quote the address, and what a host inside of a network has said.
fn words(error: &reqwest::Error) -> &'static str {
    if outgoing::refused(error) {
        NOT_PUBLIC
    } else if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke off"
    }
}
