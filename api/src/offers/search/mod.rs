//! Finding offers by what people type ([ADR 24](../../../../docs/adr/0024-search-by-a-vocabulary.md)).
//!
//! A question becomes terms (`words`), the terms become words that offers have (`vocabulary`), and those are looked up
//! in the index that this node holds (`index`, `find`). What always holds: first all terms have to be there; where no
//! offer has all, most of them have to, and the answer says so, as it does where a word was guessed; and what is marked
//! in an answer are the very words it was found by.

mod facets;
mod find;
mod index;
mod marks;
mod slips;
mod spelled;
mod vocabulary;
mod words;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use shared::offers::Suggestions;
use uuid::Uuid;

pub(crate) use facets::Counts;
use find::{Wanted, counts_of_all};
pub use index::Live;
use index::{Index, Stems, stems};
pub(crate) use marks::highlights;
use vocabulary::Asked;
pub(crate) use vocabulary::Meaning;
pub(crate) use words::fold;

use super::ask::Filter;
use crate::wire::Paging;

/// Topics that are worth suggesting.
const CATEGORIES: usize = 6;

/// What was found.
pub(crate) struct Outcome {
    /// The page in its order, ids and slugs, one more than fits where there are more; `None` when the cursor is none
    /// of this list.
    pub(crate) page: Option<Vec<(Uuid, String)>>,
    /// How many there are of what.
    pub(crate) counts: Counts,
    /// What the words were taken for.
    pub(crate) meanings: Vec<Meaning>,
    /// Whether no offer has all the words as they were typed.
    pub(crate) loose: bool,
    /// What to try where nothing was found.
    pub(crate) suggestions: Option<Suggestions>,
    /// Words to suggest as the index has them, each with offers that have it.
    near: Vec<(String, Vec<Uuid>)>,
}

/// Searches. Words are suggested in the language of the answer.
pub(crate) async fn search(
    live: &Live,
    conn: &mut AsyncPgConnection,
    filter: &Filter,
    paging: &Paging,
    (lang, now): (&str, DateTime<Utc>),
) -> QueryResult<Outcome> {
    live.refresh(conn).await?;
    let terms = words::terms(filter.words.as_deref().unwrap_or_default());
    let asked = Asked::of(&terms);
    let unknown = live.read().lexicon.unknown(asked.words());
    let stems = stems(conn, unknown).await?;
    let question = Question { filter, paging, terms: &terms, now };
    let mut outcome = question.answered(&live.read(), &asked, &stems);
    if let Some(suggestions) = &mut outcome.suggestions {
        suggestions.words = spelled::spelled(conn, &outcome.near, lang).await?;
    }
    Ok(outcome)
}

/// What is asked.
struct Question<'a> {
    filter: &'a Filter,
    paging: &'a Paging,
    terms: &'a [String],
    now: DateTime<Utc>,
}

impl Question<'_> {
    fn answered(&self, index: &Index, asked: &Asked<'_>, stems: &HashMap<String, Stems>) -> Outcome {
        let Self { filter, terms, now, .. } = *self;
        if filter.words.is_none() {
            return self.found(index, &Wanted { filter, meanings: None, loose: false, over: false, now });
        }
        let mut meanings = asked.meanings(&index.lexicon, stems);
        vocabulary::set_aside(&mut meanings);
        // Signs alone are no words: nothing is found by them rather than everything.
        if terms.is_empty() || meanings.iter().all(Meaning::is_empty) {
            return self.nothing(index, 0);
        }
        let mut wanted = Wanted { filter, meanings: Some(&meanings), loose: false, over: false, now };
        let mut outcome = self.found(index, &wanted);
        if outcome.counts.unfiltered == 0 && filter.past {
            wanted.over = true;
            outcome = self.found(index, &wanted);
        }
        if outcome.counts.unfiltered == 0 {
            (wanted.loose, wanted.over) = (true, false);
            outcome = self.found(index, &wanted);
        }
        let meant = |meaning: &&Meaning| !meaning.aside;
        outcome.loose =
            wanted.loose || meanings.iter().filter(meant).any(|meaning| meaning.is_empty() || meaning.guessed);
        if outcome.counts.total == 0 {
            let nothing = self.nothing(index, outcome.counts.unfiltered);
            (outcome.suggestions, outcome.near, outcome.loose) = (nothing.suggestions, nothing.near, false);
        }
        Outcome { meanings, ..outcome }
    }

    fn found(&self, index: &Index, wanted: &Wanted<'_>) -> Outcome {
        let found = wanted.found(index, self.paging);
        let counts = facets::counts(self.filter, &found.counts);
        Outcome { page: found.page, counts, meanings: Vec::new(), loose: false, suggestions: None, near: Vec::new() }
    }

    /// Nothing was found, but so many without the filters: words that look alike, and topics there are.
    fn nothing(&self, index: &Index, without_filters: u32) -> Outcome {
        let all = counts_of_all(index, self.now);
        let mut categories = facets::counts(&Filter::default(), &all).facets.category;
        categories.truncate(CATEGORIES);
        let near = vocabulary::nearest(index, self.terms);
        let suggestions = Some(Suggestions { words: Vec::new(), categories, without_filters });
        // A list of nothing has no cursors.
        let page = self.paging.cursor.is_none().then(Vec::new);
        Outcome { page, counts: Counts::default(), meanings: Vec::new(), loose: false, suggestions, near }
    }
}
