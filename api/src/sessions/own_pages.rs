//! Signing in, refreshing and signing out are for our own pages, and for programs that are no browser.
//!
//! `SameSite=Strict` keeps the cookie from requests of other sites already. This refuses them before
//! anything is done, also those of other hosts below the same domain, and a page that would sign its
//! visitors in as somebody else.

use actix_web::HttpRequest;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue, ORIGIN};
use shared::problem::ProblemKind;

use crate::app::App;
use crate::problem::Failure;

/// What a browser says about who asks (Fetch Metadata); no page can forge it.
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses what a page of another origin has sent.
pub(crate) fn check(app: &App, request: &HttpRequest) -> Result<(), Failure> {
    if ours(request.headers(), &app.public_url) {
        return Ok(());
    }
    Err(Failure::new(ProblemKind::Forbidden).detail("Only pages of this house may do this."))
}

/// Refuses a visit that another site has sent a browser on; one that was typed or bookmarked is somebody's own.
pub(crate) fn check_visit(request: &HttpRequest) -> Result<(), Failure> {
    let site = request.headers().get(FETCH_SITE).map(HeaderValue::as_bytes);
    if site.is_none_or(|site| site == b"same-origin" || site == b"none") {
        return Ok(());
    }
    Err(Failure::new(ProblemKind::Forbidden).detail("Only pages of this house may do this."))
}

fn ours(headers: &HeaderMap, public_url: &str) -> bool {
    if let Some(site) = headers.get(FETCH_SITE) {
        return site.as_bytes() == b"same-origin";
    }
    // Older browsers send no more than the origin; what sends neither is no browser, and carries no one's cookie.
    headers.get(ORIGIN).is_none_or(|origin| origin.as_bytes().eq_ignore_ascii_case(origin_of(public_url).as_bytes()))
}

/// Scheme, host and port of an address.
fn origin_of(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(start..).and_then(|rest| rest.find('/')).map_or(url.len(), |at| start + at);
    url.get(..end).unwrap_or(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_our_own_origin_and_programs_are_let_in() {
        let ask = |pairs: &[(HeaderName, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(name.clone(), HeaderValue::from_static(value));
            }
            ours(&headers, "https://rathaus.test/hall")
        };
        assert!(ask(&[]) && ask(&[(FETCH_SITE, "same-origin")]) && ask(&[(ORIGIN, "https://rathaus.test")]));
        assert!(ask(&[(FETCH_SITE, "same-origin"), (ORIGIN, "http://127.0.0.1:8080")]), "a proxy may rename us");
        for site in ["cross-site", "same-site", "none", ""] {
            assert!(!ask(&[(FETCH_SITE, site), (ORIGIN, "https://rathaus.test")]), "{site}");
        }
        for origin in ["null", "https://evil.test", "http://rathaus.test", "https://rathaus.test:8443", ""] {
            assert!(!ask(&[(ORIGIN, origin)]), "{origin}");
        }
    }
}
