//! Which ways there are to sign in, and the way to the provider.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::bookings::Locale;
use shared::staff::StaffWays;

use super::attempt::Attempt;
use super::callback::back;
use crate::app::Shared;
use crate::problem::Failure;
use crate::sessions::own_pages;
use crate::wire::{Params, cacheable};

/// Tells which ways staff have to sign in: with a password always, with the city's own sign-in where there is one.
#[utoipa::path(tag = "signing in", responses((status = 200, body = StaffWays), (status = 304, description = "Not modified")))]
#[get("/auth/staff/ways")]
pub(crate) async fn list_ways(app: Shared, params: Params, request: HttpRequest) -> Result<HttpResponse, Failure> {
    params.end()?;
    let ways = StaffWays { oidc: app.oidc.as_ref().map(|oidc| oidc.name.clone()) };
    cacheable(&request, &ways, "public, max-age=60")
}

/// Sends a browser to the city's own sign-in. `lang` says in which language to come back.
#[utoipa::path(tag = "signing in", params(("lang" = Option<String>, Query, description = "`de` or `en`")), responses((status = 303, description = "To the provider, or back to the sign-in page with `problem`", headers(
    ("Location" = String, description = "Where to go"),
    ("Set-Cookie" = String, description = "Which attempt it is, for ten minutes"),
))))]
#[get("/auth/staff/oidc/start")]
pub(crate) async fn start_sign_in(
    app: Shared,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let locale = match params.text("lang")?.as_deref() {
        None | Some("de") => Locale::De,
        Some("en") => Locale::En,
        Some(_) => return Err(Failure::invalid("lang", "should be `de` or `en`")),
    };
    params.end()?;
    own_pages::check_visit(&request)?;
    let oidc = app.oidc.as_ref().ok_or_else(|| Failure::not_found().detail("There is no such way to sign in here."))?;
    let attempt = Attempt::begin(&app, locale);
    match oidc.address(&app, &attempt).await {
        Ok(address) => Ok(HttpResponse::SeeOther()
            .insert_header((header::LOCATION, address))
            .insert_header((header::SET_COOKIE, attempt.kept(&app)?))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .finish()),
        Err(error) => {
            tracing::warn!(%error, "nobody can sign in with the provider");
            back(&app, locale, "unavailable")
        }
    }
}
