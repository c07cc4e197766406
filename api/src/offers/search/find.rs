//! The offers that have the words and match the filters, best first, and what they could be narrowed by. Pure.
//!
//! What always holds: the order is total, so pages together are the list; counts leave no filter but the words and the
//! time out of sight, so that each facet can leave out its own.

use std::cmp::Ordering;

use chrono::{DateTime, TimeDelta, Utc};
use shared::offers::OfferKind;
use uuid::Uuid;

use super::facets::{Combination, fits};
use super::index::{Entry, Index, Lexicon, Place, TEXT_ALONE};
use super::vocabulary::Meaning;
use crate::offers::ask::Filter;
use crate::wire::Paging;

/// What begins within this is soon.
const SOON: TimeDelta = TimeDelta::days(2);
/// Who asks for events alone wants them by date, so far ahead; what comes later follows in the editors' order.
const EVENTS: TimeDelta = TimeDelta::days(14);
/// Who asks for a time without an end gets all dates that are known.
const FAR: TimeDelta = TimeDelta::days(400);
/// A meaning that is not the word itself counts so much.
const FAR_WEIGHT: f32 = 0.35;
/// What is soon counts so much more.
const SOON_WEIGHT: f32 = 1.15;

/// What is looked for, once the words are understood.
pub(crate) struct Wanted<'a> {
    /// The filters.
    pub(crate) filter: &'a Filter,
    /// What the words mean, where there are any; a word that means nothing counts for nothing.
    pub(crate) meanings: Option<&'a [Meaning]>,
    /// Whether any of the words is enough.
    pub(crate) loose: bool,
    /// Whether to look for what is over, and for nothing else.
    pub(crate) over: bool,
    /// What time it is.
    pub(crate) now: DateTime<Utc>,
}

/// A page of ids and slugs, one more than fits where there are more, or `None` when the cursor is none of this list;
/// and how many there are of each combination of facets, whatever the filters on facets.
pub(crate) struct Found {
    /// The page.
    pub(crate) page: Option<Vec<(Uuid, String)>>,
    /// The counts.
    pub(crate) counts: Vec<(Combination, u32)>,
}

/// How well an offer matches the words.
#[derive(Debug, Clone, Copy, Default)]
struct Score {
    /// How many of the words it has.
    covered: u16,
    rank: f32,
}

/// An offer of the list, with everything its place in it follows from.
struct Match<'a> {
    covered: u16,
    rank: f32,
    /// When it begins; what is on already begins now.
    soon: Option<DateTime<Utc>>,
    entry: &'a Entry,
}

impl Match<'_> {
    /// More of the words, then the better rank; what is soon before what is not, the next first; the rest in the
    /// editors' order.
    fn order(&self, other: &Self) -> Ordering {
        let by_words = other.covered.cmp(&self.covered).then_with(|| other.rank.total_cmp(&self.rank));
        let by_time = || match (self.soon, other.soon) {
            (Some(one), Some(two)) => one.cmp(&two),
            (one, two) => one.is_none().cmp(&two.is_none()),
        };
        let by_editors = || (self.entry.sort, self.entry.id).cmp(&(other.entry.sort, other.entry.id));
        by_words.then_with(by_time).then_with(by_editors)
    }
}

impl Wanted<'_> {
    /// The page and the counts.
    pub(crate) fn found(&self, index: &Index, paging: &Paging) -> Found {
        let (from, to) = self.span();
        let dated = self.filter.from.is_some() || self.filter.to.is_some();
        let scores = self.scores(index);
        let fitting: Vec<bool> = index.combinations().iter().map(|one| fits(self.filter, one)).collect();
        let mut counts = vec![0_u32; fitting.len()];
        let mut matches = Vec::new();
        for (place, entry) in index.entries().filter(|(_, entry)| entry.is_shown(self.now)) {
            let Some(Score { covered, rank }) = scores.of(place) else { continue };
            let soon = entry.soonest(from, to);
            // Who asks for a time gets what was on in it; nobody else wants what is over beside what is not.
            let unwanted = if dated { soon.is_none() } else { entry.is_over(self.now) != self.over };
            if unwanted {
                continue;
            }
            if let Some(count) = counts.get_mut(entry.facets) {
                *count += 1;
            }
            if fitting.get(entry.facets) == Some(&true) {
                let rank = if soon.is_some() { rank * SOON_WEIGHT } else { rank };
                let covered = if self.loose { covered } else { 0 };
                matches.push(Match { covered, rank, soon: soon.map(|at| at.max(from)), entry });
            }
        }
        Found { page: page(matches, paging), counts: counted(index, &counts) }
    }

    /// The time that counts as soon, or that was asked for. What ended before now has no time left: the span is empty,
    /// and nothing is found.
    fn span(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let from = self.filter.from.unwrap_or(self.now);
        let reach = match self.filter.from {
            Some(_) => FAR,
            None if self.filter.kinds == [OfferKind::Event] => EVENTS,
            None => SOON,
        };
        (from, self.filter.to.unwrap_or(from + reach))
    }

    fn scores(&self, index: &Index) -> Scores {
        let Some(meanings) = self.meanings else { return Scores::Any };
        let telling = meanings.iter().filter(|meaning| !meaning.is_empty());
        let mut scores = vec![Score::default(); index.places()];
        let mut words = 0;
        for meaning in telling {
            words += u16::from(!meaning.aside);
            self.score(&index.lexicon, meaning, &mut scores);
        }
        Scores::By { scores, least: if self.loose { 1 } else { words.max(1) } }
    }

    /// Adds what a meaning says to the scores. Where any of the words is enough, those count most that few offers have:
    /// of "Bewerbung" and "Hilfe" the first says more of what is looked for.
    fn score(&self, lexicon: &Lexicon, meaning: &Meaning, scores: &mut [Score]) {
        let gains = gains(lexicon, meaning, scores.len());
        let weight = if self.loose { rarity(gains.iter().filter(|gain| **gain > 0.0).count()) } else { 1.0 };
        for (score, gain) in scores.iter_mut().zip(gains).filter(|(_, gain)| *gain > 0.0) {
            score.rank += gain * weight;
            score.covered += u16::from(!meaning.aside);
        }
    }
}

