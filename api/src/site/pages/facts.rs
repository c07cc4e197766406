//! An offer's facts in words: how old they are, when and where it is, whom it is for. Pure, and as the app says them.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use shared::offers::{FullOffer, Offer, OfferKind, OfferPlace, Recurring};

use super::dates::hhmm;
use super::texts::frame;
use super::texts::offers::Texts;
use crate::lang::Lang;

/// How old the facts are: "Stand 2020", "Stand unbekannt"; nothing for what is invented.
pub(super) fn as_of(t: &Texts, offer: &Offer) -> Option<String> {
    if offer.example {
        return None;
    }
    let known = offer.source_as_of.as_deref().filter(|date| !date.is_empty() && *date != "unknown");
    Some(known.map_or_else(|| t.as_of_unknown.to_owned(), |date| (t.as_of)(&date_of_source(date))))
}

/// A year stays; a month `2020-02` becomes `02/2020`; a day `2020-02-11` becomes `11.02.2020`.
fn date_of_source(date: &str) -> String {
    let parts: Vec<&str> = date.split('-').collect();
    match parts.as_slice() {
        [year, month] if !year.is_empty() && year.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{month}/{year}")
        }
        [year, month, day] => format!("{day}.{month}.{year}"),
        _ => date.to_owned(),
    }
}

/// "Stand 2020, bitte prüfen", or that somebody has.
pub(super) fn age(t: &Texts, offer: &Offer) -> Option<String> {
    let checked = if offer.verified { t.checked } else { t.please_check };
    as_of(t, offer).map(|as_of| format!("{as_of}, {checked}"))
}

/// The icon of an offer and the class of its ground.
pub(super) fn icon(offer: &Offer) -> (&'static str, &'static str) {
    let by_category = match offer.category.as_str() {
        "holidays" => Some("sun"),
        "education" | "citizens_office" => Some("family"),
        "cinema" => Some("film"),
        "libraries" | "literature" => Some("book"),
        "museums" => Some("museum"),
        "exhibition" | "art" => Some("palette"),
        "tours" => Some("walk"),
        "advice" | "seniors" => Some("users"),
        "coworking" => Some("chair"),
        "festivals" => Some("flag"),
        "money" => Some("heart"),
        _ => None,
    };
    let (icon, ground) = match offer.kind {
        OfferKind::Support => ("heart", "offer-ic"),
        OfferKind::Culture => ("museum", "offer-ic offer-ic--k"),
        OfferKind::Place => ("pin", "offer-ic"),
        OfferKind::Event => ("cal", "offer-ic offer-ic--o"),
        OfferKind::Participation => ("speech", "offer-ic offer-ic--b"),
        OfferKind::Job => ("brief", "offer-ic offer-ic--a"),
        OfferKind::Service | OfferKind::Unknown => ("info", "offer-ic"),
        OfferKind::Notice => ("bell", "offer-ic offer-ic--o"),
    };
    (by_category.unwrap_or(icon), ground)
}

/// Whom it is for: audiences and ages. "All" alone says nothing and is left out.
pub(super) fn audience(t: &Texts, offer: &Offer) -> Vec<String> {
    let named = offer.audience.iter().filter(|key| *key != "all").filter_map(|key| (t.audience)(key));
    named.map(str::to_owned).chain((t.age)(offer.min_age, offer.max_age)).collect()
}

/// When it is, as one line; `date` writes a date.
pub(super) fn when(lang: Lang, t: &Texts, whole: &FullOffer, date: impl Fn(NaiveDate) -> String) -> Option<String> {
    let offer = &whole.offer;
    if let Some(weekly) = &offer.recurring {
        let rhythm = rhythm(lang, t, weekly);
        return Some(match offer.ends_at {
            Some(end) => format!("{rhythm}, {}", (t.until)(&date(last_day(end)))),
            None => rhythm,
        });
    }
    match (offer.starts_at, offer.ends_at) {
        (None, None) => None,
        (None, Some(end)) => Some((t.until)(&date(last_day(end)))),
        (Some(start), None) => Some(with_time(t, &date(start.date_naive()), start)),
        (Some(start), Some(end)) => Some(span(lang, start, end, date)),
    }
}

