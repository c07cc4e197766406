//! What is known about one offer: whom it is for, what it costs, how old the facts are.

use chrono::NaiveDate;
use shared::offers::{EventState, FullOffer, PassEffect, PassPrice};

use super::{Ink, Pass, Price, Rates, when};

/// Audiences that are named.
const AUDIENCES: usize = 3;
/// Passes that are named.
const PASSES: usize = 4;
/// Longest price: Leichte Sprache tells it in sentences.
const PRICE: usize = 240;
/// Longest price with a pass.
const PASS_PRICE: usize = 80;
/// Longest name of a pass.
const PASS: usize = 60;
/// Prices that are told one by one.
const RATES: usize = 8;

/// Whom it is for: "Für Familien, Kinder · 6 bis 15 Jahre". Nothing where it is for everybody.
pub(super) fn audience(ink: &Ink<'_>, whole: &FullOffer) -> Option<String> {
    let words = ink.words;
    let named: Vec<&str> =
        whole.offer.audience.iter().filter_map(|key| (words.audience)(key)).take(AUDIENCES).collect();
    let everybody = whole.offer.audience.iter().any(|key| key == "all");
    let named = (!named.is_empty() && !everybody).then(|| (words.for_whom)(&named.join(", ")));
    let age = (words.age)(whole.offer.min_age, whole.offer.max_age).map(|age| age.replace(' ', "\u{a0}"));
    let parts: Vec<String> = named.into_iter().chain(age).collect();
    ink.text(&parts.join(" · "), 130)
}

/// The price, and beside it what it is with a pass.
pub(super) fn prices(ink: &Ink<'_>, whole: &FullOffer) -> Vec<Price> {
    let own = price(ink, &whole.offer.price);
    let own = own.map(|amount| Price { label: ink.words.price.to_owned(), amount, pass: false, worth: None });
    let with = whole.offer.passes.iter().take(PASSES).filter_map(|pass| {
        let amount = ink.text(&pass.price_text, PASS_PRICE)?;
        let label = (ink.words.with_pass)(&ink.text(&pass.label, PASS)?);
        Some(Price { label, amount, pass: true, worth: worth(ink, whole, &pass.pass) })
    });
    own.into_iter().chain(with).collect()
}

/// The price in words, where it is known.
pub(super) fn price(ink: &Ink<'_>, price: &shared::offers::Price) -> Option<String> {
    ink.text(&price.text, PRICE)
}

/// What passes are worth here: the words beside their prices.
pub(super) fn passes(ink: &Ink<'_>, whole: &FullOffer) -> Vec<Pass> {
    let named = |pass: &PassPrice| {
        let priced = ink.text(&pass.price_text, PASS_PRICE).is_some();
        Some(Pass { worth: worth(ink, whole, &pass.pass)?, name: ink.text(&pass.label, PASS)?, priced })
    };
    whole.offer.passes.iter().take(PASSES).filter_map(named).collect()
}

fn worth(ink: &Ink<'_>, whole: &FullOffer, pass: &str) -> Option<&'static str> {
    let rule = whole.details.pass_rules.iter().find(|rule| rule.pass == pass)?;
    match (rule.effect, rule.amount_cents) {
        (PassEffect::Required, _) => Some(ink.words.pass_required),
        (PassEffect::Valid, _) => Some(ink.words.pass_valid),
        (PassEffect::Price, Some(0)) => Some(ink.words.pass_free),
        (PassEffect::Price | PassEffect::Unknown, _) => None,
    }
}

/// What it costs whom, where there are several prices.
pub(super) fn rates(ink: &Ink<'_>, whole: &FullOffer) -> Option<Rates> {
    let words = ink.words;
    let row = |row: &shared::offers::PriceRow| {
        let amount = (words.euros)(row.amount_cents);
        let amount = (words.per)(row.per).map_or_else(|| amount.clone(), |per| format!("{amount} {per}"));
        ((words.who)(row.who).to_owned(), amount)
    };
    let rows: Vec<(String, String)> = whole.details.prices.iter().take(RATES).map(row).collect();
    (rows.len() > 1).then_some(Rates { heading: words.prices, rows })
}

/// How far it can be trusted, first of all whether it takes place at all.
pub(super) fn notice(ink: &Ink<'_>, whole: &FullOffer, today: NaiveDate) -> Option<String> {
    let words = ink.words;
    let end = whole.offer.ends_at.map(when::last_day).filter(|end| *end < today && whole.details.dates.is_empty());
    let ended = end.map(|end| (words.ended)(&ink.date(end)));
    let event = match whole.details.event_state {
        EventState::Cancelled => Some(words.all_cancelled.to_owned()),
        EventState::Postponed => Some(words.all_postponed.to_owned()),
        EventState::Scheduled | EventState::Unknown => None,
    };
    let language = (!is_in(ink, &whole.offer.lang)).then(|| words.other_language.to_owned());
    let told: Vec<String> = ended.into_iter().chain(event).chain(language).chain([trust(ink, whole)]).collect();
    ink.text(&told.join(" "), 480)
}

/// Whether a text is in the language of the sheet; what is not in Leichte Sprache is no text for those who need it.
fn is_in(ink: &Ink<'_>, lang: &str) -> bool {
    super::primary(lang) == ink.words.tag && (!ink.words.easy || lang == "de-simple")
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
