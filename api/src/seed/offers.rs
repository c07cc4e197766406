//! The offers of the demo: facts with their source and date, and examples marked as such.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Deserialize;
use serde_json::{Value, json};
use shared::ids::{OfferId, VenueId};

use super::SeedError;
use super::details::{self, DetailFile, SimpleFile};
use super::venue::{VenueFile, midnight};
use crate::ids::Ids;
use crate::offers::tidy;
use crate::schema::{offer_texts, offers};
use crate::venues::offsets;

/// One record of `api/seed/offers.json`.
#[derive(Debug, Deserialize)]
struct OfferFile {
    slug: String,
    kind: String,
    category: String,
    title: Both,
    summary: Both,
    body: Both,
    audience: Vec<String>,
    min_age: Option<i16>,
    max_age: Option<i16>,
    price: PriceFile,
    passes: Vec<PassFile>,
    place: Option<PlaceFile>,
    contact: Option<Value>,
    links: Vec<LinkFile>,
    languages: Vec<String>,
    starts_at: Option<String>,
    ends_at: Option<String>,
    recurring: Option<Value>,
    source_url: Option<String>,
    source_as_of: Option<String>,
    verified: bool,
    example: bool,
}

#[derive(Debug, Deserialize)]
struct Both {
    de: String,
    en: String,
}

#[derive(Debug, Deserialize)]
struct PriceFile {
    text_de: String,
    text_en: String,
    amount_cents: Option<i32>,
    free: bool,
}

#[derive(Debug, Deserialize)]
struct PassFile {
    pass: String,
    label: String,
    price_text_de: String,
    price_text_en: String,
}

#[derive(Debug, Deserialize)]
struct PlaceFile {
    name: String,
    street: Option<String>,
    postcode: Option<String>,
    city: Option<String>,
    accessibility: Option<AccessFile>,
}

#[derive(Debug, Default, Deserialize)]
struct AccessFile {
    step_free: Option<bool>,
    notes_de: Option<String>,
    notes_en: Option<String>,
}

#[derive(Debug, Deserialize)]
struct LinkFile {
    label_de: String,
    label_en: String,
    url: String,
}

/// Writes all offers in the order of the file.
pub(super) async fn write(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    file: &VenueFile,
    now: DateTime<Utc>,
) -> Result<(), SeedError> {
    let mut all: Vec<OfferFile> = serde_json::from_str(include_str!("../../seed/offers.json"))?;
    let more: Vec<OfferFile> = serde_json::from_str(include_str!("../../seed/events.json"))?;
    all.extend(more);
    let beside = details::read()?;
    let known = |slug: &String| all.iter().any(|offer| offer.slug == *slug);
    if let Some(slug) = beside.details.keys().chain(beside.simple.keys()).find(|slug| !known(slug)) {
        return Err(SeedError::Dangling(format!("the offer {slug}")));
    }
    let none = DetailFile::default();
    for (sort, offer) in (0..).zip(&all) {
        let beside_it = beside.details.get(&offer.slug).unwrap_or(&none);
        let id = OfferId(ids.uuid(now));
        write_one(conn, venue, file, offer, id, sort, now).await?;
        details::write(conn, ids, venue, &file.time_zone, id, offer.example, beside_it, now).await?;
        write_texts(conn, venue, id, offer, beside_it, beside.simple.get(&offer.slug)).await?;
    }
    let zone = offsets(&file.time_zone, &file.time_zone, now)?;
    tidy(conn, ids, venue, &zone, now).await?;
    Ok(())
}

