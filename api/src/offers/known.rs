//! Whether the values a list is narrowed by mean something: topics, audiences, passes, languages.
//!
//! What always holds: the offers decide. A value that an offer has or had is known, whether or not the offer can be
//! seen today, so an address that was right stays right. Any other value is a typing error; but what is a language is
//! one, also where nobody speaks it yet.

use diesel::QueryResult;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::offers::is_language_tag;

use super::ask::{Filter, either};
use super::search::Live;
use crate::app::App;
use crate::problem::Failure;

/// So many values are named where another one is refused.
const MOST: usize = 60;

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Text)]
    value: String,
}

/// The values of a filter, of everything that is or was to be seen.
const fn values_of(name: &str) -> &'static str {
    match name.as_bytes() {
        b"category" => {
            "SELECT DISTINCT category AS value FROM offers WHERE state IN ('published', 'expired', 'archived') ORDER BY 1"
        }
        b"audience" => {
            "SELECT DISTINCT value FROM offers, unnest(audience) AS value
            WHERE state IN ('published', 'expired', 'archived') ORDER BY 1"
        }
        b"pass" => {
            "SELECT DISTINCT value FROM offers, unnest(pass_keys) AS value
            WHERE state IN ('published', 'expired', 'archived') ORDER BY 1"
        }
        _ => {
            "SELECT value FROM offers, unnest(languages) AS value WHERE state IN ('published', 'expired', 'archived')
            UNION SELECT lang FROM offer_texts WHERE lang = 'de-simple' ORDER BY 1"
        }
    }
}

/// The filters with a value that no offer in memory has or had. For most lists there are none, and nothing is read.
fn unfamiliar<'a>(live: &Live, filter: &'a Filter) -> Vec<(&'static str, &'a str)> {
    let given = filter.open().into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
    let language = |name: &str, value: &str| name == "language" && is_language_tag(value);
    given.filter(|(name, value)| !language(name, value) && !live.read().has(name, value)).collect()
}

/// Those of them that nothing in the database has either, each with the values there are.
async fn unknown(
    conn: &mut AsyncPgConnection,
    unfamiliar: Vec<(&'static str, &str)>,
) -> QueryResult<Vec<(&'static str, Vec<String>)>> {
    let mut unknown = Vec::new();
    for (name, value) in unfamiliar {
        let rows: Vec<Value> = sql_query(values_of(name)).load(conn).await?;
        let there: Vec<String> = rows.into_iter().map(|row| row.value).collect();
        if !there.iter().any(|one| one == value) {
            unknown.push((name, there));
        }
    }
    Ok(unknown)
}

/// Refuses a filter with such a value, and says which there are.
pub(super) async fn check(conn: &mut AsyncPgConnection, live: &Live, filter: &Filter) -> Result<(), Failure> {
    let unknown = unknown(conn, unfamiliar(live, filter)).await?;
    let words = |(name, there): &(&str, Vec<String>)| match there.get(..MOST).unwrap_or(there) {
        [] => format!("No offer has a value of `{name}`."),
        there => format!("`{name}` can be {}.", either(there)),
    };
    let detail = unknown.iter().map(words).collect::<Vec<_>>().join(" ");
    let wrong = "is none that offers have or had";
    let mut names = unknown.iter().map(|(name, _)| *name);
    let Some(first) = names.next() else { return Ok(()) };
    let first = Failure::invalid(first, wrong).detail(detail);
    Err(names.fold(first, |failure, name| failure.error(name, wrong)))
}

/// The names of such filters, for pages that leave them out. `may_ask` is asked before the database is.
pub(crate) async fn mistyped(
    app: &App,
    filter: &Filter,
    may_ask: impl FnOnce() -> bool,
) -> Result<Vec<&'static str>, Failure> {
    let unfamiliar = unfamiliar(&app.offers, filter);
    if unfamiliar.is_empty() || !may_ask() {
        return Ok(Vec::new());
    }
    let mut conn = app.db.conn().await?;
    let unknown = unknown(&mut conn, unfamiliar).await?;
    Ok(unknown.into_iter().map(|(name, _)| name).collect())
}
