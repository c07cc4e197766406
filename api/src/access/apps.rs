//! What the token of an app has to say for an operation: read from the table, so that both say the same.
//!
//! What always holds: where the table does not name apps they have no business, whatever their scopes.

use shared::apps::Scope;

use super::table::Who::{App, Booker, OwnerOrApp, StaffOrApp, StaffOrMaker, StaffSeesOrMaker};
use super::table::who;

/// What an app's token has to say for an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// That it is an app's.
    Token,
    /// That, and this scope.
    Scope(Scope),
}

/// What an app needs for an operation; `None` where apps have no business. Asked for each request of an app
/// that reaches a handler which looks at who asks.
pub(super) fn for_apps(method: &str, path: &str) -> Option<Need> {
    let reads = matches!(method, "GET" | "HEAD");
    match who(if reads { "GET" } else { method }, &plain(path))? {
        OwnerOrApp if reads => Some(Need::Scope(Scope::BookingsRead)),
        Booker | OwnerOrApp => Some(Need::Scope(Scope::BookingsWrite)),
        StaffOrApp(_) => Some(Need::Token),
        App(scope) | StaffOrMaker(_, scope) | StaffSeesOrMaker(_, scope) => Some(Need::Scope(scope)),
        _ => None,
    }
}

/// A route's pattern as the document has it: `{id:[^/.]+}` is `{id}` there.
fn plain(pattern: &str) -> String {
    let mut skipped = false;
    let mut inside = false;
    let keep = |letter: &char| {
        match letter {
            '{' => inside = true,
            '}' => (inside, skipped) = (false, false),
            ':' if inside => skipped = true,
            _ => {}
        }
        !skipped
    };
    pattern.chars().filter(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_with_an_expression_is_the_operation_of_the_document() {
        assert_eq!(plain("/api/v1/bookings/{id:[^/.]+}"), "/api/v1/bookings/{id}");
        assert_eq!(for_apps("PATCH", "/api/v1/bookings/{id:[^/.]+}"), Some(Need::Scope(Scope::BookingsWrite)));
        assert_eq!(for_apps("HEAD", "/api/v1/bookings/{id}.ics"), Some(Need::Scope(Scope::BookingsRead)));
        assert_eq!(for_apps("GET", "/api/v1/apps/{id}"), Some(Need::Token));
        let writes = Some(Need::Scope(Scope::OffersWrite));
        assert_eq!(for_apps("HEAD", "/api/v1/staff/offers/{id}"), writes);
        assert_eq!(for_apps("POST", "/api/v1/staff/offers/{id}/submit"), writes);
        assert_eq!(for_apps("POST", "/api/v1/staff/offers/{id}/publish"), None);
        assert_eq!(for_apps("GET", "/api/v1/me"), None);
        assert_eq!(for_apps("GET", "/nowhere"), None);
    }
}
