//! Whether somebody is signed in, and the token that says so to the api.
//!
//! The cookie can't be read by any script, and asking for a token without one would be a question for
//! nothing on every page: so the browser keeps one word, from signing in until signing out.

use client::{Client, Error};
use shared::people::AccessToken;

use crate::browser::window;
use crate::stored::StoredValue;

/// The word's name.
const NAME: &str = "signed-in";
/// A token is asked for anew when it has less than this left, milliseconds.
const SPARE: f64 = 30_000.0;

/// The token of this page, and when it ends.
#[derive(Clone, Copy)]
pub(crate) struct SignedIn(StoredValue<Option<(String, f64)>>);

impl SignedIn {
    /// No token yet.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// Somebody else signs in, or nobody is any more.
    pub(crate) fn forget(self) {
        self.0.set_value(None);
    }

    /// The client in the name of who is signed in. 401 where nobody is; then the browser forgets the word too.
    pub(crate) async fn client(self, client: Client) -> Result<Client, Error> {
        let now = js_sys::Date::now();
        let known = self.0.get_value().filter(|(_, ends)| *ends > now + SPARE);
        if let Some((token, _)) = known {
            return Ok(client.with_token(&token));
        }
        match client.token().await {
            Ok(AccessToken { access_token, expires_in, .. }) => {
                let lasts = u32::try_from(expires_in).map_or(0.0, f64::from) * 1000.0;
                self.0.set_value(Some((access_token.clone(), now + lasts)));
                Ok(client.with_token(&access_token))
            }
            Err(error) => {
                if error.kind() == Some(shared::problem::ProblemKind::Unauthorized) {
                    remember(false);
                }
                Err(error)
            }
        }
    }
}

/// The client to book with: in the name of who is signed in, where no address is given.
pub(crate) async fn asker(signed_in: SignedIn, client: Client, email: Option<&String>) -> Result<Client, Error> {
    if email.is_some() { Ok(client) } else { signed_in.client(client).await }
}

/// Whether the browser says that somebody is signed in.
pub(crate) fn is_remembered() -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|storage| matches!(storage.get_item(NAME), Ok(Some(_))))
}

/// Keeps or forgets the word. Where storage is switched off it is only asked for more often.
pub(crate) fn remember(signed_in: bool) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = if signed_in { storage.set_item(NAME, "1") } else { storage.remove_item(NAME) };
    }
}
