//! Keys come and go with time. The job loop of every node turns them; an advisory lock lets one act.

use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use uuid::Uuid;

use super::claims::LIFE_SECONDS;
use super::key::public_half;
use super::ring::TOLD;
use super::store::{self, Stored};
use crate::app::App;
use crate::ids::Ids;
use crate::problem::Failure;
use crate::secrets::{Secrets, equal};

/// After this long a key gets a successor.
const AGE: TimeDelta = TimeDelta::days(30);
/// How long a key stays after its successor has begun to sign: longer than its last token.
const KEPT: TimeDelta = TimeDelta::seconds(3600 + LIFE_SECONDS);

/// Makes and drops what time demands, and reads the keys anew: other nodes may have been faster.
pub async fn turn(app: &App, conn: &mut AsyncPgConnection) -> Result<(), Failure> {
    renew(conn, &app.secrets, &app.ids, app.clock.now()).await?;
    app.tokens.ring.reload(conn, &app.secrets).await
}

/// Makes the next key if it is time, and drops those whose last token has ended.
pub(super) async fn renew(
    conn: &mut AsyncPgConnection,
    secrets: &Secrets,
    ids: &Ids,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    conn.transaction(async |conn| {
        store::lock(conn).await?;
        let keys = store::all(conn).await?;
        let own: Vec<&Stored> = keys.iter().filter(|key| equal(&key.public, &public_half(key.id, secrets))).collect();
        let spent: Vec<Uuid> = spent(&keys, now);
        if wants_successor(&own, now) {
            let id = ids.uuid(now);
            store::insert(conn, id, &public_half(id, secrets), now).await?;
        }
        if !spent.is_empty() {
            store::remove(conn, &spent).await?;
        }
        Ok(())
    })
    .await
}

/// Whether the newest key is old enough to have a successor; without any there must be one.
fn wants_successor(own: &[&Stored], now: DateTime<Utc>) -> bool {
    own.last().is_none_or(|newest| newest.created_at + AGE <= now)
}

/// Keys that have stopped to sign long enough ago.
fn spent(keys: &[Stored], now: DateTime<Utc>) -> Vec<Uuid> {
    let successors = keys.iter().skip(1);
    let pairs = keys.iter().zip(successors);
    pairs.filter(|(_, next)| next.created_at + TOLD + KEPT <= now).map(|(key, _)| key.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: u128, day: i64) -> Stored {
        let created_at = DateTime::from_timestamp(1_795_000_000, 0).unwrap() + TimeDelta::days(day);
        Stored { id: Uuid::from_u128(id), public: [0; 32], created_at }
    }

    #[test]
    fn a_key_has_a_successor_after_thirty_days_and_goes_once_that_signs_and_the_last_token_has_ended() {
        let (first, second) = (key(1, 0), key(2, 30));
        assert!(wants_successor(&[], first.created_at), "there is always one");
        let after = |delta: TimeDelta| first.created_at + delta;
        assert!(!wants_successor(&[&first], after(TimeDelta::days(30) - TimeDelta::seconds(1))));
        assert!(wants_successor(&[&first], after(TimeDelta::days(30))));
        assert!(!wants_successor(&[&first, &second], after(TimeDelta::days(31))));
        let keys = [first.clone(), second.clone()];
        assert!(spent(&keys, second.created_at + TimeDelta::days(1)).is_empty(), "its tokens are still about");
        assert_eq!(spent(&keys, second.created_at + TimeDelta::hours(26)), [first.id]);
        assert!(spent(&[second], after(TimeDelta::days(900))).is_empty(), "the last one stays");
    }
}