/// How well offers match; without words all match alike.
enum Scores {
    Any,
    By { scores: Vec<Score>, least: u16 },
}

impl Scores {
    fn of(&self, place: Place) -> Option<Score> {
        match self {
            Self::Any => Some(Score::default()),
            Self::By { scores, least } => scores.get(place).filter(|score| score.covered >= *least).copied(),
        }
    }
}

/// What a meaning says of each offer: the mean of what its words say of it, near ones fully, far ones less.
fn gains(lexicon: &Lexicon, meaning: &Meaning, places: usize) -> Vec<f32> {
    let begins = meaning.begins.as_deref();
    // What begins with it is meant anyway: the beginning stands for all of these words.
    let far = || meaning.far.iter().filter(move |word| begins.is_none_or(|begins| !word.starts_with(begins)));
    let mut gains = vec![0.0; places];
    let mut add = |postings: &[(Place, f32)], weight: f32| {
        for (place, says) in postings.iter().filter(|(_, says)| !meaning.part || *says > TEXT_ALONE) {
            if let Some(gain) = gains.get_mut(*place) {
                *gain += says * weight;
            }
        }
    };
    for word in &meaning.near {
        add(lexicon.postings(word), mean(meaning.near.len()));
    }
    let weight = FAR_WEIGHT * mean(far().count() + usize::from(begins.is_some()));
    for word in far() {
        add(lexicon.postings(word), weight);
    }
    for postings in begins.into_iter().flat_map(|begins| lexicon.beginning(begins)) {
        add(postings, weight);
    }
    gains
}

fn mean(of: usize) -> f32 {
    f32::from(u16::try_from(of.max(1)).unwrap_or(u16::MAX)).recip()
}

/// How much it says to be one of so many: 1.4 for one, 0.4 for ten, 0.2 for a hundred.
fn rarity(of: usize) -> f32 {
    f32::from(u16::try_from(of.max(1)).unwrap_or(u16::MAX)).ln_1p().recip()
}

/// A page, one more than fits where there are more; behind a cursor it begins after the offer of that name.
fn page(mut matches: Vec<Match<'_>>, paging: &Paging) -> Option<Vec<(Uuid, String)>> {
    let wanted = paging.limit + 1;
    let mut skipped = 0;
    if let Some(cursor) = &paging.cursor {
        matches.sort_unstable_by(Match::order);
        skipped = matches.iter().position(|one| one.entry.slug == *cursor)? + 1;
    } else {
        // Only what is shown has to be in order.
        if matches.len() > wanted {
            matches.select_nth_unstable_by(wanted, Match::order);
            matches.truncate(wanted);
        }
        matches.sort_unstable_by(Match::order);
    }
    Some(matches.iter().skip(skipped).take(wanted).map(|one| (one.entry.id, one.entry.slug.clone())).collect())
}

fn counted(index: &Index, counts: &[u32]) -> Vec<(Combination, u32)> {
    let pairs = index.combinations().iter().zip(counts);
    pairs.filter(|(_, count)| **count > 0).map(|(one, count)| (one.clone(), *count)).collect()
}

/// The counts alone, of everything that is shown and not over.
pub(crate) fn counts_of_all(index: &Index, now: DateTime<Utc>) -> Vec<(Combination, u32)> {
    let mut counts = vec![0; index.combinations().len()];
    for (_, entry) in index.entries().filter(|(_, entry)| entry.is_shown(now) && !entry.is_over(now)) {
        if let Some(count) = counts.get_mut(entry.facets) {
            *count += 1;
        }
    }
    counted(index, &counts)
}
