//! Passwords: what is a good one, and hashing it (Argon2id, RFC 9106).
//!
//! What always holds: a password is hashed on a thread of its own, a few at a time on the whole node, because
//! each takes 19 MiB and tens of milliseconds on purpose. What does not get its turn is told to come back,
//! so a flood of guesses can't take the memory.

use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use shared::staff::PASSWORD_LENGTHS as LENGTHS;
use tokio::sync::Semaphore;

use crate::problem::Failure;

/// How hard a password has to be to guess, 0 to 4; 3 is safe against somebody who has stolen the hash.
const STRENGTH: zxcvbn::Score = zxcvbn::Score::Three;
/// How many are hashed at the same time.
const AT_ONCE: usize = 4;
/// Memory in KiB, passes, lanes: what OWASP asks for at the least, 19 MiB and two passes.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
/// What is compared where there is no account: a hash of nobody's password, with the same cost.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGhlcmU$\
    Cq2yEGb0zWHIm4XWbrDjJvvm1JNyc8uUwqcHGYaHcMo";

/// How long somebody waits for her turn.
const PATIENCE: Duration = Duration::from_secs(5);

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// Refuses a password that is too short, or that somebody would guess who knows these words.
pub(super) fn check(password: &str, words: &[&str]) -> Result<(), Failure> {
    let letters = password.chars().count();
    if !LENGTHS.contains(&letters) {
        let (least, most) = (LENGTHS.start(), LENGTHS.end());
        return Err(Failure::invalid("/password", format!("should have {least} to {most} characters")));
    }
    // What is longer than that is not easier to guess, and takes long to judge.
    let judged: String = password.chars().take(64).collect();
    if zxcvbn::zxcvbn(&judged, words).score() < STRENGTH {
        return Err(Failure::invalid("/password", "is easy to guess: take several words that do not belong together"));
    }
    Ok(())
}

/// The hash of a password, salted with these bytes.
pub(super) async fn hash(password: String, salt: [u8; 32]) -> Result<String, Failure> {
    busy(move || {
        let salt = salt.first_chunk::<16>().copied().unwrap_or_default();
        let hash: PasswordHash = hasher()?.hash_password_with_salt(password.as_bytes(), &salt).ok()?;
        Some(hash.to_string())
    })
    .await?
    .ok_or_else(|| Failure::internal("a password could not be hashed"))
}

/// Whether a password has this hash. Without one the same work is done, and the answer is no.
pub(super) async fn matches(password: String, kept: Option<String>) -> Result<bool, Failure> {
    busy(move || {
        let hash = PasswordHash::new(kept.as_deref().unwrap_or(NOBODYS)).ok()?;
        let right = hasher()?.verify_password(password.as_bytes(), &hash).is_ok();
        Some(right && kept.is_some())
    })
    .await
    .map(|right| right.unwrap_or(false))
}

fn hasher() -> Option<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(memory, passes, lanes, None).ok()?))
}

async fn busy<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    let turn = tokio::time::timeout(PATIENCE, TURNS.acquire()).await.map_err(Failure::unavailable)?;
    let _turn = turn.map_err(Failure::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Failure::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_that_was_hashed_matches() {
        let kept = hash("Laterne Kaktus Vierzehn".to_owned(), [7; 32]).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(matches("Laterne Kaktus Vierzehn".to_owned(), Some(kept.clone())).await.unwrap());
        assert!(!matches("laterne kaktus vierzehn".to_owned(), Some(kept)).await.unwrap());
        assert!(!matches(String::new(), Some("no hash".to_owned())).await.unwrap());
        assert!(!matches("Laterne Kaktus Vierzehn".to_owned(), None).await.unwrap());
        PasswordHash::new(NOBODYS).expect("nobody's is a hash, so that comparing with it costs the same");
    }

    #[test]
    fn what_anybody_would_try_is_no_password() {
        for bad in ["kurz", "password12345", "aaaaaaaaaaaaaaaa", "qwertzuiopasdf", "robin.amt2026", &"x".repeat(201)] {
            assert!(check(bad, &["robin.amt", "Robin Amt", "Rathaus"]).is_err(), "{bad}");
        }
        for good in ["Laterne Kaktus Vierzehn", "9f!kQ2#xLm0p", "grüne Ampel über Linden 3"] {
            assert!(check(good, &["robin.amt", "Robin Amt", "Rathaus"]).is_ok(), "{good}");
        }
    }
}
