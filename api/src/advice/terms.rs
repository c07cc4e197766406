//! What advice hours may be: whether the terms make sense, before they are stored.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;
use shared::advice::AdviceTerms;
use shared::ids::VenueId;
use uuid::Uuid;

use super::store;
use crate::problem::Failure;

const LONGEST_LINE: usize = 120;
const LONGEST_ABOUT: usize = 600;
const MOST_TIMES: usize = 50;
const MOST_OFFERS: usize = 50;
const MOST_LANGUAGES: usize = 20;

/// The terms as they will be stored, with languages and offers once each and in order.
pub(super) fn checked(mut terms: AdviceTerms) -> Result<AdviceTerms, Failure> {
    texts(&terms)?;
    if !(5..=240).contains(&terms.slot_minutes) {
        return Err(Failure::invalid("/slot_minutes", "should be 5 to 240"));
    }
    if !(1..=50).contains(&terms.seats) {
        return Err(Failure::invalid("/seats", "should be 1 to 50"));
    }
    if !sensible(terms.valid_from) {
        return Err(Failure::invalid("/valid_from", "should be a date between 1970 and 2200"));
    }
    if terms.valid_to.is_some_and(|to| to <= terms.valid_from || !sensible(to)) {
        return Err(Failure::invalid("/valid_to", "should be a date after `valid_from`"));
    }
    times(&terms)?;
    let tag = |tag: &String| {
        let mut parts = tag.split('-');
        let first = parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && letters(part));
        first
            && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    if terms.languages.is_empty() || terms.languages.len() > MOST_LANGUAGES || !terms.languages.iter().all(tag) {
        return Err(Failure::invalid("/languages", format!("should be 1 to {MOST_LANGUAGES} language tags (BCP 47)")));
    }
    if terms.offers.len() > MOST_OFFERS {
        return Err(Failure::invalid("/offers", format!("should be at most {MOST_OFFERS}")));
    }
    let once = |list: Vec<String>| list.into_iter().collect::<BTreeSet<String>>().into_iter().collect();
    (terms.languages, terms.offers) = (once(terms.languages), once(terms.offers));
    Ok(terms)
}

fn letters(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn sensible(date: NaiveDate) -> bool {
    (1970..2200).contains(&chrono::Datelike::year(&date))
}

/// Words for people, on one line; what is to be known may be longer, and is there in both languages or in none.
fn texts(terms: &AdviceTerms) -> Result<(), Failure> {
    let lines = [
        ("/title_de", &terms.title_de),
        ("/title_en", &terms.title_en),
        ("/office_de", &terms.office_de),
        ("/office_en", &terms.office_en),
        ("/place_de", &terms.place_de),
        ("/place_en", &terms.place_en),
    ];
    for (pointer, text) in lines {
        if text.trim().is_empty() || text.chars().count() > LONGEST_LINE || text.chars().any(char::is_control) {
            return Err(Failure::invalid(pointer, format!("should have 1 to {LONGEST_LINE} characters on one line")));
        }
    }
    for (pointer, text) in [("/about_de", &terms.about_de), ("/about_en", &terms.about_en)] {
        if text.chars().count() > LONGEST_ABOUT || text.chars().any(char::is_control) {
            let most = format!("should have at most {LONGEST_ABOUT} characters on one line");
            return Err(Failure::invalid(pointer, most));
        }
    }
    if terms.about_de.trim().is_empty() != terms.about_en.trim().is_empty() {
        let missing = if terms.about_de.trim().is_empty() { "/about_de" } else { "/about_en" };
        return Err(Failure::invalid(missing, "should be there when the other language is"));
    }
    Ok(())
}

/// Each on a weekday or on a date, and long enough for one appointment.
fn times(terms: &AdviceTerms) -> Result<(), Failure> {
    if terms.times.is_empty() || terms.times.len() > MOST_TIMES {
        return Err(Failure::invalid("/times", format!("should be 1 to {MOST_TIMES} intervals")));
    }
    for (number, time) in terms.times.iter().enumerate() {
        if time.weekday.is_some() == time.date.is_some() {
            return Err(Failure::invalid(format!("/times/{number}"), "should have either `weekday` or `date`"));
        }
        if time.weekday.is_some_and(|day| !(1..=7).contains(&day)) {
            let pointer = format!("/times/{number}/weekday");
            return Err(Failure::invalid(pointer, "should be a number from 1 (Monday) to 7 (Sunday)"));
        }
        if time.date.is_some_and(|date| !sensible(date)) {
            return Err(Failure::invalid(format!("/times/{number}/date"), "should be a date between 1970 and 2200"));
        }
        if time.closes > 1440 || time.closes.saturating_sub(time.opens) < terms.slot_minutes {
            let pointer = format!("/times/{number}/closes");
            return Err(Failure::invalid(pointer, "should be at most 1440, and one slot or more after `opens`"));
        }
    }
    Ok(())
}

/// The offers that are named, each of this venue.
pub(super) async fn offers(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    slugs: &[String],
) -> Result<Vec<Uuid>, Failure> {
    if let Some(number) = slugs.iter().position(|slug| slug.contains('\0')) {
        return Err(Failure::invalid(format!("/offers/{number}"), "no offer has this name"));
    }
    let known = store::offers_called(conn, venue, slugs).await?;
    let mut ids = Vec::with_capacity(slugs.len());
    for (number, slug) in slugs.iter().enumerate() {
        let id = known.get(slug);
        ids.push(*id.ok_or_else(|| Failure::invalid(format!("/offers/{number}"), "no offer has this name"))?);
    }
    Ok(ids)
}
