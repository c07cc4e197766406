//! An offer's facts in words: how old they are, when and where it is, whom it is for. Pure; the server's pages
//! are made with this file, too.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Timelike};
use shared::offers::{Access, DateState, EventDate, Offer, OfferDetails, OfferKind, OfferPlace, Recurring};

use crate::dates;
use crate::lang::Lang;
use crate::texts::frame;
use crate::texts::offers::{SIMPLE, Texts};

/// As many letters of a price fit into the corner of a card.
const CORNER: usize = 30;

/// So many dates of an event the api tells in a list.
pub(super) const LISTED: usize = 5;

/// Where the offer is, to be read in the language that its texts are in here: Leichte Sprache stays.
pub(super) fn path(lang: Lang, offer: &Offer) -> String {
    let simple = if lang == Lang::De && offer.lang == SIMPLE { "?lang=de-simple" } else { "" };
    format!("/offers/{}{simple}", offer.slug)
}

/// The language of the texts of a list: Leichte Sprache where that is what is looked for.
pub(super) fn list_language(lang: Lang, language: Option<&str>) -> &'static str {
    if lang == Lang::De && language == Some(SIMPLE) { SIMPLE } else { lang.tag() }
}

/// The price in the corner of a card, and below its text where it is a sentence.
pub(super) fn card_price(offer: &Offer) -> (String, String) {
    let price = offer.price.text.clone();
    if price.chars().count() > CORNER { (String::new(), price) } else { (price, String::new()) }
}

/// How old the facts are: "Stand 2020", "Stand unbekannt"; nothing for what is invented.
pub(super) fn as_of(t: &Texts, offer: &Offer) -> Option<String> {
    if offer.example {
        return None;
    }
    let known = offer.source_as_of.as_deref().filter(|date| !date.is_empty() && *date != "unknown");
    Some(known.map_or_else(|| t.as_of_unknown.to_owned(), |date| (t.as_of)(&date_of_source(date))))
}

/// The same, and whether somebody has checked it: "Stand 2020, bitte prüfen".
pub(super) fn age(t: &Texts, offer: &Offer) -> Option<String> {
    let checked = if offer.verified { t.checked } else { t.please_check };
    as_of(t, offer).map(|as_of| format!("{as_of}, {checked}"))
}

/// "auf Deutsch", for what is in no other language.
pub(super) fn in_language(t: &Texts, tag: &str) -> String {
    (t.in_language)((t.language)(tag).unwrap_or(tag))
}

/// A year stays; a month `2020-02` becomes `02/2020`; a day `2020-02-11` becomes `11.02.2020`.
fn date_of_source(date: &str) -> String {
    let parts: Vec<&str> = date.split('-').collect();
    match parts.as_slice() {
        [year, month] if is_number(year) => format!("{month}/{year}"),
        [year, month, day] => format!("{day}.{month}.{year}"),
        _ => date.to_owned(),
    }
}

/// Whether this is digits.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The icon of an offer and the colour of its ground (`""` is patina).
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
        OfferKind::Support => ("heart", ""),
        OfferKind::Culture => ("museum", "k"),
        OfferKind::Place => ("pin", ""),
        OfferKind::Event => ("cal", "o"),
        OfferKind::Participation => ("speech", "b"),
        OfferKind::Job => ("brief", "a"),
        OfferKind::Service | OfferKind::Unknown => ("info", ""),
        OfferKind::Notice => ("bell", "o"),
    };
    (by_category.unwrap_or(icon), ground)
}

/// The tags of whom it is for: audiences and ages. "All" alone says nothing and is left out.
pub(super) fn audience(t: &Texts, offer: &Offer) -> Vec<String> {
    let named = offer.audience.iter().filter(|key| *key != "all").filter_map(|key| (t.audience)(key));
    named.map(str::to_owned).chain((t.age)(offer.min_age, offer.max_age)).collect()
}

/// When it is: the weekly rhythm, or the dates of a single event; dates are put into words by `date`.
pub(super) fn when(lang: Lang, t: &Texts, offer: &Offer, date: impl Fn(NaiveDate) -> String) -> Option<String> {
    if let Some(weekly) = &offer.recurring {
        return Some(rhythm(lang, t, weekly));
    }
    let span = frame::texts(lang).span;
    match (offer.starts_at, offer.ends_at) {
        (None, None) => None,
        (None, Some(end)) => Some((t.until)(&date(last_day(end)))),
        (Some(start), None) => Some(with_time(t, &date(start.date_naive()), start)),
        (Some(start), Some(end)) if last_day(end) == start.date_naive() => {
            let times = span(&hhmm(start.time()), &hhmm(end.time()));
            let day = date(start.date_naive());
            Some(if is_midnight(start) { day } else { format!("{day}, {times}") })
        }
        (Some(start), Some(end)) => Some(format!("{} – {}", date(start.date_naive()), date(last_day(end)))),
    }
}

