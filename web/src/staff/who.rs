//! Who is signed in: one memory for all pages of the bundle, so that going from one to the next asks for no
//! new token.

use crate::view::prelude::*;
use client::{Client, Error};
use shared::staff::StaffMe;

use crate::signed_in::{self, SignedIn};

/// Who is signed in, as far as it is known by now.
#[derive(Clone, Copy)]
pub(crate) struct Who {
    signed_in: SignedIn,
    /// The person, once a page has asked.
    pub(super) me: RwSignal<Option<StaffMe>>,
    /// Recovery codes that were left when they signed in here.
    pub(super) codes_left: RwSignal<Option<u32>>,
    /// The one-time password of an invitation that was opened: it is gone from the address.
    pub(super) invitation: StoredValue<Option<String>>,
}

/// Begins with nobody; once, by the app.
pub(crate) fn provide() {
    provide_context(Who::nobody());
}

/// Who is signed in.
pub(super) fn use_who() -> Who {
    use_context().unwrap_or_else(Who::nobody)
}

impl Who {
    fn nobody() -> Self {
        Self {
            signed_in: SignedIn::new(),
            me: RwSignal::new(None),
            codes_left: RwSignal::new(None),
            invitation: StoredValue::new(None),
        }
    }

    /// The client in their name.
    pub(super) async fn client(self, client: Client) -> Result<Client, Error> {
        self.signed_in.client(client).await
    }

    /// Asks who it is.
    pub(super) async fn load(self, client: Client) -> Result<StaffMe, Error> {
        let answer = match self.client(client).await {
            Ok(own) => own.staff_me().await,
            Err(error) => Err(error),
        };
        if answer.is_ok() {
            // Who comes back from the city's sign-in has replaced the cookie of a visitor, perhaps.
            signed_in::remember(false);
        }
        self.me.set(answer.as_ref().ok().cloned());
        answer
    }

    /// Somebody has just signed in, or is no longer; either way the browser has no visitor's cookie now.
    pub(super) fn begin(self, codes_left: Option<u32>) {
        signed_in::remember(false);
        self.signed_in.forget();
        self.codes_left.set(codes_left);
        self.invitation.set_value(None);
    }

    /// Nobody is signed in any more.
    pub(super) fn end(self) {
        self.begin(None);
        self.me.set(None);
    }
}
