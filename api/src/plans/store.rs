//! All SQL about plans, and about the facts they change.

use std::collections::HashMap;
use std::ops::Bound;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::ids::{LayoutId, PlanId, VenueId};
use shared::plans::{ClosurePlan, ExhibitionPlan, HallPlan, PlanContent, PlanState, TouchedBooking};
use shared::zones::Zone;
use uuid::Uuid;

use super::check::Effect;
use super::pieces::{Below, Piece};
use crate::ids::Ids;
use crate::problem::Failure;
use crate::schema::{closures, exhibition_desks, exhibitions, layout_periods, plans, venues};
use crate::venues::bound;

type Dates = (Bound<NaiveDate>, Bound<NaiveDate>);
type Times = (Bound<DateTime<Utc>>, Bound<DateTime<Utc>>);

/// A plan as it is stored.
#[derive(Debug, Clone)]
pub(super) struct StoredPlan {
    pub id: PlanId,
    pub content: PlanContent,
    pub begins: DateTime<Utc>,
    pub ends: Option<DateTime<Utc>>,
    pub replaced: Vec<Piece>,
    pub touched: Vec<TouchedBooking>,
    pub touched_by_undo: Vec<TouchedBooking>,
    pub applied_by: String,
    pub applied_at: DateTime<Utc>,
    pub undone_at: Option<DateTime<Utc>>,
    pub revision: i64,
}

impl StoredPlan {
    /// Where it stands; the clock decides.
    pub(super) fn state(&self, now: DateTime<Utc>) -> PlanState {
        match (self.undone_at, self.ends) {
            (Some(_), _) => PlanState::Undone,
            _ if now < self.begins => PlanState::Coming,
            (None, Some(ends)) if ends <= now => PlanState::Over,
            _ => PlanState::InForce,
        }
    }

