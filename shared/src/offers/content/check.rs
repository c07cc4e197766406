//! Whether an offer makes sense: the same answer for an editor's form, the api and a feed.
//!
//! Pure. What always holds: content without a fault can be stored (every check of the tables is covered here), and
//! a fault names its place as a JSON pointer.

mod faults;

use std::collections::BTreeSet;

pub use faults::is_tag;
use faults::{Faults, escaped, is_date, leads_well};

use super::parts::{ImageContent, ScheduleContent, TextContent};
use super::{MOST_IMAGES, OfferContent};
use crate::offers::{EventState, ExceptionOutcome, OfferKind, PassEffect, Phase, PriceFor, PricePer, Repetition};
use crate::problem::FieldError;

/// Most entries of a short list.
const MANY: usize = 20;
/// Most schedules of an offer.
const MOST_SCHEDULES: usize = 50;
/// Most exceptions of a schedule.
const MOST_EXCEPTIONS: usize = 400;
/// Longest event, minutes.
const LONGEST: i32 = 366 * 1440;

impl OfferContent {
    /// What is wrong with it, each with its place; empty where it makes sense.
    pub fn check(&self) -> Vec<FieldError> {
        let mut faults = Faults::default();
        self.check_what(&mut faults);
        self.check_costs(&mut faults);
        self.check_where(&mut faults);
        self.check_when(&mut faults);
        self.check_source(&mut faults);
        for (lang, text) in &self.texts {
            check_text(&mut faults, lang, text);
        }
        faults.unless(self.texts.contains_key("de"), "/texts/de", "should be there: every offer is told in German");
        faults.unless(self.texts.len() <= MANY, "/texts", "should have at most 20 languages");
        self.check_images(&mut faults);
        faults.0
    }

    fn check_what(&self, faults: &mut Faults) {
        faults.unless(self.kind != OfferKind::Unknown, "/kind", "is not a kind of offer");
        faults.key("/category", &self.category);
        faults.keys("/audience", &self.audience);
        faults.keys("/benefits", &self.benefits);
        faults.keys("/employment", &self.employment);
        faults.unless(self.languages.len() <= MANY, "/languages", "should have at most 20 entries");
        for (index, lang) in self.languages.iter().enumerate() {
            let detail = "should be a language tag such as de or uk";
            faults.unless(is_tag(lang), &format!("/languages/{index}"), detail);
        }
        for (pointer, age) in [("/min_age", self.min_age), ("/max_age", self.max_age)] {
            faults.unless(age.is_none_or(|age| (0..=150).contains(&age)), pointer, "should be from 0 to 150 years");
        }
        let ages = self.min_age.zip(self.max_age).is_none_or(|(least, most)| least <= most);
        faults.unless(ages, "/max_age", "should not be below min_age");
        faults.unless(self.phase != Some(Phase::Unknown), "/phase", "is not a phase");
        faults.unless(self.event_state != EventState::Unknown, "/event_state", "is not a state of an event");
        let digits = |text: &String, many| text.len() == many && text.bytes().all(|byte| byte.is_ascii_digit());
        faults.unless(self.leika_key.as_ref().is_none_or(|key| digits(key, 14)), "/leika_key", "should have 14 digits");
        faults.unless(self.ags.as_ref().is_none_or(|key| digits(key, 8)), "/ags", "should have 8 digits");
    }

    fn check_costs(&self, faults: &mut Faults) {
        faults.cents("/amount_cents", self.amount_cents);
        faults.unless(!self.free || self.amount_cents.unwrap_or(0) == 0, "/free", "what is free has no price");
        faults.unless(self.prices.len() <= MANY, "/prices", "should have at most 20 entries");
        for (index, price) in self.prices.iter().enumerate() {
            let at = |field: &str| format!("/prices/{index}/{field}");
            faults.unless(price.who != PriceFor::Unknown, &at("who"), "is nobody who pays");
            faults.unless(price.per != PricePer::Unknown, &at("per"), "is nothing that is paid for");
            faults.cents(&at("amount_cents"), Some(price.amount_cents));
        }
        faults.unless(self.pass_rules.len() <= MANY, "/pass_rules", "should have at most 20 entries");
        for (index, rule) in self.pass_rules.iter().enumerate() {
            let at = |field: &str| format!("/pass_rules/{index}/{field}");
            faults.key(&at("pass"), &rule.pass);
            faults.unless(rule.effect != PassEffect::Unknown, &at("effect"), "is nothing that a pass does");
            faults.cents(&at("amount_cents"), rule.amount_cents);
        }
        if let Some(pass) = &self.gives_pass {
            faults.key("/gives_pass", pass);
        }
    }

