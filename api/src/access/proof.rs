//! How somebody shows that something is hers: a booking, a wish, an appointment.
//!
//! What always holds: what is not there and what is not yours cost the same work and end in the same nothing.

use actix_web::HttpRequest;
use shared::ids::AppId;

use super::Caller;
use crate::bookings::BOOKING_SECRET;
use crate::secrets::prove;

/// What a request brings to show that something is its sender's: either is enough.
#[derive(Debug)]
pub(crate) struct Proof {
    /// The secret of what it is about.
    secret: Option<String>,
    /// An address that was proven by signing in.
    address: Option<String>,
    /// The app that asks.
    app: Option<AppId>,
}

/// What something says of whose it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark<'a> {
    /// Hash of its secret; empty once it is nobody's.
    pub(crate) secret_hash: &'a [u8],
    /// Where its mails go.
    pub(crate) email: Option<&'a str>,
    /// The app that has made it.
    pub(crate) app: Option<AppId>,
}

impl Proof {
    /// Of a request and whoever sent it.
    pub(crate) fn of(request: &HttpRequest, caller: &Caller) -> Self {
        let secret = request.headers().get(BOOKING_SECRET).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Self { secret, address: caller.address().map(str::to_lowercase), app: caller.app() }
    }

    /// Whether this is the proven address, without regard to case.
    pub(crate) fn names(&self, email: Option<&str>) -> bool {
        let own = email.map(str::to_lowercase);
        own.is_some() && own == self.address
    }

    /// Lets the owner through: who has the secret, who has signed in with the address, and the app that has made
    /// it. An app that has made a hold has proven nobody's address with that.
    pub(crate) fn admit<T>(&self, found: Option<T>, mark: impl Fn(&T) -> Mark<'_>) -> Option<T> {
        let owned = found
            .as_ref()
            .map(&mark)
            .is_some_and(|of| self.names(of.email) || (self.app.is_some() && self.app == of.app));
        // The secret is looked at in any case: what is not there, and what is not yours, cost the same.
        let proven = prove(found.as_ref(), |found| mark(found).secret_hash, self.secret.as_deref()).is_some();
        found.filter(|_| owned || proven)
    }
}
