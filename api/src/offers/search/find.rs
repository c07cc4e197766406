//! The offers that have the words and match the filters, best first, and what they could be narrowed by.
//!
//! What always holds: the words are looked up in the index over `offer_index.words`; counts leave no filter but the
//! words and the time out of sight, so that each facet can leave out its own.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::sql_types::{Array, BigInt, Bool, Float, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{QueryResult, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::offers::OfferKind;
use uuid::Uuid;

use super::facets::Counted;
use super::vocabulary::Meaning;
use crate::db::Fixed;
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

/// Words as full text search takes them: every meaning, or any of them.
pub(crate) struct Words {
    near: Vec<String>,
    far: Vec<String>,
    all: Vec<String>,
}

impl Words {
    /// Of what the terms may mean; a term that means nothing is left out.
    pub(crate) fn of(meanings: &[Meaning]) -> Self {
        // Folded words are letters and digits alone, so they need no quotes.
        let joined = |words: &mut dyn Iterator<Item = String>| words.collect::<Vec<_>>().join(" | ");
        let near: Vec<String> = meanings.iter().map(|one| joined(&mut one.near.iter().cloned())).collect();
        let prefix = |one: &Meaning| one.begins.iter().map(|begins| format!("{begins}:*")).collect::<Vec<_>>();
        let far: Vec<String> =
            meanings.iter().map(|one| joined(&mut one.far.iter().cloned().chain(prefix(one)))).collect();
        let whole = |(near, far): (&String, &String)| {
            let sides: Vec<&str> = [near.as_str(), far.as_str()].into_iter().filter(|side| !side.is_empty()).collect();
            format!("({})", sides.join(" | "))
        };
        let all = near.iter().zip(&far).map(whole).filter(|words| words != "()").collect();
        Self { near, far, all }
    }

    /// Whether no term means anything that offers have.
    pub(crate) const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn query(&self, loose: bool) -> String {
        self.all.join(if loose { " | " } else { " & " })
    }
}

/// What is looked for, once the words are understood.
pub(crate) struct Wanted<'a> {
    /// The filters.
    pub(crate) filter: &'a Filter,
    /// The words, where there are any.
    pub(crate) words: Option<&'a Words>,
    /// Whether any of the words is enough.
    pub(crate) loose: bool,
    /// What time it is.
    pub(crate) now: DateTime<Utc>,
}

#[derive(Debug, QueryableByName)]
struct PageRow {
    #[diesel(sql_type = SqlUuid)]
    offer_id: Uuid,
    #[diesel(sql_type = Text)]
    slug: String,
}

const ASKED: &str = "WITH asked AS MATERIALIZED (
        SELECT near, far, coalesce(near || far, near, far) AS whole FROM (
            SELECT nullif(near, '')::tsquery AS near, nullif(far, '')::tsquery AS far
            FROM unnest($1::text[], $2::text[]) AS a(near, far)) a
    ), soon AS MATERIALIZED (
        SELECT offer_id, min(lower(during)) AS at FROM offer_dates
        WHERE during && tstzrange($4, $5) AND state NOT IN ('cancelled', 'postponed') GROUP BY offer_id
    )";
const WORDS: &str = " AND i.words @@ $3::tsquery";
const DATED: &str = " AND EXISTS (SELECT FROM soon s WHERE s.offer_id = i.offer_id)";
const SCORE: &str = " CROSS JOIN LATERAL (
        SELECT sum(coalesce(ts_rank(i.words, a.near), 0) + $6 * coalesce(ts_rank(i.words, a.far), 0))
            * CASE WHEN soon.at IS NULL THEN 1 ELSE 1.15 END AS rank
        FROM asked a) score";
/// Where any word is enough, those with more of them come first.
const COVERED: &str = "(SELECT count(*) FROM asked a WHERE i.words @@ a.whole) DESC, ";

