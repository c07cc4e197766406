//! What programs look for at fixed places.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;
use chrono::{DateTime, TimeDelta, Utc};

use crate::app::App;
use crate::lang::{Lang, href};

/// How long a copy of security.txt may be believed; RFC 9116 wants less than a year.
const BELIEVED: TimeDelta = TimeDelta::days(180);

/// What search engines leave alone in both languages: pages of one person and of who works here.
const PERSONAL: [&str; 6] = ["/booking/", "/waiting/", "/p/", "/me", "/sign-in", "/staff"];
/// Likewise, where there is no language: the API, mails, explanations for programmers.
const TECHNICAL: [&str; 3] = ["/api/", "/outbox", "/problems/"];

/// What search engines leave alone. A sandbox has nothing for them: what is in it is invented.
pub(super) async fn robots(app: Data<App>) -> HttpResponse {
    text(&robots_txt(&app.public_url, app.config.sandbox))
}

/// RFC 9309.
fn robots_txt(public_url: &str, sandbox: bool) -> String {
    if sandbox {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    let mut text = "User-agent: *\n".to_owned();
    for path in TECHNICAL.into_iter().map(str::to_owned).chain(PERSONAL.into_iter().flat_map(in_both)) {
        text.push_str("Disallow: ");
        text.push_str(&path);
        text.push('\n');
    }
    // Last: some take the first line that fits, others the longest.
    text.push_str("Allow: /\n\nSitemap: ");
    text.push_str(public_url);
    text.push_str(super::sitemap::PATH);
    text.push('\n');
    text
}

fn in_both(path: &str) -> [String; 2] {
    [href(Lang::De, path), href(Lang::En, path)]
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
    fn search_engines_are_told_what_is_somebodys_and_kept_out_of_a_sandbox() {
        let text = robots_txt("https://example.org", false);
        for line in ["Disallow: /me\n", "Disallow: /en/staff\n", "Sitemap: https://example.org/sitemap.xml\n"] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert_eq!(robots_txt("https://example.org", true), "User-agent: *\nDisallow: /\n");
    }

    #[test]
    fn security_txt_has_what_rfc_9116_wants() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let text = security_txt("https://example.org", now);
        assert!(text.contains("Contact: https://example.org/imprint\n"), "{text}");
        assert!(text.contains("Expires: 2027-05-"), "{text}");
    }
}
