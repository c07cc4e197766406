//! An offer on the wire, from its rows.

use chrono::{DateTime, FixedOffset, Utc};
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::ids::{OfferId, VenueId};
use shared::offers::{
    DateState, EventDate, EventState, FullOffer, Offer, OfferDetails, OfferImage, OfferKind, OfferState, Phase, Price,
};
use shared::venues::Geo;

use super::ask::serves;
use super::store::pictures::Picture;
use super::store::{DateRow, Found};
use crate::app::App;

/// Both halves of an offer. JSON columns that can't be read count as empty: one bad link must not take an offer
/// away from people.
pub(super) fn told(app: &App, found: Found) -> FullOffer {
    let venue = app.calendars.by_id(VenueId(found.offer.venue_id));
    let local = |at: DateTime<Utc>| {
        venue.as_ref().map_or_else(|| at.fixed_offset(), |venue| venue.facts.schedule.zone.local(at))
    };
    let details = details(app, &found, &local);
    let Found { offer, text, dates, .. } = found;
    // An event with a rule has no date of its own: the next one is what people want to see.
    let next = dates.iter().find(|date| date.state != "cancelled" && date.state != "postponed");
    let next = next.filter(|_| offer.starts_at.is_none() && offer.recurring.is_none());
    let offer = Offer {
        id: OfferId(offer.id),
        kind: OfferKind::from_name(&offer.kind),
        slug: offer.slug,
        category: offer.category,
        lang: text.lang,
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
        starts_at: offer.starts_at.or(next.map(|date| date.begins)).map(local),
        ends_at: offer.ends_at.or(next.map(|date| date.ends)).map(local),
        recurring: read(offer.recurring),
        source_url: offer.source_url,
        source_as_of: offer.source_as_of,
        verified: offer.verified,
        example: offer.example,
        updated_at: local(offer.updated_at),
    };
    FullOffer { offer, details }
}

fn details(app: &App, found: &Found, local: &impl Fn(DateTime<Utc>) -> DateTime<FixedOffset>) -> OfferDetails {
    let (offer, row) = (&found.offer, &found.details);
    OfferDetails {
        lang_asked: found.asked.clone(),
        fallback: !serves(&found.text.lang, &found.asked),
        langs: found.langs.clone(),
        state: named(&offer.state, OfferState::Unknown),
        prices: read(Some(row.prices.clone())).unwrap_or_default(),
        pass_rules: read(Some(row.pass_rules.clone())).unwrap_or_default(),
        gives_pass: row.gives_pass.clone(),
        benefits: row.benefits.clone(),
        geo: row.lat.zip(row.lon).map(|(lat, lon)| Geo { lat, lon }),
        access: read(Some(row.access.clone())).unwrap_or_default(),
        employment: row.employment.clone(),
        event_state: named(&row.event_state, EventState::Unknown),
        dates: found.dates.iter().map(|date| told_date(date, local)).collect(),
        phase: row.phase.as_deref().map(|phase| named(phase, Phase::Unknown)),
        closes_at: row.closes_at.map(local),
        over_since: app.offers.read().over_since(offer.id, app.clock.now()).map(local),
        leika_key: row.leika_key.clone(),
        ags: row.ags.clone(),
        review_on: row.review_on,
        published_at: offer.published_at.map(local),
        valid_from: offer.valid_from.map(local),
        valid_to: offer.valid_to.map(local),
        images: images(app, found),
        highlights: None,
    }
}

/// Its pictures, with their words in the language of the texts where there are some in it.
fn images(app: &App, found: &Found) -> Vec<OfferImage> {
    let pictures: Vec<Picture> = read(Some(found.details.images.clone())).unwrap_or_default();
    let told = |picture: Picture| {
        let at = |width: &i32| {
            format!("{}/api/v1/offers/{}/images/{}/{width}.webp", app.public_url, found.offer.slug, picture.id)
        };
        let srcset: Vec<String> = picture.widths.iter().map(|width| format!("{} {width}w", at(width))).collect();
        let alt = picture.alt.get(&found.text.lang).or_else(|| picture.alt.get("de"));
        OfferImage {
            alt: alt.or_else(|| picture.alt.values().next()).cloned().unwrap_or_default(),
            src: at(&picture.width),
            srcset: srcset.join(", "),
            id: picture.id,
            width: picture.width,
            height: picture.height,
            credit: picture.credit,
            licence: picture.licence,
        }
    };
    pictures.into_iter().map(told).collect()
}

fn told_date(date: &DateRow, local: &impl Fn(DateTime<Utc>) -> DateTime<FixedOffset>) -> EventDate {
    EventDate {
        from: local(date.begins),
        to: local(date.ends),
        all_day: date.all_day,
        state: DateState::from_name(&date.state),
        room: date.room.clone(),
    }
}

/// A value by its name in the database, which is its name on the wire.
pub(super) fn named<T: DeserializeOwned>(name: &str, unknown: T) -> T {
    serde_json::from_value(Value::from(name)).unwrap_or(unknown)
}

/// A JSON column; one that can't be read counts as empty.
pub(super) fn read<T: DeserializeOwned>(value: Option<Value>) -> Option<T> {
    value.and_then(|value| {
        serde_json::from_value(value)
            .inspect_err(|error| tracing::warn!(%error, "an offer's column can't be read"))
            .ok()
    })
}
