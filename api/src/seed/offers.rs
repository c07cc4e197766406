//! The offers of the demo: facts with their source and date, and examples marked as such.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use diesel_async::AsyncPgConnection;
use serde::Deserialize;
use shared::ids::{OfferId, VenueId};
use shared::offers::{
    ContactContent, LinkContent, OfferContent, OfferKind, OfferState, PassTextContent, PlaceContent, Recurring,
    RhythmContent, TextContent,
};

use super::SeedError;
use super::details::{self, DetailFile, SimpleFile};
use super::venue::{VenueFile, midnight};
use crate::ids::Ids;
use crate::offers::{Written, write_rest, write_rows};
use crate::venues::offsets;

/// One record of `api/seed/offers.json`.
#[derive(Debug, Deserialize)]
struct OfferFile {
    slug: String,
    kind: OfferKind,
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
    contact: Option<ContactContent>,
    links: Vec<LinkFile>,
    languages: Vec<String>,
    starts_at: Option<String>,
    ends_at: Option<String>,
    recurring: Option<Recurring>,
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

#[derive(Debug, Deserialize)]
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
    let zone = offsets(&file.time_zone, &file.time_zone, now)?;
    let mut written_ids = Vec::with_capacity(all.len());
    for (sort, offer) in (0..).zip(&all) {
        let beside_it = beside.details.get(&offer.slug).unwrap_or(&none);
        let content = content(offer, beside_it, beside.simple.get(&offer.slug), &file.time_zone, now)?;
        if let Some(fault) = content.check().into_iter().next() {
            return Err(SeedError::Dangling(format!("{} in {}: {}", fault.pointer, offer.slug, fault.detail)));
        }
        let id = OfferId(ids.uuid(now));
        let written =
            Written { id, slug: &offer.slug, state: OfferState::Published, sort: Some(sort), content: &content };
        write_rows(conn, ids, venue, &zone, written, now).await?;
        written_ids.push(id);
    }
    Ok(write_rest(conn, venue, &zone, &written_ids, now).await?)
}

/// An offer as editors would have written it.
fn content(
    offer: &OfferFile,
    beside: &DetailFile,
    simple: Option<&SimpleFile>,
    time_zone: &str,
    now: DateTime<Utc>,
) -> Result<OfferContent, SeedError> {
    let mut texts = BTreeMap::from([
        ("de".to_owned(), text(offer, true, &beside.keywords.0)),
        ("en".to_owned(), text(offer, false, &beside.keywords.1)),
    ]);
    if let Some(simple) = simple {
        let (title, summary) = (simple.title.clone(), simple.summary.clone());
        let (body, price_text) = (simple.body.clone(), simple.price.clone());
        texts.insert("de-simple".to_owned(), TextContent { title, summary, body, price_text, ..text(offer, true, "") });
    }
    let mut content = OfferContent {
        kind: offer.kind,
        category: offer.category.clone(),
        audience: offer.audience.clone(),
        min_age: offer.min_age,
        max_age: offer.max_age,
        free: offer.price.free,
        amount_cents: offer.price.amount_cents,
        place: offer.place.as_ref().map(place),
        contact: offer.contact.clone(),
        languages: offer.languages.clone(),
        starts_at: offer.starts_at.as_deref().and_then(|text| instant(time_zone, text)).map(|at| at.fixed_offset()),
        ends_at: offer.ends_at.as_deref().and_then(|text| end(time_zone, text)).map(|at| at.fixed_offset()),
        recurring: offer.recurring.clone().map(RhythmContent::from),
        source_url: offer.source_url.clone(),
        source_as_of: offer.source_as_of.clone(),
        verified: offer.verified,
        example: offer.example,
        ..OfferContent::empty(texts)
    };
    beside.add_to(&mut content, time_zone, now)?;
    Ok(content)
}

fn place(file: &PlaceFile) -> PlaceContent {
    PlaceContent {
        name: file.name.clone(),
        street: file.street.clone(),
        postcode: file.postcode.clone(),
        city: file.city.clone(),
        step_free: file.accessibility.as_ref().and_then(|access| access.step_free),
        geo: None,
    }
}

/// Its words in German or English.
fn text(offer: &OfferFile, german: bool, keywords: &str) -> TextContent {
    let pick = |both: &Both| if german { both.de.clone() } else { both.en.clone() };
    let either = |de: &String, en: &String| if german { de.clone() } else { en.clone() };
    let pass = |file: &PassFile| PassTextContent {
        pass: file.pass.clone(),
        label: file.label.clone(),
        price_text: either(&file.price_text_de, &file.price_text_en),
    };
    let link = |file: &LinkFile| LinkContent { label: either(&file.label_de, &file.label_en), url: file.url.clone() };
    let access = offer.place.as_ref().and_then(|place| place.accessibility.as_ref());
    TextContent {
        title: pick(&offer.title),
        summary: pick(&offer.summary),
        body: pick(&offer.body),
        price_text: either(&offer.price.text_de, &offer.price.text_en),
        passes: offer.passes.iter().map(pass).collect(),
        access_notes: access
            .and_then(|access| if german { access.notes_de.clone() } else { access.notes_en.clone() })
            .filter(|notes| !notes.is_empty()),
        links: offer.links.iter().map(link).collect(),
        keywords: keywords.to_owned(),
    }
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
