//! The way to the api outside of a browser: over sockets, by reqwest.

use crate::{Answer, Error, Request, TIMEOUT};

/// A pool of connections.
#[derive(Debug, Clone)]
pub(crate) struct Transport(reqwest::Client);

impl Transport {
    /// No connection yet.
    pub(crate) fn new() -> Self {
        // The server speaks plain HTTP; TLS is the affair of the proxy before it. But where something else in the same
        // program has reqwest speak TLS, it wants to be told with what, and would read the machine's authorities.
        drop(rustls::crypto::ring::default_provider().install_default());
        Self(plain().tls_certs_only([]).build().unwrap_or_default())
    }

    /// Sends a request and waits for the whole answer.
    pub(crate) async fn send(&self, address: &str, request: Request) -> Result<Answer, Error> {
        let mut builder = self.0.request(request.method, address).timeout(TIMEOUT);
        for (name, value) in request.headers {
            builder = builder.header(name, value);
        }
        if let Some(body) = request.body {
            builder = builder.body(body);
        }
        let response = builder.send().await.map_err(|error| failed(&error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await.map_err(|error| failed(&error))?;
        Ok(Answer { status, headers, body: body.to_vec() })
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the typed client")]
fn plain() -> reqwest::ClientBuilder {
    // The api sends nobody elsewhere but browsers; whoever asks it wants its own answer.
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none())
}

/// A failed transport. The address is left out: it may hold what belongs in no log.
fn failed(error: &reqwest::Error) -> Error {
    if error.is_builder() {
        return Error::Unsendable { reason: error.to_string() };
    }
    let mut reason = String::new();
    let mut next: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(source) = next {
        if !reason.is_empty() {
            reason.push_str(": ");
        }
        reason.push_str(&source.to_string());
        next = source.source();
    }
    Error::Offline { reason }
}
