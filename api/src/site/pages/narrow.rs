//! What the list can be narrowed by, as links with how many offers there would be; and what it is narrowed by.
//!
//! What always holds: what would find nothing is not offered, and what is chosen can be left out again.

use shared::offers::{Facet, FullOfferPage, OfferKind};

use super::asked::Asked;
use super::list::capital;
use super::when::When;
use crate::texts::offers::Texts;

/// Topics that are offered at once; more would be a wall.
const TOPICS: usize = 12;

/// A value to choose, or to choose no more.
pub(super) struct Chip {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) count: Option<u32>,
    pub(super) chosen: bool,
}

/// What is asked most, and the rest.
pub(super) struct Narrow {
    pub(super) first: Vec<Chip>,
    pub(super) groups: Vec<(&'static str, Vec<Chip>)>,
}

impl Narrow {
    /// Of a list.
    pub(super) fn of(t: &'static Texts, asked: &Asked, found: &FullOfferPage, here: &str) -> Self {
        let facets = &found.facets;
        let chip = |name: &str, value: &str, count: Option<u32>| {
            let chosen = asked.value(name) == Some(value);
            let href = asked.with(here, name, (!chosen).then_some(value));
            Chip { href, name: named(t, found, name, value), count, chosen }
        };
        let yes = |name: &str, count: u32| Some(chip(name, "true", Some(count))).filter(|one| count > 0 || one.chosen);
        // How many there are at a time is not counted.
        let first = When::ALL.iter().map(|when| chip("when", when.name(), None));
        let switches = [yes("free_of_charge", facets.free_of_charge), yes("accessible", facets.accessible)];
        let group = |name: &str, values: &[Facet]| -> Vec<Chip> {
            // What nearly every offer has is no choice, and a pass whose name nobody has said none that can be read.
            let choices = values.iter().filter(|one| match name {
                "audience" => one.value != "all",
                "language" => one.value != "de",
                "pass" => pass(found, &one.value).is_some(),
                _ => true,
            });
            choices.map(|one| chip(name, &one.value, Some(one.count))).collect()
        };
        let topics = facets.category.get(..TOPICS).unwrap_or(&facets.category);
        let groups = [
            (t.for_whom, group("audience", &facets.audience)),
            (t.topics, group("category", topics)),
            (t.passes, group("pass", &facets.pass)),
            (t.languages, group("language", &facets.language)),
        ];
        Self {
            first: first.chain(switches.into_iter().flatten()).collect(),
            groups: groups.into_iter().filter(|(_, chips)| !chips.is_empty()).collect(),
        }
    }
}

/// Every kind, and all of them.
pub(super) fn kinds(t: &Texts, asked: &Asked, found: &FullOfferPage, here: &str) -> Vec<Chip> {
    if found.kinds.is_empty() {
        return Vec::new();
    }
    let all = Chip {
        href: asked.with(here, "kind", None),
        name: t.all.to_owned(),
        count: Some(found.kinds.iter().map(|kind| kind.count).sum()),
        chosen: asked.filter.kinds.is_empty(),
    };
    let count = |kind: OfferKind| found.kinds.iter().find(|one| one.kind == kind).map_or(0, |one| one.count);
    let chip = |kind: &OfferKind| {
        let (count, chosen) = (count(*kind), asked.kind() == Some(*kind));
        let href = asked.with(here, "kind", (!chosen).then_some(kind.name()));
        (count > 0 || chosen).then(|| Chip { href, name: (t.kind)(*kind).to_owned(), count: Some(count), chosen })
    };
    [all].into_iter().chain(OfferKind::ALL.iter().filter_map(chip)).collect()
}

/// A filter that is set; it leads to the list without it.
pub(super) struct Drop {
    pub(super) href: String,
    pub(super) name: String,
    /// What the link does.
    pub(super) label: String,
}

/// What the list is narrowed by.
pub(super) fn drops(t: &Texts, asked: &Asked, found: &FullOfferPage, here: &str) -> Vec<Drop> {
    let one = |(name, value): &(&'static str, String)| {
        let called = named(t, found, name, value);
        Drop { href: asked.with(here, name, None), label: (t.drop_filter)(&called), name: called }
    };
    asked.chosen.iter().map(one).collect()
}

/// What a value of a filter is called. A pass is called what the offers call it, because every city has its own.
fn named(t: &Texts, found: &FullOfferPage, name: &str, value: &str) -> String {
    let known = match name {
        "kind" => match OfferKind::from_name(value) {
            OfferKind::Unknown => None,
            kind => Some((t.kind)(kind)),
        },
        "when" => Some((t.when_name)(value)),
        "free_of_charge" => Some(t.free),
        "accessible" => Some(t.accessible),
        "audience" => (t.audience)(value),
        "language" => (t.language)(value),
        "category" => (t.topic)(value),
        "pass" => pass(found, value),
        _ => None,
    };
    // A key nobody has words for, so that it can be read.
    known.map_or_else(|| capital(&value.replace('_', " ")), str::to_owned)
}

/// The name of a pass, if an offer of the list says it.
fn pass<'a>(found: &'a FullOfferPage, key: &str) -> Option<&'a str> {
    let mut passes = found.items.iter().flat_map(|one| &one.offer.passes);
    passes.find(|pass| pass.pass == key).map(|pass| pass.label.as_str())
}
