//! What a typed word may mean: the words of the offers that it is, begins, is part of, is made of or looks like.
//!
//! What always holds: only words that offers have come back, so each of them finds something. Stems are those of
//! Postgres' dictionaries, looks are compared by trigrams; the nearest meaning that exists counts, and looks count only
//! where there is none. What was guessed, by looks or by the parts of a compound, is marked as such. Pure.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use uuid::Uuid;

use super::index::{Index, Lexicon, Stems};
use super::slips::{begins_alike, is_one_slip, is_slip};
use super::words::{is_aside, splits};

/// Words that begin with, contain or look like the one that was typed.
const MOST_WORDS: usize = 40;
/// Words that look like the one that was typed.
const MOST_ALIKE: usize = 8;
/// From this likeness on words are looked at.
const LEAST_ALIKE: f32 = 0.3;
/// So many words are suggested where nothing was found …
const MOST_SUGGESTED: usize = 6;
/// … out of so many that look alike.
const MOST_LOOKED_AT: usize = 24;
/// From this likeness on two words count as the same with a typing error.
const ALIKE: f32 = 0.4;
/// From this on a word with a typing error is likelier than a compound that nobody has written.
const VERY_ALIKE: f32 = 0.55;
/// Two words that were typed apart have to look more like one word than that.
const JOINED_ALIKE: f32 = 0.6;
/// What a word ends with counts from this length on …
const SHORTEST_PART: usize = 4;
/// … whatever ending stands behind it, of so many letters at most (`konzert` in `Mittagskonzerte`).
const LONGEST_ENDING: usize = 2;
/// Offers that are looked into for how a word is spelled.
const MOST_WITNESSES: usize = 8;

/// What a term may mean, all of it words of offers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Meaning {
    /// The word itself, or one of the same stem.
    pub(crate) near: BTreeSet<String>,
    /// A word that begins with it, that it is part of, or that it is likely to be.
    pub(crate) far: BTreeSet<String>,
    /// What all begin with that are too many to be listed.
    pub(crate) begins: Option<String>,
    /// Whether it only looks like what was typed, or is a part of it.
    pub(crate) guessed: bool,
    /// Whether it is a part of a compound that nobody has written: then it has to say something of the whole offer, as a
    /// word of its title, keywords or summary does.
    pub(crate) part: bool,
    /// Whether it asks for something about an offer rather than for one: it says which comes first, not which is found.
    pub(crate) aside: bool,
}

impl Meaning {
    /// Whether no offer has anything of the kind.
    pub(crate) fn is_empty(&self) -> bool {
        self.near.is_empty() && self.far.is_empty()
    }

    /// Whether a word of a text, folded, is meant.
    pub(crate) fn has(&self, word: &str) -> bool {
        let begins = self.begins.as_ref().is_some_and(|begins| word.starts_with(begins.as_str()));
        begins || self.near.contains(word) || self.far.contains(word)
    }
}

/// A word of offers beside the one that was asked for.
#[derive(Debug)]
struct Row {
    word: Arc<str>,
    same_stem: bool,
    likeness: f32,
}

/// The words of a question in every form they are looked up in.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    terms: &'a [String],
    /// Two neighbours as one word.
    joined: Vec<String>,
    /// Parts of compounds, which have to be there as they are.
    parts: BTreeSet<String>,
}

impl<'a> Asked<'a> {
    /// Of the terms of a question.
    pub(crate) fn of(terms: &'a [String]) -> Self {
        let joined = terms.windows(2).map(<[String]>::concat).collect();
        let parts = terms.iter().flat_map(|term| splits(term)).flat_map(|(head, tail)| [head, tail]).collect();
        Self { terms, joined, parts }
    }

    /// All of these words, for their stems.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().chain(&self.joined).chain(&self.parts).map(String::as_str)
    }

    /// What the terms may mean, one meaning a term. A compound that no offer has is answered by its parts, so
    /// there may be more meanings than terms. `stems` has those of the words that no offer has.
    pub(crate) fn meanings(&self, lexicon: &Lexicon, stems: &HashMap<String, Stems>) -> Vec<Meaning> {
        let none = Stems::default();
        let stems = |term: &str| lexicon.stems(term).or_else(|| stems.get(term)).unwrap_or(&none);
        let mut rows: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
        for term in self.terms.iter().chain(&self.joined) {
            rows.insert(term, looked_up(lexicon, term, stems(term)));
        }
        for part in &self.parts {
            rows.entry(part).or_default().extend(same_part(lexicon, part, stems(part)));
        }
        understood(lexicon, self.terms, &rows)
    }
}

