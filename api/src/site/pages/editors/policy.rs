//! What a content-security policy lets a page load (CSP level 3, W3C). Pure.
//!
//! What always holds: where the policy says nothing, everything is allowed; a directive that is missing is answered by
//! those it falls back to, in the standard's order; of a directive that is there twice the first counts.

use std::collections::HashMap;

/// Something a page loads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loads {
    Script,
    Data,
    Picture,
    Frame,
}

impl Loads {
    /// The directive that is for it.
    pub(super) const fn directive(self) -> &'static str {
        match self {
            Self::Script => "script-src",
            Self::Data => "connect-src",
            Self::Picture => "img-src",
            Self::Frame => "frame-src",
        }
    }

    /// The directives that may answer for it, the nearest first.
    const fn answered_by(self) -> &'static [&'static str] {
        match self {
            Self::Script => &["script-src-elem", "script-src", "default-src"],
            Self::Data => &["connect-src", "default-src"],
            Self::Picture => &["img-src", "default-src"],
            Self::Frame => &["frame-src", "child-src", "default-src"],
        }
    }
}

/// Whether a text has a directive in it, as every policy has; else something else was pasted.
pub(super) fn names_any(policy: &str) -> bool {
    const OTHERS: [&str; 9] = [
        "base-uri",
        "block-all-mixed-content",
        "form-action",
        "frame-ancestors",
        "report-to",
        "report-uri",
        "require-trusted-types-for",
        "sandbox",
        "upgrade-insecure-requests",
    ];
    let mut names = policy.split([',', ';']).filter_map(|directive| directive.split_whitespace().next());
    names.any(|name| {
        let name = name.to_ascii_lowercase();
        let fetches = |name: &str| name.ends_with("-src") || name.ends_with("-src-elem") || name.ends_with("-src-attr");
        OTHERS.contains(&name.as_str()) || fetches(&name)
    })
}

/// What a policy says about something from our server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Allowed,
    /// This directive needs our address.
    Missing(String),
    /// Addresses do not count: scripts need the page's nonce.
    Nonce,
}

/// What a policy says of loading something from an origin. Several policies, joined by commas, all have to allow it.
pub(super) fn verdict(policy: &str, loads: Loads, origin: &str) -> Verdict {
    let mut verdicts = policy.split(',').map(|one| of_one(one, loads, origin));
    verdicts.find(|verdict| *verdict != Verdict::Allowed).unwrap_or(Verdict::Allowed)
}

fn of_one(policy: &str, loads: Loads, origin: &str) -> Verdict {
    let mut directives: HashMap<String, Vec<&str>> = HashMap::new();
    for directive in policy.split(';') {
        let mut words = directive.split_whitespace();
        if let Some(name) = words.next() {
            directives.entry(name.to_ascii_lowercase()).or_insert_with(|| words.collect());
        }
    }
    let found = loads.answered_by().iter().find_map(|name| Some((*name, directives.get(*name)?)));
    let Some((name, sources)) = found else { return Verdict::Allowed };
    let has = |word: &str| sources.iter().any(|source| source.eq_ignore_ascii_case(word));
    let proven = sources.iter().any(|source| source.starts_with("'nonce-") || source.starts_with("'sha"));
    if loads == Loads::Script && has("'strict-dynamic'") && proven {
        return Verdict::Nonce;
    }
    if sources.iter().any(|source| matches(source, origin)) {
        return Verdict::Allowed;
    }
    // Who adds to `default-src` opens everything; the directive of its own is what is missing.
    Verdict::Missing(if name == "default-src" { loads.directive().to_owned() } else { name.to_owned() })
}

/// Whether a source covers an origin such as `https://rathaus.example:8443`. Paths are not looked at: ours differ.
fn matches(source: &str, origin: &str) -> bool {
    let source = source.to_ascii_lowercase();
    let Some((scheme, host)) = origin.split_once("://") else { return false };
    if source == "*" {
        return matches!(scheme, "http" | "https");
    }
    if let Some(named) = source.strip_suffix(':') {
        return named == scheme || (named == "http" && scheme == "https");
    }
    let (named, rest) = match source.split_once("://") {
        Some((named, rest)) => (Some(named.to_owned()), rest.to_owned()),
        None => (None, source),
    };
    if named.is_some_and(|named| named != scheme && !(named == "http" && scheme == "https")) {
        return false;
    }
    let (place, path) = rest.split_once('/').map_or((rest.as_str(), ""), |(place, path)| (place, path));
    let covered = path.is_empty() || "embed/v1/".starts_with(path) && path.ends_with('/');
    covered && same_place(place, host, scheme)
}

