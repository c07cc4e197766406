//! All SQL about how far offers have got.

mod versions;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Bool, Date, Int4, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{AppId, OfferId, VenueId};
use shared::offers::OfferState;
use uuid::Uuid;

use crate::db::Fixed;
use crate::offers::store::index;
use crate::schema::{apps, offer_details, offer_work, offers};

pub(super) use versions::{VersionRow, add_version, mark_published, version, versions};

/// An offer with what is known of its way to the public.
#[derive(Debug, Clone, QueryableByName)]
pub(super) struct Work {
    #[diesel(sql_type = SqlUuid)]
    pub(super) id: Uuid,
    #[diesel(sql_type = Text)]
    pub(super) slug: String,
    #[diesel(sql_type = Text)]
    pub(super) kind: String,
    /// What the rows of the offer itself are: the version that was published last, or a draft.
    #[diesel(sql_type = Text)]
    public_state: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    valid_from: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    valid_to: Option<DateTime<Utc>>,
    #[diesel(sql_type = Timestamptz)]
    updated_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Date>)]
    pub(super) review_on: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) office: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) title: Option<String>,
    /// Whether an editor has touched it before.
    #[diesel(sql_type = Bool)]
    pub(super) known: bool,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Int4)]
    pub(super) version: i32,
    #[diesel(sql_type = Nullable<Int4>)]
    pub(super) public_version: Option<i32>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub(super) publish_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    revision: i64,
    #[diesel(sql_type = Timestamptz)]
    pub(super) changed_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub(super) written_by: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) written_by_name: Option<String>,
    #[diesel(sql_type = Timestamptz)]
    pub(super) written_at: DateTime<Utc>,
    /// The app that has made it, and its name.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub(super) app_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) app_name: Option<String>,
}

impl Work {
    /// How far the working version has got.
    pub(super) fn state(&self) -> OfferState {
        OfferState::from_name(&self.state)
    }

    /// Moves it there; what was to be published later is then not.
    pub(super) fn set_state(&mut self, state: OfferState) {
        state.name().clone_into(&mut self.state);
        self.publish_at = None;
    }

    /// Whether the public sees a version of it at an instant.
    pub(super) fn is_shown(&self, now: DateTime<Utc>) -> bool {
        self.public_state == OfferState::Published.name()
            && self.valid_from.is_none_or(|from| from <= now)
            && self.valid_to.is_none_or(|to| to > now)
    }

    /// Its entity tag: another one after every change, also one that no editor has made.
    pub(super) fn tag(&self) -> String {
        format!("\"{}-{:x}\"", self.revision, self.updated_at.timestamp_micros())
    }

    fn offer(&self) -> OfferId {
        OfferId(self.id)
    }
}

const LOOK: &str = "
    SELECT o.id, o.slug, o.kind, o.state AS public_state, o.valid_from, o.valid_to, o.updated_at, d.review_on,
        o.contact->>'office' AS office, t.title, w.offer_id IS NOT NULL AS known, coalesce(w.state, o.state) AS state,
        coalesce(w.version, 1) AS version,
        CASE WHEN w.offer_id IS NOT NULL THEN w.public_version WHEN o.published_at IS NOT NULL THEN 1 END AS public_version,
        w.publish_at, coalesce(w.revision, 0) AS revision, coalesce(w.changed_at, o.updated_at) AS changed_at,
        v.written_by, v.written_by_name, coalesce(v.written_at, o.updated_at) AS written_at,
        o.app_id, a.name AS app_name
    FROM offers o
    JOIN offer_details d ON d.venue_id = o.venue_id AND d.offer_id = o.id
    LEFT JOIN offer_texts t ON t.venue_id = o.venue_id AND t.offer_id = o.id AND t.lang = 'de'
    LEFT JOIN offer_work w ON w.venue_id = o.venue_id AND w.offer_id = o.id
    LEFT JOIN offer_versions v ON v.venue_id = o.venue_id AND v.offer_id = o.id AND v.version = w.version
    LEFT JOIN apps a ON a.id = o.app_id
    WHERE o.venue_id = $1";

/// What the list is narrowed by.
#[derive(Debug, Default)]
pub(super) struct Filter {
    pub(super) state: Option<String>,
    pub(super) words: Option<String>,
    pub(super) office: Option<String>,
    pub(super) review_due: Option<bool>,
    /// The app that has made them.
    pub(super) app: Option<AppId>,
    /// The last line of the page before.
    pub(super) after: Option<(DateTime<Utc>, Uuid)>,
}

