//! All SQL about offers.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use shared::bookings::Locale;
use shared::ids::{OfferId, VenueId};
use shared::offers::{KindCount, Offer, OfferKind, Price};
use uuid::Uuid;

use crate::app::App;
use crate::schema::{offer_texts, offers};

/// What is searched for.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    /// Words.
    pub words: Option<String>,
    /// Kinds; empty means all.
    pub kinds: Vec<OfferKind>,
    /// A topic.
    pub category: Option<String>,
    /// Whom it is for.
    pub audience: Option<String>,
    /// A pass that changes the price.
    pub pass: Option<String>,
    /// A language spoken there.
    pub language: Option<String>,
    /// Only what can be reached without a step.
    pub accessible: bool,
    /// Only what is free for everyone.
    pub free_of_charge: bool,
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = offers)]
struct OfferRow {
    venue_id: Uuid,
    id: Uuid,
    slug: String,
    kind: String,
    category: String,
    audience: Vec<String>,
    min_age: Option<i16>,
    max_age: Option<i16>,
    amount_cents: Option<i32>,
    free: bool,
    languages: Vec<String>,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    recurring: Option<Value>,
    contact: Option<Value>,
    source_url: Option<String>,
    source_as_of: Option<String>,
    verified: bool,
    example: bool,
    updated_at: DateTime<Utc>,
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = offer_texts)]
struct TextRow {
    title: String,
    summary: String,
    body: String,
    price_text: String,
    passes: Value,
    place: Option<Value>,
    links: Value,
}

/// An offer with its texts in one language.
#[derive(Debug)]
pub(super) struct Found {
    offer: OfferRow,
    text: TextRow,
    lang: Locale,
}

impl Found {
    /// What it is.
    pub(super) fn kind(&self) -> OfferKind {
        OfferKind::from_name(&self.offer.kind)
    }

    /// Its name in addresses.
    pub(super) fn slug(&self) -> &str {
        &self.offer.slug
    }
}

/// The offer with this slug.
pub(super) async fn find(conn: &mut AsyncPgConnection, slug: &str, lang: Locale) -> QueryResult<Option<Found>> {
    let row = offers::table
        .inner_join(
            offer_texts::table.on(offer_texts::venue_id.eq(offers::venue_id).and(offer_texts::offer_id.eq(offers::id))),
        )
        .filter(offers::slug.eq(slug).and(offer_texts::lang.eq(lang.tag())))
        .select((OfferRow::as_select(), TextRow::as_select()))
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(|(offer, text)| Found { offer, text, lang }))
}

/// Offers that match everything but the kinds, best first: by relevance when there are words, in
/// the editors' order otherwise.
pub(super) async fn search(conn: &mut AsyncPgConnection, filter: &Filter, lang: Locale) -> QueryResult<Vec<Found>> {
    let matches = diesel::dsl::sql::<Bool>("(")
        .bind::<Nullable<Text>, _>(&filter.words)
        .sql(" IS NULL OR search @@ websearch_to_tsquery(CASE lang WHEN 'de' THEN 'german'::regconfig ELSE 'english'::regconfig END, ")
        .bind::<Nullable<Text>, _>(&filter.words)
        .sql(") OR title ILIKE ")
        .bind::<Nullable<Text>, _>(filter.words.as_deref().map(contains))
        .sql(" OR summary ILIKE ")
        .bind::<Nullable<Text>, _>(filter.words.as_deref().map(contains))
        .sql(")");
    let rank = diesel::dsl::sql::<diesel::sql_types::Float>(
        "coalesce(ts_rank(search, websearch_to_tsquery(CASE lang WHEN 'de' THEN 'german'::regconfig ELSE 'english'::regconfig END, ",
    )
    .bind::<Nullable<Text>, _>(&filter.words)
    .sql(")), 0)");
    let mut query = offers::table
        .inner_join(
            offer_texts::table.on(offer_texts::venue_id.eq(offers::venue_id).and(offer_texts::offer_id.eq(offers::id))),
        )
        .filter(offer_texts::lang.eq(lang.tag()))
        .filter(matches)
        .select((OfferRow::as_select(), TextRow::as_select()))
        .order((rank.desc(), offers::sort, offers::id))
        .into_boxed();
    if let Some(category) = &filter.category {
        query = query.filter(offers::category.eq(category));
    }
    if let Some(audience) = &filter.audience {
        query = query.filter(offers::audience.contains(vec![audience.as_str()]));
    }
    if let Some(pass) = &filter.pass {
        query = query.filter(offers::pass_keys.contains(vec![pass.as_str()]));
    }
    if let Some(language) = &filter.language {
        query = query.filter(offers::languages.contains(vec![language.as_str()]));
    }
    if filter.accessible {
        query = query.filter(offers::step_free.eq(true));
    }
    if filter.free_of_charge {
        query = query.filter(offers::free.eq(true));
    }
    let rows: Vec<(OfferRow, TextRow)> = query.load(conn).await?;
    Ok(rows.into_iter().map(|(offer, text)| Found { offer, text, lang }).collect())
}

/// A pattern for `ILIKE` that takes what people type literally.
fn contains(words: &str) -> String {
    format!("%{}%", words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// How many there are of each kind, kinds without any left out.
pub(super) fn counts(found: &[Found]) -> Vec<KindCount> {
    let count = |kind| u32::try_from(found.iter().filter(|offer| offer.kind() == kind).count()).unwrap_or(u32::MAX);
    OfferKind::ALL.into_iter().map(|kind| KindCount { kind, count: count(kind) }).filter(|one| one.count > 0).collect()
}

/// An offer on the wire. JSON columns that can't be read count as empty: one bad link must not
/// take an offer away from people.
pub(super) fn told(app: &App, found: Found) -> Offer {
    let kind = found.kind();
    let Found { offer, text, lang } = found;
    let local = |at: DateTime<Utc>| {
        let venue = app.calendars.by_id(VenueId(offer.venue_id));
        venue.map_or_else(|| at.fixed_offset(), |venue| venue.facts.schedule.zone.local(at))
    };
    Offer {
        id: OfferId(offer.id),
        slug: offer.slug,
        kind,
        category: offer.category,
        lang,
        title: text.title,
        summary: text.summary,
        body: text.body,
        audience: offer.audience,
        min_age: offer.min_age,
        max_age: offer.max_age,
        price: Price { text: text.price_text, amount_cents: offer.amount_cents, free: offer.free },
        passes: read(Some(text.passes)).unwrap_or_default(),
        place: read(text.place),
        contact: read(offer.contact),
        links: read(Some(text.links)).unwrap_or_default(),
        languages: offer.languages,
        starts_at: offer.starts_at.map(local),
        ends_at: offer.ends_at.map(local),
        recurring: read(offer.recurring),
        source_url: offer.source_url,
        source_as_of: offer.source_as_of,
        verified: offer.verified,
        example: offer.example,
        updated_at: local(offer.updated_at),
    }
}

fn read<T: serde::de::DeserializeOwned>(value: Option<Value>) -> Option<T> {
    value.and_then(|value| {
        serde_json::from_value(value)
            .inspect_err(|error| tracing::warn!(%error, "an offer's column can't be read"))
            .ok()
    })
}