/// A term in every way: the words it is by its stem, those it is part of, those it looks like.
fn looked_up(lexicon: &Lexicon, term: &str, stems: &Stems) -> Vec<Row> {
    let length = term.chars().count();
    let row = |word: Arc<str>, same_stem| Row { likeness: Lexicon::likeness(&word, term), word, same_stem };
    let by_stem = (0..).zip(stems).filter_map(|(language, stem)| Some(lexicon.of_stem(language, stem.as_deref()?)));
    let same: BTreeSet<Arc<str>> = lexicon.itself(term).into_iter().chain(by_stem.flatten()).collect();
    let mut rows: Vec<Row> = same.into_iter().take(MOST_WORDS).map(|word| row(word, true)).collect();
    if length >= 3 {
        rows.extend(lexicon.containing(term, MOST_WORDS).into_iter().map(|word| row(word, false)));
    }
    if length >= 4 {
        let alike = lexicon.alike(term, LEAST_ALIKE, MOST_ALIKE).into_iter();
        rows.extend(alike.map(|(word, likeness)| Row { word, same_stem: false, likeness }));
    }
    rows
}

/// A part of a compound: the word itself, what it is the stem of, or what has its stem.
fn same_part(lexicon: &Lexicon, part: &str, stems: &Stems) -> Vec<Row> {
    let stem = stems.first().and_then(Option::as_deref);
    let by_stem = lexicon.of_stem(0, part).chain(stem.into_iter().flat_map(|stem| lexicon.of_stem(0, stem)));
    let same: BTreeSet<Arc<str>> = lexicon.itself(part).into_iter().chain(by_stem).collect();
    same.into_iter().map(|word| Row { word, same_stem: true, likeness: 1.0 }).collect()
}

fn understood(lexicon: &Lexicon, terms: &[String], rows: &BTreeMap<&str, Vec<Row>>) -> Vec<Meaning> {
    let of = |term: &str| rows.get(term).map(Vec::as_slice).unwrap_or_default();
    let mut meanings: Vec<Meaning> = Vec::new();
    for (at, term) in terms.iter().enumerate() {
        let mut meaning = exact(term, of(term));
        // "ferien karte" may be meant as one word: then it answers for both.
        let before = at.checked_sub(1).and_then(|before| terms.get(before)).map(|before| format!("{before}{term}"));
        let after = terms.get(at + 1).map(|after| format!("{term}{after}"));
        for joined in [before, after].into_iter().flatten() {
            let whole = exact(&joined, of(&joined));
            let whole = if whole.is_empty() { alike(&joined, of(&joined), JOINED_ALIKE) } else { whole };
            meaning.guessed = whole.guessed && (meaning.is_empty() || meaning.guessed);
            meaning.far.extend(whole.near);
            meaning.far.extend(whole.far);
        }
        if meaning.is_empty() {
            meaning = alike(term, of(term), VERY_ALIKE);
        }
        if meaning.is_empty() {
            meaning = slipped(term, of(term));
        }
        if meaning.is_empty()
            && let Some((head, tail)) = compound(term, &of).or_else(|| misspelled(lexicon, term, &of))
        {
            meanings.extend([head, tail]);
            continue;
        }
        if meaning.is_empty() {
            meaning = alike(term, of(term), ALIKE);
        }
        meaning.aside = is_aside(term);
        meanings.push(meaning);
    }
    meanings
}

/// Leaves words aside only beside others that offers have: whoever types nothing but "Öffnungszeiten" means them.
pub(crate) fn set_aside(meanings: &mut [Meaning]) {
    if !meanings.iter().any(|meaning| !meaning.aside && !meaning.is_empty()) {
        for meaning in meanings {
            meaning.aside = false;
        }
    }
}

/// The word, its stem, what begins with it and what ends with it.
fn exact(term: &str, rows: &[Row]) -> Meaning {
    let long = term.chars().count() >= SHORTEST_PART;
    let near: BTreeSet<String> = rows.iter().filter(|row| row.same_stem).map(|row| row.word.to_string()).collect();
    // "Hund" is no part of "Jahrhunderts", as "Konzert" is one of "Mittagskonzerte".
    let ends = |word: &str| word.rfind(term).is_some_and(|at| word.len() - at - term.len() <= LONGEST_ENDING);
    let part = |row: &&Row| row.word.starts_with(term) || (long && ends(&row.word));
    let far = rows.iter().filter(part).map(|row| row.word.to_string()).filter(|word| !near.contains(word)).collect();
    // As many as were asked for: there may be more.
    let many = rows.len() >= MOST_WORDS;
    Meaning { near, far, begins: many.then(|| term.to_owned()), ..Meaning::default() }
}