/// Host and port; a port that is not said is the scheme's own.
fn same_place(place: &str, host: &str, scheme: &str) -> bool {
    let usual = if scheme == "https" { "443" } else { "80" };
    let parts = |text: &str| match text.rsplit_once(':') {
        Some((name, port)) => (name.to_owned(), port.to_owned()),
        None => (text.to_owned(), usual.to_owned()),
    };
    let ((wanted, port), (name, own)) = (parts(place), parts(host));
    let named = match wanted.strip_prefix("*.") {
        Some(end) => name.strip_suffix(end).is_some_and(|start| start.ends_with('.')),
        None => wanted == name,
    };
    named && (port == "*" || port == own)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "https://rathaus.example";

    fn missing(name: &str) -> Verdict {
        Verdict::Missing(name.to_owned())
    }

    #[test]
    fn what_is_not_said_is_allowed_and_the_nearest_directive_answers() {
        assert_eq!(verdict("", Loads::Script, OURS), Verdict::Allowed);
        assert_eq!(verdict("img-src 'self'", Loads::Frame, OURS), Verdict::Allowed);
        assert_eq!(verdict("default-src 'self'", Loads::Frame, OURS), missing("frame-src"));
        assert_eq!(verdict("default-src 'none'; child-src https:", Loads::Frame, OURS), Verdict::Allowed);
        let elements = "script-src https://rathaus.example; script-src-elem 'self'";
        assert_eq!(verdict(elements, Loads::Script, OURS), missing("script-src-elem"));
        assert_eq!(verdict("IMG-SRC 'none'; img-src *", Loads::Picture, OURS), missing("img-src"), "the first counts");
        assert_eq!(
            verdict("img-src *, img-src 'self'", Loads::Picture, OURS),
            missing("img-src"),
            "all have to allow it"
        );
    }

    #[test]
    fn sources_cover_what_the_standard_says() {
        for (source, ours) in [
            ("*", true),
            ("https:", true),
            ("http:", true),
            ("data:", false),
            ("rathaus.example", true),
            ("http://rathaus.example", true),
            ("https://rathaus.example:443", true),
            ("https://rathaus.example:8443", false),
            ("https://rathaus.example:*", true),
            ("https://rathaus.example/", true),
            ("https://rathaus.example/embed/", true),
            ("https://rathaus.example/api/", false),
            ("https://*.example", true),
            ("https://*.rathaus.example", false),
            ("https://RATHAUS.example", true),
            ("'self'", false),
            ("'none'", false),
        ] {
            let found = verdict(&format!("img-src {source}"), Loads::Picture, OURS);
            assert_eq!(found == Verdict::Allowed, ours, "{source}");
        }
        assert_eq!(verdict("img-src https:", Loads::Picture, "http://localhost:8080"), missing("img-src"));
        assert_eq!(verdict("img-src localhost:8080", Loads::Picture, "http://localhost:8080"), Verdict::Allowed);
    }

    #[test]
    fn what_names_no_directive_is_no_policy() {
        for policy in
            ["default-src 'self'", "Frame-Ancestors 'none'", "x y; img-src *", "sandbox", "script-src-elem 'self'"]
        {
            assert!(names_any(policy), "{policy}");
        }
        for other in ["", "xxxx", "<script>alert(1)</script>", "https://a.example; y", "-srcs a"] {
            assert!(!names_any(other), "{other}");
        }
    }

    #[test]
    fn where_scripts_need_a_nonce_addresses_do_not_count() {
        let strict = "script-src 'nonce-abc' 'strict-dynamic' https:";
        assert_eq!(verdict(strict, Loads::Script, OURS), Verdict::Nonce);
        assert_eq!(verdict("script-src 'nonce-abc' https:", Loads::Script, OURS), Verdict::Allowed);
    }
}
