//! Reads an offer with both its halves where no flattening can be afforded: in the browser.
//!
//! Serde flattens by keeping every field until it knows whose it is, which is a machine of its own for a few
//! fields. The browser's reader (`client/src/script.rs`) looks into an object for the fields of a type instead, so
//! it can look twice. What always holds: what is read here is what is read outside of the browser.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use super::FullOffer;

/// The object twice: once for each half.
struct Halves;

impl<'de> Visitor<'de> for Halves {
    type Value = FullOffer;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("an offer")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<FullOffer, A::Error> {
        let offer = seq.next_element()?.ok_or_else(|| A::Error::invalid_length(0, &self))?;
        let details = seq.next_element()?.ok_or_else(|| A::Error::invalid_length(1, &self))?;
        Ok(FullOffer { offer, details })
    }
}

impl<'de> Deserialize<'de> for FullOffer {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_tuple_struct("FullOffer", 2, Halves)
    }
}
