//! Writing advice hours.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::advice::AdviceHour;
use shared::ids::VenueId;
use uuid::Uuid;

use super::Row;
use crate::schema::{advice_hours, advice_offers, advice_times};

/// Stores hours, new or changed, with their times and the offers they are about. Days called off stay.
pub(crate) async fn save(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    hour: &AdviceHour,
    about: &[Uuid],
) -> QueryResult<()> {
    let row = Row {
        venue_id: venue.0,
        id: hour.id.0,
        title_de: hour.title_de.clone(),
        title_en: hour.title_en.clone(),
        office_de: hour.office_de.clone(),
        office_en: hour.office_en.clone(),
        about_de: hour.about_de.clone(),
        about_en: hour.about_en.clone(),
        place_de: hour.place_de.clone(),
        place_en: hour.place_en.clone(),
        slot_minutes: i16::try_from(hour.slot_minutes).unwrap_or(i16::MAX),
        seats: i16::try_from(hour.seats).unwrap_or(i16::MAX),
        languages: hour.languages.clone(),
        accessible: hour.accessible,
        valid_from: hour.valid_from,
        valid_to: hour.valid_to,
        example: hour.example,
        revision: hour.revision,
    };
    let key = (advice_hours::venue_id, advice_hours::id);
    diesel::insert_into(advice_hours::table).values(&row).on_conflict(key).do_update().set(&row).execute(conn).await?;
    let (own_times, own_offers) = (advice_times::advice_id.eq(hour.id.0), advice_offers::advice_id.eq(hour.id.0));
    diesel::delete(advice_times::table.filter(advice_times::venue_id.eq(venue.0)).filter(own_times))
        .execute(conn)
        .await?;
    diesel::delete(advice_offers::table.filter(advice_offers::venue_id.eq(venue.0)).filter(own_offers))
        .execute(conn)
        .await?;
    let times: Vec<_> = (0_i16..)
        .zip(&hour.times)
        .map(|(number, time)| {
            (
                advice_times::venue_id.eq(venue.0),
                advice_times::advice_id.eq(hour.id.0),
                advice_times::number.eq(number),
                advice_times::weekday.eq(time.weekday.map(i16::from)),
                advice_times::on_date.eq(time.date),
                advice_times::opens.eq(i16::try_from(time.opens).unwrap_or(i16::MAX)),
                advice_times::closes.eq(i16::try_from(time.closes).unwrap_or(i16::MAX)),
            )
        })
        .collect();
    diesel::insert_into(advice_times::table).values(times).execute(conn).await?;
    let about: Vec<_> = about
        .iter()
        .map(|offer| {
            (
                advice_offers::venue_id.eq(venue.0),
                advice_offers::advice_id.eq(hour.id.0),
                advice_offers::offer_id.eq(*offer),
            )
        })
        .collect();
    diesel::insert_into(advice_offers::table).values(about).execute(conn).await.map(drop)
}
