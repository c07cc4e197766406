//! The words of all offers, and which offers have each.
//!
//! What always holds: a word has a posting for an offer if and only if the offer's entry has the word. A word that no
//! offer has any more stays, with its stems, and is found by nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

/// Where an offer stands in the index.
pub(crate) type Place = usize;

/// Where a word stands in the lexicon.
pub(crate) type WordId = usize;

/// The stem of a word in German and in English, as Postgres' dictionaries have it; `None` where it has none.
pub(crate) type Stems = [Option<Arc<str>>; 2];

/// Three letters of a word with two blanks before and one behind it, as `pg_trgm` cuts it.
type Trigram = [char; 3];

/// A word of offers.
#[derive(Debug)]
struct Word {
    text: Arc<str>,
    stems: Stems,
    trigrams: usize,
    /// The offers that have it, and how much it says of each.
    postings: Vec<(Place, f32)>,
}

/// All words.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    words: Vec<Word>,
    by_text: BTreeMap<Arc<str>, WordId>,
    /// Per language.
    by_stem: [HashMap<Arc<str>, Vec<WordId>>; 2],
    by_trigram: HashMap<Trigram, Vec<WordId>>,
}

impl Lexicon {
    /// The words among these that are not known yet, each once.
    pub(crate) fn unknown<'a>(&self, words: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
        words.filter(|word| !self.by_text.contains_key(*word)).map(str::to_owned).collect()
    }

    /// Notes that an offer has a word. Its stems count if the word is new.
    pub(super) fn add(&mut self, text: &str, stems: impl FnOnce() -> Stems, place: Place, score: f32) -> WordId {
        let known = self.by_text.get(text).copied();
        let id = known.unwrap_or_else(|| self.learn(text, stems()));
        if let Some(word) = self.words.get_mut(id) {
            word.postings.push((place, score));
        }
        id
    }

    fn learn(&mut self, text: &str, stems: Stems) -> WordId {
        let (id, text) = (self.words.len(), Arc::<str>::from(text));
        for (stem, known) in stems.iter().zip(&mut self.by_stem) {
            if let Some(stem) = stem {
                known.entry(Arc::clone(stem)).or_default().push(id);
            }
        }
        let trigrams = trigrams(&text);
        for trigram in &trigrams {
            self.by_trigram.entry(*trigram).or_default().push(id);
        }
        self.by_text.insert(Arc::clone(&text), id);
        self.words.push(Word { text, stems, trigrams: trigrams.len(), postings: Vec::new() });
        id
    }

    /// Notes that an offer has a word no more.
    pub(super) fn remove(&mut self, id: WordId, place: Place) {
        if let Some(word) = self.words.get_mut(id) {
            word.postings.retain(|(at, _)| *at != place);
        }
    }

    /// The text of a word that some offer has.
    fn text(&self, id: WordId) -> Option<&Arc<str>> {
        self.words.get(id).filter(|word| !word.postings.is_empty()).map(|word| &word.text)
    }

    /// The stems of a word, if it is known.
    pub(crate) fn stems(&self, text: &str) -> Option<&Stems> {
        Some(&self.words.get(*self.by_text.get(text)?)?.stems)
    }

    /// The offers that have a word.
    pub(crate) fn postings(&self, text: &str) -> &[(Place, f32)] {
        let word = self.by_text.get(text).and_then(|id| self.words.get(*id));
        word.map(|word| word.postings.as_slice()).unwrap_or_default()
    }

    /// The offers of all words that begin so, word by word.
    pub(crate) fn beginning(&self, start: &str) -> impl Iterator<Item = &[(Place, f32)]> {
        let from = self
            .by_text
            .range::<str, _>((Bound::Included(start), Bound::Unbounded))
            .take_while(move |(text, _)| text.starts_with(start));
        from.filter_map(|(_, id)| self.words.get(*id)).map(|word| word.postings.as_slice())
    }

    /// The word itself, if offers have it.
    pub(crate) fn itself(&self, text: &str) -> Option<Arc<str>> {
        self.text(*self.by_text.get(text)?).cloned()
    }

    /// The words that have this stem in a language: 0 is German, 1 English.
    pub(crate) fn of_stem(&self, language: usize, stem: &str) -> impl Iterator<Item = Arc<str>> {
        let ids = self.by_stem.get(language).and_then(|known| known.get(stem));
        ids.into_iter().flatten().filter_map(|id| self.text(*id).cloned())
    }

    /// The words that have these three letters or more somewhere within, the shortest first, at most so many.
    pub(crate) fn containing(&self, part: &str, most: usize) -> Vec<Arc<str>> {
        let letters: Vec<char> = part.chars().collect();
        let within = letters.windows(3).filter_map(|three| <Trigram>::try_from(three).ok());
        // Every word that has the part has each of its trigrams: the rarest says where to look.
        let rarest = within
            .map(|trigram| self.by_trigram.get(&trigram).map(Vec::as_slice).unwrap_or_default())
            .min_by_key(|ids| ids.len());
        let words = rarest.into_iter().flatten().filter_map(|id| self.text(*id)).filter(|word| word.contains(part));
        let mut found: Vec<Arc<str>> = words.cloned().collect();
        found.sort_unstable_by(|a, b| a.chars().count().cmp(&b.chars().count()).then_with(|| a.cmp(b)));
        found.truncate(most);
        found
    }

    /// The words that look like it, the likest first, at most so many: as `pg_trgm`'s `similarity` has it, the
    /// share of trigrams that both have, from `least` on.
    pub(crate) fn alike(&self, text: &str, least: f32, most: usize) -> Vec<(Arc<str>, f32)> {
        let own = trigrams(text);
        let mut shared: HashMap<WordId, usize> = HashMap::new();
        for id in own.iter().filter_map(|trigram| self.by_trigram.get(trigram)).flatten() {
            *shared.entry(*id).or_default() += 1;
        }
        let likeness = |(id, both): (WordId, usize)| {
            let word = self.words.get(id).filter(|word| !word.postings.is_empty())?;
            let likeness = share(both, own.len() + word.trigrams - both);
            (likeness >= least).then(|| (Arc::clone(&word.text), likeness))
        };
        let mut found: Vec<(Arc<str>, f32)> = shared.into_iter().filter_map(likeness).collect();
        found.sort_unstable_by(|(a, x), (b, y)| y.total_cmp(x).then_with(|| a.cmp(b)));
        found.truncate(most);
        found
    }

    /// How much two words look alike, 0 to 1.
    pub(crate) fn likeness(one: &str, other: &str) -> f32 {
        let (one, other) = (trigrams(one), trigrams(other));
        let both = one.intersection(&other).count();
        share(both, one.len() + other.len() - both)
    }
}

