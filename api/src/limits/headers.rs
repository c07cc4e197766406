//! What an answer tells about limits (draft-ietf-httpapi-ratelimit-headers-10).

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

pub(super) const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
pub(super) const STATE: HeaderName = HeaderName::from_static("ratelimit");

/// The values of both headers.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) policy: String,
    pub(super) state: String,
}

impl Told {
    /// Both lists, one after the other.
    pub(super) fn and(&self, more: &Self) -> Self {
        Self { policy: format!("{}, {}", self.policy, more.policy), state: format!("{}, {}", self.state, more.state) }
    }

    /// The headers.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
        let both = [(POLICY, &self.policy), (STATE, &self.state)];
        both.into_iter().filter_map(|(name, value)| Some((name, HeaderValue::from_str(value).ok()?)))
    }

    /// Puts them into an answer, unless a refusal has told already which of the limits it was.
    pub(super) fn write(&self, headers: &mut HeaderMap) {
        if headers.contains_key(STATE) {
            return;
        }
        for (name, value) in self.pairs() {
            headers.insert(name, value);
        }
    }
}
