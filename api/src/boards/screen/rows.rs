//! Lines of a panel: what is on, who advises, what is offered.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::advice::{AdviceHour, Span};
use shared::offers::{Event, FullOffer, OfferKind, Programme};

use super::words::words;
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::dates::hhmm;
use crate::embeds::words::clock;
use crate::lang::{Lang, pick};
use crate::offers::{self, Filter};
use crate::problem::Failure;
use crate::wire::Paging;
use crate::{advice, venues::VenueFacts};

/// Events of a day that are looked at.
const MOST: usize = 60;
/// Dates of each of them.
const DATES: i64 = 5;

/// A line.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// When it begins; for the order.
    pub(super) at: DateTime<Utc>,
    /// "jetzt", "14:00"; nothing for what has no time.
    pub(super) time: String,
    pub(super) title: String,
    /// The language of the title, where it is not the board's.
    pub(super) lang: Option<String>,
    pub(super) detail: String,
    pub(super) example: bool,
}

/// What is still to come today in the building, and what is on.
pub(super) async fn events(
    app: &App,
    venue: &VenueCalendar,
    lang: Lang,
    now: DateTime<Utc>,
) -> Result<Vec<Row>, Failure> {
    let (zone, w) = (&venue.facts.schedule.zone, words(lang));
    let (begins, ends) = zone.day(zone.date(now));
    let filter = Filter { kinds: vec![OfferKind::Event], from: Some(begins), to: Some(ends), ..Filter::default() };
    let paging = Paging { limit: MOST, cursor: None };
    let found = offers::page(app, &filter, &paging, lang.tag(), DATES).await?.items;
    let foreign = found.iter().filter(|one| one.details.fallback);
    let langs: BTreeMap<String, String> = foreign.map(|one| (one.offer.slug.clone(), one.offer.lang.clone())).collect();
    let examples: Vec<String> =
        found.iter().filter(|one| one.offer.example).map(|one| one.offer.slug.clone()).collect();
    let items = found.into_iter().map(|FullOffer { offer, details }| Event {
        slug: offer.slug,
        title: offer.title,
        summary: offer.summary,
        place: offer.place,
        dates: details.dates,
    });
    let all = Programme { items: items.collect() };
    let street = &venue.facts.venue.address.street;
    let here = all.in_the_building(street, zone.local(begins), zone.local(ends)).into_iter();
    let told = here.filter(|one| one.takes_place() && one.date.to > now).map(|one| {
        let (from, to) = (one.date.from, one.date.to);
        let end = (w.until)(&clock(lang, to.time()));
        let place = one.room.unwrap_or_default();
        let running = from <= now;
        Row {
            at: from.to_utc(),
            time: match (one.date.all_day, running) {
                (true, _) => w.all_day.to_owned(),
                (false, true) => w.now.to_owned(),
                (false, false) => hhmm(from.time()),
            },
            detail: if one.date.all_day { place } else { joined([place, end]) },
            lang: langs.get(&one.slug).cloned(),
            example: examples.contains(&one.slug),
            title: one.title,
        }
    });
    Ok(told.collect())
}

/// Who advises today, and whether there are appointments left.
pub(super) async fn advisers(
    app: &App,
    venue: &VenueCalendar,
    lang: Lang,
    now: DateTime<Utc>,
) -> Result<Vec<Row>, Failure> {
    let today = advice::today(app, &venue.facts, now).await?;
    let to_come = today.into_iter().filter(|(_, span, _)| span.to > now);
    Ok(to_come.map(|(hour, span, left)| adviser(&venue.facts, lang, &hour, span, left, now)).collect())
}

fn adviser(facts: &VenueFacts, lang: Lang, hour: &AdviceHour, span: Span, left: usize, now: DateTime<Utc>) -> Row {
    let (w, zone) = (words(lang), &facts.schedule.zone);
    let place = pick(lang, &hour.place_de, &hour.place_en).to_owned();
    let end = (w.until)(&clock(lang, zone.local(span.to).time()));
    Row {
        at: span.from,
        time: if span.from <= now { w.now.to_owned() } else { hhmm(zone.local(span.from).time()) },
        title: pick(lang, &hour.title_de, &hour.title_en).to_owned(),
        lang: None,
        // As much as fits on a line: who can still book need not know when it ends.
        detail: match left {
            0 => joined([place, w.without.to_owned(), end]),
            left => joined([place, (w.appointments)(left)]),
        },
        example: hour.example,
    }
}

/// Offers of some kinds, in the order of the info point.
pub(super) async fn offered(app: &App, lang: Lang, kinds: &[OfferKind], most: usize) -> Result<Vec<Row>, Failure> {
    let filter = Filter { kinds: kinds.to_vec(), ..Filter::default() };
    let paging = Paging { limit: most, cursor: None };
    let found = offers::page(app, &filter, &paging, lang.tag(), 1).await?.items;
    let told = found.into_iter().map(|FullOffer { offer, details }| Row {
        at: DateTime::UNIX_EPOCH,
        time: String::new(),
        title: offer.title,
        lang: details.fallback.then_some(offer.lang),
        detail: offer.summary,
        example: offer.example,
    });
    Ok(told.collect())
}

/// What there is of some words, with commas between.
fn joined<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