    fn check_where(&self, faults: &mut Faults) {
        if let Some(place) = &self.place {
            faults.line("/place/name", &place.name, 1, 200);
            faults.optional("/place/street", place.street.as_ref(), 200);
            faults.optional("/place/postcode", place.postcode.as_ref(), 20);
            faults.optional("/place/city", place.city.as_ref(), 100);
            let on_earth = |lat: f64, lon: f64| (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
            let fine = place.geo.is_none_or(|geo| on_earth(geo.lat, geo.lon));
            faults.unless(fine, "/place/geo", "should have lat from -90 to 90 and lon from -180 to 180");
        }
        if let Some(contact) = &self.contact {
            faults.optional("/contact/office", contact.office.as_ref(), 200);
            faults.optional("/contact/phone", contact.phone.as_ref(), 60);
            if let Some(email) = &contact.email {
                faults.email("/contact/email", email);
            }
            if let Some(website) = &contact.website {
                faults.url("/contact/website", website);
            }
        }
        if let Some(email) = &self.reviewer_email {
            faults.email("/reviewer_email", email);
        }
    }

    fn check_when(&self, faults: &mut Faults) {
        faults.span(["/starts_at", "/ends_at"], self.starts_at, self.ends_at);
        faults.span(["/valid_from", "/valid_to"], self.valid_from, self.valid_to);
        faults.span(["/closes_at", "/closes_at"], self.closes_at, None);
        if let Some(day) = self.review_on {
            faults.day("/review_on", day);
        }
        if let Some(rhythm) = &self.recurring {
            let days: BTreeSet<u8> = rhythm.weekdays.iter().copied().collect();
            let fine =
                !days.is_empty() && days.len() == rhythm.weekdays.len() && days.iter().all(|day| (1..=7).contains(day));
            faults.unless(fine, "/recurring/weekdays", "should be days from 1 (Monday) to 7, each once");
            let time =
                |text: &String| chrono::NaiveTime::parse_from_str(text, "%H:%M").ok().filter(|_| text.len() == 5);
            faults.unless(time(&rhythm.from).is_some(), "/recurring/from", "should look like 09:30");
            let later = rhythm.to.as_ref().is_none_or(|to| time(to).is_some_and(|to| Some(to) > time(&rhythm.from)));
            faults.unless(later, "/recurring/to", "should look like 11:30 and be later than from");
            faults.optional("/recurring/room", rhythm.room.as_ref(), 120);
        }
        faults.unless(self.schedules.len() <= MOST_SCHEDULES, "/schedules", "should have at most 50 entries");
        let ids: Vec<_> = self.schedules.iter().filter_map(|schedule| schedule.id).collect();
        let distinct: BTreeSet<_> = ids.iter().collect();
        faults.unless(distinct.len() == ids.len(), "/schedules", "should have every id once");
        for (index, schedule) in self.schedules.iter().enumerate() {
            check_schedule(faults, &format!("/schedules/{index}"), schedule);
        }
    }

    fn check_source(&self, faults: &mut Faults) {
        if let Some(url) = &self.source_url {
            faults.url("/source_url", url);
        }
        if let Some(date) = &self.source_as_of {
            faults.unless(
                is_date(date),
                "/source_as_of",
                "should look like 2025, 2025-03 or 2025-03-14, or be unknown",
            );
        }
        for (pointer, there) in
            [("/source_url", self.source_url.is_some()), ("/source_as_of", self.source_as_of.is_some())]
        {
            faults.unless(there || self.example, pointer, "should be there, or it is an example and says so");
        }
    }

    fn check_images(&self, faults: &mut Faults) {
        faults.unless(self.images.len() <= MOST_IMAGES, "/images", "should have at most 12 entries");
        let distinct: BTreeSet<_> = self.images.iter().map(|image| image.id).collect();
        faults.unless(distinct.len() == self.images.len(), "/images", "should have every image once");
        for (index, image) in self.images.iter().enumerate() {
            check_image(faults, &format!("/images/{index}"), image, self.texts.keys());
        }
    }
}

fn check_image<'a>(faults: &mut Faults, at: &str, image: &ImageContent, langs: impl Iterator<Item = &'a String>) {
    faults.line(&format!("{at}/credit"), &image.credit, 1, 200);
    faults.line(&format!("{at}/licence"), &image.licence, 1, 100);
    for lang in langs {
        let there = image.alt.contains_key(lang);
        faults.unless(
            there,
            &format!("{at}/alt/{lang}"),
            "should say what is to be seen, in every language of the offer",
        );
    }
    for (lang, alt) in &image.alt {
        let pointer = format!("{at}/alt/{}", escaped(lang));
        faults.unless(is_tag(lang), &pointer, "should be under a language tag");
        faults.line(&pointer, alt, 1, 300);
    }
}