    /// As it is told.
    pub(super) fn wire(&self, zone: &Zone, now: DateTime<Utc>) -> HallPlan {
        HallPlan {
            id: self.id,
            state: self.state(now),
            plan: self.content.clone(),
            begins_at: zone.local(self.begins),
            ends_at: self.ends.map(|ends| zone.local(ends)),
            touched: self.touched.clone(),
            touched_by_undo: self.touched_by_undo.clone(),
            applied_by: self.applied_by.clone(),
            applied_at: zone.local(self.applied_at),
            undone_at: self.undone_at.map(|at| zone.local(at)),
            revision: self.revision,
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = plans)]
struct Row {
    id: Uuid,
    content: Value,
    during: Times,
    replaced: Value,
    touched: Value,
    touched_by_undo: Value,
    applied_by: String,
    applied_at: DateTime<Utc>,
    undone_at: Option<DateTime<Utc>>,
    revision: i64,
}

fn stored(row: Row) -> Result<StoredPlan, Failure> {
    Ok(StoredPlan {
        id: PlanId(row.id),
        content: read(row.content)?,
        begins: bound(row.during.0).ok_or_else(|| Failure::internal("a plan without a beginning"))?,
        ends: bound(row.during.1),
        replaced: read(row.replaced)?,
        touched: read(row.touched)?,
        touched_by_undo: read(row.touched_by_undo)?,
        applied_by: row.applied_by,
        applied_at: row.applied_at,
        undone_at: row.undone_at,
        revision: row.revision,
    })
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, Failure> {
    serde_json::from_value(value).map_err(Failure::internal)
}

fn json<T: serde::Serialize>(value: &T) -> Result<Value, Failure> {
    serde_json::to_value(value).map_err(Failure::internal)
}

/// Every plan of a venue, the newest first.
pub(super) async fn all(conn: &mut AsyncPgConnection, venue: VenueId) -> Result<Vec<StoredPlan>, Failure> {
    let query = plans::table.filter(plans::venue_id.eq(venue.0)).select(Row::as_select());
    let rows: Vec<Row> = query.order((plans::applied_at.desc(), plans::id.desc())).load(conn).await?;
    rows.into_iter().map(stored).collect()
}

/// One of them.
pub(super) async fn find(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: PlanId,
) -> Result<Option<StoredPlan>, Failure> {
    let row: Option<Row> = plans::table.find((venue.0, id.0)).select(Row::as_select()).first(conn).await.optional()?;
    row.map(stored).transpose()
}

/// Stores a new plan.
pub(super) async fn insert(conn: &mut AsyncPgConnection, venue: VenueId, plan: &StoredPlan) -> Result<(), Failure> {
    let during: Times = (Bound::Included(plan.begins), plan.ends.map_or(Bound::Unbounded, Bound::Excluded));
    diesel::insert_into(plans::table)
        .values((
            plans::venue_id.eq(venue.0),
            plans::id.eq(plan.id.0),
            plans::content.eq(json(&plan.content)?),
            plans::during.eq(during),
            plans::replaced.eq(json(&plan.replaced)?),
            plans::touched.eq(json(&plan.touched)?),
            plans::applied_by.eq(&plan.applied_by),
            plans::applied_at.eq(plan.applied_at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that a plan was undone.
pub(super) async fn close(conn: &mut AsyncPgConnection, venue: VenueId, plan: &StoredPlan) -> Result<(), Failure> {
    diesel::update(plans::table.find((venue.0, plan.id.0)))
        .set((
            plans::undone_at.eq(plan.undone_at),
            plans::touched_by_undo.eq(json(&plan.touched_by_undo)?),
            plans::revision.eq(plan.revision),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// What each plan was laid over.
pub(super) async fn below(conn: &mut AsyncPgConnection, venue: VenueId) -> Result<HashMap<PlanId, Below>, Failure> {
    let plans = all(conn, venue).await?.into_iter();
    Ok(plans.map(|plan| (plan.id, Below { replaced: plan.replaced, undone: plan.undone_at.is_some() })).collect())
}

/// Which layout is valid when.
pub(super) async fn pieces(conn: &mut AsyncPgConnection, venue: VenueId) -> QueryResult<Vec<Piece>> {
    let rows: Vec<(Uuid, Dates, Option<Uuid>)> = layout_periods::table
        .filter(layout_periods::venue_id.eq(venue.0))
        .select((layout_periods::layout_id, layout_periods::during, layout_periods::plan_id))
        .order(layout_periods::during)
        .load(conn)
        .await?;
    let piece = |(layout, (from, to), plan): (Uuid, Dates, Option<Uuid>)| Piece {
        layout: LayoutId(layout),
        from: bound(from),
        to: bound(to),
        plan: plan.map(PlanId),
    };
    Ok(rows.into_iter().map(piece).collect())
}

/// Writes which layout is valid when: what changed goes first, so that nothing ever overlaps.
pub(super) async fn replace(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    before: &[Piece],
    after: &[Piece],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let during = |piece: &Piece| -> Dates {
        (piece.from.map_or(Bound::Unbounded, Bound::Included), piece.to.map_or(Bound::Unbounded, Bound::Excluded))
    };
    for piece in before.iter().filter(|piece| !after.contains(piece)) {
        let own = layout_periods::venue_id.eq(venue.0).and(layout_periods::during.eq(during(piece)));
        diesel::delete(layout_periods::table.filter(own)).execute(conn).await?;
    }
    for piece in after.iter().filter(|piece| !before.contains(piece)) {
        diesel::insert_into(layout_periods::table)
            .values((
                layout_periods::venue_id.eq(venue.0),
                layout_periods::id.eq(ids.uuid(now)),
                layout_periods::layout_id.eq(piece.layout.0),
                layout_periods::during.eq(during(piece)),
                layout_periods::plan_id.eq(piece.plan.map(|plan| plan.0)),
            ))
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Writes a closure.
pub(super) async fn close_venue(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    venue: VenueId,
    plan: PlanId,
    closure: &ClosurePlan,
) -> QueryResult<()> {
    let during: Times = (Bound::Included(closure.from.to_utc()), Bound::Excluded(closure.to.to_utc()));
    diesel::insert_into(closures::table)
        .values((
            closures::venue_id.eq(venue.0),
            closures::id.eq(id),
            closures::during.eq(during),
            closures::zone.eq(&closure.zone),
            closures::reason_de.eq(&closure.reason_de),
            closures::reason_en.eq(&closure.reason_en),
            closures::plan_id.eq(plan.0),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes an exhibition with the desks it takes.
pub(super) async fn exhibit(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    venue: VenueId,
    plan: PlanId,
    exhibition: &ExhibitionPlan,
    effect: &Effect,
) -> QueryResult<()> {
    let during: Times = (Bound::Included(exhibition.from.to_utc()), Bound::Excluded(exhibition.to.to_utc()));
    diesel::insert_into(exhibitions::table)
        .values((
            exhibitions::venue_id.eq(venue.0),
            exhibitions::id.eq(id),
            exhibitions::title_de.eq(&exhibition.title_de),
            exhibitions::title_en.eq(&exhibition.title_en),
            exhibitions::summary_de.eq(&exhibition.summary_de),
            exhibitions::summary_en.eq(&exhibition.summary_en),
            exhibitions::during.eq(during),
            exhibitions::zone.eq(&exhibition.zone),
            exhibitions::plan_id.eq(plan.0),
        ))
        .execute(conn)
        .await?;
    let taken = effect.desks.iter().map(|desk| {
        (
            exhibition_desks::venue_id.eq(venue.0),
            exhibition_desks::exhibition_id.eq(id),
            exhibition_desks::desk_id.eq(desk.0),
        )
    });
    let taken: Vec<_> = taken.collect();
    if !taken.is_empty() {
        diesel::insert_into(exhibition_desks::table).values(taken).execute(conn).await?;
    }
    Ok(())
}

/// Removes what a plan has added: its exhibition or its closure.
pub(super) async fn remove(conn: &mut AsyncPgConnection, venue: VenueId, plan: PlanId) -> QueryResult<()> {
    let own = closures::venue_id.eq(venue.0).and(closures::plan_id.eq(plan.0));
    diesel::delete(closures::table.filter(own)).execute(conn).await?;
    let own = exhibitions::venue_id.eq(venue.0).and(exhibitions::plan_id.eq(plan.0));
    diesel::delete(exhibitions::table.filter(own)).execute(conn).await?;
    Ok(())
}

/// From now on every booking's transaction finds that the facts it knows are outdated.
pub(super) async fn outdate(conn: &mut AsyncPgConnection, venue: VenueId, revision: i64) -> QueryResult<()> {
    diesel::update(venues::table.find(venue.0)).set(venues::facts_revision.eq(revision)).execute(conn).await?;
    Ok(())
}
