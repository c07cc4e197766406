//! What a source says, as an offer: its own words, and what the terms of the source say of everything in it.
//!
//! Pure. What always holds: what comes out makes sense ([`OfferContent::check`]) or is a problem; the date it was
//! true is not in it, so that the same words are the same offer tomorrow.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use shared::feeds::{FeedMapping, FeedPlace, FeedProblem, FeedTermsShown};
use shared::ids::FeedId;
use shared::offers::{
    ContactContent, EventState, ExceptionContent, ExceptionOutcome, GeoContent, LinkContent, OfferContent, OfferKind,
    PlaceContent, Repetition, Schedule, ScheduleContent, TextContent,
};
use shared::zones::Zone;

use super::read::{Differing, Incoming, Spot, Timing};

/// Further ahead than any rule of a source is followed to its end.
const FAR: TimeDelta = TimeDelta::days(20 * 366);
/// Longest part of a title in an address.
const LONGEST_SLUG: usize = 60;

/// Something of a source, as the offer it is to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    /// What the source calls it.
    pub(super) uid: String,
    pub(super) title: String,
    pub(super) content: OfferContent,
}

impl Draft {
    /// Whether it is over.
    pub(super) fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.content.valid_to.is_some_and(|last| last <= now)
    }
}

/// The offer that something of a source is to be. `fallback` is where it comes from if it says no page of its own.
pub(super) fn drafted(
    item: Incoming,
    terms: &FeedTermsShown,
    fallback: &str,
    zone: &Zone,
) -> Result<Draft, FeedProblem> {
    let mapping = &terms.mapping;
    let source = item.url.clone().unwrap_or_else(|| fallback.to_owned());
    let mut content = OfferContent::empty(texts(&item, mapping, &source));
    content.kind = mapping.kind;
    content.category.clone_from(&mapping.category);
    content.audience.clone_from(&mapping.audience);
    content.place = place(&item, mapping.place.as_ref());
    content.contact = Some(contact(terms));
    content.reviewer_email = Some(terms.email.clone());
    content.event_state = if mapping.kind == OfferKind::Event { item.event_state } else { EventState::Scheduled };
    content.closes_at = item.closes_at.map(|at| zone.local(at));
    content.source_url = Some(source);
    content.valid_to = last(&item.timings, zone).or(item.closes_at).map(|at| zone.local(at));
    content.schedules = item.timings.into_iter().map(schedule).collect();
    // The date it was true is set when it is taken over; without one nothing is right.
    let dated = OfferContent { source_as_of: Some("unknown".to_owned()), ..content.clone() };
    if let Some(fault) = dated.check().into_iter().next() {
        let detail = format!("`{}` makes no sense: {} {}", item.title, fault.pointer, fault.detail);
        return Err(FeedProblem { uid: Some(item.uid), detail });
    }
    Ok(Draft { uid: item.uid, title: item.title, content })
}

fn texts(item: &Incoming, mapping: &FeedMapping, source: &str) -> BTreeMap<String, TextContent> {
    let or = |text: &str, instead: &str| if text.is_empty() { instead } else { text }.to_owned();
    let german = mapping.language.split('-').next() == Some("de");
    let label = if german { "Mehr dazu" } else { "More" };
    let links = vec![LinkContent { label: label.to_owned(), url: source.to_owned() }];
    let short: String = item.title.chars().take(160).collect();
    let summary = or(&item.summary, &short);
    let text = TextContent {
        title: item.title.clone(),
        body: or(&item.body, &summary),
        summary,
        links: links.clone(),
        ..TextContent::default()
    };
    let mut texts = BTreeMap::new();
    if mapping.language != "de" {
        // Every offer says something in German. Of one that comes in another language that much is true.
        let title = item.title.clone();
        let summary = "Der Text dazu ist in einer anderen Sprache.".to_owned();
        let body = format!("{summary} Sie finden ihn in der Sprache `{}`.", mapping.language);
        texts.insert("de".to_owned(), TextContent { title, summary, body, links, ..TextContent::default() });
    }
    texts.insert(mapping.language.clone(), text);
    texts
}

