//! The routes the app has, as far as the server must know them: to answer 200 or 404, with the page
//! that loads the right bundle.
//!
//! The app's own route maps are in `web/src/app.rs`; a route that is added there is added here.

/// The page that loads a visitor's bundle.
pub(super) const VISITOR: &str = "/index.html";
/// The page that loads the bundle of the info point.
const OFFERS: &str = "/offers.html";
/// The page that loads the bundle of somebody who signs in.
const ACCOUNT: &str = "/account.html";
/// The page that loads the bundle of who works here.
const STAFF: &str = "/staff.html";

/// Pages without anything below them.
const PAGES: [&str; 6] = ["/book", "/imprint", "/privacy", "/accessibility", "/house-rules", "/easy-language"];
/// Pages that the server writes and the app has no part in.
const WRITTEN: [&str; 2] = ["/embed", "/embed/check"];
/// What stands before one more segment, such as an id.
const PARENTS: [&str; 3] = ["/booking/", "/p/", "/waiting/"];
/// The pages of the other bundles. `docker/Caddyfile` names them too.
const ACCOUNT_PAGES: [&str; 2] = ["/sign-in", "/me"];
/// Likewise.
const STAFF_PAGES: [&str; 6] =
    ["/staff", "/staff/sign-in", "/staff/enrol", "/staff/audit", "/staff/accounts", "/staff/boards"];

/// The file that loads what the app has there, in either language, if it has a page there.
pub(super) fn page(path: &str) -> Option<&'static str> {
    let path = path.strip_suffix('/').unwrap_or(path);
    let path = match path.strip_prefix("/en") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
        _ => path,
    };
    if ACCOUNT_PAGES.contains(&path) {
        return Some(ACCOUNT);
    }
    if STAFF_PAGES.contains(&path) {
        return Some(STAFF);
    }
    if path == "/offers" || is_below("/offers/", path) || is_below("/appointment/", path) {
        return Some(OFFERS);
    }
    let known = path.is_empty()
        || PAGES.contains(&path)
        || WRITTEN.contains(&path)
        || PARENTS.iter().any(|parent| is_below(parent, path));
    known.then_some(VISITOR)
}

/// Whether a path is a parent and one segment more.
fn is_below(parent: &str, path: &str) -> bool {
    path.strip_prefix(parent).is_some_and(|segment| !segment.is_empty() && !segment.contains('/'))
}

/// A dot in the last segment: a file that is not there must not be answered with a page.
pub(super) fn looks_like_a_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|segment| segment.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_routes_are_known_in_both_languages_and_nothing_else() {
        let known = [
            "/",
            "/en",
            "/en/",
            "/book",
            "/en/book/",
            "/embed",
            "/en/embed/check",
            "/booking/0190",
            "/en/p/A1",
            "/house-rules",
        ];
        let unknown = [
            "/english",
            "/booking",
            "/booking/",
            "/booking/a/b",
            "/p",
            "/books",
            "/en/en",
            "//",
            "/de",
            "/staff/x",
            "/offers/a/b",
        ];
        for path in known {
            assert_eq!(page(path), Some(VISITOR), "{path}");
        }
        for path in ["/offers", "/en/offers/", "/offers/x", "/en/offers/x", "/appointment/0190"] {
            assert_eq!(page(path), Some(OFFERS), "{path}");
        }
        for path in ["/me", "/en/me/", "/sign-in"] {
            assert_eq!(page(path), Some(ACCOUNT), "{path}");
        }
        for path in ["/staff", "/en/staff/", "/staff/sign-in", "/en/staff/enrol", "/staff/audit", "/staff/accounts"] {
            assert_eq!(page(path), Some(STAFF), "{path}");
        }
        for path in unknown {
            assert_eq!(page(path), None, "{path}");
        }
    }

    #[test]
    fn every_route_of_the_app_is_known() {
        let map = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/src/app.rs");
        let map = std::fs::read_to_string(map).unwrap();
        let routes: Vec<&str> = map.split("    (\"/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(routes.len() >= 10, "{routes:?}");
        for route in routes {
            assert!(page(&format!("/{}", route.replace(':', ""))).is_some(), "{route}");
        }
    }
}
