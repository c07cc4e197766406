//! One key: its name, its public half, and the private half where this node can derive it.

use chrono::{DateTime, Utc};
use ed25519_dalek::SigningKey;
use jsonwebtoken::{DecodingKey, EncodingKey};
use uuid::Uuid;

use crate::secrets::{Secrets, base64url, equal};

/// What stands before the 32 bytes of a private Ed25519 key in PKCS #8 (RFC 8410, section 7).
const PKCS8: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// A key that signs access tokens, or did.
#[derive(Debug)]
pub(super) struct Key {
    /// Its id.
    pub(super) id: Uuid,
    /// Since when it is told.
    pub(super) created_at: DateTime<Utc>,
    /// Its public half.
    pub(super) public: [u8; 32],
    /// What believes its tokens.
    pub(super) decoding: DecodingKey,
    /// What signs them; absent for a key of a server key that has been replaced.
    pub(super) encoding: Option<EncodingKey>,
}

impl Key {
    /// The key of a row.
    pub(super) fn known(id: Uuid, public: [u8; 32], created_at: DateTime<Utc>, secrets: &Secrets) -> Self {
        let (private, own) = halves(id, secrets);
        let encoding = equal(&own, &public).then(|| EncodingKey::from_ed_der(&[PKCS8.as_slice(), &private].concat()));
        Self { id, created_at, public, decoding: DecodingKey::from_ed_der(&public), encoding }
    }

    /// Its name in tokens and in the set of keys.
    pub(super) fn kid(&self) -> String {
        self.id.simple().to_string()
    }

    /// Its public half as the set of keys tells it.
    pub(super) fn x(&self) -> String {
        base64url(&self.public)
    }
}

/// The public half of a key that is to be made.
pub(super) fn public_half(id: Uuid, secrets: &Secrets) -> [u8; 32] {
    halves(id, secrets).1
}

/// Any 32 bytes nobody can guess are a private key of Ed25519 (RFC 8032, section 5.1.5).
fn halves(id: Uuid, secrets: &Secrets) -> ([u8; 32], [u8; 32]) {
    let private = secrets.token_key(id);
    (private, SigningKey::from_bytes(&private).verifying_key().to_bytes())
}
