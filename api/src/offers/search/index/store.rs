//! The SQL of the index: what has changed, the rows, stems.

use std::collections::{BTreeSet, HashMap};
use std::ops::Bound;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{Row, Stems};
use crate::db::Fixed;
use crate::offers::search::facets::Combination;
use crate::schema::{offer_dates, offer_details, offer_index, offers};

/// What has changed.
#[derive(Debug)]
pub(super) struct News {
    /// The oldest transaction that was under way.
    pub(super) oldest: u64,
    /// Offers, and the transaction that changed each last.
    pub(super) changed: Vec<(Uuid, u64)>,
}

#[derive(Debug, QueryableByName)]
struct ChangeRow {
    #[diesel(sql_type = Text)]
    oldest: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    offer_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    xact: Option<String>,
}

const NEWS: &str = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS oldest, c.offer_id, c.xact::text AS xact
    FROM (SELECT) one LEFT JOIN offer_changes c ON c.xact >= $1::xid8";

/// What transactions changed that are not older than this one.
pub(super) async fn news(conn: &mut AsyncPgConnection, since: u64) -> QueryResult<News> {
    let rows: Vec<ChangeRow> = Fixed(sql_query(NEWS).bind::<Text, _>(since.to_string())).load(conn).await?;
    // Postgres writes an `xid8` as a number of 64 bits; what is none would be read again, which does no harm.
    let number = |text: &str| text.parse().unwrap_or(0);
    let oldest = rows.as_slice().first().map_or(0, |row| number(&row.oldest));
    let changed = rows.into_iter().filter_map(|row| Some((row.offer_id?, number(&row.xact?)))).collect();
    Ok(News { oldest, changed })
}

/// A dump that was read back on another server has numbers of transactions that are still to come there. They would
/// be news for ever.
pub(super) async fn renumber(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    let text =
        "UPDATE offer_changes SET xact = pg_current_xact_id() WHERE xact > pg_snapshot_xmax(pg_current_snapshot())";
    sql_query(text).execute(conn).await.map(drop)
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = offer_index)]
struct IndexRow {
    offer_id: Uuid,
    slug: String,
    kind: String,
    category: String,
    audience: Vec<String>,
    passes: Vec<String>,
    languages: Vec<String>,
    free: bool,
    step_free: bool,
    shown: Span,
    sort: i32,
    words: String,
}

type Span = (Bound<DateTime<Utc>>, Bound<DateTime<Utc>>);

/// What is known of when an offer takes place.
#[derive(Default)]
struct When {
    /// The dates on which it does.
    dates: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    /// The end of the last one, whatever became of it.
    last: Option<DateTime<Utc>>,
    /// It has been put off: it is yet to come, nobody knows when.
    put_off: bool,
}

/// What an offer says of its end beside its dates.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = offer_details)]
struct EndRow {
    offer_id: Uuid,
    event_state: String,
    phase: Option<String>,
    closes_at: Option<DateTime<Utc>>,
}

impl EndRow {
    /// When it is over: after its last date and after the time to apply or take part. Of a participation that is being
    /// looked at or decided people want to know how it goes on.
    fn ends(&self, when: &When, ends_at: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
        let goes_on = matches!(self.phase.as_deref(), Some("evaluation" | "decided"));
        if goes_on || when.put_off || self.event_state == "postponed" {
            return None;
        }
        when.last.or(ends_at).max(self.closes_at)
    }
}

/// The offers among these that may be seen; `None` is all there are.
pub(super) async fn rows(conn: &mut AsyncPgConnection, ids: Option<&[Uuid]>) -> QueryResult<Vec<Row>> {
    let mut indexed = offer_index::table.select(IndexRow::as_select()).into_boxed();
    let mut dates =
        offer_dates::table.select((offer_dates::offer_id, offer_dates::during, offer_dates::state)).into_boxed();
    let own = offers::venue_id.eq(offer_details::venue_id).and(offers::id.eq(offer_details::offer_id));
    let mut ends = offer_details::table
        .inner_join(offers::table.on(own))
        .select((EndRow::as_select(), offers::ends_at))
        .into_boxed();
    if let Some(ids) = ids {
        indexed = indexed.filter(offer_index::offer_id.eq_any(ids));
        dates = dates.filter(offer_dates::offer_id.eq_any(ids));
        ends = ends.filter(offer_details::offer_id.eq_any(ids));
    }
    let indexed: Vec<IndexRow> = indexed.load(conn).await?;
    let dates: Vec<(Uuid, Span, String)> = dates.load(conn).await?;
    let ends: Vec<(EndRow, Option<DateTime<Utc>>)> = ends.load(conn).await?;
    let mut ends: HashMap<Uuid, _> = ends.into_iter().map(|(row, ends_at)| (row.offer_id, (row, ends_at))).collect();
    let mut by_offer: HashMap<Uuid, When> = HashMap::new();
    for (offer, (from, to), state) in dates {
        let (Some(from), Some(to)) = (end(from), end(to)) else { continue };
        let when = by_offer.entry(offer).or_default();
        when.last = when.last.max(Some(to));
        when.put_off |= state == "postponed";
        if !matches!(state.as_str(), "cancelled" | "postponed") {
            when.dates.push((from, to));
        }
    }
    let read = |row: IndexRow| {
        let when = by_offer.remove(&row.offer_id).unwrap_or_default();
        let over = ends.remove(&row.offer_id).and_then(|(row, ends_at)| row.ends(&when, ends_at));
        row.read(when.dates, over)
    };
    Ok(indexed.into_iter().map(read).collect())
}

impl IndexRow {
    fn read(self, mut dates: Vec<(DateTime<Utc>, DateTime<Utc>)>, over: Option<DateTime<Utc>>) -> Row {
        dates.sort_unstable();
        let facets = Combination {
            kind: self.kind,
            category: self.category,
            audience: self.audience,
            passes: self.passes,
            languages: self.languages,
            free: self.free,
            step_free: self.step_free,
        };
        let shown = (end(self.shown.0), end(self.shown.1));
        Row { id: self.offer_id, slug: self.slug, sort: self.sort, facets, shown, words: self.words, dates, over }
    }
}

fn end(bound: Bound<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    match bound {
        Bound::Included(at) | Bound::Excluded(at) => Some(at),
        Bound::Unbounded => None,
    }
}

#[derive(Debug, QueryableByName)]
struct StemRow {
    #[diesel(sql_type = Text)]
    word: String,
    #[diesel(sql_type = Nullable<Text>)]
    german: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    english: Option<String>,
}

const STEMS: &str =
    "SELECT word, (ts_lexize('german_stem', word))[1] AS german, (ts_lexize('english_stem', word))[1] AS english
    FROM unnest($1::text[]) AS t(word)";

/// The stems of words by Postgres' dictionaries.
pub(crate) async fn stems(
    conn: &mut AsyncPgConnection,
    words: BTreeSet<String>,
) -> QueryResult<HashMap<String, Stems>> {
    if words.is_empty() {
        return Ok(HashMap::new());
    }
    let words: Vec<String> = words.into_iter().collect();
    let rows: Vec<StemRow> = Fixed(sql_query(STEMS).bind::<Array<Text>, _>(words)).load(conn).await?;
    Ok(rows.into_iter().map(|row| (row.word, [row.german.map(Into::into), row.english.map(Into::into)])).collect())
}