async fn write_one(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    file: &VenueFile,
    offer: &OfferFile,
    id: OfferId,
    sort: i32,
    now: DateTime<Utc>,
) -> Result<(), SeedError> {
    let step_free = offer.place.as_ref().and_then(|place| place.accessibility.as_ref()?.step_free);
    let passes: Vec<&String> = offer.passes.iter().map(|pass| &pass.pass).collect();
    diesel::insert_into(offers::table)
        .values((
            (
                offers::venue_id.eq(venue.0),
                offers::id.eq(id.0),
                offers::slug.eq(&offer.slug),
                offers::kind.eq(&offer.kind),
                offers::category.eq(&offer.category),
                offers::audience.eq(&offer.audience),
                offers::min_age.eq(offer.min_age),
                offers::max_age.eq(offer.max_age),
                offers::amount_cents.eq(offer.price.amount_cents),
                offers::free.eq(offer.price.free),
                offers::pass_keys.eq(passes),
            ),
            offers::step_free.eq(step_free),
            offers::languages.eq(&offer.languages),
            offers::starts_at.eq(offer.starts_at.as_deref().and_then(|text| instant(&file.time_zone, text))),
            offers::ends_at.eq(offer.ends_at.as_deref().and_then(|text| end(&file.time_zone, text))),
            offers::recurring.eq(&offer.recurring),
            offers::contact.eq(&offer.contact),
            offers::source_url.eq(&offer.source_url),
            offers::source_as_of.eq(&offer.source_as_of),
            offers::verified.eq(offer.verified),
            offers::example.eq(offer.example),
            offers::sort.eq(sort),
            offers::updated_at.eq(now),
            offers::state.eq("published"),
            offers::published_at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Its texts in German and English, and in Leichte Sprache where there are some.
async fn write_texts(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: OfferId,
    offer: &OfferFile,
    beside: &DetailFile,
    simple: Option<&SimpleFile>,
) -> Result<(), SeedError> {
    for german in [true, false] {
        let pick = |both: &Both| if german { both.de.clone() } else { both.en.clone() };
        let keywords = if german { &beside.keywords.0 } else { &beside.keywords.1 };
        diesel::insert_into(offer_texts::table)
            .values((
                offer_texts::venue_id.eq(venue.0),
                offer_texts::offer_id.eq(id.0),
                offer_texts::lang.eq(if german { "de" } else { "en" }),
                offer_texts::title.eq(pick(&offer.title)),
                offer_texts::summary.eq(pick(&offer.summary)),
                offer_texts::body.eq(pick(&offer.body)),
                offer_texts::price_text.eq(if german { &offer.price.text_de } else { &offer.price.text_en }),
                offer_texts::passes.eq(passes_in(offer, german)),
                offer_texts::place.eq(place_in(offer, german)),
                offer_texts::links.eq(links_in(offer, german)),
                offer_texts::keywords.eq(keywords),
            ))
            .execute(conn)
            .await?;
    }
    let Some(simple) = simple else { return Ok(()) };
    diesel::insert_into(offer_texts::table)
        .values((
            offer_texts::venue_id.eq(venue.0),
            offer_texts::offer_id.eq(id.0),
            offer_texts::lang.eq("de-simple"),
            offer_texts::title.eq(&simple.title),
            offer_texts::summary.eq(&simple.summary),
            offer_texts::body.eq(&simple.body),
            offer_texts::price_text.eq(&simple.price),
            offer_texts::passes.eq(passes_in(offer, true)),
            offer_texts::place.eq(place_in(offer, true)),
            offer_texts::links.eq(links_in(offer, true)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

fn passes_in(offer: &OfferFile, german: bool) -> Value {
    let one = |pass: &PassFile| {
        let price = if german { &pass.price_text_de } else { &pass.price_text_en };
        json!({ "pass": pass.pass, "label": pass.label, "price_text": price })
    };
    offer.passes.iter().map(one).collect()
}

fn place_in(offer: &OfferFile, german: bool) -> Option<Value> {
    offer.place.as_ref().map(|place| {
        let none = AccessFile::default();
        let access = place.accessibility.as_ref().unwrap_or(&none);
        let notes = if german { &access.notes_de } else { &access.notes_en };
        json!({
            "name": place.name, "street": place.street, "postcode": place.postcode, "city": place.city,
            "step_free": access.step_free, "access_notes": notes,
        })
    })
}

fn links_in(offer: &OfferFile, german: bool) -> Value {
    let one =
        |link: &LinkFile| json!({ "label": if german { &link.label_de } else { &link.label_en }, "url": link.url });
    offer.links.iter().map(one).collect()
}

/// The end of an event: a bare date is that whole day.
fn end(time_zone: &str, text: &str) -> Option<DateTime<Utc>> {
    match text.parse::<NaiveDate>() {
        Ok(date) => Some(midnight(time_zone, date.succ_opt()?) - TimeDelta::minutes(1)),
        Err(_time_of_day) => instant(time_zone, text),
    }
}

/// A local date or date and time of the file as an instant.
fn instant(time_zone: &str, text: &str) -> Option<DateTime<Utc>> {
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Some(midnight(time_zone, date));
    }
    let zone: chrono_tz::Tz = time_zone.parse().unwrap_or(chrono_tz::UTC);
    let local = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    zone.from_local_datetime(&local).earliest().map(|at| at.to_utc())
}
