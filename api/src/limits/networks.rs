//! Whose request it is, by network: the peer, or behind proxies of ours the last address that is not theirs.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use actix_web::HttpRequest;
use actix_web::http::header::{HeaderName, HeaderValue};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// What a connection at home or in an office is given of IPv6 (RIPE-690): who has one has all of it.
const SITE_BITS: u32 = 56;
/// Where an IPv4 address stands among those of IPv6 (RFC 4291, section 2.5.5.2).
const MAPPED_BITS: u32 = 96;

/// A network, or one address: `10.0.0.0/8`, `2001:db8::/32`, `192.0.2.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    /// Of IPv6; one of IPv4 as it is mapped there.
    address: u128,
    bits: u32,
}

/// A text that is no network.
#[derive(Debug, thiserror::Error)]
#[error("should be an address or a network such as 10.0.0.0/8 or 2001:db8::/32")]
pub struct NetworkError;

impl Network {
    /// Whether an address is in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        (bits_of(address) ^ self.address) & mask(self.bits) == 0
    }
}

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
        let address: IpAddr = address.parse().map_err(|_not_one: std::net::AddrParseError| NetworkError)?;
        let before = if address.is_ipv4() { MAPPED_BITS } else { 0 };
        let bits = match length {
            None => 128,
            Some(length) if !length.is_empty() && length.bytes().all(|digit| digit.is_ascii_digit()) => {
                let length: u32 = length.parse().map_err(|_too_long: std::num::ParseIntError| NetworkError)?;
                length.checked_add(before).filter(|bits| *bits <= 128).ok_or(NetworkError)?
            }
            Some(_) => return Err(NetworkError),
        };
        Ok(Self { address: bits_of(address) & mask(bits), bits })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Ipv6Addr::from_bits(self.address).to_canonical() {
            IpAddr::V4(address) if self.bits >= MAPPED_BITS => write!(f, "{address}/{}", self.bits - MAPPED_BITS),
            _ => write!(f, "{}/{}", Ipv6Addr::from_bits(self.address), self.bits),
        }
    }
}

fn bits_of(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

fn mask(bits: u32) -> u128 {
    u128::MAX.checked_shl(128_u32.saturating_sub(bits)).unwrap_or(0)
}

/// The proxies whose word is taken.
#[derive(Debug)]
pub(super) struct Proxies(Vec<Network>);

impl Proxies {
    /// These.
    pub(super) const fn new(trusted: Vec<Network>) -> Self {
        Self(trusted)
    }

    /// Whose request it is. What stands before the last address that is not a proxy's was written by
    /// somebody we do not know, and so was everything before something that is no address.
    pub(super) fn client(&self, request: &HttpRequest) -> IpAddr {
        let peer = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
        if self.0.is_empty() || !self.trust(peer) {
            return site(peer);
        }
        let mut last = peer;
        let lines: Vec<_> = request.headers().get_all(FORWARDED_FOR).map(HeaderValue::as_bytes).collect();
        for named in lines.into_iter().rev().flat_map(|line| line.rsplit(|byte| *byte == b',')) {
            let Some(named) = std::str::from_utf8(named).ok().and_then(address) else { break };
            last = named;
            if !self.trust(named) {
                break;
            }
        }
        site(last)
    }

    fn trust(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }
}

/// An address as proxies write it, some with a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

/// An address for itself, or the part of IPv6 that one household or firm has.
fn site(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask(SITE_BITS))),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn client(trusted: &[&str], peer: &str, lines: &[&[u8]]) -> String {
        let proxies = Proxies::new(trusted.iter().map(|text| text.parse().unwrap()).collect());
        let mut request = TestRequest::default().peer_addr(format!("{peer}:1").parse().unwrap());
        for line in lines {
            let value = HeaderValue::from_bytes(line).unwrap();
            request = request.append_header((FORWARDED_FOR, value));
        }
        proxies.client(&request.to_http_request()).to_string()
    }

    #[test]
    fn networks_are_read_and_hold_what_is_in_them() {
        for (network, inside, outside) in [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"),
            ("192.0.2.1", "192.0.2.1", "192.0.2.2"),
            ("192.0.2.128/25", "::ffff:192.0.2.200", "192.0.2.1"),
            ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::1"),
            ("::1", "::1", "::2"),
            ("0.0.0.0/0", "203.0.113.7", "2001:db8::1"),
        ] {
            let read: Network = network.parse().unwrap();
            assert!(read.contains(inside.parse().unwrap()), "{network} {inside}");
            assert!(!read.contains(outside.parse().unwrap()), "{network} {outside}");
        }
        for odd in
            ["", "/", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/+8", "x", "10.0.0.0/99999999999"]
        {
            assert!(odd.parse::<Network>().is_err(), "{odd}");
        }
        assert_eq!("10.1.2.3/8".parse::<Network>().unwrap().to_string(), "10.0.0.0/8");
        assert_eq!("2001:db8::1/32".parse::<Network>().unwrap().to_string(), "2001:db8::/32");
    }

    #[test]
    fn nobody_decides_by_a_header_who_she_is() {
        let spoofed: &[&[u8]] = &[b"198.51.100.1"];
        assert_eq!(client(&[], "192.0.2.1", spoofed), "192.0.2.1", "nobody is trusted");
        assert_eq!(client(&["10.0.0.0/8"], "192.0.2.1", spoofed), "192.0.2.1", "the peer is no proxy of ours");
        let proxy = &["10.0.0.0/8", "2001:db8:1::/48"][..];
        assert_eq!(client(proxy, "10.1.1.1", spoofed), "198.51.100.1");
        assert_eq!(client(proxy, "[2001:db8:1::9]", spoofed), "198.51.100.1");
        assert_eq!(client(proxy, "10.1.1.1", &[b"203.0.113.9, 198.51.100.1, 10.2.2.2"]), "198.51.100.1");
        assert_eq!(client(proxy, "10.1.1.1", &[b"203.0.113.9", b"198.51.100.1"]), "198.51.100.1", "in two lines");
        assert_eq!(client(proxy, "10.1.1.1", &[b"203.0.113.9, 198.51.100.1:4711"]), "198.51.100.1", "with a port");
        assert_eq!(client(proxy, "10.1.1.1", &[b"203.0.113.9, [2001:db8:2:3:4::5]:443"]), "2001:db8:2::");
        assert_eq!(client(proxy, "10.1.1.1", &[b"203.0.113.9, unknown"]), "10.1.1.1", "not what came before it");
        assert_eq!(client(proxy, "10.1.1.1", &[b"203.0.113.9, \xff"]), "10.1.1.1");
        assert_eq!(client(proxy, "10.1.1.1", &[b"10.3.3.3"]), "10.3.3.3", "a proxy asks for itself");
        assert_eq!(client(proxy, "10.1.1.1", &[]), "10.1.1.1");
    }

    #[test]
    fn a_household_is_one_network() {
        assert_eq!(client(&[], "[2001:db8:0:ff::1]", &[]), client(&[], "[2001:db8:0:1::2]", &[]));
        assert_ne!(client(&[], "[2001:db8:0:100::1]", &[]), client(&[], "[2001:db8:0:1::2]", &[]));
        assert_eq!(client(&[], "[::ffff:192.0.2.1]", &[]), "192.0.2.1");
    }
}
