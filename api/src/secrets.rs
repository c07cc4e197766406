//! Booking secrets, code hashes, signing keys and sessions' proofs, derived from the server's key.
//!
//! A booking's secret is an HMAC of its id under the server's key, so a later mail can carry the
//! management link although the database holds only a hash (docs/adr/0005). Whoever reads the
//! database alone can make neither secrets nor codes.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use shared::ids::{AppKeyId, AppointmentId, BookingId, SessionId, StaffId, WaitingId, WebhookId};
use uuid::Uuid;

use crate::ids::Ids;

type HmacSha256 = Hmac<Sha256>;

/// File in the data directory that holds the key.
const KEY_FILE: &str = "server.key";
/// Bytes of a booking secret: 128 bit.
const SECRET_BYTES: usize = 16;

/// The server's key.
pub struct Secrets {
    key: [u8; 32],
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// Uses this key.
    pub const fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// Uses the key of the configuration, or the one in the data directory, made on first use.
    ///
    /// Several nodes on one database need the same key, or a booking made on one can't be managed
    /// by mail links another has sent.
    pub fn load(configured: Option<&str>, data_dir: &Path, ids: &Ids) -> io::Result<Self> {
        if let Some(text) = configured {
            return Ok(Self::new(Sha256::digest(text.as_bytes()).into()));
        }
        let path = data_dir.join(KEY_FILE);
        match fs::read(&path) {
            Ok(bytes) => {
                let key = <[u8; 32]>::try_from(bytes).map_err(|bytes| {
                    let found = bytes.len();
                    io::Error::new(
                        io::ErrorKind::InvalidData,
                        format!("{} holds {found} bytes, not 32", path.display()),
                    )
                })?;
                Ok(Self::new(key))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = ids.key();
                let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
                file.write_all(&key)?;
                file.sync_all()?;
                Ok(Self::new(key))
            }
            Err(error) => Err(error),
        }
    }

    /// The secret of a booking, as its owner sends it.
    pub fn booking(&self, id: BookingId) -> String {
        let tag = self.tag(b"booking-secret", &[id.0.as_bytes()]);
        base64url(tag.get(..SECRET_BYTES).unwrap_or(&tag))
    }

    /// The secret of a wish on the waiting list.
    pub fn waiting(&self, id: WaitingId) -> String {
        let tag = self.tag(b"waiting-secret", &[id.0.as_bytes()]);
        base64url(tag.get(..SECRET_BYTES).unwrap_or(&tag))
    }

    /// The secret of an appointment.
    pub fn appointment(&self, id: AppointmentId) -> String {
        let tag = self.tag(b"appointment-secret", &[id.0.as_bytes()]);
        base64url(tag.get(..SECRET_BYTES).unwrap_or(&tag))
    }

    /// The hash of the code that confirms an appointment.
    pub fn appointment_code_hash(&self, id: AppointmentId, code: &str) -> Vec<u8> {
        self.tag(b"appointment-code", &[id.0.as_bytes(), code.as_bytes()])
    }

    /// The hash of a secret, as the database keeps it.
    pub fn hash(secret: &str) -> Vec<u8> {
        Sha256::digest(secret.as_bytes()).to_vec()
    }

    /// The hash of a confirmation code, bound to its booking. Six digits are few, so it is keyed.
    pub fn code_hash(&self, id: BookingId, code: &str) -> Vec<u8> {
        self.tag(b"confirm-code", &[id.0.as_bytes(), code.as_bytes()])
    }

    /// The private half of a key that signs access tokens.
    pub fn token_key(&self, id: Uuid) -> [u8; 32] {
        // A tag has 32 bytes; were it otherwise, a hash of it would be as unguessable.
        let tag = self.tag(b"token-key", &[id.as_bytes()]);
        <[u8; 32]>::try_from(tag).unwrap_or_else(|tag| Sha256::digest(tag).into())
    }

    /// What a session's cookie proves it with: its turn, bound to a salt that only the database has.
    pub fn refresh(&self, id: SessionId, generation: i32, salt: &[u8]) -> String {
        base64url(&self.tag(b"session-refresh", &[id.0.as_bytes(), &generation.to_be_bytes(), salt]))
    }