/// The words that look most like it, such that a typing error can be what makes the difference.
fn alike(term: &str, rows: &[Row], least: f32) -> Meaning {
    let like: Vec<&Row> = rows.iter().filter(|row| row.likeness >= least && is_slip(term, &row.word)).collect();
    let best = like.iter().map(|row| row.likeness).fold(0.0, f32::max);
    // What looks much less like it than the best is something else.
    let far = like.iter().filter(|row| row.likeness >= best * 0.8).map(|row| row.word.to_string()).collect();
    Meaning { far, guessed: true, ..Meaning::default() }
}

/// The words that a long one is but for one error, however little it looks like them to trigrams, which take two
/// letters that have changed places for five errors.
fn slipped(term: &str, rows: &[Row]) -> Meaning {
    let far: BTreeSet<String> =
        rows.iter().filter(|row| is_one_slip(term, &row.word)).map(|row| row.word.to_string()).collect();
    Meaning { guessed: !far.is_empty(), far, ..Meaning::default() }
}

/// Both parts of a compound, where offers have both.
fn compound<'a>(term: &str, of: &impl Fn(&str) -> &'a [Row]) -> Option<(Meaning, Meaning)> {
    splits(term).into_iter().find_map(|(head, tail)| Some((part(of(&head))?, part(of(&tail))?)))
}

/// The same where its first part has a typing error.
fn misspelled<'a>(lexicon: &Lexicon, term: &str, of: &impl Fn(&str) -> &'a [Row]) -> Option<(Meaning, Meaning)> {
    splits(term).into_iter().find_map(|(head, tail)| {
        let tail = part(of(&tail))?;
        let stem = |word: &str| lexicon.stems(word).and_then(|stems| stems.first()?.clone());
        let slip = |word: &str| is_slip(&head, word) || stem(word).is_some_and(|stem| is_slip(&head, &stem));
        let likest = lexicon.alike(&head, LEAST_ALIKE, MOST_ALIKE).into_iter();
        let far: BTreeSet<String> = likest.filter(|(word, _)| slip(word)).map(|(word, _)| word.to_string()).collect();
        (!far.is_empty()).then_some((Meaning { far, guessed: true, part: true, ..Meaning::default() }, tail))
    })
}

/// What a part of a compound means, if offers have it.
fn part(rows: &[Row]) -> Option<Meaning> {
    let far: BTreeSet<String> = rows.iter().filter(|row| row.same_stem).map(|row| row.word.to_string()).collect();
    (!far.is_empty()).then_some(Meaning { far, guessed: true, part: true, ..Meaning::default() })
}

/// The words of offers that these may have been meant for, the likest first, each with offers that have it. Words that
/// say nothing (`as`, `behind`) have no stem.
pub(crate) fn nearest(index: &Index, terms: &[String]) -> Vec<(String, Vec<Uuid>)> {
    let lexicon = &index.lexicon;
    let mut likest: BTreeMap<Arc<str>, f32> = BTreeMap::new();
    for term in terms.iter().filter(|term| lexicon.itself(term).is_none()) {
        let says = |word: &str| lexicon.stems(word).is_some_and(|stems| stems.iter().all(Option::is_some));
        let meant = |word: &str| (is_slip(term, word) || begins_alike(term, word)) && says(word);
        for (word, likeness) in
            lexicon.alike(term, LEAST_ALIKE, MOST_LOOKED_AT).into_iter().filter(|(word, _)| meant(word))
        {
            let known = likest.entry(word).or_default();
            *known = known.max(likeness);
        }
    }
    let mut likest: Vec<(Arc<str>, f32)> = likest.into_iter().collect();
    likest.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    likest.truncate(MOST_SUGGESTED);
    let having = |word: &str| {
        let places = lexicon.postings(word).iter().take(MOST_WITNESSES);
        places.filter_map(|(place, _)| Some(index.entry(*place)?.id)).collect()
    };
    likest.into_iter().map(|(word, _)| (word.to_string(), having(&word))).collect()
}
