//! The advice hours of the demo: all of them examples, about offers that are real.

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use shared::advice::{AdviceHour, AdviceTerms};
use shared::ids::{AdviceHourId, VenueId};

use super::SeedError;
use crate::advice::store;
use crate::ids::Ids;

/// Writes them in the order of the file; the offers must be there.
pub(super) async fn write(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    now: DateTime<Utc>,
) -> Result<(), SeedError> {
    let all: Vec<AdviceTerms> = serde_json::from_str(include_str!("../../seed/advice.json"))?;
    for terms in all {
        let known = store::offers_called(conn, venue, &terms.offers).await?;
        if let Some(slug) = terms.offers.iter().find(|slug| !known.contains_key(*slug)) {
            return Err(SeedError::Dangling(format!("the offer {slug}")));
        }
        let about: Vec<_> = known.into_values().collect();
        let hour = AdviceHour { example: true, ..AdviceHour::of(AdviceHourId(ids.uuid(now)), terms, 1) };
        store::save(conn, venue, &hour, &about).await?;
    }
    Ok(())
}
