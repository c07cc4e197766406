//! What is on in the hall for the rest of the day: the little that a card on another site has room for.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::offers::{Event, OfferKind, Programme};
use tokio::time::timeout;

use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::dates::hhmm;
use crate::lang::{Lang, href};
use crate::offers::{self, Filter};
use crate::wire::Paging;

/// How long the database is waited for; without it there are numbers and no programme.
const PATIENCE: Duration = Duration::from_secs(2);
/// Events of a day that are looked at.
const MOST: usize = 50;
/// So many are told.
const TOLD: usize = 3;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    /// "14:00".
    pub(super) time: String,
    pub(super) title: String,
    /// The path of its page.
    pub(super) url: String,
    pub(super) example: bool,
}

/// What is still to come today; `None` where the database does not answer.
pub(super) async fn programme(app: &App, venue: &VenueCalendar, lang: Lang, now: DateTime<Utc>) -> Option<Vec<Line>> {
    let zone = &venue.facts.schedule.zone;
    let (begins, ends) = zone.day(zone.date(now));
    let filter = Filter { kinds: vec![OfferKind::Event], from: Some(begins), to: Some(ends), ..Filter::default() };
    let paging = Paging { limit: MOST, cursor: None };
    let found = timeout(PATIENCE, offers::page(app, &filter, &paging, lang.tag(), 5)).await.ok()?.ok()?.items;
    let examples: BTreeSet<String> =
        found.iter().filter(|one| one.offer.example).map(|one| one.offer.slug.clone()).collect();
    let items = found.into_iter().map(|one| {
        let (offer, dates) = (one.offer, one.details.dates);
        Event { slug: offer.slug, title: offer.title, summary: offer.summary, place: offer.place, dates }
    });
    let all = Programme { items: items.collect() };
    let street = &venue.facts.venue.address.street;
    let here = all.in_the_building(street, zone.local(begins), zone.local(ends)).into_iter();
    let told = here.filter(|one| one.takes_place() && one.date.to > now).take(TOLD).map(|one| Line {
        time: if one.date.all_day { String::new() } else { hhmm(one.date.from.time()) },
        title: one.title,
        url: href(lang, &format!("/offers/{}", one.slug)),
        example: examples.contains(&one.slug),
    });
    Some(told.collect())
}
