//! What stands in the token of an app.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::ids::AppId;
use uuid::Uuid;

use super::claims::LIFE_SECONDS;

/// The claims of an app's token. It has no sign-in, and says what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppClaims {
    /// Who has signed it.
    pub iss: String,
    /// Whom it is for.
    pub aud: String,
    /// Whose it is: the id of an app.
    pub sub: AppId,
    /// The same again, as RFC 9068 wants it.
    pub client_id: AppId,
    /// Always `app`; a visitor's token has no such claim.
    pub kind: Kind,
    /// What it is good for, words with spaces between them.
    pub scope: String,
    /// When it was made, seconds since 1970.
    pub iat: i64,
    /// From when on it is good.
    pub nbf: i64,
    /// When it ends.
    pub exp: i64,
    /// Its own id.
    pub jti: Uuid,
}

/// What the holder of a token is, where it is no person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody else's program.
    App,
}

impl AppClaims {
    /// For an app, from now on.
    pub(super) fn new(
        (issuer, audience): (&str, &str),
        app: AppId,
        scope: &str,
        jti: Uuid,
        now: DateTime<Utc>,
    ) -> Self {
        let iat = now.timestamp();
        Self {
            iss: issuer.to_owned(),
            aud: audience.to_owned(),
            sub: app,
            client_id: app,
            kind: Kind::App,
            scope: scope.to_owned(),
            iat,
            nbf: iat,
            exp: iat.saturating_add(LIFE_SECONDS),
            jti,
        }
    }
}