fn place(item: &Incoming, fallback: Option<&FeedPlace>) -> Option<PlaceContent> {
    let on_earth = |(lat, lon): &(f64, f64)| (-90.0..=90.0).contains(lat) && (-180.0..=180.0).contains(lon);
    let geo = item.position.filter(on_earth).map(|(lat, lon)| GeoContent { lat, lon });
    let fallback =
        fallback.cloned().map(|FeedPlace { name, street, postcode, city }| Spot { name, street, postcode, city });
    let Spot { name, street, postcode, city } = item.place.clone().or(fallback)?;
    let postcode = postcode.filter(|code| code.chars().count() <= 20);
    let city = city.map(|city| city.chars().take(100).collect());
    Some(PlaceContent { name, street, postcode, city, step_free: None, geo })
}

fn contact(terms: &FeedTermsShown) -> ContactContent {
    let other = terms.mapping.contact.clone().unwrap_or_default();
    ContactContent {
        office: Some(terms.office.clone()),
        phone: other.phone,
        email: other.email,
        website: other.website,
    }
}

fn schedule(timing: Timing) -> ScheduleContent {
    let Timing { starts, minutes, all_day, rrule, exceptions } = timing;
    let exception = |one: Differing| {
        let outcome = match one.outcome.as_str() {
            "moved" => ExceptionOutcome::Moved,
            "cancelled" => ExceptionOutcome::Cancelled,
            "postponed" => ExceptionOutcome::Postponed,
            _ => ExceptionOutcome::LeftOut,
        };
        ExceptionContent { starts: one.starts, outcome, moved_to: one.moved_to }
    };
    let exceptions = exceptions.into_iter().map(exception).collect();
    ScheduleContent { id: None, starts, minutes, all_day, rrule, room: None, exceptions }
}

/// When the last of its dates is over; nothing for what goes on for ever, or has no dates.
fn last(timings: &[Timing], zone: &Zone) -> Option<DateTime<Utc>> {
    let mut latest: Option<DateTime<Utc>> = None;
    for timing in timings {
        let repetition = timing.rrule.as_deref().and_then(|rule| Repetition::parse(rule).ok());
        if repetition.as_ref().is_some_and(Repetition::is_endless) {
            return None;
        }
        let moved = timing.exceptions.iter().filter_map(|one| one.moved_to);
        let moved = moved.map(|to| zone.instant(to + TimeDelta::minutes(i64::from(timing.minutes))));
        let (starts, minutes) = (timing.starts, i64::from(timing.minutes));
        let schedule = Schedule { starts, minutes, all_day: timing.all_day, repetition, exceptions: Vec::new() };
        let dates = schedule.occurrences(zone, starts + FAR);
        latest = dates.into_iter().map(|date| date.to).chain(moved).chain(latest).max();
    }
    latest
}

/// The name of a new offer in addresses: its title, and what keeps it apart from others of that title.
pub(super) fn slug(feed: FeedId, draft: &Draft) -> String {
    let mut words = String::new();
    for letter in draft.title.to_lowercase().chars() {
        match letter {
            'ä' => words.push_str("ae"),
            'ö' => words.push_str("oe"),
            'ü' => words.push_str("ue"),
            'ß' => words.push_str("ss"),
            letter if letter.is_ascii_alphanumeric() => words.push(letter),
            _ if words.ends_with('-') || words.is_empty() => {}
            _ => words.push('-'),
        }
    }
    words.truncate(LONGEST_SLUG);
    let digest = Sha256::digest(format!("{feed} {}", draft.uid));
    let apart = digest.iter().take(5).fold(String::new(), |mut apart, byte| {
        // Writing to a string cannot fail.
        let _ = write!(apart, "{byte:02x}");
        apart
    });
    let words = words.trim_matches('-');
    if words.is_empty() { apart } else { format!("{words}-{apart}") }
}

#[cfg(test)]
mod tests;
