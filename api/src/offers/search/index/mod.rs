//! What search reads: every offer that may be seen, its words, filters and dates, in memory.
//!
//! What always holds: an [`Index`] is what `offer_index` and `offer_dates` said in one moment, whole; [`Live`] brings
//! it to the present before every question. It decides what is found and in which order, and no more: what is
//! told of an offer is read from its rows.

mod lexicon;
mod live;
mod store;

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use uuid::Uuid;

pub(crate) use lexicon::{Lexicon, Place, Stems, WordId};
pub use live::Live;
pub(crate) use store::stems;

use super::facets::Combination;

/// How much a word says by where it stands: title, keywords, summary, the rest.
const WEIGHTS: [f32; 4] = [1.0, 0.4, 0.2, TEXT_ALONE];
/// The rest alone never says more than this, however often it has a word.
pub(crate) const TEXT_ALONE: f32 = 0.1;

/// An offer as it is stored for search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its id.
    pub(crate) id: Uuid,
    /// Its name in addresses.
    pub(crate) slug: String,
    /// The editors' order.
    pub(crate) sort: i32,
    /// What it can be filtered by.
    pub(crate) facets: Combination,
    /// When it may be seen: from, and until; `None` is open.
    pub(crate) shown: (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    /// Its folded words, a line each: title, keywords, summary, the rest.
    pub(crate) words: String,
    /// When it takes place, the first first.
    pub(crate) dates: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    /// When it is over; `None` where that is not known.
    pub(crate) over: Option<DateTime<Utc>>,
}

/// An offer in the index.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its id.
    pub(crate) id: Uuid,
    /// Its name in addresses.
    pub(crate) slug: String,
    /// The editors' order.
    pub(crate) sort: i32,
    /// Which of [`Index::combinations`] it has.
    pub(crate) facets: usize,
    shown: (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    dates: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    over: Option<DateTime<Utc>>,
    words: Vec<WordId>,
}

impl Entry {
    /// Whether the public may see it.
    pub(crate) fn is_shown(&self, now: DateTime<Utc>) -> bool {
        self.shown.0.is_none_or(|from| from <= now) && self.shown.1.is_none_or(|to| now < to)
    }

    /// Whether it is over, and is only looked for by who asks for a time.
    pub(crate) fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.over.is_some_and(|over| over <= now)
    }

    /// When the first of its dates begins that has to do with this time.
    pub(crate) fn soonest(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let meets = |(begins, ends): &&(DateTime<Utc>, DateTime<Utc>)| begins < ends && *ends > from && *begins < to;
        (from < to).then(|| self.dates.iter().find(meets))?.map(|(begins, _)| *begins)
    }
}

/// The index.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// Its words.
    pub(crate) lexicon: Lexicon,
    entries: Vec<Option<Entry>>,
    places: HashMap<Uuid, Place>,
    /// Places that nobody has.
    empty: Vec<Place>,
    combinations: Vec<Combination>,
    by_combination: HashMap<Combination, usize>,
}

impl Index {
    /// The offers with their places.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (Place, &Entry)> {
        self.entries.iter().enumerate().filter_map(|(place, entry)| Some((place, entry.as_ref()?)))
    }

    /// One more than the last place.
    pub(crate) fn places(&self) -> usize {
        self.entries.len()
    }

    /// The words of these offers that are new here.
    fn unknown(&self, rows: &[Row]) -> BTreeSet<String> {
        self.lexicon.unknown(rows.iter().flat_map(|row| row.words.split_whitespace()))
    }

    /// Everything that offers have been filtered by.
    pub(crate) fn combinations(&self) -> &[Combination] {
        &self.combinations
    }

    /// The offer at a place.
    pub(crate) fn entry(&self, place: Place) -> Option<&Entry> {
        self.entries.get(place)?.as_ref()
    }

    /// Since when an offer is over, if it is.
    pub(crate) fn over_since(&self, id: Uuid, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.entry(*self.places.get(&id)?)?.over.filter(|over| *over <= now)
    }

    /// Whether an offer has or had a value of a filter, as far as is known here.
    pub(crate) fn has(&self, filter: &str, value: &str) -> bool {
        self.combinations.iter().any(|one| one.values(filter).iter().any(|one| one == value))
    }

    /// Puts an offer in, in place of what was known of it. Words that are new get their stems from `stems`.
    pub(crate) fn put(&mut self, row: Row, stems: &HashMap<String, Stems>) {
        self.remove(row.id);
        let place = self.empty.pop().unwrap_or(self.entries.len());
        let of = |word: &str| stems.get(word).cloned().unwrap_or_default();
        let words = scores(&row.words);
        let words = words.into_iter().map(|(word, score)| self.lexicon.add(word, || of(word), place, score)).collect();
        let facets = self.facets(row.facets);
        let Row { id, slug, sort, shown, dates, over, .. } = row;
        let entry = Entry { id, slug, sort, facets, shown, dates, over, words };
        match self.entries.get_mut(place) {
            Some(free) => *free = Some(entry),
            None => self.entries.push(Some(entry)),
        }
        self.places.insert(id, place);
    }

    /// Takes an offer out, if it is there.
    pub(crate) fn remove(&mut self, id: Uuid) {
        let Some(place) = self.places.remove(&id) else { return };
        let Some(entry) = self.entries.get_mut(place).and_then(Option::take) else { return };
        for word in entry.words {
            self.lexicon.remove(word, place);
        }
        self.empty.push(place);
    }

    fn facets(&mut self, facets: Combination) -> usize {
        let next = self.combinations.len();
        let combinations = &mut self.combinations;
        *self.by_combination.entry(facets).or_insert_with_key(|facets| {
            combinations.push(facets.clone());
            next
        })
    }
}

/// The words of an offer and how much each says of it: as `ts_rank` of Postgres has it for one word, each further
/// time a word stands there counts by the square of its number less.
fn scores(words: &str) -> HashMap<&str, f32> {
    let mut seen: HashMap<&str, (f32, f32)> = HashMap::new();
    for (line, weight) in words.lines().zip(WEIGHTS) {
        for word in line.split_whitespace() {
            let (times, score) = seen.entry(word).or_insert((0.0, 0.0));
            *times += 1.0;
            *score += weight / (*times * *times);
        }
    }
    seen.into_iter().map(|(word, (_, score))| (word, score / 1.644_934)).collect()
}

#[cfg(test)]
mod tests;