fn check_text(faults: &mut Faults, lang: &str, text: &TextContent) {
    let at = |field: &str| format!("/texts/{}/{field}", escaped(lang));
    faults.unless(
        is_tag(lang),
        &format!("/texts/{}", escaped(lang)),
        "should be under a language tag such as de-simple",
    );
    faults.line(&at("title"), &text.title, 1, 200);
    faults.line(&at("summary"), &text.summary, 1, 160);
    let length = text.body.chars().count();
    let odd = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
    let fine = !text.body.trim().is_empty() && length <= 20_000 && !text.body.chars().any(odd);
    faults.unless(fine, &at("body"), "should have 1 to 20000 characters");
    faults.unless(
        leads_well(&text.body),
        &at("body"),
        "should have links to https, http, mailto, tel or this site alone",
    );
    faults.line(&at("price_text"), &text.price_text, 0, 300);
    faults.line(&at("keywords"), &text.keywords, 0, 500);
    if let Some(notes) = &text.access_notes {
        faults.line(&at("access_notes"), notes, 1, 500);
    }
    faults.unless(text.passes.len() <= MANY, &at("passes"), "should have at most 20 entries");
    for (index, pass) in text.passes.iter().enumerate() {
        faults.key(&at(&format!("passes/{index}/pass")), &pass.pass);
        faults.line(&at(&format!("passes/{index}/label")), &pass.label, 1, 100);
        faults.line(&at(&format!("passes/{index}/price_text")), &pass.price_text, 1, 200);
    }
    faults.unless(text.links.len() <= MANY, &at("links"), "should have at most 20 entries");
    for (index, link) in text.links.iter().enumerate() {
        faults.line(&at(&format!("links/{index}/label")), &link.label, 1, 200);
        faults.url(&at(&format!("links/{index}/url")), &link.url);
    }
}

fn check_schedule(faults: &mut Faults, at: &str, schedule: &ScheduleContent) {
    faults.minute(&format!("{at}/starts"), schedule.starts);
    let whole = schedule.starts.time() == chrono::NaiveTime::MIN && schedule.minutes % 1440 == 0;
    let length = (1..=LONGEST).contains(&schedule.minutes);
    faults.unless(length, &format!("{at}/minutes"), "should be from 1 minute to 366 days");
    let detail = "is for events from midnight and of whole days";
    faults.unless(!schedule.all_day || whole, &format!("{at}/all_day"), detail);
    if let Some(Err(detail)) = schedule.rrule.as_deref().map(Repetition::parse) {
        faults.add(format!("{at}/rrule"), detail);
    }
    let plain = schedule.rrule.as_deref().is_none_or(|rule| rule.len() <= 300 && !rule.chars().any(char::is_control));
    faults.unless(plain, &format!("{at}/rrule"), "should have at most 300 characters on one line");
    faults.optional(&format!("{at}/room"), schedule.room.as_ref(), 120);
    let few = schedule.exceptions.len() <= MOST_EXCEPTIONS;
    faults.unless(few, &format!("{at}/exceptions"), "should have at most 400 entries");
    let distinct: BTreeSet<_> = schedule.exceptions.iter().map(|exception| exception.starts).collect();
    let each = distinct.len() == schedule.exceptions.len();
    faults.unless(each, &format!("{at}/exceptions"), "should have every date once");
    for (index, exception) in schedule.exceptions.iter().enumerate() {
        let at = format!("{at}/exceptions/{index}");
        faults.minute(&format!("{at}/starts"), exception.starts);
        let moved = exception.outcome == ExceptionOutcome::Moved;
        faults.unless(
            moved == exception.moved_to.is_some(),
            &format!("{at}/moved_to"),
            "goes with moved, and only with it",
        );
        if let Some(to) = exception.moved_to {
            faults.minute(&format!("{at}/moved_to"), to);
        }
    }
}

#[cfg(test)]
mod tests;
