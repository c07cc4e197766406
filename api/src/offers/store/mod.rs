//! Offers in the database: writing them whole, and reading them: the rows, their texts in the best language there is, their dates.

pub(super) mod dates;
pub(super) mod derive;
pub(super) mod index;
pub(super) mod pictures;
pub(super) mod read;
pub(super) mod write;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use shared::ids::OfferImageId;
use uuid::Uuid;

use self::pictures::Picture;
use super::ask::preferences;
use super::tell;
use crate::db::Fixed;
use crate::schema::{offer_details, offer_texts, offers};

/// An offer's own columns.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = offers)]
pub(super) struct OfferRow {
    pub(super) venue_id: Uuid,
    pub(super) id: Uuid,
    pub(super) slug: String,
    pub(super) kind: String,
    pub(super) category: String,
    pub(super) audience: Vec<String>,
    pub(super) min_age: Option<i16>,
    pub(super) max_age: Option<i16>,
    pub(super) amount_cents: Option<i32>,
    pub(super) free: bool,
    pub(super) languages: Vec<String>,
    pub(super) starts_at: Option<DateTime<Utc>>,
    pub(super) ends_at: Option<DateTime<Utc>>,
    pub(super) recurring: Option<Value>,
    pub(super) contact: Option<Value>,
    pub(super) source_url: Option<String>,
    pub(super) source_as_of: Option<String>,
    pub(super) verified: bool,
    pub(super) example: bool,
    pub(super) updated_at: DateTime<Utc>,
    pub(super) state: String,
    pub(super) published_at: Option<DateTime<Utc>>,
    pub(super) valid_from: Option<DateTime<Utc>>,
    pub(super) valid_to: Option<DateTime<Utc>>,
}

/// What is known of it besides.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = offer_details)]
pub(super) struct DetailRow {
    pub(super) prices: Value,
    pub(super) pass_rules: Value,
    pub(super) gives_pass: Option<String>,
    pub(super) benefits: Vec<String>,
    pub(super) lat: Option<f64>,
    pub(super) lon: Option<f64>,
    pub(super) access: Value,
    pub(super) employment: Vec<String>,
    pub(super) event_state: String,
    pub(super) phase: Option<String>,
    pub(super) closes_at: Option<DateTime<Utc>>,
    pub(super) leika_key: Option<String>,
    pub(super) ags: Option<String>,
    pub(super) review_on: Option<NaiveDate>,
    pub(super) images: Value,
}

/// Its texts in one language.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = offer_texts)]
pub(super) struct TextRow {
    pub(super) offer_id: Uuid,
    pub(super) lang: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) body: String,
    pub(super) price_text: String,
    pub(super) passes: Value,
    pub(super) place: Option<Value>,
    pub(super) links: Value,
}

/// A date to come.
#[derive(Debug, QueryableByName)]
pub(super) struct DateRow {
    #[diesel(sql_type = SqlUuid)]
    offer_id: Uuid,
    #[diesel(sql_type = Timestamptz)]
    pub(super) begins: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub(super) ends: DateTime<Utc>,
    #[diesel(sql_type = Bool)]
    pub(super) all_day: bool,
    #[diesel(sql_type = Text)]
    pub(super) state: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) room: Option<String>,
}

/// An offer with its texts in one language.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) offer: OfferRow,
    pub(super) details: DetailRow,
    pub(super) text: TextRow,
    /// The language that was asked for.
    pub(super) asked: String,
    /// Every language there is.
    pub(super) langs: Vec<String>,
    pub(super) dates: Vec<DateRow>,
}

/// The offer of a slug, if the public may see it.
pub(super) async fn id_of(conn: &mut AsyncPgConnection, slug: &str, now: DateTime<Utc>) -> QueryResult<Option<Uuid>> {
    let shown = offers::table
        .filter(offers::slug.eq(slug).and(offers::state.eq("published")))
        .filter(offers::valid_from.is_null().or(offers::valid_from.le(now)))
        .filter(offers::valid_to.is_null().or(offers::valid_to.gt(now)));
    shown.select(offers::id).first(conn).await.optional()
}

/// What a list of all pages says of an offer.
#[derive(Debug, Queryable)]
pub(crate) struct PublicOffer {
    /// Its name in addresses.
    pub(crate) slug: String,
    /// When it was last changed.
    pub(crate) updated_at: DateTime<Utc>,
}

