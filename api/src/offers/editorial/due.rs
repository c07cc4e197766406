//! What happens to offers because time passes: what is scheduled is published, what is over expires, and whoever
//! answers for an offer is reminded to look at it.
//!
//! Exact to `now`, and once: rows are claimed with `FOR UPDATE SKIP LOCKED`, and each is moved in the transaction
//! that writes it down. That nobody sees what is over is not this job's doing: the queries ask the clock.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::QueryableByName;
use diesel::sql_types::{Date, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use shared::audit::Action;
use shared::ids::{OfferId, VenueId};
use shared::offers::{OfferMove, OfferState};
use uuid::Uuid;

use super::editor::put_out;
use super::{mails, store};
use crate::app::App;
use crate::audit::{self, Actor, Deed};
use crate::bookings::store::post;
use crate::calendar::VenueCalendar;
use crate::db::Fixed;
use crate::problem::Failure;

/// Offers moved in one transaction, so that no lock is held for long.
const BATCH: usize = 50;

const SCHEDULED: &str = "SELECT o.id FROM offers o JOIN offer_work w ON w.venue_id = o.venue_id AND w.offer_id = o.id
    WHERE o.venue_id = $1 AND w.publish_at <= $2 AND w.state = 'in_review'
    ORDER BY w.publish_at, o.id LIMIT 50 FOR UPDATE OF o SKIP LOCKED";

const OVER: &str = "SELECT id FROM offers WHERE venue_id = $1 AND state = 'published' AND valid_to <= $2
    ORDER BY valid_to, id LIMIT 50 FOR UPDATE SKIP LOCKED";

/// The mailbox of the office is reminded; where none is named, whoever has written what is published.
const REVIEWS: &str =
    "SELECT o.id, coalesce(t.title, o.slug) AS title, d.review_on AS due, coalesce(d.reviewer_email, a.login) AS address
    FROM offer_details d
    JOIN offers o ON o.venue_id = d.venue_id AND o.id = d.offer_id AND o.state = 'published'
    LEFT JOIN offer_texts t ON t.venue_id = o.venue_id AND t.offer_id = o.id AND t.lang = 'de'
    LEFT JOIN offer_work w ON w.venue_id = o.venue_id AND w.offer_id = o.id
    LEFT JOIN offer_versions v ON v.venue_id = o.venue_id AND v.offer_id = o.id AND v.version = w.public_version
    LEFT JOIN staff_accounts a ON a.venue_id = o.venue_id AND a.id = v.written_by AND a.suspended_at IS NULL
        AND a.login LIKE '%_@_%'
    WHERE d.venue_id = $1 AND d.review_on <= $2 AND d.reminded_for IS DISTINCT FROM d.review_on
        AND coalesce(d.reviewer_email, a.login) IS NOT NULL
    ORDER BY d.review_on, o.id LIMIT 50 FOR UPDATE OF d SKIP LOCKED";

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

#[derive(QueryableByName)]
struct Review {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Date)]
    due: NaiveDate,
    #[diesel(sql_type = Text)]
    address: String,
}

#[derive(QueryableByName)]
struct Next {
    #[diesel(sql_type = Nullable<Timestamptz>)]
    at: Option<DateTime<Utc>>,
}

/// Does everything that is due at a venue.
pub(crate) async fn run(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    while conn.transaction(async |conn| publish(app, conn, venue, now).await).await? == BATCH {}
    while conn.transaction(async |conn| expire(app, conn, venue, now).await).await? == BATCH {}
    let mut sent = 0;
    loop {
        let some = conn.transaction(async |conn| remind(app, conn, venue, now).await).await?;
        sent += some;
        if some < BATCH {
            break;
        }
    }
    if sent > 0 {
        app.mail.notify_one();
    }
    Ok(())
}

async fn due(
    conn: &mut AsyncPgConnection,
    sql: &'static str,
    venue: VenueId,
    now: DateTime<Utc>,
) -> Result<Vec<OfferId>, Failure> {
    let query = diesel::sql_query(sql).bind::<SqlUuid, _>(venue.0).bind::<Timestamptz, _>(now);
    let found: Vec<Id> = Fixed(query).load(conn).await?;
    Ok(found.into_iter().map(|row| OfferId(row.id)).collect())
}

async fn publish(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    now: DateTime<Utc>,
) -> Result<usize, Failure> {
    let at = venue.facts.venue.id;
    let ids = due(conn, SCHEDULED, at, now).await?;
    for id in &ids {
        let Some(mut work) = store::find(conn, at, *id).await? else { continue };
        let Some((_, content)) = store::version(conn, at, *id, work.version).await? else { continue };
        put_out(app, conn, at, &venue.facts.schedule.zone, &mut work, &content, now).await?;
        store::save(conn, at, &mut work, now).await?;
        let deed = Deed::by(Actor::System, Some(at), Action::OfferPublished, id);
        audit::record(conn, app, deed.with("slug", &work.slug).with("version", work.version)).await?;
    }
    Ok(ids.len())
}

async fn expire(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    now: DateTime<Utc>,
) -> Result<usize, Failure> {
    let at = venue.facts.venue.id;
    let ids = due(conn, OVER, at, now).await?;
    for id in &ids {
        let Some(mut work) = store::find(conn, at, *id).await? else { continue };
        store::set_public(conn, at, &mut work, OfferState::Expired).await?;
        if work.known {
            // Where a next version is being written, that goes on: only what the public saw is over.
            if let Some(state) = work.state().after(OfferMove::Expire, false) {
                work.set_state(state);
            }
            store::save(conn, at, &mut work, now).await?;
        }
        let deed = Deed::by(Actor::System, Some(at), Action::OfferExpired, id);
        audit::record(conn, app, deed.with("slug", &work.slug)).await?;
    }
    Ok(ids.len())
}

async fn remind(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    now: DateTime<Utc>,
) -> Result<usize, Failure> {
    let (at, zone) = (venue.facts.venue.id, &venue.facts.schedule.zone);
    let query = diesel::sql_query(REVIEWS).bind::<SqlUuid, _>(at.0).bind::<Date, _>(zone.date(now));
    let reviews: Vec<Review> = Fixed(query).load(conn).await?;
    for review in &reviews {
        let mail = mails::review(
            &app.public_url,
            &venue.facts.venue.name,
            &review.address,
            &review.title,
            OfferId(review.id),
            review.due,
        );
        post(conn, at, app.ids.uuid(now), mail, now).await?;
        store::mark_reminded(conn, at, OfferId(review.id), review.due).await?;
    }
    Ok(reviews.len())
}

/// When the next thing falls due.
pub(crate) async fn next(conn: &mut AsyncPgConnection, venue: VenueId) -> Result<Option<DateTime<Utc>>, Failure> {
    let query = diesel::sql_query(
        "SELECT least(
            (SELECT min(publish_at) FROM offer_work WHERE venue_id = $1 AND publish_at IS NOT NULL),
            (SELECT min(valid_to) FROM offers WHERE venue_id = $1 AND state = 'published' AND valid_to IS NOT NULL)
        ) AS at",
    )
    .bind::<SqlUuid, _>(venue.0);
    let next: Next = Fixed(query).get_result(conn).await?;
    Ok(next.at)
}
