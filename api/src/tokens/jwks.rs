//! The public halves of the keys, for whoever wants to check a token without asking us.

use actix_web::{HttpRequest, HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::Shared;
use crate::problem::Failure;
use crate::wire::{Params, cacheable};

/// A public key (RFC 8037).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TokenKey {
    /// Always `OKP`.
    pub kty: &'static str,
    /// Always `Ed25519`.
    pub crv: &'static str,
    /// Always `EdDSA`.
    pub alg: &'static str,
    /// Always `sig`.
    #[serde(rename = "use")]
    pub purpose: &'static str,
    /// Its name, as tokens say it.
    pub kid: String,
    /// The key, base64url.
    pub x: String,
}

/// A set of keys (RFC 7517).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TokenKeys {
    /// Those that sign, will sign, or have signed what may still be about.
    pub keys: Vec<TokenKey>,
}

/// The keys that sign access tokens. A key is here for a day before it signs.
#[utoipa::path(tag = "signing in", responses((status = 200, body = TokenKeys), (status = 304, description = "Not modified")))]
#[get("/.well-known/jwks.json")]
pub(crate) async fn get_keys(app: Shared, params: Params, request: HttpRequest) -> Result<HttpResponse, Failure> {
    params.end()?;
    let keys = app.tokens.ring.all();
    let told = |key: &std::sync::Arc<super::key::Key>| TokenKey {
        kty: "OKP",
        crv: "Ed25519",
        alg: "EdDSA",
        purpose: "sig",
        kid: key.kid(),
        x: key.x(),
    };
    cacheable(&request, &TokenKeys { keys: keys.iter().map(told).collect() }, "public, max-age=300")
}