impl Wanted<'_> {
    /// The time that counts as soon, or that was asked for.
    fn span(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let from = self.filter.from.unwrap_or(self.now);
        let reach = match self.filter.from {
            Some(_) => FAR,
            None if self.filter.kinds == [OfferKind::Event] => EVENTS,
            None => SOON,
        };
        // What ended before now has no time left: the span is empty, and nothing is found.
        (from, self.filter.to.unwrap_or(from + reach).max(from))
    }

    fn conditions(&self) -> String {
        let words = if self.words.is_some() { WORDS } else { "" };
        let dated = if self.filter.from.is_some() || self.filter.to.is_some() { DATED } else { "" };
        format!("{words}{dated}")
    }

    fn order(&self) -> String {
        let covered = if self.loose { COVERED } else { "" };
        let rank = if self.words.is_some() { "score.rank DESC, " } else { "" };
        format!("{covered}{rank}soon.at IS NULL, greatest(soon.at, $4), i.sort, i.offer_id")
    }

    /// The conditions of the filters that are set. Those that are not are left out, so that Postgres can tell how
    /// many rows to expect.
    fn filters(&self) -> String {
        let filter = self.filter;
        let conditions = [
            (!filter.kinds.is_empty(), " AND i.kind = ANY($7)"),
            (filter.category.is_some(), " AND i.category = $8"),
            (filter.audience.is_some(), " AND $9 = ANY(i.audience)"),
            (filter.pass.is_some(), " AND $10 = ANY(i.passes)"),
            (filter.language.is_some(), " AND $11 = ANY(i.languages)"),
            (filter.accessible, " AND i.step_free = $12"),
            (filter.free_of_charge, " AND i.free = $13"),
        ];
        conditions.into_iter().filter(|(set, _)| *set).map(|(_, condition)| condition).collect()
    }

    /// The page: ids in their order, one more than fits where there are more. `None` when the cursor is none of
    /// this list.
    pub(crate) async fn page(
        &self,
        conn: &mut AsyncPgConnection,
        paging: &Paging,
    ) -> QueryResult<Option<Vec<(Uuid, String)>>> {
        let score = if self.words.is_some() { SCORE } else { "" };
        let from = format!(
            "FROM offer_index i LEFT JOIN soon ON soon.offer_id = i.offer_id{score}
            WHERE i.shown @> $14::timestamptz{}{}",
            self.conditions(),
            self.filters()
        );
        let order = self.order();
        // Numbering every match costs more than taking the first: only who goes on pays for it.
        let text = if paging.cursor.is_some() {
            format!(
                "{ASKED}, ranked AS (SELECT i.offer_id, i.slug, row_number() OVER (ORDER BY {order}) AS n {from})
                SELECT offer_id, slug FROM ranked WHERE n >= (SELECT n FROM ranked WHERE slug = $15) ORDER BY n LIMIT $16 + 1"
            )
        } else {
            format!("{ASKED} SELECT i.offer_id, i.slug {from} AND $15::text IS NULL ORDER BY {order} LIMIT $16")
        };
        let (from, to) = self.span();
        let filter = self.filter;
        let kinds: Vec<&str> = filter.kinds.iter().map(|kind| kind.name()).collect();
        let (near, far) = self.words.map_or((&[][..], &[][..]), |words| (&words.near, &words.far));
        let query = sql_query(text)
            .bind::<Array<Text>, _>(near)
            .bind::<Array<Text>, _>(far)
            .bind::<Text, _>(self.words.map(|words| words.query(self.loose)).unwrap_or_default())
            .bind::<Timestamptz, _>(from)
            .bind::<Timestamptz, _>(to)
            .bind::<Float, _>(FAR_WEIGHT)
            .bind::<Array<Text>, _>(kinds)
            .bind::<Nullable<Text>, _>(&filter.category)
            .bind::<Nullable<Text>, _>(&filter.audience)
            .bind::<Nullable<Text>, _>(&filter.pass)
            .bind::<Nullable<Text>, _>(&filter.language)
            .bind::<Bool, _>(filter.accessible)
            .bind::<Bool, _>(filter.free_of_charge)
            .bind::<Timestamptz, _>(self.now)
            .bind::<Nullable<Text>, _>(&paging.cursor)
            .bind::<BigInt, _>(paging.wanted());
        let rows: Vec<PageRow> = Fixed(query).load(conn).await?;
        let mut ids: Vec<(Uuid, String)> = rows.into_iter().map(|row| (row.offer_id, row.slug)).collect();
        if paging.cursor.is_none() {
            return Ok(Some(ids));
        }
        // The first row is the one the page before ended with.
        if ids.is_empty() {
            return Ok(None);
        }
        ids.remove(0);
        Ok(Some(ids))
    }

    /// How many there are of each combination of facets, whatever the filters on facets.
    pub(crate) async fn counts(&self, conn: &mut AsyncPgConnection) -> QueryResult<Vec<Counted>> {
        let text = format!(
            "{ASKED} SELECT i.facets, count(*) AS count FROM offer_index i
            WHERE i.shown @> $6::timestamptz{} GROUP BY i.facets",
            self.conditions()
        );
        let (from, to) = self.span();
        let none: &[String] = &[];
        let query = sql_query(text)
            .bind::<Array<Text>, _>(none)
            .bind::<Array<Text>, _>(none)
            .bind::<Text, _>(self.words.map(|words| words.query(self.loose)).unwrap_or_default())
            .bind::<Timestamptz, _>(from)
            .bind::<Timestamptz, _>(to)
            .bind::<Timestamptz, _>(self.now);
        Fixed(query).load(conn).await
    }
}