/// From when to when: one day with its times, or two days.
pub(super) fn span(
    lang: Lang,
    start: DateTime<FixedOffset>,
    end: DateTime<FixedOffset>,
    date: impl Fn(NaiveDate) -> String,
) -> String {
    let (first, last) = (start.date_naive(), last_day(end));
    if first != last {
        return format!("{} – {}", date(first), date(last));
    }
    if is_midnight(start) {
        return date(first);
    }
    format!("{}, {}", date(first), (frame::texts(lang).span)(&hhmm(start.time()), &hhmm(end.time())))
}

/// The last day something that ends at `end` is on: midnight ends the day before it.
pub(super) fn last_day(end: DateTime<FixedOffset>) -> NaiveDate {
    let day = end.date_naive();
    if is_midnight(end) { day.pred_opt().unwrap_or(day) } else { day }
}

/// A date with its time, unless it is one that means the whole day.
fn with_time(t: &Texts, day: &str, at: DateTime<FixedOffset>) -> String {
    if is_midnight(at) { day.to_owned() } else { format!("{day}, {}", (t.clock_from)(&hhmm(at.time()))) }
}

fn is_midnight(at: DateTime<FixedOffset>) -> bool {
    at.time() == NaiveTime::MIN
}

/// "dienstags und donnerstags, 14:00 bis 16:00 Uhr, Infopunkt".
fn rhythm(lang: Lang, t: &Texts, weekly: &Recurring) -> String {
    let times = match &weekly.to {
        Some(to) => (frame::texts(lang).span)(&weekly.from, to),
        None => (t.clock_from)(&weekly.from),
    };
    let days = (t.weekly)(&weekdays(t, &weekly.weekdays), &times);
    match &weekly.room {
        Some(room) => format!("{days}, {room}"),
        None => days,
    }
}

/// Weekdays in words; three or more in a row are told by the first and the last.
fn weekdays(t: &Texts, days: &[u8]) -> String {
    let name = |day: &u8| t.weekdays.get(usize::from(day.checked_sub(1)?)).copied();
    let names: Vec<&str> = days.iter().filter_map(name).collect();
    let in_a_row = days.iter().zip(days.iter().skip(1)).all(|(one, next)| one.saturating_add(1) == *next);
    match names.as_slice() {
        [_, _, _, _, _, _, _] => t.daily.to_owned(),
        [first, .., last] if in_a_row && names.len() > 2 => (t.from_day_to_day)(first, last),
        [others @ .., last] if !others.is_empty() => format!("{} {} {last}", others.join(", "), t.and),
        _ => names.concat(),
    }
}

/// A place in one line: name, street, town.
pub(super) fn place(place: &OfferPlace) -> String {
    let town: Vec<&str> = [&place.postcode, &place.city].into_iter().flatten().map(String::as_str).collect();
    let town = town.join(" ");
    let parts = [Some(place.name.as_str()), place.street.as_deref(), Some(town.as_str())];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The name of the computer an address leads to.
pub(super) fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest).trim_start_matches("www.").to_owned()
}

/// A telephone number as the address of a call: digits only, with the country's code.
pub(super) fn tel(phone: &str) -> String {
    let digits: String = phone.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    match digits.strip_prefix('0') {
        Some(national) => format!("tel:+49{national}"),
        None => format!("tel:{digits}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::texts::offers::texts;
    use super::*;

    #[test]
    fn weekdays_and_ages_are_told_as_in_the_app() {
        let t = texts(Lang::De);
        assert_eq!(weekdays(t, &[2, 4]), "dienstags und donnerstags");
        assert_eq!(weekdays(t, &[1, 2, 3, 4, 5]), "montags bis freitags");
        assert_eq!(weekdays(t, &[1, 2, 3, 4, 5, 6, 7]), "täglich");
        assert_eq!(weekdays(t, &[0, 9, 255]), "");
        for (date, told) in [("2020", "2020"), ("2020-02", "02/2020"), ("2020-02-11", "11.02.2020")] {
            assert_eq!(date_of_source(date), told);
        }
        assert_eq!(tel("0511 168-0"), "tel:+495111680");
        assert_eq!(host("https://www.a.example/b"), "a.example");
    }

    #[test]
    fn an_end_at_midnight_belongs_to_the_day_before() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        assert_eq!(last_day(at("2026-12-14T00:00:00+01:00")).to_string(), "2026-12-13");
        let (from, to) = (at("2026-12-13T15:00:00+01:00"), at("2026-12-13T16:00:00+01:00"));
        assert_eq!(span(Lang::De, from, to, |date| date.to_string()), "2026-12-13, 15:00 bis 16:00 Uhr");
    }
}