/// The offers of a venue, what was changed last first. `today` is the venue's.
pub(super) async fn list(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    filter: &Filter,
    today: NaiveDate,
    limit: i64,
) -> QueryResult<Vec<Work>> {
    let sql = format!(
        "{LOOK} AND ($2 IS NULL OR coalesce(w.state, o.state) = $2)
        AND ($3 IS NULL OR t.title ILIKE $3 OR o.slug ILIKE $3)
        AND ($4 IS NULL OR o.contact->>'office' ILIKE $4)
        AND ($5 IS NULL OR coalesce(d.review_on <= $6, false) = $5)
        AND ($7 IS NULL OR (coalesce(w.changed_at, o.updated_at), o.id) < ($7, $8))
        AND ($10 IS NULL OR o.app_id = $10)
        ORDER BY changed_at DESC, o.id DESC LIMIT $9"
    );
    let part = |text: &Option<String>| text.as_ref().map(|text| format!("%{}%", plain(text)));
    let query = sql_query(sql)
        .bind::<SqlUuid, _>(venue.0)
        .bind::<Nullable<Text>, _>(&filter.state)
        .bind::<Nullable<Text>, _>(part(&filter.words))
        .bind::<Nullable<Text>, _>(part(&filter.office))
        .bind::<Nullable<Bool>, _>(filter.review_due)
        .bind::<Date, _>(today)
        .bind::<Nullable<Timestamptz>, _>(filter.after.map(|(at, _)| at))
        .bind::<Nullable<SqlUuid>, _>(filter.after.map(|(_, id)| id))
        .bind::<BigInt, _>(limit)
        .bind::<Nullable<SqlUuid>, _>(filter.app.map(|app| app.0));
    Fixed(query).load(conn).await
}

/// Words as LIKE takes them: its own signs mean themselves.
fn plain(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// One offer.
pub(super) async fn find(conn: &mut AsyncPgConnection, venue: VenueId, id: OfferId) -> QueryResult<Option<Work>> {
    let query = sql_query(format!("{LOOK} AND o.id = $2")).bind::<SqlUuid, _>(venue.0).bind::<SqlUuid, _>(id.0);
    Fixed(query).get_result(conn).await.optional()
}

/// At which venue an app has made an offer.
pub(super) async fn venue_of(conn: &mut AsyncPgConnection, app: AppId, id: OfferId) -> QueryResult<Option<VenueId>> {
    let own = offers::table.filter(offers::app_id.eq(app.0).and(offers::id.eq(id.0)));
    let venue: Option<Uuid> = own.select(offers::venue_id).first(conn).await.optional()?;
    Ok(venue.map(VenueId))
}

/// Notes which app has made an offer.
pub(super) async fn set_maker(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: OfferId,
    app: AppId,
) -> QueryResult<()> {
    let row = offers::table.find((venue.0, id.0));
    diesel::update(row).set(offers::app_id.eq(app.0)).execute(conn).await.map(drop)
}

/// How many offers of an app wait for people: written, and neither published nor put away. Until the transaction ends
/// the app adds no other.
pub(super) async fn waiting_of(conn: &mut AsyncPgConnection, app: AppId) -> QueryResult<i64> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    apps::table.find(app.0).select(apps::id).for_no_key_update().first::<Uuid>(conn).await?;
    let sql = "
        SELECT count(*) AS count FROM offers o
        LEFT JOIN offer_work w ON w.venue_id = o.venue_id AND w.offer_id = o.id
        WHERE o.app_id = $1 AND o.published_at IS NULL AND coalesce(w.state, o.state) IN ('draft', 'in_review')";
    let counted: Count = Fixed(sql_query(sql).bind::<SqlUuid, _>(app.0)).get_result(conn).await?;
    Ok(counted.count)
}

/// Keeps everybody else from changing an offer until the transaction ends.
pub(super) async fn lock(conn: &mut AsyncPgConnection, venue: VenueId, id: OfferId) -> QueryResult<bool> {
    let row: Option<Uuid> =
        offers::table.find((venue.0, id.0)).select(offers::id).for_update().first(conn).await.optional()?;
    Ok(row.is_some())
}

/// Whether an offer has this name.
pub(super) async fn is_taken(conn: &mut AsyncPgConnection, venue: VenueId, slug: &str) -> QueryResult<bool> {
    let same = offers::table.filter(offers::venue_id.eq(venue.0).and(offers::slug.eq(slug)));
    diesel::select(diesel::dsl::exists(same)).get_result(conn).await
}

/// Stores how far an offer has got, as one more change of it.
pub(super) async fn save(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    work: &mut Work,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    work.revision += 1;
    work.changed_at = now;
    let values = || {
        (
            offer_work::state.eq(&work.state),
            offer_work::version.eq(work.version),
            offer_work::public_version.eq(work.public_version),
            offer_work::publish_at.eq(work.publish_at),
            offer_work::changed_at.eq(now),
            offer_work::revision.eq(work.revision),
        )
    };
    let own = (offer_work::venue_id.eq(venue.0), offer_work::offer_id.eq(work.id));
    diesel::insert_into(offer_work::table)
        .values((own, values()))
        .on_conflict((offer_work::venue_id, offer_work::offer_id))
        .do_update()
        .set(values())
        .execute(conn)
        .await
        .map(drop)
}

/// Changes what the rows of the offer itself are, and whether it is found.
pub(super) async fn set_public(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    work: &mut Work,
    state: OfferState,
) -> QueryResult<()> {
    state.name().clone_into(&mut work.public_state);
    diesel::update(offers::table.find((venue.0, work.id))).set(offers::state.eq(state.name())).execute(conn).await?;
    index::write(conn, work.offer()).await
}

/// Notes which review date somebody was reminded of.
pub(super) async fn mark_reminded(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: OfferId,
    day: NaiveDate,
) -> QueryResult<()> {
    let row = offer_details::table.find((venue.0, id.0));
    diesel::update(row).set(offer_details::reminded_for.eq(day)).execute(conn).await.map(drop)
}