/// When it takes place next: its next date with what became of it, or what is known without dates.
fn next(lang: Lang, t: &Texts, offer: &Offer, details: &OfferDetails) -> Option<String> {
    let Some(date) = details.dates.first() else {
        return when(lang, t, offer, |date| dates::day_month(lang, date));
    };
    let others = details.dates.len().saturating_sub(1);
    // A list has the next few; how many there are beyond is not known.
    let more = match others {
        0 => None,
        _ if details.dates.len() >= LISTED => Some(t.many_dates.to_owned()),
        _ => Some((t.more_dates)(others)),
    };
    let told = one_date(lang, t, date, |day| dates::date_short(lang, day));
    Some([Some(told), more].into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// The time on a card and in a row: since when it is over, or the next date, or until when one may apply or take part.
pub(super) fn time(lang: Lang, t: &Texts, offer: &Offer, details: &OfferDetails) -> Option<String> {
    if let Some(end) = details.over_since {
        return Some((t.ended)(&dates::date_long(lang, last_day(end))));
    }
    next(lang, t, offer, details).or_else(|| closes(lang, t, offer.kind, details))
}

/// What it is and, where it has a time, when: "Veranstaltungen, Di, 24. November, 14:00 bis 16:00 Uhr".
pub(super) fn kind_and_when(lang: Lang, t: &Texts, offer: &Offer, details: &OfferDetails) -> String {
    let when = time(lang, t, offer, details);
    [Some((t.kind)(offer.kind).to_owned()), when].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A date in words: "Di, 24. November, 14:00 bis 16:00 Uhr, Mosaiksaal, fällt aus".
pub(super) fn one_date(lang: Lang, t: &Texts, date: &EventDate, day: impl Fn(NaiveDate) -> String) -> String {
    let (first, last) = (date.from.date_naive(), last_day(date.to));
    let span = frame::texts(lang).span;
    let days = if first == last { day(first) } else { format!("{} – {}", day(first), day(last)) };
    let times = match (date.all_day, first == last) {
        (true, _) => t.all_day.to_owned(),
        (false, true) => span(&hhmm(date.from.time()), &hhmm(date.to.time())),
        (false, false) => String::new(),
    };
    let state = state(t, date.state).unwrap_or_default();
    let parts = [days.as_str(), times.as_str(), date.room.as_deref().unwrap_or_default(), state];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What became of a date, where that has to be said.
pub(super) const fn state(t: &Texts, state: DateState) -> Option<&'static str> {
    match state {
        DateState::Cancelled => Some(t.date_cancelled),
        DateState::Moved => Some(t.date_moved),
        DateState::Postponed => Some(t.date_postponed),
        DateState::Scheduled | DateState::Unknown => None,
    }
}

/// Until when one can apply or take part.
pub(super) fn closes(lang: Lang, t: &Texts, kind: OfferKind, details: &OfferDetails) -> Option<String> {
    let day = dates::day_month(lang, last_day(details.closes_at?));
    Some(if kind == OfferKind::Job { (t.apply_until)(&day) } else { (t.take_part_until)(&day) })
}

/// What is known of getting in and of understanding what is said there.
pub(super) fn access(t: &Texts, place: Option<&OfferPlace>, access: &Access) -> Vec<String> {
    let step_free = place.and_then(|place| place.step_free).map(|yes| (t.step_free)(yes).to_owned());
    let known = [
        (access.lift, t.lift),
        (access.accessible_toilet, t.accessible_toilet),
        (access.wheelchair_places, t.wheelchair_places),
        (access.hearing_loop, t.hearing_loop),
        (access.sign_language, t.sign_language),
    ];
    // What is not there is said of the way in alone; of the rest only what is there helps.
    let there = known.into_iter().filter(|(yes, _)| *yes == Some(true)).map(|(_, name)| name.to_owned());
    step_free.into_iter().chain(there).collect()
}

/// The same in one line, and that nothing is known where there is a place.
pub(super) fn reach(t: &Texts, place: Option<&OfferPlace>, of: &Access) -> String {
    let known = access(t, place, of);
    if known.is_empty() && place.is_some() { t.access_unknown.to_owned() } else { known.join(", ") }
}

/// What it costs, and what with each pass, in one line.
pub(super) fn prices(t: &Texts, offer: &Offer) -> String {
    let mut prices = vec![offer.price.text.clone()];
    prices.extend(offer.passes.iter().map(|pass| format!("{} {}", (t.price_with)(&pass.label), pass.price_text)));
    prices.retain(|price| !price.is_empty());
    prices.join(", ")
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

/// Whether an instant is the very beginning of a day.
fn is_midnight(at: DateTime<FixedOffset>) -> bool {
    at.time() == NaiveTime::MIN
}

/// "13:30".
fn hhmm(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::offers::texts;

    #[test]
    fn weekdays_are_told_shortly() {
        let t = texts(Lang::De);
        assert_eq!(weekdays(t, &[2]), "dienstags");
        assert_eq!(weekdays(t, &[2, 4]), "dienstags und donnerstags");
        assert_eq!(weekdays(t, &[1, 6, 7]), "montags, samstags und sonntags");
        assert_eq!(weekdays(t, &[1, 2, 3, 4, 5]), "montags bis freitags");
        assert_eq!(weekdays(t, &[1, 2, 3, 4, 5, 6, 7]), "täglich");
        assert_eq!(weekdays(t, &[0, 9]), "");
    }

    #[test]
    fn the_age_of_facts_is_told_as_exactly_as_it_is_known() {
        for (date, told) in
            [("2020", "2020"), ("2020-02", "02/2020"), ("2020-02-11", "11.02.2020"), ("2020–2022", "2020–2022")]
        {
            assert_eq!(date_of_source(date), told);
        }
    }

    #[test]
    fn an_end_at_midnight_belongs_to_the_day_before() {
        let at = |text: &str| serde_json::from_str(&format!("\"{text}\"")).expect("an instant");
        assert_eq!(last_day(at("2026-12-14T00:00:00+01:00")).to_string(), "2026-12-13");
        assert_eq!(last_day(at("2026-12-13T18:00:00+01:00")).to_string(), "2026-12-13");
    }
}