/// So many of so many; words are short, so both are small.
fn share(part: usize, of: usize) -> f32 {
    let number = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    if of == 0 { 0.0 } else { number(part) / number(of) }
}

fn trigrams(word: &str) -> BTreeSet<Trigram> {
    let letters: Vec<char> = [' ', ' '].into_iter().chain(word.chars()).chain([' ']).collect();
    letters.windows(3).filter_map(|three| <Trigram>::try_from(three).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(words: &[&str]) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for (place, word) in words.iter().enumerate() {
            lexicon.add(word, Stems::default, place, 1.0);
        }
        lexicon
    }

    /// The values are those of `similarity` of `pg_trgm` 1.6.
    #[test]
    fn words_are_as_like_as_postgres_finds_them() {
        for (one, other, likeness) in [
            ("ferincard", "feriencard", 0.615_384_6),
            ("burgeramt", "burger", 0.545_454_6),
            ("kino", "museum", 0.0),
            ("aaaa", "aaa", 1.0),
            ("bibliothek", "bibliotheken", 0.714_285_7),
        ] {
            assert!(
                (Lexicon::likeness(one, other) - likeness).abs() < 1e-6,
                "{one} {other}: {}",
                Lexicon::likeness(one, other)
            );
        }
        let found = lexicon(&["feriencard", "ferien", "kino"]).alike("ferincard", 0.3, 8);
        assert_eq!(found.iter().map(|(word, _)| &**word).collect::<Vec<_>>(), ["feriencard", "ferien"]);
    }

    #[test]
    fn parts_are_found_shortest_first_and_words_without_offers_by_nothing() {
        let mut lexicon = lexicon(&["stadtbibliothek", "bibliothek", "bibliotheken", "museum"]);
        assert_eq!(
            lexicon.containing("thek", 2).iter().map(|word| &**word).collect::<Vec<_>>(),
            ["bibliothek", "bibliotheken"]
        );
        assert!(lexicon.containing("thekx", 9).is_empty());
        assert_eq!(lexicon.beginning("bibliothek").map(<[_]>::len).sum::<usize>(), 2);
        let id = *lexicon.by_text.get("bibliothek").unwrap();
        lexicon.remove(id, 1);
        assert!(lexicon.itself("bibliothek").is_none() && lexicon.postings("bibliothek").is_empty());
        assert_eq!(lexicon.containing("bibliothek", 9).len(), 2);
        assert_eq!(lexicon.alike("bibliothek", 0.9, 9), []);
    }
}
