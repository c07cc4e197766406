//! Calling other servers: the one place from which this one does.
//!
//! Some addresses come from strangers: where an app wants its webhooks, where a calendar lies. Whoever
//! may name an address could otherwise have this server knock at doors that only it can reach: a database
//! beside it, a cloud's metadata, a printer in the town hall. What always holds:
//!
//! - To an address from a stranger it speaks `https`, and only with hosts on the public internet. That is
//!   decided about the very addresses it connects to ([`resolve`]), so a name that leads elsewhere at
//!   the second look gains nothing.
//! - No redirect is followed by itself (a feed looks at each as at a new address), and no proxy of the environment is used: both would decide otherwise where to.
//! - It waits for nobody for long, and reads no more than it was told to ([`body`]).
//! - The exceptions are written down by who runs the server: `RATHAUS_OUTGOING_ALLOW`.

mod address;
mod body;
mod places;
mod resolve;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::{Client, ClientBuilder, Method, RequestBuilder, Url};

pub use address::is_public;
pub use body::{BodyError, body};
pub use places::{Place, PlaceError};
use resolve::PublicOnly;

/// How long it may take to reach a server.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a call may take as a whole, unless whoever makes it says less.
const WHOLE: Duration = Duration::from_secs(15);
/// How long a connection is kept for the next call.
const IDLE: Duration = Duration::from_secs(30);

/// Says with what TLS is calculated: once a process, before the first call. Harmless when repeated.
pub fn prepare() {
    // The one error there is says that it has been said before.
    drop(rustls::crypto::ring::default_provider().install_default());
}

/// Why a server is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not an address, or one of something else than a server.
    #[error("is not the address of a server")]
    Malformed,
    /// Somebody on the way could read it.
    #[error("should begin with https://")]
    Insecure,
    /// They would stand in tables and logs.
    #[error("should have no user and no password in it")]
    Credentials,
    /// It leads to where only this server can go.
    #[error("does not lead to a host on the public internet")]
    NotPublic,
}

/// The machine can make no calls at all.
#[derive(Debug, thiserror::Error)]
#[error("other servers can't be called; is there a list of certificate authorities on this machine?")]
pub struct SetupError(#[source] reqwest::Error);

/// Who may be called, and the clients that do. One a node.
#[derive(Debug, Default)]
pub struct Guard {
    /// What may be called although it is not public, or without TLS.
    allowed: Vec<Place>,
    // Made at the first use: they read the machine's list of authorities.
    guarded: OnceLock<Client>,
    open: OnceLock<Client>,
}

impl Guard {
    /// With exceptions. From here on TLS is prepared.
    pub fn new(allowed: Vec<Place>) -> Self {
        prepare();
        Self { allowed, ..Self::default() }
    }

    /// Whether an address that a stranger has named may be called, as far as that can be told before its
    /// name is looked up.
    pub fn check(&self, address: &str) -> Result<Url, Refused> {
        let url = Url::parse(address).map_err(|_not_one| Refused::Malformed)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(Refused::Malformed)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refused::Insecure);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refused::Credentials);
        }
        if self.allows(&url) {
            return Ok(url);
        }
        // Whatever way it was written, an address in numbers is read as one by now. That it leads inside is said before
        // that it is not encrypted, which would help nobody.
        let literal = host.trim_start_matches('[').trim_end_matches(']').parse();
        let secure = url.scheme() == "https";
        if literal.is_ok_and(|ip| !is_public(ip)) || (!secure && host == "localhost") {
            return Err(Refused::NotPublic);
        }
        if secure { Ok(url) } else { Err(Refused::Insecure) }
    }

    /// The client for addresses that strangers have named.
    pub fn public(&self) -> Result<Public<'_>, SetupError> {
        let guarded = made(&self.guarded, |client| client.dns_resolver(Arc::new(PublicOnly)))?;
        Ok(Public { guard: self, guarded, open: self.configured()? })
    }

    /// The client for addresses that who runs the server has set: it may go anywhere.
    pub fn configured(&self) -> Result<Client, SetupError> {
        made(&self.open, |client| client)
    }

    fn allows(&self, url: &Url) -> bool {
        self.allowed.iter().any(|place| place.is_at(url))
    }
}

/// Calls addresses that strangers have named.
#[derive(Debug)]
pub struct Public<'a> {
    guard: &'a Guard,
    guarded: Client,
    open: Client,
}

impl Public<'_> {
    /// A call to be made. Where its name leads is looked at when it is sent; see [`refused`].
    pub fn request(&self, method: Method, address: &str) -> Result<RequestBuilder, Refused> {
        let url = self.guard.check(address)?;
        let client = if self.guard.allows(&url) { &self.open } else { &self.guarded };
        Ok(client.request(method, url))
    }
}

/// Whether a call failed because its name leads to no public address.
pub fn refused(error: &reqwest::Error) -> bool {
    let first: &(dyn std::error::Error + 'static) = error;
    std::iter::successors(Some(first), |error| std::error::Error::source(*error))
        .any(<dyn std::error::Error>::is::<Refused>)
}

fn made(place: &OnceLock<Client>, how: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Result<Client, SetupError> {
    if let Some(client) = place.get() {
        return Ok(client.clone());
    }
    prepare();
    let client = how(plain()).build().map_err(SetupError)?;
    // Who was faster has made the same.
    Ok(place.get_or_init(|| client).clone())
}

#[expect(clippy::disallowed_methods, reason = "this is where clients are made")]
fn plain() -> ClientBuilder {
    Client::builder()
        .user_agent(concat!("rathaus/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .connect_timeout(CONNECT)
        .timeout(WHOLE)
        .pool_idle_timeout(IDLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_judged_by_what_it_means_and_not_by_how_it_is_written() {
        let guard = Guard::new(vec!["127.0.0.1:4711".parse().unwrap(), "intranet.example:443".parse().unwrap()]);
        let judge = |address: &str| guard.check(address).map(drop);
        for fine in [
            "https://example.org/hooks?of=us",
            "https://example.org:8443/",
            "https://93.184.216.34/",
            "https://[2606:4700::1111]/",
            "http://127.0.0.1:4711/here",
            "http://2130706433:4711/the-same",
            "https://intranet.example/",
        ] {
            assert_eq!(judge(fine), Ok(()), "{fine}");
        }
        for inside in [
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0177.0.0.1/",
            "https://127.0.0.1./",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[::ffff:7f00:1]/",
            "https://[fd00::1]/",
            "https://169.254.169.254/latest/meta-data",
            "https://127.0.0.1:4712/",
            "http://127.0.0.1:4712/",
            "http://localhost:22/",
        ] {
            assert_eq!(judge(inside), Err(Refused::NotPublic), "{inside}");
        }
        assert_eq!(judge("http://example.org/"), Err(Refused::Insecure));
        assert_eq!(judge("ftp://example.org/"), Err(Refused::Insecure));
        assert_eq!(judge("https://anna:geheim@example.org/"), Err(Refused::Credentials));
        for none in ["", "/hooks", "https://", "mailto:kim@example.org"] {
            assert_eq!(judge(none), Err(Refused::Malformed), "{none}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_refused_when_it_is_looked_up() {
        let guard = Guard::default();
        let call = guard.public().unwrap().request(Method::GET, "https://localhost/").unwrap();
        assert!(refused(&call.send().await.unwrap_err()));
    }
}