/// All offers the public may see, by name.
pub(crate) async fn public(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    most: i64,
) -> QueryResult<Vec<PublicOffer>> {
    let shown = offers::table
        .filter(offers::state.eq("published"))
        .filter(offers::valid_from.is_null().or(offers::valid_from.le(now)))
        .filter(offers::valid_to.is_null().or(offers::valid_to.gt(now)));
    shown.select((offers::slug, offers::updated_at)).order(offers::slug).limit(most).load(conn).await
}

/// The venue and the id of an offer that the public may see.
pub(crate) async fn place_of(
    conn: &mut AsyncPgConnection,
    slug: &str,
    now: DateTime<Utc>,
) -> QueryResult<Option<(Uuid, Uuid)>> {
    let Some(id) = id_of(conn, slug, now).await? else { return Ok(None) };
    offers::table.filter(offers::id.eq(id)).select((offers::venue_id, offers::id)).first(conn).await.optional()
}

/// Whether what the public sees of an offer has a picture.
pub(super) async fn shows(conn: &mut AsyncPgConnection, offer: Uuid, image: OfferImageId) -> QueryResult<bool> {
    let images: Option<Value> = offer_details::table
        .filter(offer_details::offer_id.eq(offer))
        .select(offer_details::images)
        .first(conn)
        .await
        .optional()?;
    let images: Vec<Picture> = tell::read(images).unwrap_or_default();
    Ok(images.iter().any(|one| one.id == image))
}

/// The next dates of each offer. Cancelled ones too: who had it in her diary wants to know.
const DATES: &str = "SELECT d.offer_id, lower(d.during) AS begins, upper(d.during) AS ends, s.all_day, d.state, s.room
    FROM offers o CROSS JOIN LATERAL (
        SELECT * FROM offer_dates d
        WHERE d.venue_id = o.venue_id AND d.offer_id = o.id AND upper(d.during) > $2 ORDER BY d.during LIMIT $3
    ) d JOIN offer_schedules s ON s.venue_id = d.venue_id AND s.id = d.schedule_id
    WHERE o.id = ANY($1) ORDER BY d.during";

/// Offers in the order of their ids, each with its next dates.
pub(super) async fn load(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
    lang: &str,
    dates: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Found>> {
    let own = offer_details::venue_id.eq(offers::venue_id).and(offer_details::offer_id.eq(offers::id));
    let rows: Vec<(OfferRow, DetailRow)> = offers::table
        .inner_join(offer_details::table.on(own))
        .filter(offers::id.eq_any(ids))
        .select((OfferRow::as_select(), DetailRow::as_select()))
        .load(conn)
        .await?;
    let texts = offer_texts::table.filter(offer_texts::offer_id.eq_any(ids)).order(offer_texts::lang);
    let texts: Vec<TextRow> = texts.select(TextRow::as_select()).load(conn).await?;
    let query = sql_query(DATES).bind::<Array<SqlUuid>, _>(ids).bind::<Timestamptz, _>(now).bind::<BigInt, _>(dates);
    let next: Vec<DateRow> = Fixed(query).load(conn).await?;
    let mut rows: HashMap<Uuid, (OfferRow, DetailRow)> = rows.into_iter().map(|row| (row.0.id, row)).collect();
    let mut texts_of: HashMap<Uuid, Vec<TextRow>> = HashMap::new();
    for text in texts {
        texts_of.entry(text.offer_id).or_default().push(text);
    }
    let mut dates_of: HashMap<Uuid, Vec<DateRow>> = HashMap::new();
    for date in next {
        dates_of.entry(date.offer_id).or_default().push(date);
    }
    let found = ids.iter().filter_map(|id| {
        let (offer, details) = rows.remove(id)?;
        let texts = texts_of.remove(id)?;
        let langs = texts.iter().map(|text| text.lang.clone()).collect();
        let text = best(texts, lang)?;
        let dates = dates_of.remove(id).unwrap_or_default();
        Some(Found { offer, details, text, asked: lang.to_owned(), langs, dates })
    });
    Ok(found.collect())
}

/// The texts in the best language there is; any is better than none.
fn best(texts: Vec<TextRow>, asked: &str) -> Option<TextRow> {
    let order = preferences(asked);
    let place = |text: &TextRow| order.iter().position(|tag| *tag == text.lang).unwrap_or(order.len());
    texts.into_iter().min_by_key(place)
}
