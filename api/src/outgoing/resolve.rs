//! From a name to addresses, of which only public ones are told.
//!
//! The connection is made to what is told here and nowhere else: nobody asks for the name a second time.

use std::net::{SocketAddr, ToSocketAddrs};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::Refused;
use super::address::is_public;

/// The machine's own way to find names, with a look at what it finds.
#[derive(Debug)]
pub(super) struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let name = name.as_str().to_owned();
            // The port is the caller's; the system's resolver knows no other way than to block.
            let found = tokio::task::spawn_blocking(move || (name, 0).to_socket_addrs()).await??;
            let public: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err(Refused::NotPublic.into());
            }
            Ok::<Addrs, _>(Box::new(public.into_iter()))
        })
    }
}
