//! Keys of staff and apps as they are written: `rcw_<id>_<secret>`. The id is public, the secret has 256 bits.

use uuid::Uuid;

use crate::ids::Ids;
use crate::secrets::base64url;

/// What every key begins with, so that a scanner finds one that was published by mistake.
pub(crate) const PREFIX: &str = "rcw_";
/// 32 bytes in base64 without padding.
const SECRET_LENGTH: usize = 43;

/// A key somebody presents, not yet compared with anything.
pub(crate) struct Key {
    /// Its id, of whichever kind.
    pub(crate) id: Uuid,
    /// What only its holder has.
    pub(crate) secret: String,
}

impl Key {
    /// A new one.
    pub(crate) fn draw(id: Uuid, ids: &Ids) -> Self {
        Self { id, secret: base64url(&ids.key()) }
    }

    /// Reads one; `None` when it can't be a key at all.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (id, secret) = text.strip_prefix(PREFIX)?.split_once('_')?;
        let well_made = id.len() == 32 && secret.len() == SECRET_LENGTH;
        let id = Uuid::try_parse(id).ok().filter(|_| well_made)?;
        Some(Self { id, secret: secret.to_owned() })
    }

    /// As it is sent. The only way to see a secret, and called once in its life.
    pub(crate) fn reveal(&self) -> String {
        format!("{PREFIX}{}_{}", self.id.simple(), self.secret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written_and_nothing_else_is_a_key() {
        let key = Key::draw(Uuid::from_u128(7), &Ids::seeded(1));
        let text = key.reveal();
        let read = Key::parse(&text).expect("a key");
        assert_eq!((read.id, read.secret.as_str()), (key.id, key.secret.as_str()));
        for other in ["", "rcw_", "rcw_1_2", text.trim_start_matches("rcw_"), &text[..text.len() - 1]] {
            assert!(Key::parse(other).is_none(), "{other}");
        }
    }
}
