//! One attempt of one browser to sign in with the provider.
//!
//! A cookie holds its id and a proof that we have drawn it. What the provider gets to see (state, nonce,
//! challenge) is derived from the id, so an answer that belongs to another browser's attempt fits nothing.

use actix_web::HttpRequest;
use actix_web::http::header::{COOKIE, HeaderValue};
use chrono::{DateTime, TimeDelta, Utc};
use shared::bookings::Locale;
use uuid::Uuid;

use crate::app::App;
use crate::problem::Failure;
use crate::secrets::{base64url, equal};
use crate::sessions::cookie::is_local;

/// How long somebody may take at the provider, minutes.
const MINUTES: i64 = 10;

/// An attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attempt {
    id: Uuid,
    /// The language to come back to.
    pub(super) locale: Locale,
}

impl Attempt {
    /// A new one, of this instant: its id says when it began.
    pub(super) fn begin(app: &App, locale: Locale) -> Self {
        Self { id: app.ids.uuid(app.clock.now()), locale }
    }

    /// What the provider gives back, so that an answer is known to be ours.
    pub(super) fn state(&self, app: &App) -> String {
        self.derived(app, "state")
    }

    /// What the ID token has to name.
    pub(super) fn nonce(&self, app: &App) -> String {
        self.derived(app, "nonce")
    }

    /// What proves that whoever exchanges the code has asked for it (RFC 7636).
    pub(super) fn verifier(&self, app: &App) -> String {
        self.derived(app, "verifier")
    }

    /// Whether a state is this attempt's.
    pub(super) fn is_state(&self, app: &App, state: &str) -> bool {
        equal(self.state(app).as_bytes(), state.as_bytes())
    }

    /// The attempt that a request brings, if it is ours and not too old.
    pub(super) fn sent(app: &App, request: &HttpRequest, now: DateTime<Utc>) -> Option<Self> {
        let name = name(app);
        let headers = request.headers().get_all(COOKIE).filter_map(|value| value.to_str().ok());
        let mut pairs = headers.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let value = pairs.find_map(|(key, value)| (key == name).then_some(value))?;
        let mut parts = value.splitn(3, '.');
        let (id, locale, proof) = (parts.next()?, parts.next()?, parts.next()?);
        let locale = if locale == "en" { Locale::En } else { Locale::De };
        let attempt = Self { id: Uuid::try_parse(id).ok()?, locale };
        let ours = equal(attempt.derived(app, "attempt").as_bytes(), proof.as_bytes());
        (ours && attempt.is_young(now)).then_some(attempt)
    }

    /// The header that keeps it. Lax and not strict: the browser comes back from another site.
    pub(super) fn kept(&self, app: &App) -> Result<HeaderValue, Failure> {
        let locale = if self.locale == Locale::En { "en" } else { "de" };
        let value = format!("{}.{locale}.{}", self.id.simple(), self.derived(app, "attempt"));
        written(app, &value, MINUTES * 60)
    }

    /// The header that removes it.
    pub(super) fn removed(app: &App) -> Result<HeaderValue, Failure> {
        written(app, "", 0)
    }

    fn is_young(&self, now: DateTime<Utc>) -> bool {
        let Some((seconds, _)) = self.id.get_timestamp().map(|at| at.to_unix()) else { return false };
        let began = i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        began.is_some_and(|began| began <= now && now < began + TimeDelta::minutes(MINUTES))
    }

    fn derived(&self, app: &App, what: &str) -> String {
        base64url(&app.secrets.oidc_attempt(self.id, what))
    }
}

fn name(app: &App) -> &'static str {
    if is_local(&app.public_url) { "rathaus-oidc" } else { "__Host-rathaus-oidc" }
}

fn written(app: &App, value: &str, age: i64) -> Result<HeaderValue, Failure> {
    let secure = if is_local(&app.public_url) { "" } else { "; Secure" };
    let name = name(app);
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}"))
        .map_err(Failure::internal)
}
