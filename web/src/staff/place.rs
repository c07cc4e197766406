//! The pages that want somebody to be signed in, and how the page of signing in knows where to go afterwards.

use crate::lang::{Lang, href, split};
use crate::router::use_location;

/// Their paths, and what an address says for each.
const PLACES: [(&str, &str); 3] = [("home", "/staff"), ("audit", "/staff/audit"), ("accounts", "/staff/accounts")];

/// The page of signing in that leads back here.
pub(super) fn sign_in_href(lang: Lang) -> String {
    let path = use_location().pathname.read_untracked();
    let here = PLACES.iter().find(|(_, place)| split(&path).1.trim_end_matches('/') == *place);
    let query = here.map(|(name, _)| format!("?to={name}")).unwrap_or_default();
    format!("{}{query}", href(lang, "/staff/sign-in"))
}

/// Where an address of that page leads to; nothing but pages of ours can be named.
pub(super) fn place(name: Option<&str>) -> &'static str {
    PLACES.iter().find(|(known, _)| Some(*known) == name).map_or("/staff", |(_, path)| path)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn an_address_leads_to_pages_of_staff_and_nowhere_else() {
        assert_eq!(place(Some("audit")), "/staff/audit");
        for other in [None, Some(""), Some("/book"), Some("https://example.org")] {
            assert_eq!(place(other), "/staff", "{other:?}");
        }
    }
}
