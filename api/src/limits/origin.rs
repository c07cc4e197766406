//! Where an unproven wish comes from, as the database may know it: a keyed hash of the network, or of the app.
//!
//! Counted there and not here, because all nodes together must not let one network hold the whole hall.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use std::net::IpAddr;

use super::Limits;
use crate::access::Caller;
use crate::app::App;
use crate::problem::Failure;

/// The network a request came from.
#[derive(Debug, Clone, Copy)]
pub struct Origin {
    network: IpAddr,
    hold: bool,
}

impl Origin {
    /// Whose share of what is not proven a wish counts for; `None` where nothing has to be proven, or where
    /// limits are off. An app is counted as a whole: all its users come from the network of its server.
    pub fn share(self, app: &App, caller: &Caller, verified: bool) -> Option<Vec<u8>> {
        if !self.hold || verified {
            return None;
        }
        Some(match caller.app() {
            Some(id) => app.secrets.origin(id.0.as_bytes()),
            None => self.network(app),
        })
    }

    /// The network, whether or not limits hold.
    pub fn network(self, app: &App) -> Vec<u8> {
        app.secrets.origin(self.network.to_string().as_bytes())
    }
}

impl FromRequest for Origin {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let limits = request.app_data::<Data<Limits>>().ok_or_else(|| Failure::internal("no limits behind the door"));
        ready(limits.map(|limits| Self { network: limits.proxies.client(request), hold: limits.hold }))
    }
}
