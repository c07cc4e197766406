//! Signing in with the city's own sign-in, where there is one, and what came of it.

use crate::view::prelude::*;

use super::refused::told;
use crate::lang::use_lang;
use crate::router::query_now;
use crate::session::use_client;
use crate::texts::staff::sign_in::texts;
use crate::ui::button::classes;

/// Leads to the city's sign-in. The server sends the browser on from there.
const START: &str = "/api/v1/auth/staff/oidc/start";

/// The link to it. Whoever can't be told about it signs in with a password as ever.
#[component]
pub(super) fn CityWay() -> impl IntoView {
    let (lang, client) = (use_lang(), use_client());
    let t = texts(lang);
    let start = format!("{START}?lang={}", lang.tag());
    let ways = Resource::new(move || client.staff_ways());
    move || {
        let name = ways.get()?.ok()?.oidc?;
        Some(view! {
            <div class="stack gap-16">
                <div class="row">
                    <a class=classes("primary", "lg", false) href=start.clone() rel="external">
                        <span class="kern-label">{(t.with_city)(&name)}</span>
                    </a>
                </div>
                <p class="staff-or">{t.or}</p>
            </div>
        })
    }
}

/// Why the city's sign-in has led back here.
pub(super) fn problem() -> View {
    let t = texts(use_lang());
    let (title, body) = match query_now("problem").as_deref() {
        Some("refused") => (t.city_refused, t.city_refused_body),
        Some("no_role") => (t.city_no_role, t.city_no_role_body),
        Some("expired") => (t.city_expired, t.city_expired_body),
        Some("unavailable") => (t.city_unavailable, t.city_unavailable_body),
        _ => return View::Nothing,
    };
    told(title.to_owned(), body)
}
