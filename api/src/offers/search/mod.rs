//! Finding offers by what people type ([ADR 24](../../../../docs/adr/0024-search-by-a-vocabulary.md)).
//!
//! A question becomes terms (`words`), the terms become words that offers have (`vocabulary`), and those are looked up
//! in one index (`find`). What always holds: first all terms have to be there; where no offer has all, most of
//! them have to, and the answer says so; and what is marked in an answer are the very words it was found by.

mod facets;
mod find;
mod marks;
mod vocabulary;
mod words;

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use shared::offers::Suggestions;
use uuid::Uuid;

pub(crate) use facets::{Combination, Counts};
use find::{Wanted, Words};
pub(crate) use marks::highlights;
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
    /// Whether no offer has all the words.
    pub(crate) loose: bool,
    /// What to try where nothing was found.
    pub(crate) suggestions: Option<Suggestions>,
}

/// Searches.
pub(crate) async fn search(
    conn: &mut AsyncPgConnection,
    filter: &Filter,
    paging: &Paging,
    now: DateTime<Utc>,
) -> QueryResult<Outcome> {
    let terms = words::terms(filter.words.as_deref().unwrap_or_default());
    // Signs alone are no words: nothing is found by them rather than everything.
    if terms.is_empty() && filter.words.is_some() {
        return nothing(conn, filter, paging, &terms, now).await;
    }
    if terms.is_empty() {
        let wanted = Wanted { filter, words: None, loose: false, now };
        return finished(conn, &wanted, paging, Vec::new()).await;
    }
    let meanings = vocabulary::meanings(conn, &terms).await?;
    let words = Words::of(&meanings);
    if words.is_empty() {
        return nothing(conn, filter, paging, &terms, now).await;
    }
    let mut wanted = Wanted { filter, words: Some(&words), loose: false, now };
    let mut outcome = finished(conn, &wanted, paging, meanings.clone()).await?;
    if outcome.counts.unfiltered == 0 {
        wanted.loose = true;
        outcome = finished(conn, &wanted, paging, meanings.clone()).await?;
    }
    outcome.loose = wanted.loose || meanings.iter().any(Meaning::is_empty);
    if outcome.counts.total == 0 {
        let without_filters = outcome.counts.unfiltered;
        let nothing = nothing(conn, filter, paging, &terms, now).await?;
        outcome.suggestions = nothing.suggestions.map(|found| Suggestions { without_filters, ..found });
    }
    Ok(outcome)
}

async fn finished(
    conn: &mut AsyncPgConnection,
    wanted: &Wanted<'_>,
    paging: &Paging,
    meanings: Vec<Meaning>,
) -> QueryResult<Outcome> {
    let (page, rows) = wanted.found(conn, paging).await?;
    let counts = facets::counts(wanted.filter, &rows);
    Ok(Outcome { page, counts, meanings, loose: false, suggestions: None })
}

/// Nothing was found: words that look alike, and topics there are.
async fn nothing(
    conn: &mut AsyncPgConnection,
    filter: &Filter,
    paging: &Paging,
    terms: &[String],
    now: DateTime<Utc>,
) -> QueryResult<Outcome> {
    let words = vocabulary::nearest(conn, terms).await?;
    let all = Filter::default();
    let mut counts = facets::counts(&all, &Wanted::counts_of_all(conn, now).await?);
    counts.facets.category.truncate(CATEGORIES);
    let without_filters = if filter.words.is_some() { 0 } else { counts.unfiltered };
    let suggestions = Suggestions { words, categories: counts.facets.category, without_filters };
    // A list of nothing has no cursors.
    let page = paging.cursor.is_none().then(Vec::new);
    let counts = Counts::default();
    Ok(Outcome { page, counts, meanings: Vec::new(), loose: false, suggestions: Some(suggestions) })
}
