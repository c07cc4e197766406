//! Somebody wants to be forgotten, now (GDPR, article 17).
//!
//! One transaction with every house to itself: what she has booked is called off and goes to who waits
//! for it, and whatever says her address goes. After it no table and no file of ours knows the address. She is sent no mail
//! about it: it would be the next thing that is known of her.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpResponse, delete};
use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::ids::VenueId;

use super::{me, store};
use crate::access::Visitor;
use crate::app::{App, Shared};
use crate::audit::{self, Actor, Deed};
use crate::bookings::store::{facts_revision, lock_house};
use crate::bookings::{Obstacle, forget, idempotency};
use crate::calendar::VenueCalendar;
use crate::problem::Failure;
use crate::sessions::cookie;
use crate::venues::{after_change, record_change};
use crate::wire::Params;
use crate::{appointments, contingents, jobs, mail, waiting, webhooks};

/// How often it is tried again when a venue's facts change meanwhile.
const TRIES: u32 = 5;

/// Erases everything that is held about whoever asks, at once. What she has booked is called off before.
#[utoipa::path(tag = "me", responses((status = 204, description = "Nothing is known of you any more")))]
#[delete("/me")]
pub(crate) async fn erase_me(app: Shared, visitor: Visitor, params: Params) -> Result<HttpResponse, Failure> {
    params.end()?;
    let now = app.clock.now();
    let mut tries = 0;
    loop {
        tries += 1;
        let mut venues = app.calendars.all();
        // One order of locks, whoever takes them.
        venues.sort_by_key(|venue| venue.facts.venue.id);
        for venue in &venues {
            // What time has ended is no longer hers to call off.
            jobs::settle(&app, venue).await?;
        }
        let mut conn = app.db.conn().await?;
        let done = conn.transaction(async |conn| attempt(&app, conn, &venues, &visitor, now).await).await;
        drop(conn);
        match done {
            Ok(changed) => {
                tell(&app, &venues, &changed).await?;
                break;
            }
            Err(Obstacle::Outdated) if tries < TRIES => {
                for venue in &venues {
                    app.renewed(venue).await?;
                }
            }
            Err(obstacle) => return Err(as_failure(obstacle, &venues)),
        }
    }
    Ok(HttpResponse::NoContent()
        .insert_header(me::PRIVATE)
        .insert_header((header::SET_COOKIE, cookie::removed(&app)?))
        .finish())
}

/// Erases all of it, and says which venues have other facts now.
async fn attempt(
    app: &App,
    conn: &mut AsyncPgConnection,
    venues: &[Arc<VenueCalendar>],
    visitor: &Visitor,
    now: DateTime<Utc>,
) -> Result<Vec<VenueId>, Obstacle> {
    let email = visitor.email.as_str();
    for venue in venues {
        lock_house(conn, venue.facts.venue.id).await?;
        if facts_revision(conn, venue.facts.venue.id).await? != venue.facts.revision {
            return Err(Obstacle::Outdated);
        }
    }
    store::erase(conn, visitor.person, &app.secrets.address_hash(email)).await?;
    let deed = Deed::by(Actor::Person(visitor.person), None, Action::PersonErased, visitor.person);
    audit::record(conn, app, deed).await?;
    let mut changed = Vec::new();
    for venue in venues {
        let id = venue.facts.venue.id;
        // As long as it is known what was hers.
        idempotency::burn(conn, id, email).await?;
        webhooks::burn(conn, id, email).await?;
        // Before anybody is served: nothing she has called off may be offered to herself.
        waiting::forget(conn, id, email, now).await?;
        appointments::erase_person(conn, id, email, now).await?;
        let left = contingents::leave(conn, id, email).await?;
        forget(app, conn, venue, email, now).await?;
        if left {
            record_change(conn, id, now).await?;
            changed.push(id);
        }
    }
    // Last, since whatever was done before might have written one.
    mail::store::burn(conn, email).await?;
    // Before the commit: who can't be told that all is done must be able to ask again.
    mail::files::burn(&app.config.data_dir, email).await?;
    Ok(changed)
}

/// This node shows at once what has become free; others are told by the bell.
async fn tell(app: &App, venues: &[Arc<VenueCalendar>], changed: &[VenueId]) -> Result<(), Failure> {
    for venue in venues {
        if changed.contains(&venue.facts.venue.id) {
            after_change(app, venue.facts.venue.id).await?;
        } else {
            app.feed.catch_up(venue).await?;
        }
    }
    app.jobs.notify_one();
    app.mail.notify_one();
    app.webhooks.notify_one();
    Ok(())
}

fn as_failure(obstacle: Obstacle, venues: &[Arc<VenueCalendar>]) -> Failure {
    match (obstacle, venues.first()) {
        (Obstacle::Failed(failure), _) => failure,
        (obstacle, Some(venue)) => obstacle.failure(&venue.facts),
        (_, None) => Failure::internal("an obstacle without a venue"),
    }
}
