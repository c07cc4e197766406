//! Secrets and signatures as the Standard Webhooks have them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use shared::ids::{DeliveryId, WebhookId};

use crate::secrets::Secrets;

/// How long the secret before the last one still signs.
pub(super) const OVERLAP: TimeDelta = TimeDelta::days(1);

/// The secret of a webhook as its app keeps it.
pub(super) fn reveal(secrets: &Secrets, id: WebhookId, generation: i32) -> String {
    format!("whsec_{}", STANDARD.encode(secrets.webhook(id, generation)))
}

/// The keys that a message sent now is signed with: the newest first, and for a day the one before.
pub(super) fn keys(
    secrets: &Secrets,
    id: WebhookId,
    (generation, rotated_at): (i32, Option<DateTime<Utc>>),
    now: DateTime<Utc>,
) -> Vec<Vec<u8>> {
    let overlaps = rotated_at.is_some_and(|at| now < at + OVERLAP);
    let before = (overlaps && generation > 1).then(|| secrets.webhook(id, generation - 1));
    [secrets.webhook(id, generation)].into_iter().chain(before).collect()
}

/// The header `webhook-signature`: one signature a key.
pub(super) fn signature(keys: &[Vec<u8>], id: DeliveryId, timestamp: i64, body: &str) -> String {
    keys.iter().filter_map(|key| one(key, id, timestamp, body)).collect::<Vec<_>>().join(" ")
}

fn one(key: &[u8], id: DeliveryId, timestamp: i64, body: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
    Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_as_the_standard_says_and_for_a_day_with_both_secrets() {
        // Worked out with another program: openssl dgst -sha256 -mac HMAC -macopt hexkey:…
        let id = DeliveryId(uuid::Uuid::from_u128(7));
        let signed = signature(&[vec![1; 32]], id, 1_795_512_345, "{\"type\":\"ping\"}");
        assert_eq!(signed, "v1,zpsLrVeDLHRBGYBNzNcVdaXvVi8vHQLlR8UZfQ28LUE=");
        let (secrets, hook) = (Secrets::new([7; 32]), WebhookId(uuid::Uuid::from_u128(1)));
        let now = DateTime::from_timestamp(1_795_512_345, 0).unwrap();
        let made = |generation, rotated: Option<i64>| {
            keys(&secrets, hook, (generation, rotated.map(|hours| now - TimeDelta::hours(hours))), now)
        };
        assert_eq!(made(1, None).len(), 1);
        assert_eq!(made(2, Some(23)), [secrets.webhook(hook, 2), secrets.webhook(hook, 1)]);
        assert_eq!(made(2, Some(24)), [secrets.webhook(hook, 2)]);
        assert_eq!(reveal(&secrets, hook, 1).len(), "whsec_".len() + 44);
    }
}
