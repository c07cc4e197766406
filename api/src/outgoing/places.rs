//! An exception: a host and a port that may be called although they are not public, or without TLS.

use std::fmt;
use std::str::FromStr;

use reqwest::Url;

/// A host and a port, as `intranet.example:8443`, `127.0.0.1:4711` or `[::1]:4711`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    host: String,
    port: u16,
}

/// Not a host and a port.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("should be a host and a port, such as intranet.example:8443")]
pub struct PlaceError;

impl Place {
    /// Whether an address leads there.
    pub(super) fn is_at(&self, url: &Url) -> bool {
        url.host_str() == Some(&self.host) && url.port_or_known_default() == Some(self.port)
    }
}

impl FromStr for Place {
    type Err = PlaceError;

    fn from_str(text: &str) -> Result<Self, PlaceError> {
        let (host, port) = text.trim().rsplit_once(':').ok_or(PlaceError)?;
        let port = port.parse().map_err(|_not_a_number| PlaceError)?;
        // Written as an address writes it, so that the two can be compared.
        let url = Url::parse(&format!("https://{host}/")).map_err(|_not_a_host| PlaceError)?;
        let read = url.host_str().filter(|_| url.port().is_none() && url.path() == "/" && url.username().is_empty());
        read.map(|host| Self { host: host.to_owned(), port }).ok_or(PlaceError)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_an_address_reads_it() {
        let place = |text: &str| text.parse::<Place>();
        assert_eq!(place("Intranet.Example:8443").unwrap().to_string(), "intranet.example:8443");
        let here = place("[::1]:80").unwrap();
        assert!(here.is_at(&Url::parse("http://[0:0:0:0:0:0:0:1]/x").unwrap()));
        assert!(!here.is_at(&Url::parse("https://[::1]/x").unwrap()));
        for wrong in
            ["", "intranet.example", "intranet.example:", ":80", "a/b:80", "a b:80", "a@b:80", "a:1:80", "a:70000"]
        {
            assert_eq!(place(wrong), Err(PlaceError), "{wrong}");
        }
    }
}