    /// The secret of an app's key that was made over HTTP.
    pub fn app_key(&self, id: AppKeyId) -> String {
        base64url(&self.tag(b"app-key", &[id.0.as_bytes()]))
    }

    /// The key with which messages to a webhook are signed: another one each time it is replaced.
    pub fn webhook(&self, id: WebhookId, generation: i32) -> Vec<u8> {
        self.tag(b"webhook-secret", &[id.0.as_bytes(), &generation.to_be_bytes()])
    }

    /// An address that asked for a code to sign in, without regard to case. Keyed: addresses can be guessed.
    pub fn address_hash(&self, email: &str) -> Vec<u8> {
        self.tag(b"sign-in-address", &[email.to_lowercase().as_bytes()])
    }

    /// Where something was asked for: a network, or an app. Keyed: addresses of networks are few.
    pub fn origin(&self, of: &[u8]) -> Vec<u8> {
        self.tag(b"origin", &[of])
    }

    /// The hash of a code to sign in with, bound to its address and to the mail it was sent with.
    pub fn sign_in_hash(&self, id: Uuid, email: &str, code: &str) -> Vec<u8> {
        self.tag(b"sign-in-code", &[id.as_bytes(), email.to_lowercase().as_bytes(), code.as_bytes()])
    }

    /// What somebody's authenticator shares with us: 160 bits, as RFC 4226 asks for.
    pub fn second_factor(&self, account: StaffId, salt: &[u8]) -> Vec<u8> {
        let mut tag = self.tag(b"second-factor", &[account.0.as_bytes(), salt]);
        tag.truncate(20);
        tag
    }

    /// The hash of a code for a lost authenticator, bound to its account.
    pub fn recovery_hash(&self, account: StaffId, code: &str) -> Vec<u8> {
        self.tag(b"recovery-code", &[account.0.as_bytes(), code.as_bytes()])
    }

    /// What belongs to one attempt to sign in with a provider.
    pub fn oidc_attempt(&self, id: Uuid, what: &str) -> Vec<u8> {
        self.tag(b"oidc-attempt", &[id.as_bytes(), what.as_bytes()])
    }

    fn tag(&self, purpose: &[u8], parts: &[&[u8]]) -> Vec<u8> {
        let Ok(mut mac) = HmacSha256::new_from_slice(&self.key) else {
            return Vec::new();
        };
        mac.update(purpose);
        for part in parts {
            mac.update(&[0]);
            mac.update(part);
        }
        mac.finalize().into_bytes().to_vec()
    }
}

/// Lets through only who has the secret whose hash is kept. What is not there costs as much time as a
/// wrong secret, and gives the same nothing.
pub fn prove<T>(found: Option<T>, kept: impl Fn(&T) -> &[u8], secret: Option<&str>) -> Option<T> {
    let offered = Secrets::hash(secret.unwrap_or_default());
    let right = equal(&offered, found.as_ref().map_or(&[0; 32], kept)) && secret.is_some();
    found.filter(|_| right)
}

/// Whether two byte strings are equal, in time that does not depend on where they differ.
pub fn equal(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0_u8, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// Base64 for addresses (RFC 4648 section 5), without padding.
pub fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_u32, |word, byte| (word << 8) | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            let index = usize::try_from((word >> (18 - 6 * place)) & 63).unwrap_or(0);
            text.extend(LETTERS.get(index).map(|letter| char::from(*letter)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64url_agrees_with_rfc_4648() {
        for (bytes, text) in
            [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64url(bytes.as_bytes()), text);
        }
        assert_eq!(base64url(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn secrets_differ_by_booking_and_by_key() {
        let (one, two) = (BookingId(uuid::Uuid::from_u128(1)), BookingId(uuid::Uuid::from_u128(2)));
        let secrets = Secrets::new([7; 32]);
        assert_eq!(secrets.booking(one).len(), 22);
        assert_ne!(secrets.booking(one), secrets.booking(two));
        assert_ne!(secrets.booking(one), Secrets::new([8; 32]).booking(one));
        assert_ne!(secrets.code_hash(one, "123456"), secrets.code_hash(two, "123456"));
    }
}
