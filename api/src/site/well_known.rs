//! What programs look for at fixed places.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;
use chrono::{DateTime, TimeDelta, Utc};

use crate::app::App;

/// How long a copy of security.txt may be believed; RFC 9116 wants less than a year.
const BELIEVED: TimeDelta = TimeDelta::days(180);

/// What search engines leave alone: the API, pages of one person, mails.
pub(super) async fn robots() -> HttpResponse {
    text(
        "User-agent: *\nDisallow: /api/\nDisallow: /booking/\nDisallow: /en/booking/\nDisallow: /p/\n\
         Disallow: /en/p/\nDisallow: /outbox\nDisallow: /problems/\n",
    )
}

/// Whom to tell about a weakness.
pub(super) async fn security(app: Data<App>) -> HttpResponse {
    text(&security_txt(&app.public_url, app.clock.now()))
}

/// RFC 9116. The imprint names the operator, and so the contact; no address is invented here.
fn security_txt(public_url: &str, now: DateTime<Utc>) -> String {
    let expires = (now + BELIEVED).format("%Y-%m-%dT00:00:00Z");
    format!(
        "Contact: {public_url}/imprint\nExpires: {expires}\nPreferred-Languages: de, en\n\
         Canonical: {public_url}/.well-known/security.txt\n"
    )
}

fn text(body: &str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .body(body.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn security_txt_has_what_rfc_9116_wants() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let text = security_txt("https://example.org", now);
        assert!(text.contains("Contact: https://example.org/imprint\n"), "{text}");
        assert!(text.contains("Expires: 2027-05-"), "{text}");
    }
}
