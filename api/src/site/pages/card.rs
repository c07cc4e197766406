//! One offer in the list, as the app's card says it.

use shared::offers::{FullOffer, PassPrice};

use super::facts;
use super::frame::Frame;
use super::markup::{Html, marked, plain};
use crate::texts::offers::Texts;

/// The card.
pub(super) struct Card {
    pub(super) href: String,
    pub(super) icon: &'static str,
    pub(super) ground: String,
    /// The language of the title and the text, where it is not the page's.
    pub(super) lang: Option<String>,
    pub(super) title: Html,
    pub(super) text: Html,
    pub(super) price: String,
    /// The price, where it is too long for the corner.
    pub(super) sentence: String,
    pub(super) when: Option<String>,
    pub(super) passes: Vec<PassPrice>,
    pub(super) kind: &'static str,
    pub(super) other: Option<String>,
    pub(super) age: Option<String>,
    pub(super) example: bool,
}

impl Card {
    /// Of an offer.
    pub(super) fn of(frame: &Frame, t: &'static Texts, whole: &FullOffer) -> Self {
        let (offer, details) = (&whole.offer, &whole.details);
        let (icon, ground) = facts::icon(offer);
        let (price, sentence) = facts::card_price(offer);
        let (title, text) = match &details.highlights {
            Some(found) => (marked(&found.title), marked(&found.text)),
            None => (plain(&offer.title), plain(&offer.summary)),
        };
        Self {
            href: frame.href(&facts::path(frame.lang, offer)),
            icon,
            ground: if ground.is_empty() { "offer-ic".to_owned() } else { format!("offer-ic offer-ic--{ground}") },
            lang: details.fallback.then(|| offer.lang.clone()),
            title,
            text,
            price,
            sentence,
            when: facts::time(frame.lang, t, offer, details),
            passes: offer.passes.clone(),
            kind: (t.kind)(offer.kind),
            other: details.fallback.then(|| facts::in_language(t, &offer.lang)),
            age: facts::age(t, offer),
            example: offer.example,
        }
    }
}
