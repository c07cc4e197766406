//! Whose pages may show our frames: a setting that becomes `frame-ancestors` of each frame's policy.

use std::fmt;
use std::str::FromStr;

/// A source as the policy knows it: every page, none, an origin, or all hosts below a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbedHost(String);

/// What is no such source.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` should be *, none, or a host such as https://www.hannover.de or https://*.hannover.de, without a path")]
pub struct HostError(String);

/// Longest name of a host (RFC 1035).
const LONGEST: usize = 253;

impl FromStr for EmbedHost {
    type Err = HostError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim().to_ascii_lowercase();
        let source = match text.as_str() {
            "*" => "*".to_owned(),
            "none" => "'none'".to_owned(),
            other if is_source(other) => other.to_owned(),
            _ => return Err(HostError(text)),
        };
        Ok(Self(source))
    }
}

impl fmt::Display for EmbedHost {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// `scheme://host:port`, where scheme and port may be missing and the host may begin with `*.`. Nothing that could end
/// the directive or begin another is let through.
fn is_source(text: &str) -> bool {
    let rest = match text.split_once("://") {
        Some(("http" | "https", rest)) => rest,
        Some(_) => return false,
        None => text,
    };
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let name = host.strip_prefix("*.").unwrap_or(host);
    let label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    name.len() <= LONGEST
        && name.split('.').all(label)
        && port.is_none_or(|port| port == "*" || port.parse::<u16>().is_ok_and(|port| port > 0))
}

/// The directive's value.
pub(super) fn ancestors(hosts: &[EmbedHost]) -> String {
    let all: Vec<String> = hosts.iter().map(ToString::to_string).collect();
    if all.is_empty() { "'none'".to_owned() } else { all.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sources_are_let_through() {
        for good in [
            "*",
            "https://www.hannover.de",
            "https://*.hannover.de",
            "intranet",
            "http://localhost:8091",
            "https://a.de:*",
        ] {
            assert_eq!(good.parse::<EmbedHost>().unwrap().to_string(), good);
        }
        assert_eq!(ancestors(&["none".parse().unwrap()]), "'none'");
        assert_eq!(ancestors(&["*".parse().unwrap(), "https://A.de".parse().unwrap()]), "* https://a.de");
        for bad in [
            "",
            "https://a.de/x",
            "ftp://a.de",
            "a.de; script-src *",
            "a b",
            "https://*",
            "a..de",
            "a.de:0",
            "a.de:x",
            "'self'",
        ] {
            assert!(bad.parse::<EmbedHost>().is_err(), "{bad}");
        }
    }
}
