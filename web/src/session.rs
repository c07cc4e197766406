//! What the app knows of its visitor: the client it asks with, and what a booking's link proves.
//!
//! What always holds: nothing of this is stored. A booking's secret lives in the fragment of its
//! link, which browsers send to nobody, and the e-mail address stays in memory until the page is
//! left, so that the code page can say where the code went.

use crate::view::prelude::*;
use client::Client;
use shared::ids::{AppointmentId, BookingId, WaitingId};

use crate::lang::{Lang, href};

/// The address a code was sent to, as long as this page is open.
#[derive(Clone, Copy)]
struct SentTo(RwSignal<Option<(BookingId, String)>>);

/// Makes the client and the memory of this visit; called once, by the app.
pub(crate) fn provide() {
    provide_context(Client::new(&window().location().origin().unwrap_or_default()));
    provide_context(SentTo(RwSignal::new(None)));
}

/// The client of the api this page came from.
pub(crate) fn use_client() -> Client {
    use_context().unwrap_or_else(|| Client::new(""))
}

/// The key of the last wish: the same wish after a lost answer must not become a second booking.
#[derive(Clone, Copy)]
pub(crate) struct Keys(StoredValue<Option<(String, String)>>);

impl Keys {
    /// Nothing was wished yet.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// The key for a wish: the last one, if the wish is the last one.
    pub(crate) fn of<T: serde::Serialize>(self, wish: &T) -> String {
        // Wishes are told apart by what is sent, so that one type of memory serves all of them.
        self.of_text(serde_json::to_string(wish).unwrap_or_default())
    }

    fn of_text(self, wish: String) -> String {
        let known = self.0.get_value().filter(|(last, _)| *last == wish).map(|(_, key)| key);
        let key = known.unwrap_or_else(idempotency_key);
        self.0.set_value(Some((wish, key.clone())));
        key
    }

    /// The next wish is another one, even if it says the same.
    pub(crate) fn forget(self) {
        self.0.set_value(None);
    }
}

/// A fresh key, so that a wish that is sent twice makes one booking.
fn idempotency_key() -> String {
    let mut bytes = [0_u8; 16];
    if let Ok(crypto) = window().crypto() {
        // `randomUUID` exists only in secure contexts; this does the same everywhere.
        let _filled = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

/// Remembers where the code for a booking went. To be called where the booking was made.
pub(crate) fn remember_address(id: BookingId, email: &str) {
    if let Some(SentTo(signal)) = use_context() {
        signal.set(Some((id, email.to_owned())));
    }
}

/// Where the code for a booking went, if it was made since this page was opened.
pub(crate) fn address_of(id: BookingId) -> Option<String> {
    let SentTo(signal) = use_context()?;
    signal.get_untracked().filter(|(of, _)| *of == id).map(|(_, email)| email)
}

/// The page of a booking, with its secret where no server sees it.
pub(crate) fn booking_href(lang: Lang, id: BookingId, secret: &str) -> String {
    format!("{}#s={secret}", href(lang, &format!("/booking/{id}")))
}

/// The page of a wish on the waiting list, likewise.
pub(crate) fn waiting_href(lang: Lang, id: WaitingId, secret: &str) -> String {
    format!("{}#s={secret}", href(lang, &format!("/waiting/{id}")))
}

/// The page of an appointment, likewise.
pub(crate) fn appointment_href(lang: Lang, id: AppointmentId, secret: &str) -> String {
    format!("{}#s={secret}", href(lang, &format!("/appointment/{id}")))
}

/// What a booking's link brings along after `#`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Fragment {
    /// The secret, in the characters of base64url.
    pub(crate) secret: Option<String>,
    /// The 6 digits of the mail's own link.
    pub(crate) code: Option<String>,
    /// The booking it is about, where the path does not say it.
    pub(crate) booking: Option<BookingId>,
}

impl Fragment {
    /// Reads `#s=…&c=…`. Whatever is not of the expected shape is left out: people paste all kinds of things.
    pub(crate) fn parse(hash: &str) -> Self {
        let mut found = Self::default();
        for part in hash.trim_start_matches('#').split('&') {
            match part.split_once('=') {
                Some(("s", value)) if is_secret(value) => found.secret = Some(value.to_owned()),
                Some(("b", value)) => found.booking = value.parse().ok(),
                Some(("c", value)) if is_code(value) => found.code = Some(value.to_owned()),
                _ => {}
            }
        }
        found
    }
}

/// Whether this can be a secret at all, so that nothing else gets into a header.
fn is_secret(value: &str) -> bool {
    (16..=128).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Whether this is a confirmation code.
pub(crate) fn is_code(value: &str) -> bool {
    value.len() == 6 && value.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_brings_its_secret_and_the_mails_link_the_code_too() {
        let plain = Fragment::parse("#s=Zm9vYmFyYmF6cXV4MTIz");
        assert_eq!(plain, Fragment { secret: Some("Zm9vYmFyYmF6cXV4MTIz".to_owned()), ..Fragment::default() });
        let mailed = Fragment::parse("s=Zm9vYmFyYmF6cXV4MTIz&c=482913");
        assert_eq!(mailed.code.as_deref(), Some("482913"));
    }

    #[test]
    fn whatever_cannot_be_a_secret_or_a_code_is_left_out() {
        for hash in ["", "#", "#inhalt", "#s=", "#s=kurz", "#s=mit%0Azeile-mit-zeile", "#c=48291", "#c=48291a"] {
            assert_eq!(Fragment::parse(hash), Fragment::default(), "{hash}");
        }
    }
}
