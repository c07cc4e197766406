//! The code that confirms what is held: six digits, good as long as the hold, for a few tries.
//!
//! Bookings of desks and appointments are held alike: until a code from a mail proves the address.

use chrono::{DateTime, Utc};
use shared::problem::ProblemKind;

use crate::problem::Failure;
use crate::secrets::equal;

/// What is kept of the code of something that is held.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept<'a> {
    /// Its hash.
    pub(crate) hash: Option<&'a [u8]>,
    /// Until when it is good.
    pub(crate) expires_at: Option<DateTime<Utc>>,
    /// Wrong tries so far.
    pub(crate) tries: i16,
}

/// Six digits, wherever blanks were put between them.
pub(crate) fn digits(code: &str) -> Result<String, Failure> {
    let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    if code.len() != 6 || !code.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(Failure::invalid("/code", "should be 6 digits"));
    }
    Ok(code)
}

/// Compares the hash of a code that was sent. What comes back in `Ok` is told to whoever sent a wrong one, and has
/// to be counted first; an error says that no code is good any more.
pub(crate) fn compare(
    kept: Kept<'_>,
    offered: &[u8],
    most_tries: i16,
    now: DateTime<Utc>,
) -> Result<Option<Failure>, Failure> {
    let spent = kept.tries >= most_tries || kept.expires_at.is_none_or(|at| at <= now);
    let Some(hash) = kept.hash.filter(|_| !spent) else {
        return Err(Failure::new(ProblemKind::CodeExpired).detail("Book again to get a new code."));
    };
    if equal(hash, offered) {
        return Ok(None);
    }
    let left = u8::try_from(most_tries - kept.tries - 1).unwrap_or(0);
    Ok(Some(Failure::new(ProblemKind::WrongCode).tries_left(left)))
}
