//! The row of the index that follows from an offer, and writing it.
//!
//! What always holds: an offer that the public may see has one row, any other has none. Whoever changes an offer or
//! its texts calls [`write`] in the same transaction; every node learns of it by a trigger (`offer_changes`).

use std::ops::Bound;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, Bool, Integer, Range, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use shared::ids::OfferId;
use uuid::Uuid;

use crate::db::Fixed;
use crate::offers::search::fold;
use crate::schema::{offer_index, offer_texts, offers};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = offers)]
struct OfferRow {
    venue_id: Uuid,
    slug: String,
    kind: String,
    category: String,
    audience: Vec<String>,
    free: bool,
    pass_keys: Vec<String>,
    step_free: Option<bool>,
    languages: Vec<String>,
    source_as_of: Option<String>,
    sort: i32,
    state: String,
    valid_from: Option<DateTime<Utc>>,
    valid_to: Option<DateTime<Utc>>,
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = offer_texts)]
struct TextRow {
    lang: String,
    title: String,
    summary: String,
    body: String,
    price_text: String,
    passes: Value,
    place: Option<Value>,
    keywords: String,
}

/// The words of an offer by how much they say of it.
#[derive(Debug, Default)]
struct Words {
    title: String,
    keywords: String,
    summary: String,
    rest: String,
}

impl Words {
    /// As the index has them.
    fn lines(&self) -> String {
        [&self.title, &self.keywords, &self.summary, &self.rest].map(|words| words.trim_start()).join("\n")
    }
}

/// Leichte Sprache: nobody speaks it as a language of its own, but whoever needs it looks for texts in it.
const SIMPLE: &str = "de-simple";

const WRITE: &str =
    "INSERT INTO offer_index (venue_id, offer_id, slug, kind, category, audience, passes, languages, free,
        step_free, shown, sort, words)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT ON CONSTRAINT offer_index_pkey DO UPDATE SET slug = excluded.slug, kind = excluded.kind,
        category = excluded.category, audience = excluded.audience, passes = excluded.passes,
        languages = excluded.languages, free = excluded.free, step_free = excluded.step_free,
        shown = excluded.shown, sort = excluded.sort, words = excluded.words";

/// Brings an offer's row in line with the offer.
pub(crate) async fn write(conn: &mut AsyncPgConnection, id: OfferId) -> QueryResult<()> {
    let offer: OfferRow = offers::table.filter(offers::id.eq(id.0)).select(OfferRow::as_select()).first(conn).await?;
    if offer.state != "published" {
        let gone =
            offer_index::table.filter(offer_index::venue_id.eq(offer.venue_id).and(offer_index::offer_id.eq(id.0)));
        return diesel::delete(gone).execute(conn).await.map(drop);
    }
    let texts = offer_texts::table
        .filter(offer_texts::venue_id.eq(offer.venue_id).and(offer_texts::offer_id.eq(id.0)))
        .order(offer_texts::lang)
        .select(TextRow::as_select());
    let texts: Vec<TextRow> = texts.load(conn).await?;
    let words = words(&offer, &texts);
    let simple = texts.iter().any(|text| text.lang == SIMPLE).then(|| SIMPLE.to_owned());
    let languages: Vec<String> = offer.languages.into_iter().filter(|tag| tag != SIMPLE).chain(simple).collect();
    let shown = (
        offer.valid_from.map_or(Bound::Unbounded, Bound::Included),
        offer.valid_to.map_or(Bound::Unbounded, Bound::Excluded),
    );
    let query = sql_query(WRITE)
        .bind::<SqlUuid, _>(offer.venue_id)
        .bind::<SqlUuid, _>(id.0)
        .bind::<Text, _>(offer.slug)
        .bind::<Text, _>(offer.kind)
        .bind::<Text, _>(offer.category)
        .bind::<Array<Text>, _>(offer.audience)
        .bind::<Array<Text>, _>(offer.pass_keys)
        .bind::<Array<Text>, _>(languages)
        .bind::<Bool, _>(offer.free)
        .bind::<Bool, _>(offer.step_free == Some(true))
        .bind::<Range<Timestamptz>, _>(shown)
        .bind::<Integer, _>(offer.sort)
        .bind::<Text, _>(words.lines());
    Fixed(query).execute(conn).await.map(drop)
}

/// The published offers that have no row yet, some at a time.
pub(crate) async fn missing(conn: &mut AsyncPgConnection) -> QueryResult<Vec<OfferId>> {
    let indexed =
        offer_index::table.filter(offer_index::venue_id.eq(offers::venue_id).and(offer_index::offer_id.eq(offers::id)));
    let ids: Vec<Uuid> = offers::table
        .filter(offers::state.eq("published"))
        .filter(diesel::dsl::not(diesel::dsl::exists(indexed)))
        .select(offers::id)
        .limit(500)
        .load(conn)
        .await?;
    Ok(ids.into_iter().map(OfferId).collect())
}

/// The words of all languages: who asks in one language finds what is there in another.
fn words(offer: &OfferRow, texts: &[TextRow]) -> Words {
    let mut words = Words::default();
    for text in texts {
        add(&mut words.title, &text.title);
        add(&mut words.keywords, &text.keywords);
        add(&mut words.summary, &text.summary);
        add(&mut words.rest, &text.body);
        add(&mut words.rest, &text.price_text);
        add_values(&mut words.rest, &text.passes, &["label", "price_text"]);
        if let Some(place) = &text.place {
            add_values(&mut words.rest, place, &["name", "street", "postcode", "city", "access_notes"]);
        }
    }
    for audience in &offer.audience {
        add(&mut words.rest, called(audience));
    }
    add(&mut words.rest, offer.source_as_of.as_deref().unwrap_or_default());
    words
}

/// What people call an audience when they look for what is there for them.
fn called(audience: &str) -> &'static str {
    match audience {
        "families" => "Familie Eltern family parents",
        "children" => "Kinder children",
        "students" => "Studierende Studenten students",
        "seniors" => "Senioren Seniorinnen seniors",
        "newcomers" => "Zugezogene Neubürger newcomers",
        "people_with_disabilities" => "Behinderung behindert disability disabled",
        "volunteers" => "Ehrenamt Freiwillige volunteers",
        _ => "",
    }
}

fn add(words: &mut String, text: &str) {
    for word in fold(text) {
        words.push(' ');
        words.push_str(&word);
    }
}

/// The texts of some fields of an object, or of each object of a list.
fn add_values(words: &mut String, value: &Value, fields: &[&str]) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| add_values(words, one, fields)),
        Value::Object(object) => {
            for text in fields.iter().filter_map(|field| object.get(*field)?.as_str()) {
                add(words, text);
            }
        }
        _ => {}
    }
}
