//! What a list could be narrowed by. Pure: counts of combinations come in, counts of values go out.

use std::collections::BTreeMap;

use shared::offers::{Facet, Facets, KindCount, OfferKind};

use crate::offers::ask::Filter;

/// Values of one kind beyond these are not worth a choice.
const MOST: usize = 24;

/// Everything an offer can be filtered by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Combination {
    /// What it is.
    pub(crate) kind: String,
    /// Its topic.
    pub(crate) category: String,
    /// Whom it is for.
    pub(crate) audience: Vec<String>,
    /// Passes that matter.
    pub(crate) passes: Vec<String>,
    /// Languages spoken there, and Leichte Sprache where there are texts in it.
    pub(crate) languages: Vec<String>,
    /// Whether it is free of charge.
    pub(crate) free: bool,
    /// Whether it can be reached without a step.
    pub(crate) step_free: bool,
}

impl Combination {
    /// Its values of a filter that the offers decide.
    pub(crate) fn values(&self, filter: &str) -> &[String] {
        match filter {
            "category" => std::slice::from_ref(&self.category),
            "audience" => &self.audience,
            "pass" => &self.passes,
            "language" => &self.languages,
            _ => &[],
        }
    }
}

/// The filters, to leave one of them out at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Kind,
    Category,
    Audience,
    Pass,
    Language,
    Accessible,
    Free,
}

impl By {
    const ALL: [Self; 7] =
        [Self::Kind, Self::Category, Self::Audience, Self::Pass, Self::Language, Self::Accessible, Self::Free];

    fn holds(self, filter: &Filter, one: &Combination) -> bool {
        let has =
            |wanted: &Option<String>, values: &[String]| wanted.as_ref().is_none_or(|value| values.contains(value));
        match self {
            Self::Kind => filter.kinds.is_empty() || filter.kinds.iter().any(|kind| kind.name() == one.kind),
            Self::Category => filter.category.as_ref().is_none_or(|category| *category == one.category),
            Self::Audience => has(&filter.audience, &one.audience),
            Self::Pass => has(&filter.pass, &one.passes),
            Self::Language => has(&filter.language, &one.languages),
            Self::Accessible => !filter.accessible || one.step_free,
            Self::Free => !filter.free_of_charge || one.free,
        }
    }
}

/// What a list with these filters has and could have.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// Offers that match everything.
    pub(crate) total: u32,
    /// Offers that match the words, whatever the filters.
    pub(crate) unfiltered: u32,
    /// Per kind, without the filter on kind.
    pub(crate) kinds: Vec<KindCount>,
    /// Per other value, each without its own filter.
    pub(crate) facets: Facets,
}

/// Whether a combination matches every filter on facets.
pub(crate) fn fits(filter: &Filter, one: &Combination) -> bool {
    By::ALL.iter().all(|by| by.holds(filter, one))
}

/// Counts combinations that so many offers have.
pub(crate) fn counts(filter: &Filter, read: &[(Combination, u32)]) -> Counts {
    let but = |left_out: Option<By>| {
        let fits = move |one: &Combination| By::ALL.iter().all(|by| Some(*by) == left_out || by.holds(filter, one));
        read.iter().filter(move |(one, _)| fits(one))
    };
    let sum = |left_out, wanted: fn(&Combination) -> bool| {
        but(left_out).filter(|(one, _)| wanted(one)).map(|(_, count)| count).sum()
    };
    let tally = |left_out, values: fn(&Combination) -> &[String]| {
        ranked(but(Some(left_out)).flat_map(|(one, count)| values(one).iter().map(|value| (value.as_str(), *count))))
    };
    let kind = |kind: OfferKind| {
        let of = but(Some(By::Kind)).filter(|(one, _)| one.kind == kind.name());
        KindCount { kind, count: of.map(|(_, count)| count).sum() }
    };
    Counts {
        total: sum(None, |_| true),
        unfiltered: read.iter().map(|(_, count)| count).sum(),
        kinds: OfferKind::ALL.into_iter().map(kind).filter(|one| one.count > 0).collect(),
        facets: Facets {
            category: tally(By::Category, |one| std::slice::from_ref(&one.category)),
            audience: tally(By::Audience, |one| &one.audience),
            pass: tally(By::Pass, |one| &one.passes),
            language: tally(By::Language, |one| &one.languages),
            accessible: sum(Some(By::Accessible), |one| one.step_free),
            free_of_charge: sum(Some(By::Free), |one| one.free),
        },
    }
}

/// Values and how many have them, the most frequent first.
fn ranked<'a>(values: impl Iterator<Item = (&'a str, u32)>) -> Vec<Facet> {
    let mut sums: BTreeMap<&str, u32> = BTreeMap::new();
    for (value, count) in values {
        *sums.entry(value).or_default() += count;
    }
    let mut facets: Vec<Facet> =
        sums.into_iter().map(|(value, count)| Facet { value: value.to_owned(), count }).collect();
    facets.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    facets.truncate(MOST);
    facets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: &str, audience: &[&str], free: bool, count: u32) -> (Combination, u32) {
        let audience = audience.iter().map(|&one| one.to_owned()).collect();
        let one =
            Combination { kind: kind.to_owned(), category: "c".to_owned(), audience, free, ..Combination::default() };
        (one, count)
    }

    #[test]
    fn each_facet_leaves_its_own_filter_out_and_keeps_the_others() {
        let rows =
            [row("event", &["families"], true, 3), row("event", &["seniors"], false, 2), row("job", &[], true, 5)];
        let filter = Filter { kinds: vec![OfferKind::Event], free_of_charge: true, ..Filter::default() };
        let counts = counts(&filter, &rows);
        assert_eq!((counts.total, counts.unfiltered), (3, 10));
        let kinds: Vec<(OfferKind, u32)> = counts.kinds.iter().map(|one| (one.kind, one.count)).collect();
        assert_eq!(kinds, [(OfferKind::Event, 3), (OfferKind::Job, 5)]);
        assert_eq!(counts.facets.free_of_charge, 3);
        assert_eq!(counts.facets.audience, [Facet { value: "families".to_owned(), count: 3 }]);
    }
}
