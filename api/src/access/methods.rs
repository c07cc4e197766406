//! Which methods a path has: what stands behind 405 and `Allow`.

use super::table::{Row, TABLE, Who};

/// In the order in which answers name them.
const METHODS: [&str; 5] = ["GET", "PUT", "POST", "DELETE", "PATCH"];

/// The methods of a path, if there is such a path, with those that each has.
pub(crate) fn methods(path: &str, sandbox: bool) -> Option<Vec<&'static str>> {
    let there = || TABLE.iter().filter(|(_, _, who)| sandbox || *who != Who::Developer);
    // `/bookings/{id}.ics` also looks like `/bookings/{id}`; the longer pattern is meant.
    let (_, found, _) = there().filter(|(_, at, _)| fits(at, path)).max_by_key(|(_, at, _)| at.len())?;
    let has = |method: &str| there().any(|row: &Row| row.0 == method && row.1 == *found);
    let mut methods: Vec<&str> = METHODS.into_iter().filter(|method| has(method)).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    Some(methods)
}

/// Whether a path is one of those that a pattern describes.
fn fits(pattern: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    let same = pattern.split('/').all(|one| {
        let Some(part) = parts.next() else { return false };
        match one.strip_prefix('{') {
            Some(rest) => {
                let suffix = rest.rsplit_once('}').map_or("", |(_, suffix)| suffix);
                part.len() > suffix.len() && part.ends_with(suffix)
            }
            None => one == part,
        }
    });
    same && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::methods;

    #[test]
    fn a_path_has_the_methods_of_its_longest_pattern() {
        let of = |path| methods(path, false).map(|found| found.join(", "));
        assert_eq!(of("/api/v1/bookings"), Some("POST, OPTIONS".to_owned()));
        assert_eq!(of("/api/v1/bookings/7"), Some("GET, PATCH, HEAD, OPTIONS".to_owned()));
        assert_eq!(of("/api/v1/bookings/7.ics"), Some("GET, HEAD, OPTIONS".to_owned()));
        assert_eq!(of("/api/v1/bookings/7/cancel"), Some("POST, OPTIONS".to_owned()));
        for nothing in ["/api/v1/bookings/", "/api/v1/bookings/7/cancel/", "/api/v1/bookings/7/x", "/api/v1", "/", ""] {
            assert_eq!(of(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn the_sandbox_is_there_in_the_sandbox_alone() {
        assert_eq!(methods("/api/v1/sandbox/clock", true), Some(vec!["GET", "PUT", "HEAD", "OPTIONS"]));
        assert_eq!(methods("/api/v1/sandbox/clock", false), None);
    }
}
