//! The one cookie: which session it is, which turn of it, and the proof (RFC 6265bis).
//!
//! `__Host-` in its name makes browsers refuse it from any other host and any other path. Where people
//! reach the server on their own machine without TLS it has a plain name: no browser would keep it else.

use actix_web::HttpRequest;
use actix_web::http::header::{COOKIE, HeaderValue};
use chrono::{DateTime, Utc};
use shared::ids::SessionId;
use uuid::Uuid;

use super::Turn;
use crate::app::App;
use crate::problem::Failure;
use crate::secrets::equal;

/// What the cookie says, not yet compared with anything.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Refresh {
    /// The session.
    pub(crate) session: SessionId,
    /// Its turn: each use makes the next.
    pub(crate) generation: i32,
    proof: String,
}

impl Refresh {
    /// The value of a session's turn.
    pub(crate) fn of(app: &App, turn: &Turn) -> Self {
        let proof = app.secrets.refresh(turn.session, turn.generation, &turn.salt);
        Self { session: turn.session, generation: turn.generation, proof }
    }

    /// Whether we have made it, for this session and whichever turn it says.
    pub(crate) fn is_ours(&self, app: &App, turn: &Turn) -> bool {
        let right = app.secrets.refresh(turn.session, self.generation, &turn.salt);
        self.session == turn.session && equal(right.as_bytes(), self.proof.as_bytes())
    }

    fn parse(text: &str) -> Option<Self> {
        let (session, rest) = text.split_once('.')?;
        let (generation, proof) = rest.split_once('.')?;
        let generation = generation.parse().ok().filter(|generation| *generation > 0)?;
        Some(Self { session: SessionId(Uuid::try_parse(session).ok()?), generation, proof: proof.to_owned() })
    }

    fn written(&self) -> String {
        format!("{}.{}.{}", self.session.0.simple(), self.generation, self.proof)
    }
}

/// What a request brings.
pub(crate) fn sent(app: &App, request: &HttpRequest) -> Option<Refresh> {
    let name = name(&app.public_url);
    let headers = request.headers().get_all(COOKIE).filter_map(|value| value.to_str().ok());
    let mut pairs = headers.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(key, value)| (key == name).then(|| Refresh::parse(value))?)
}

/// The header that keeps it: as long as the browser's window, or until the session ends.
pub(crate) fn kept(
    app: &App,
    refresh: &Refresh,
    until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<HeaderValue, Failure> {
    let age = until.map(|until| format!("; Max-Age={}", (until - now).num_seconds().max(0))).unwrap_or_default();
    written(app, &format!("{}{age}", refresh.written()))
}

/// The header that removes it.
pub(crate) fn removed(app: &App) -> Result<HeaderValue, Failure> {
    written(app, "; Max-Age=0")
}

fn written(app: &App, value: &str) -> Result<HeaderValue, Failure> {
    let (name, secure) = (name(&app.public_url), if is_local(&app.public_url) { "" } else { "; Secure" });
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}"))
        .map_err(Failure::internal)
}

fn name(public_url: &str) -> &'static str {
    if is_local(public_url) { "rathaus" } else { "__Host-rathaus" }
}

/// Whether people reach the server on their own machine, without TLS.
pub(crate) fn is_local(public_url: &str) -> bool {
    let Some(rest) = public_url.strip_prefix("http://") else { return false };
    let authority = rest.split('/').next().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_name_is_for_ones_own_machine_alone() {
        for url in ["http://localhost:8080", "http://localhost", "http://127.0.0.1:1/x", "http://[::1]:8080"] {
            assert!(is_local(url), "{url}");
        }
        for url in ["https://localhost", "http://rathaus.test", "http://localhost.evil.test", "http://10.0.0.1", "x"] {
            assert!(!is_local(url), "{url}");
        }
    }

    #[test]
    fn a_value_is_read_as_it_was_written_and_nothing_else_is_one() {
        let refresh = Refresh { session: SessionId(Uuid::from_u128(7)), generation: 3, proof: "abc".to_owned() };
        let text = refresh.written();
        assert!(Refresh::parse(&text) == Some(refresh));
        for other in
            ["", ".", "..", "x.1.abc", "7.1", &text.replace(".3.", ".0."), &text.replace(".3.", ".99999999999.")]
        {
            assert!(Refresh::parse(other).is_none(), "{other}");
        }
    }
}
