//! Access tokens: who somebody is, for ten minutes, without asking anybody (docs/adr/0017).
//!
//! JWTs of the profile for access tokens (RFC 9068), signed with Ed25519 (RFC 8037). What always holds:
//! - One algorithm, one `typ`, one issuer, one audience. What differs in any of them is no token.
//! - Times are compared with the injected clock, never with the system's.
//! - The private half of a key is derived from the server's key and stored nowhere; the database has
//!   the public halves, which `/.well-known/jwks.json` tells.
//! - A key is told for a day before it signs, and for an hour after its last token has ended.

mod app_claims;
mod claims;
mod jwks;
mod key;
mod ring;
mod rotate;
mod store;

use chrono::{DateTime, Utc};
use shared::ids::{AppId, SessionId};
use uuid::Uuid;

use crate::app::App;
use crate::db::Db;
use crate::ids::Ids;
use crate::problem::Failure;
use crate::routes::Routes;
use crate::secrets::Secrets;

pub use app_claims::AppClaims;
pub use claims::{Claims, LIFE_SECONDS, TokenError};
pub use rotate::turn;

use ring::Ring;

/// The routes of this noun, beside the api.
pub fn routes(config: &mut Routes<'_, '_>) {
    config.service(jwks::get_keys);
}

/// What a token says, once it is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearer {
    /// The id of a person, or of an account of the staff.
    pub subject: Uuid,
    /// By which sign-in; the token is worth nothing once that has ended.
    pub session: SessionId,
}

/// Whom a token speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// Somebody who has signed in, a visitor or staff.
    Session(Bearer),
    /// Somebody else's program.
    App {
        /// Which.
        id: AppId,
        /// What the token says it may do; its row may say less by now.
        scope: String,
    },
}

/// Signs and believes tokens for one server.
#[derive(Debug)]
pub struct Tokens {
    issuer: String,
    audience: String,
    ring: Ring,
}

/// Why a node can't sign.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The keys could not be read or made.
    #[error("the keys that sign access tokens can't be read")]
    Keys(#[source] Failure),
    /// What was just signed is not believed.
    #[error("a token that was just signed is not believed")]
    SelfTest(#[source] TokenError),
}

impl Tokens {
    /// Reads the keys, makes the first one where there is none, and signs and verifies once: a build
    /// without a crypto provider, or with two, must fail here and not at somebody's first sign-in.
    pub async fn open(
        public_url: &str,
        db: &Db,
        secrets: &Secrets,
        ids: &Ids,
        now: DateTime<Utc>,
    ) -> Result<Self, OpenError> {
        let mut conn = db.conn().await.map_err(OpenError::Keys)?;
        rotate::renew(&mut conn, secrets, ids, now).await.map_err(OpenError::Keys)?;
        let ring = Ring::default();
        ring.reload(&mut conn, secrets).await.map_err(OpenError::Keys)?;
        let tokens = Self { issuer: public_url.to_owned(), audience: format!("{public_url}/api/v1"), ring };
        let bearer = Bearer { subject: Uuid::nil(), session: SessionId(Uuid::nil()) };
        let token = tokens.sign(bearer, "", Uuid::nil(), now).map_err(OpenError::SelfTest)?;
        tokens.read(&token, now).map_err(OpenError::SelfTest)?;
        Ok(tokens)
    }

    /// A token for somebody who has just proven who she is.
    pub fn sign(&self, bearer: Bearer, scope: &str, id: Uuid, now: DateTime<Utc>) -> Result<String, TokenError> {
        let key = self.ring.signing(now).ok_or(TokenError::NoKey)?;
        let claims = Claims::new(&self.issuer, &self.audience, bearer, scope, id, now);
        claims::encode(&claims, &key)
    }

    /// A token for an app that has shown a key.
    pub fn sign_app(&self, app: AppId, scope: &str, id: Uuid, now: DateTime<Utc>) -> Result<String, TokenError> {
        let key = self.ring.signing(now).ok_or(TokenError::NoKey)?;
        let claims = AppClaims::new((&self.issuer, &self.audience), app, scope, id, now);
        claims::encode(&claims, &key)
    }

    /// What a token says, if it is one of ours and its time is now.
    pub fn read(&self, token: &str, now: DateTime<Utc>) -> Result<Holder, TokenError> {
        let kid = claims::kid(token)?;
        let key = self.ring.find(&kid).ok_or(TokenError::UnknownKey)?;
        claims::decode(token, &key, &self.issuer, &self.audience, now)
    }
}

/// What a token says. A key that this node has not heard of may be another node's newest: then the
/// database is asked, at most once in some seconds, since anybody can invent the name of a key.
pub async fn read(app: &App, token: &str) -> Result<Holder, TokenError> {
    let now = app.clock.now();
    match app.tokens.read(token, now) {
        Err(TokenError::UnknownKey) if app.tokens.ring.may_look() => {
            let mut conn = app.db.conn().await.map_err(TokenError::Keys)?;
            app.tokens.ring.reload(&mut conn, &app.secrets).await.map_err(TokenError::Keys)?;
            drop(conn);
            app.tokens.read(token, now)
        }
        outcome => outcome,
    }
}
