//! What a request is counted for, beside being one.

use actix_web::http::Method;

/// What for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Anything,
    /// Takes desks, gives them back or moves them.
    Booking,
    /// Texts that are searched, and what is filtered.
    Search,
    Code,
    SignIn,
    Token,
}

impl Purpose {
    /// Of a request. The path is as the router reads it.
    pub(super) fn of(method: &Method, path: &str, query: &str) -> Self {
        let Some(path) = path.strip_prefix("/api/v1/") else { return Self::Anything };
        if matches!(*method, Method::GET | Method::HEAD) {
            // Each of these calls the city's own sign-in.
            if path.starts_with("auth/staff/oidc/") {
                return Self::SignIn;
            }
            return if is_search(path, query) { Self::Search } else { Self::Anything };
        }
        let noun = path.split('/').next().unwrap_or_default();
        match (path, noun) {
            ("auth/codes", _) => Self::Code,
            ("auth/sessions" | "auth/staff/sessions" | "auth/staff/enrolments" | "staff/me/password", _) => {
                Self::SignIn
            }
            ("oauth/token", _) => Self::Token,
            ("series/preview", _) => Self::Search,
            (_, "bookings" | "walk-ins" | "series" | "waiting-list" | "appointments") if *method != Method::OPTIONS => {
                Self::Booking
            }
            _ => Self::Anything,
        }
    }
}

/// A search goes through more than the calendar of one day, or through texts. A flyer costs as much as one.
fn is_search(path: &str, query: &str) -> bool {
    let asks = |names: &[&str]| form_urlencoded::parse(query.as_bytes()).any(|(name, _)| names.contains(&&*name));
    if path.starts_with("offers") {
        return asks(&["q"]) || path.ends_with("/flyer.pdf");
    }
    path.ends_with("/suggestions")
        || (path.ends_with("/availability") && asks(&["party_size", "features", "zone", "kind"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_desks_mails_codes_or_searches_is_counted_apart() {
        let of = |method: &str, path: &str, query: &str| {
            Purpose::of(&method.parse().unwrap(), &format!("/api/v1/{path}"), query)
        };
        for path in ["bookings", "bookings/1/extend", "walk-ins", "series", "waiting-list", "appointments"] {
            assert_eq!(of("POST", path, ""), Purpose::Booking, "{path}");
            assert_eq!(of("OPTIONS", path, ""), Purpose::Anything, "{path}");
        }
        assert_eq!(of("PATCH", "bookings/1", ""), Purpose::Booking);
        assert_eq!(of("GET", "bookings/1", ""), Purpose::Anything);
        assert_eq!(of("POST", "auth/codes", ""), Purpose::Code);
        assert_eq!(of("POST", "auth/sessions", ""), Purpose::SignIn);
        assert_eq!(of("POST", "auth/staff/sessions", ""), Purpose::SignIn);
        assert_eq!(of("POST", "oauth/token", ""), Purpose::Token);
        assert_eq!(of("GET", "offers", "q=x"), Purpose::Search);
        assert_eq!(of("GET", "offers", "%71=x"), Purpose::Search, "the same, written otherwise");
        assert_eq!(of("GET", "offers", "kind=x"), Purpose::Anything);
        assert_eq!(of("GET", "offers/feriencard/flyer.pdf", ""), Purpose::Search);
        assert_eq!(of("GET", "venues/v/availability", "from=a&to=b"), Purpose::Anything);
        assert_eq!(of("GET", "venues/v/availability", "from=a&to=b&zone=c"), Purpose::Search);
        assert_eq!(of("POST", "series/preview", ""), Purpose::Search);
    }
}
