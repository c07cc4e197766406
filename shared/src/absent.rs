//! Lists that may be absent from an answer.

use serde::{Deserialize, Deserializer};

/// A list that is empty where it is absent; for `#[serde(default, deserialize_with = "…")]`. The
/// default alone does not do: in the browser an absent field is seen only by who expects it to be.
pub(crate) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    Option::deserialize(from).map(Option::unwrap_or_default)
}
