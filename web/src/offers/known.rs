//! What is known of an offer, each under its name. Pure; the server's pages are made with this file, too.

use shared::offers::{FullOffer, PassEffect};

use super::facts;
use crate::dates;
use crate::lang::Lang;
use crate::texts::offers::Texts;

/// What is known, each under its name.
pub(super) fn known(lang: Lang, t: &'static Texts, whole: &FullOffer) -> Vec<(&'static str, String)> {
    let FullOffer { offer, details } = whole;
    let place = offer.place.as_ref();
    let notes = place.and_then(|place| place.access_notes.clone()).filter(|notes| !notes.is_empty());
    let access: Vec<String> = facts::access(t, place, &details.access).into_iter().chain(notes).collect();
    // Dates to come stand in a list of their own.
    let when = if details.dates.is_empty() || offer.recurring.is_some() {
        facts::when(lang, t, offer, |date| dates::date_long(lang, date))
    } else {
        None
    };
    let name = |tag: &String| (t.language)(tag).map_or_else(|| tag.clone(), str::to_owned);
    // German goes without saying here; it is told where there is a choice.
    let languages: Vec<String> = if offer.languages.iter().any(|tag| tag != "de") {
        offer.languages.iter().map(name).collect()
    } else {
        Vec::new()
    };
    let employment: Vec<&str> = details.employment.iter().filter_map(|key| (t.employment)(key)).collect();
    let pairs = [
        (t.for_whom, Some(facts::audience(t, offer).join(", "))),
        (t.phase, details.phase.and_then(t.phase_name).map(str::to_owned)),
        (t.deadline, facts::closes(lang, t, offer.kind, details)),
        (t.when, when),
        (t.place, place.map(facts::place)),
        (t.column_access, Some(access.join(" · "))),
        (t.passes, Some(pass_rules(t, whole).join(" · "))),
        (t.languages, Some(languages.join(", "))),
        (t.employment_name, Some(employment.join(", "))),
    ];
    let said = pairs.into_iter().filter_map(|(key, value)| Some((key, value?)));
    said.filter(|(_, value)| !value.is_empty()).collect()
}

/// What passes mean, where that is more than a price.
fn pass_rules(t: &Texts, whole: &FullOffer) -> Vec<String> {
    let name = |key: &str| {
        let known = whole.offer.passes.iter().find(|pass| pass.pass == key);
        known.map(|pass| pass.label.clone())
    };
    let told = whole.details.pass_rules.iter().filter_map(|rule| {
        let name = name(&rule.pass)?;
        match rule.effect {
            PassEffect::Required => Some((t.pass_required)(&name)),
            PassEffect::Valid => Some((t.pass_valid)(&name)),
            PassEffect::Price | PassEffect::Unknown => None,
        }
    });
    told.collect()
}
