//! An app exchanges a key for a token (RFC 6749, section 4.4: client credentials).

use actix_web::http::header::{self, HeaderValue, WWW_AUTHENTICATE};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use shared::apps::Scope;
use shared::ids::{AppId, AppKeyId};
use shared::people::AccessToken;
use shared::problem::ProblemKind;
use utoipa::ToSchema;

use super::store;
use crate::app::Shared;
use crate::problem::Failure;
use crate::secrets::prove;
use crate::staff::key::Key;
use crate::tokens::LIFE_SECONDS;
use crate::wire::Params;

/// The one grant there is.
const GRANT: &str = "client_credentials";

/// How an app asks for a token.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the form for the document")]
pub(super) enum Grant {
    /// With a key of its own (RFC 6749, section 4.4).
    ClientCredentials,
}

/// What an app sends, as a form.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes the form for the document; `Form::read` reads it")]
pub(super) struct TokenRequest {
    /// The one there is.
    grant_type: Grant,
    /// What the token is to be good for, words with spaces between them; without it everything the app may.
    scope: Option<String>,
    /// The app's id, where it is not in `Authorization: Basic`.
    client_id: Option<String>,
    /// A key of the app, where it is not in `Authorization: Basic`.
    client_secret: Option<String>,
}

/// The same as it came: every parameter at most once (RFC 6749, section 3.2).
#[derive(Debug, Default)]
struct Form {
    grant_type: Option<String>,
    scope: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
}

/// Gives an app a token. Id and key come as `Authorization: Basic`, each form-encoded, or in the form.
#[utoipa::path(tag = "apps", request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, body = AccessToken)))]
#[post("/oauth/token")]
pub(crate) async fn create_app_token(
    app: Shared,
    params: Params,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let form = Form::read(&request, &body)?;
    let (client, secret) = credentials(&request, &form)?;
    if form.grant_type.as_deref() != Some(GRANT) {
        let error = if form.grant_type.is_some() { "unsupported_grant_type" } else { "invalid_request" };
        return Err(wrong(error, "grant_type should be client_credentials."));
    }
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let key = Key::parse(&secret);
    let found = match &key {
        Some(key) => store::key(&mut conn, AppKeyId(key.id)).await?,
        None => None,
    };
    let found = prove(found, |found| &found.secret_hash, key.as_ref().map(|key| key.secret.as_str()));
    let found = found.filter(|found| Some(found.app) == client.parse::<AppId>().ok() && found.opens(now));
    let Some(found) = found else { return Err(unknown_client()) };
    let scope = granted(&found.scopes, form.scope.as_deref())?;
    store::touch(&mut conn, &found, now).await?;
    drop(conn);
    let token = app.tokens.sign_app(found.app, &scope, app.ids.uuid(now), now).map_err(Failure::internal)?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(AccessToken {
        access_token: token,
        token_type: "Bearer".to_owned(),
        expires_in: LIFE_SECONDS,
        scope,
    }))
}

impl Form {
    fn read(request: &HttpRequest, body: &[u8]) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(Failure::new(ProblemKind::UnsupportedMediaType)
                .oauth("invalid_request")
                .detail("Send application/x-www-form-urlencoded."));
        }
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            let place = match name.as_ref() {
                "grant_type" => &mut form.grant_type,
                "scope" => &mut form.scope,
                "client_id" => &mut form.client_id,
                "client_secret" => &mut form.client_secret,
                // What is not known is ignored here, unlike anywhere else: RFC 6749, section 3.2, wants it so.
                _ => continue,
            };
            if place.replace(value.into_owned()).is_some() {
                return Err(wrong("invalid_request", "Each parameter at most once."));
            }
        }
        Ok(form)
    }
}

/// Id and secret, from the header or from the form but not from both (RFC 6749, section 2.3).
fn credentials(request: &HttpRequest, form: &Form) -> Result<(String, String), Failure> {
    let header = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some(header) = header else {
        return form.client_id.clone().zip(form.client_secret.clone()).ok_or_else(unknown_client);
    };
    if form.client_secret.is_some() {
        return Err(wrong("invalid_request", "The key is sent twice: choose the header or the form."));
    }
    let (id, secret) = basic(header).ok_or_else(unknown_client)?;
    if form.client_id.as_ref().is_some_and(|named| *named != id) {
        return Err(wrong("invalid_request", "Header and form name different apps."));
    }
    Ok((id, secret))
}

/// `Basic` with both parts form-encoded first (RFC 6749, section 2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    let text = STANDARD.decode(encoded.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8(text).ok()?;
    let (id, secret) = text.split_once(':')?;
    let plain = |text: &str| form_urlencoded::parse(text.as_bytes()).next().map(|(name, _)| name.into_owned());
    plain(id).zip(plain(secret))
}

/// What is asked for, if the app has it; nothing asked for means all of it.
fn granted(own: &[Scope], asked: Option<&str>) -> Result<String, Failure> {
    let names = |scopes: &[Scope]| scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" ");
    let Some(asked) = asked else { return Ok(names(own)) };
    let wanted: Option<Vec<Scope>> = asked.split_ascii_whitespace().map(Scope::from_name).collect();
    let wanted = wanted.filter(|wanted| !wanted.is_empty() && wanted.iter().all(|scope| own.contains(scope)));
    wanted.map(|wanted| names(&wanted)).ok_or_else(|| wrong("invalid_scope", "The app may not do all of this."))
}

fn wrong(error: &'static str, detail: &str) -> Failure {
    Failure::new(ProblemKind::BadRequest).oauth(error).detail(detail)
}

/// One answer for an unknown app, a wrong key, one that has ended, and an app that is suspended.
fn unknown_client() -> Failure {
    Failure::new(ProblemKind::Unauthorized)
        .oauth("invalid_client")
        .header(WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"apps\""))
        .detail("No app goes with this id and key.")
}
