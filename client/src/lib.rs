//! The typed client of the api: the only place that fetches, in the browser and in tests.
//!
//! One method per operation, grouped by noun. What always holds:
//!
//! * The status is read before the body: an answer below 300 becomes the type the operation
//!   promises, anything else an [`Error`]. No page ever sees half an answer.
//! * A refusal arrives as [`shared::problem::Problem`], so words are chosen by its kind.
//! * No answer at all is [`Error::Offline`], whatever the reason was: to a visitor it is the same.
//! * Secrets travel in the headers `Booking-Secret` and `Authorization`, never in an address.

mod advice;
mod answer;
mod audit;
mod boards;
mod bookings;
mod furniture;
mod offers;
mod people;
mod plans;
mod reply;
mod sheets;
mod staff;
mod texts;
mod venues;
mod waiting;

#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(target_arch = "wasm32")]
mod script;
#[cfg(not(target_arch = "wasm32"))]
mod sockets;
#[cfg(target_arch = "wasm32")]
mod unreadable;

use std::time::Duration;

pub use answer::{Answer, Error};
pub use audit::AuditQuery;
#[cfg(not(target_arch = "wasm32"))]
pub use http::header;
pub use http::{Method, StatusCode};
pub use offers::OfferQuery;
pub use reply::Reply;
pub use venues::{AvailabilityQuery, SuggestionQuery};

#[cfg(target_arch = "wasm32")]
use fetch::Transport;
#[cfg(not(target_arch = "wasm32"))]
use sockets::Transport;

/// Longer than any honest answer takes, short enough that a visitor is still there.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The header that says who asks.
const AUTHORIZATION: &str = "Authorization";
/// The header that proves that a booking is one's own.
const BOOKING_SECRET: &str = "Booking-Secret";

/// A connection to one api. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    transport: Transport,
    base: String,
    token: Option<String>,
}

/// A request before it is sent, for what the typed methods do not say.
#[derive(Debug)]
pub struct Request {
    method: Method,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Option<Vec<u8>>,
}

impl Request {
    /// A request to `path`, which begins with a slash and is already percent-encoded.
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), headers: Vec::new(), body: None }
    }

    /// The same with one more header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same with a token of who has signed in, or the key of somebody on the staff.
    #[must_use]
    pub fn bearer(self, key: &str) -> Self {
        self.header(AUTHORIZATION, format!("Bearer {key}"))
    }

    /// The same with a body, as it is.
    #[must_use]
    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self.header("Content-Type", content_type)
    }

    /// The same with a JSON body.
    pub fn json<B: serde::Serialize + ?Sized>(self, body: &B) -> Result<Self, Error> {
        let text =
            serde_json::to_vec(body).map_err(|_unwritable| Error::Unsendable { reason: "no JSON".to_owned() })?;
        Ok(self.body("application/json", text))
    }
}

impl Client {
    /// A client of the api at `base`, such as `http://localhost:8080`; a slash at its end is fine.
    pub fn new(base: &str) -> Self {
        Self { transport: Transport::new(), base: base.trim_end_matches('/').to_owned(), token: None }
    }

    /// The address every path is put behind.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Sends a request and gives whatever comes back, also refusals: for tests, and beneath all else.
    pub async fn send(&self, request: Request) -> Result<Answer, Error> {
        let address = format!("{}{}", self.base, request.path);
        let request = match &self.token {
            Some(token) if !request.headers.iter().any(|(name, _)| *name == AUTHORIZATION) => request.bearer(token),
            _ => request,
        };
        self.transport.send(&address, request).await
    }
}

/// A path or query value with everything percent-encoded that could end it (RFC 3986, unreserved stay).
fn encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend([byte >> 4, byte & 15].map(hex_digit));
        }
    }
    out
}

/// The upper-case digit of a value below 16.
fn hex_digit(value: u8) -> char {
    char::from_digit(u32::from(value), 16).unwrap_or('0').to_ascii_uppercase()
}

/// A query string that leaves out what was not asked for.
#[derive(Debug, Default)]
struct QueryString(String);

impl QueryString {
    /// With `name=value`, if there is a value.
    fn with(self, name: &str, value: Option<impl std::fmt::Display>) -> Self {
        self.written(name, value.map(|value| value.to_string()))
    }

    fn written(mut self, name: &str, value: Option<String>) -> Self {
        if let Some(value) = value {
            self.0.push(if self.0.is_empty() { '?' } else { '&' });
            self.0.push_str(name);
            self.0.push('=');
            self.0.push_str(&encoded(&value));
        }
        self
    }

    /// With `name=a,b`, if there is anything in the list.
    fn with_list(self, name: &str, values: &[String]) -> Self {
        self.with(name, (!values.is_empty()).then(|| values.join(",")))
    }
}

impl std::fmt::Display for QueryString {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cannot_leave_their_place_in_an_address() {
        assert_eq!(encoded("A7"), "A7");
        assert_eq!(encoded("../staff?x=1&y#z"), "..%2Fstaff%3Fx%3D1%26y%23z");
        assert_eq!(encoded("2026-11-24T09:00:00+01:00"), "2026-11-24T09%3A00%3A00%2B01%3A00");
        assert_eq!(encoded("Bühne"), "B%C3%BChne");
    }

    #[test]
    fn a_query_says_only_what_was_asked_for() {
        assert_eq!(QueryString::default().with("q", None::<&str>).with_list("features", &[]).to_string(), "");
        let features = ["power".to_owned(), "monitor".to_owned()];
        let query = QueryString::default().with("party_size", Some(2)).with_list("features", &features);
        assert_eq!(query.to_string(), "?party_size=2&features=power%2Cmonitor");
    }

    #[test]
    fn a_base_address_may_end_in_a_slash() {
        assert_eq!(Client::new("http://localhost:8080/").base(), "http://localhost:8080");
    }
}
