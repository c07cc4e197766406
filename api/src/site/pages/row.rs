//! One offer in the table, as the app's row says it.

use shared::offers::FullOffer;

use super::facts;
use super::frame::Frame;
use crate::texts::offers::Texts;

/// The row.
pub(super) struct Row {
    pub(super) href: String,
    /// The language of the title, where it is not the page's.
    pub(super) lang: Option<String>,
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) place: String,
    pub(super) access: String,
    pub(super) price: String,
    pub(super) age: Option<String>,
    pub(super) example: bool,
}

impl Row {
    /// Of an offer.
    pub(super) fn of(frame: &Frame, t: &'static Texts, FullOffer { offer, details }: &FullOffer) -> Self {
        let place = offer.place.as_ref();
        Self {
            href: frame.href(&facts::path(frame.lang, offer)),
            lang: details.fallback.then(|| offer.lang.clone()),
            title: offer.title.clone(),
            kind: facts::kind_and_when(frame.lang, t, offer, details),
            place: place.map(facts::place).unwrap_or_default(),
            access: facts::reach(t, place, &details.access),
            price: facts::prices(t, offer),
            age: facts::age(t, offer),
            example: offer.example,
        }
    }
}
