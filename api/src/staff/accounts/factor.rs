//! The second factor: a code of six digits that an authenticator shows for 30 seconds (RFC 6238), and codes
//! on paper for whoever has lost it.
//!
//! What always holds: no code is good twice. The secret is derived from the server's key and a salt, so the
//! database alone is not enough to make codes; a new salt is a new secret.

use chrono::{DateTime, Utc};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use shared::ids::StaffId;
use totp_rs::{Builder, Secret, Totp};

use crate::app::App;
use crate::ids::Ids;
use crate::problem::Failure;
use crate::secrets::Secrets;

/// How many codes for a lost authenticator there are.
const RECOVERY_CODES: usize = 10;
/// What authenticators call us.
const ISSUER: &str = "Rathaus Co-Working";

/// The second factor of an account.
fn factor(secrets: &Secrets, account: StaffId, salt: &[u8], login: &str) -> Result<Totp, Failure> {
    let secret = secrets.second_factor(account, salt);
    // A colon would end the name in the address.
    let login = login.replace(':', " ");
    Builder::new()
        .with_secret(Secret::from(secret))
        .with_skew(1)
        .with_account_name(login)
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(Failure::internal)
}

/// What an authenticator has to be told: the secret in base32, an address, and the address as a picture.
pub(super) fn told(app: &App, account: StaffId, salt: &[u8], login: &str) -> Result<(String, String, String), Failure> {
    let totp = factor(&app.secrets, account, salt, login)?;
    let secret = Secret::from(app.secrets.second_factor(account, salt)).to_base32();
    let uri = totp.to_url().map_err(Failure::internal)?;
    let code = QrCode::with_error_correction_level(&uri, EcLevel::M).map_err(Failure::internal)?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
    Ok((secret, uri, picture))
}

/// The step whose code this is, if it is one that is good now and was not used yet.
pub(super) fn step(
    app: &App,
    (account, login): (StaffId, &str),
    salt: &[u8],
    used: i64,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Option<i64>, Failure> {
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let well_made = digits.len() == 6 && digits.bytes().all(|letter| letter.is_ascii_digit());
    let Ok(seconds) = u64::try_from(now.timestamp()) else { return Ok(None) };
    if !well_made {
        return Ok(None);
    }
    let step = factor(&app.secrets, account, salt, login)?.check(&digits, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()).filter(|step| *step > used))
}

/// New codes for a lost authenticator, as they are shown once.
pub(super) fn recovery_codes(ids: &Ids) -> Vec<String> {
    (0..RECOVERY_CODES).map(|_| format!("{}-{}", ids.booking_code(), ids.booking_code())).collect()
}

/// A recovery code as it was meant: people leave out what is between, and write small letters.
pub(super) fn recovery_code(text: &str) -> Option<String> {
    let letters: String = text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let (first, last) = letters.split_at_checked(6)?;
    (letters.len() == 12).then(|| format!("{first}-{last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_code_is_read_however_it_is_written() {
        let codes = recovery_codes(&Ids::seeded(3));
        assert_eq!(codes.len(), 10);
        for code in &codes {
            for written in
                [code.clone(), code.to_lowercase(), code.replace('-', ""), format!(" {} ", code.replace('-', " "))]
            {
                assert_eq!(recovery_code(&written).as_deref(), Some(code.as_str()));
            }
        }
        for other in ["", "123456", "ABCDEF-GHJKLMN", "äöü"] {
            assert!(recovery_code(other).is_none(), "{other}");
        }
    }
}
