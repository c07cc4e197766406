//! What is known about one offer: whom it is for, what it costs, where it is, who answers, how old the facts are.

use shared::flyers::InfoPoint;
use shared::offers::{Contact, EventState, FullOffer, OfferPlace, PassEffect};

use super::{Fact, Ink, Line, Pass, Price, address, when};

/// Audiences that are named.
const AUDIENCES: usize = 3;
/// Passes that are named.
const PASSES: usize = 2;

/// Whom it is for: "Für Familien, Kinder · 6 bis 15 Jahre". Nothing where it is for everybody.
pub(super) fn audience(ink: &Ink<'_>, whole: &FullOffer) -> Option<String> {
    let words = ink.words;
    let named: Vec<&str> =
        whole.offer.audience.iter().filter_map(|key| (words.audience)(key)).take(AUDIENCES).collect();
    let everybody = whole.offer.audience.iter().any(|key| key == "all");
    let named = (!named.is_empty() && !everybody).then(|| (words.for_whom)(&named.join(", ")));
    let parts: Vec<String> = named.into_iter().chain((words.age)(whole.offer.min_age, whole.offer.max_age)).collect();
    ink.text(&parts.join(" · "), 130)
}

/// What editors write where they know no price.
const UNKNOWN_PRICE: [&str; 2] = ["keine Angabe", "not stated"];

/// The price, and beside it what it is with a pass.
pub(super) fn prices(ink: &Ink<'_>, whole: &FullOffer) -> Vec<Price> {
    let own = price(ink, &whole.offer.price, 60);
    let own = own.map(|amount| Price { label: ink.words.price.to_owned(), amount, pass: false });
    let with = whole.offer.passes.iter().take(PASSES).filter_map(|pass| {
        let amount = ink.text(&pass.price_text, 40)?;
        Some(Price { label: (ink.words.with_pass)(&ink.text(&pass.label, 30)?), amount, pass: true })
    });
    own.into_iter().chain(with).collect()
}

/// The price in words. A text that says nothing but that it is not known is no price.
pub(super) fn price(ink: &Ink<'_>, price: &shared::offers::Price, most: usize) -> Option<String> {
    ink.text(&price.text, most).filter(|text| price.free || !UNKNOWN_PRICE.contains(&text.as_str()))
}

/// What passes are worth here: the words beside their prices.
pub(super) fn passes(ink: &Ink<'_>, whole: &FullOffer) -> Vec<Pass> {
    let worth = |pass: &str| {
        let rule = whole.details.pass_rules.iter().find(|rule| rule.pass == pass)?;
        match (rule.effect, rule.amount_cents) {
            (PassEffect::Required, _) => Some(ink.words.pass_required),
            (PassEffect::Valid, _) => Some(ink.words.pass_valid),
            (PassEffect::Price, Some(0)) => Some(ink.words.pass_free),
            (PassEffect::Price | PassEffect::Unknown, _) => None,
        }
    };
    let passes = whole.offer.passes.iter().take(PASSES);
    passes.filter_map(|pass| Some(Pass { worth: worth(&pass.pass)?, name: ink.text(&pass.label, 24)? })).collect()
}

/// Boxes with a heading each; what is not known has none.
pub(super) fn facts(ink: &Ink<'_>, whole: &FullOffer, point: &InfoPoint) -> Vec<Fact> {
    let words = ink.words;
    let plain = |text: String| Line { text, url: None, own: false };
    let times = when::when(ink, whole).into_iter().map(plain).collect();
    let place = whole.offer.place.as_ref().map(|place| place_lines(ink, place)).unwrap_or_default();
    let contact = whole.offer.contact.as_ref().map(|contact| contact_lines(ink, contact)).unwrap_or_default();
    let asked =
        [format!("{}, {}", words.info_point, point.hall), point.street.clone(), words.no_appointment.to_owned()];
    let asked = asked.iter().filter_map(|line| ink.text(line, 80)).map(plain).collect();
    let all = [(words.when, times), (words.place, place), (words.contact, contact), (words.in_person, asked)];
    all.into_iter()
        .filter(|(_, lines): &(_, Vec<Line>)| !lines.is_empty())
        .map(|(heading, lines)| Fact { heading, lines })
        .collect()
}

fn place_lines(ink: &Ink<'_>, place: &OfferPlace) -> Vec<Line> {
    let town: Vec<&str> = [&place.postcode, &place.city].into_iter().flatten().map(String::as_str).collect();
    let told = [Some(place.name.as_str()), place.street.as_deref(), Some(&town.join(" "))];
    let told = told.into_iter().flatten().filter_map(|text| ink.text(text, 80)).map(|text| Line {
        text,
        url: None,
        own: true,
    });
    let step_free =
        place.step_free.map(|yes| Line { text: (ink.words.step_free)(yes).to_owned(), url: None, own: false });
    told.chain(step_free).collect()
}

/// Office, telephone, mailbox, web site. Only an address that is one becomes a link.
fn contact_lines(ink: &Ink<'_>, contact: &Contact) -> Vec<Line> {
    let plain = |text: &Option<String>, own| {
        text.as_deref().and_then(|text| ink.text(text, 80)).map(|text| Line { text, url: None, own })
    };
    let site = contact.website.as_deref().and_then(|site| {
        let web = site.starts_with("https://") || site.starts_with("http://");
        let url = (web && site.len() <= 500 && !site.contains(char::is_whitespace)).then(|| site.to_owned());
        Some(Line { text: ink.text(&address(site), 60)?, url, own: false })
    });
    let told = [plain(&contact.office, true), plain(&contact.phone, false), plain(&contact.email, false), site];
    told.into_iter().flatten().collect()
}

/// How far it can be trusted, first of all whether it takes place at all.
pub(super) fn notice(ink: &Ink<'_>, whole: &FullOffer) -> Option<String> {
    let words = ink.words;
    let event = match whole.details.event_state {
        EventState::Cancelled => Some(words.all_cancelled.to_owned()),
        EventState::Postponed => Some(words.all_postponed.to_owned()),
        EventState::Scheduled | EventState::Unknown => None,
    };
    let language = (super::primary(&whole.offer.lang) != words.tag).then(|| words.other_language.to_owned());
    let told: Vec<String> = event.into_iter().chain(language).chain([trust(ink, whole)]).collect();
    ink.text(&told.join(" "), 320)
}

fn trust(ink: &Ink<'_>, whole: &FullOffer) -> String {
    let (words, offer) = (ink.words, &whole.offer);
    if offer.example {
        return words.example.to_owned();
    }
    let known = offer.source_as_of.as_deref().filter(|date| !date.is_empty() && *date != "unknown");
    let as_of = known.map_or_else(|| words.as_of_unknown.to_owned(), |date| (words.as_of)(&date_of_source(date)));
    if offer.verified { (words.checked)(&as_of) } else { (words.please_check)(&as_of) }
}

/// A year stays; a month `2020-02` becomes `02/2020`; a day `2020-02-11` becomes `11.02.2020`.
fn date_of_source(date: &str) -> String {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match date.split('-').collect::<Vec<_>>().as_slice() {
        [year, month] if is_number(year) => format!("{month}/{year}"),
        [year, month, day] => format!("{day}.{month}.{year}"),
        _ => date.to_owned(),
    }
}
