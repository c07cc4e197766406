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
        let far = |one: &Meaning| match &one.begins {
            // What begins with it is meant anyway; ranking by each of these words again would take much longer.
            Some(begins) => {
                let others = one.far.iter().filter(|word| !word.starts_with(begins.as_str())).cloned();
                joined(&mut others.chain([format!("{begins}:*")]))
            }
            None => joined(&mut one.far.iter().cloned()),
        };
        let far: Vec<String> = meanings.iter().map(far).collect();
        let whole = |((one, near), far): ((&Meaning, &String), &String)| {
            // Words that begin with it are found by that alone.
            let covered =
                one.begins.as_ref().is_some_and(|begins| one.near.iter().all(|word| word.starts_with(begins)));
            let near = if covered { "" } else { near.as_str() };
            let sides: Vec<&str> = [near, far.as_str()].into_iter().filter(|side| !side.is_empty()).collect();
            format!("({})", sides.join(" | "))
        };
        let all = meanings.iter().zip(&near).zip(&far).map(whole).filter(|words| words != "()").collect();
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

/// A row of an answer: an offer of the page with its place, or a combination of facets with how many have it.
#[derive(Debug, QueryableByName)]
struct Row {
    #[diesel(sql_type = Nullable<SqlUuid>)]
    offer_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    slug: Option<String>,
    #[diesel(sql_type = BigInt)]
    n: i64,
    #[diesel(sql_type = Nullable<Text>)]
    facets: Option<String>,
}

/// A page of ids and slugs, `None` when the cursor is none of this list; and how many there are of each combination
/// of facets, whatever the filters on facets.
pub(crate) type Found = (Option<Vec<(Uuid, String)>>, Vec<Counted>);

const SOON_DATES: &str = "soon AS MATERIALIZED (
        SELECT offer_id, min(lower(during)) AS at FROM offer_dates
        WHERE during && tstzrange($4, $5) AND state NOT IN ('cancelled', 'postponed') GROUP BY offer_id
    )";
