//! What a program has to know to get a token (RFC 8414).

use actix_web::{HttpRequest, HttpResponse, get};
use serde::Serialize;
use shared::apps::Scope;
use utoipa::ToSchema;

use super::address;
use crate::app::Shared;
use crate::problem::Failure;
use crate::wire::{Params, cacheable};

/// Metadata of an authorization server (RFC 8414, section 2).
#[derive(Debug, Serialize, ToSchema)]
struct AuthorizationServer {
    /// Who signs.
    issuer: String,
    /// Where tokens are.
    token_endpoint: String,
    /// Where the keys are that sign them.
    jwks_uri: String,
    /// What can be granted.
    scopes_supported: Vec<&'static str>,
    /// None: nobody is sent here by a browser.
    response_types_supported: [&'static str; 0],
    /// Client credentials alone.
    grant_types_supported: [&'static str; 1],
    /// In the header, or in the body.
    token_endpoint_auth_methods_supported: [&'static str; 2],
    /// The description for developers.
    service_documentation: String,
}

/// Says where apps get tokens, and which.
#[utoipa::path(tag = "apps", responses((status = 200, body = AuthorizationServer)))]
#[get("/.well-known/oauth-authorization-server")]
pub(crate) async fn get_authorization_server(
    app: Shared,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let metadata = AuthorizationServer {
        issuer: app.public_url.clone(),
        token_endpoint: address(&app, "/api/v1/oauth/token"),
        jwks_uri: address(&app, "/.well-known/jwks.json"),
        scopes_supported: Scope::ALL.map(Scope::name).to_vec(),
        response_types_supported: [],
        grant_types_supported: ["client_credentials"],
        token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
        service_documentation: address(&app, "/api/docs"),
    };
    cacheable(&request, &metadata, "public, max-age=300")
}