const DATED: &str = " AND EXISTS (SELECT FROM soon s WHERE s.offer_id = i.offer_id)";
/// What is soon comes before what is not, the next first; the rest in the editors' order.
const IN_TIME: &str = "soon.at IS NULL, greatest(soon.at, $4), i.sort, i.offer_id";
const COUNTS: &str = "SELECT NULL::uuid AS offer_id, NULL::text AS slug, count(*) AS n, facets FROM";

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

    fn dated(&self) -> &'static str {
        if self.filter.from.is_some() || self.filter.to.is_some() { DATED } else { "" }
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

    /// With words: one pass over what has them, for the page and for the counts. A row of the index is more than a
    /// kilobyte, so what is sorted is narrow.
    fn by_words(&self, words: &Words, cursor: bool) -> String {
        let terms = 1..=words.near.len();
        let asked = |k: usize| {
            let term = |side: &str, name: &str| format!("nullif((${side}::text[])[{k}], '')::tsquery AS {name}{k}");
            format!("{}, {}", term("1", "near"), term("2", "far"))
        };
        let rank =
            |k: usize| format!("coalesce(ts_rank(i.words, near{k}), 0) + $6 * coalesce(ts_rank(i.words, far{k}), 0)");
        let covered = |k: usize| format!("(i.words @@ coalesce(near{k} || far{k}, near{k}, far{k}) IS TRUE)::int");
        let all = |of: &dyn Fn(usize) -> String, sign: &str| terms.clone().map(of).collect::<Vec<_>>().join(sign);
        // Where any word is enough, those with more of them come first.
        let covered = if self.loose { all(&covered, " + ") } else { "0".to_owned() };
        let matched = format!(
            "WITH asked AS MATERIALIZED (SELECT {}), {SOON_DATES}, matched AS MATERIALIZED (
                SELECT i.offer_id, i.slug, i.sort, i.facets, CASE WHEN true{filters} THEN {} END AS rank, {covered} AS covered, (true{filters}) AS fits
                FROM offer_index i CROSS JOIN asked
                WHERE i.shown @> $14::timestamptz AND i.words @@ $3::tsquery{})",
            all(&asked, ", "),
            all(&rank, " + "),
            self.dated(),
            filters = self.filters(),
        );
        let order =
            format!("i.covered DESC, i.rank * CASE WHEN soon.at IS NULL THEN 1 ELSE 1.15::real END DESC, {IN_TIME}");
        let from = "FROM matched i LEFT JOIN soon ON soon.offer_id = i.offer_id WHERE i.fits";
        let page = Self::paged(&order, from, cursor);
        format!(
            "{matched}, {page} SELECT offer_id, slug, n, NULL::text AS facets FROM page UNION ALL {COUNTS} matched GROUP BY facets"
        )
    }

    /// Without words: what is soon, and as many of the rest as are missing, in the order of an index.
    fn by_time(&self, cursor: bool) -> String {
        let (dated, filters) = (self.dated(), self.filters());
        let shown = "i.shown @> $14::timestamptz";
        let page = if cursor {
            let from = format!(
                "FROM offer_index i LEFT JOIN soon ON soon.offer_id = i.offer_id WHERE {shown}{dated}{filters}"
            );
            Self::paged(IN_TIME, &from, true)
        } else {
            let rest = if dated.is_empty() { "$16 - (SELECT count(*) FROM next)" } else { "0" };
            format!(
                "next AS MATERIALIZED (SELECT i.offer_id, i.slug, row_number() OVER (ORDER BY {IN_TIME}) AS n
                    FROM soon JOIN offer_index i ON i.offer_id = soon.offer_id WHERE {shown}{filters} ORDER BY n LIMIT $16),
                rest AS (SELECT i.offer_id, i.slug, i.sort FROM offer_index i
                    WHERE {shown}{filters} AND NOT EXISTS (SELECT FROM soon s WHERE s.offer_id = i.offer_id)
                    ORDER BY i.sort, i.offer_id LIMIT {rest}),
                page AS (SELECT * FROM next UNION ALL SELECT offer_id, slug, $16 + row_number() OVER (ORDER BY sort, offer_id) FROM rest)"
            )
        };
        format!(
            "WITH {SOON_DATES}, {page} SELECT offer_id, slug, n, NULL::text AS facets FROM page
            UNION ALL {COUNTS} offer_index i WHERE {shown}{dated} GROUP BY facets"
        )
    }

    /// A page, one more than fits where there are more; behind a cursor it begins with the one before. Numbering
    /// every match costs more than taking the first: only who goes on pays for it.
    fn paged(order: &str, from: &str, cursor: bool) -> String {
        if cursor {
            return format!(
                "ranked AS MATERIALIZED (SELECT i.offer_id, i.slug, row_number() OVER (ORDER BY {order}) AS n {from}),
                page AS (SELECT * FROM ranked WHERE n >= (SELECT n FROM ranked WHERE slug = $15) ORDER BY n LIMIT $16 + 1)"
            );
        }
        format!(
            "page AS (SELECT offer_id, slug, row_number() OVER () AS n
                FROM (SELECT i.offer_id, i.slug {from} ORDER BY {order} LIMIT $16) best)"
        )
    }

    /// The counts alone, of everything that is shown.
    pub(crate) async fn counts_of_all(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<Vec<Counted>> {
        let text = format!("{COUNTS} offer_index WHERE shown @> $1::timestamptz GROUP BY facets");
        let rows: Vec<Row> = Fixed(sql_query(text).bind::<Timestamptz, _>(now)).load(conn).await?;
        Ok(rows.into_iter().filter_map(|row| Some(Counted { facets: row.facets?, count: row.n })).collect())
    }

    /// The page and the counts.
    pub(crate) async fn found(&self, conn: &mut AsyncPgConnection, paging: &Paging) -> QueryResult<Found> {
        let behind = paging.cursor.is_some();
        let text = self.words.map_or_else(|| self.by_time(behind), |words| self.by_words(words, behind));
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
        let rows: Vec<Row> = Fixed(query).load(conn).await?;
        let (mut page, mut counts) = (Vec::new(), Vec::new());
        for row in rows {
            match (row.offer_id.zip(row.slug), row.facets) {
                (Some(offer), _) => page.push((row.n, offer)),
                (None, Some(facets)) => counts.push(Counted { facets, count: row.n }),
                (None, None) => {}
            }
        }
        page.sort_unstable_by_key(|(n, _)| *n);
        let page: Vec<(Uuid, String)> = page.into_iter().map(|(_, offer)| offer).collect();
        if !behind {
            return Ok((Some(page), counts));
        }
        // The first row is the one the page before ended with.
        Ok(((!page.is_empty()).then(|| page.into_iter().skip(1).collect()), counts))
    }
}
