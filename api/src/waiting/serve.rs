//! Serving the list: who fits, in order, gets a hold and a mail.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryResult;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::bookings::{Rule, check_holds, check_quota};
use shared::slots::Period;

use super::mails::{self, News};
use super::store::{self, Entry};
use crate::app::App;
use crate::bookings::store::{Ground, Stored, look, post};
use crate::bookings::{Obstacle, Occasion, Plan, tell, write_mail};
use crate::calendar::{self, Live, VenueCalendar};
use crate::desks::Wish;
use crate::venues::Asker;

/// Serves everybody who fits, in order, and says how many were served. The caller holds the whole
/// venue (`lock_house`), so nothing moves meanwhile. With a period only wishes that meet it.
pub async fn serve(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    period: Option<Period>,
    now: DateTime<Utc>,
) -> Result<usize, Obstacle> {
    let entries = store::waiting(conn, venue.facts.venue.id, period, now).await?;
    if entries.is_empty() {
        return Ok(0);
    }
    // Memory may lag behind; under the lock the database is the truth, with what we did ourselves.
    let mut live = calendar::snapshot(conn, &venue.facts).await?;
    let mut served = 0;
    for entry in entries {
        if let Some(booking) = offer(app, conn, venue, &live, &entry, now).await? {
            live = live.with_booking(&venue.facts, &booking);
            served += 1;
        }
    }
    Ok(served)
}

/// Ends wishes whose time has come, and tells whoever made them.
pub async fn expire(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    conn.transaction(async |conn| {
        for entry in store::expire(conn, venue.facts.venue.id, now).await? {
            if let Some(mail) = mails::write(app, venue, &entry, News::Expired) {
                post(conn, entry.venue, app.ids.uuid(now), mail, now).await?;
                app.mail.notify_one();
            }
        }
        Ok(())
    })
    .await
}

/// A hold for one wish, if it fits now.
async fn offer(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    live: &Live,
    entry: &Entry,
    now: DateTime<Utc>,
) -> Result<Option<Stored>, Obstacle> {
    let facts = &venue.facts;
    let Some(email) = entry.email.as_deref() else { return Ok(None) };
    let Some(plan) = plan(venue, live, entry, now) else { return Ok(None) };
    let ground = Ground {
        venue: entry.venue,
        desks: &plan.desks,
        period: entry.period,
        person: Some(email),
        except: None,
        origin: entry.origin.as_deref(),
    };
    let room = look(conn, ground, facts.rules(), now).await?;
    if !room.rivals.is_empty() {
        return Ok(None);
    }
    match check_quota(facts.rules(), &room.owned, &[entry.period]) {
        // Whoever has enough already keeps her place; the next one is asked.
        Err(no) if matches!(no.rule, Rule::QuotaBookings | Rule::QuotaHours) => return Ok(None),
        _ => {}
    }
    // Nor is the list a way around what may be held from one network.
    if entry.origin.is_some() && check_holds(facts.rules(), &room.held, plan.desks.len()).is_err() {
        return Ok(None);
    }
    let until = (now + TimeDelta::minutes(facts.rules().waiting_offer_minutes)).min(entry.period.start());
    let code = app.ids.digits();
    let mut booking = Stored::new(app, venue, plan, now);
    booking.email = Some(email.to_owned());
    booking.name.clone_from(&entry.name);
    booking.locale = entry.locale;
    booking.app = entry.app;
    booking.hold(app, &code, until);
    booking.hold_origin.clone_from(&entry.origin);
    // Others wait behind: an offer is not extended.
    booking.hold_extensions = facts.rules().hold_extensions;
    crate::bookings::store::insert(conn, &booking).await?;
    store::offered(conn, entry, booking.id).await?;
    if let Some(mail) = write_mail(app, venue, &booking, &Occasion::Offered { code: &code }) {
        post(conn, entry.venue, app.ids.uuid(now), mail, now).await?;
    }
    tell(app, conn, facts, (None, &booking), now).await?;
    Ok(Some(booking))
}

/// The desks a wish would get.
fn plan(venue: &VenueCalendar, live: &Live, entry: &Entry, now: DateTime<Utc>) -> Option<Plan> {
    let facts = &venue.facts;
    facts.schedule.interval_around(entry.period)?;
    let asker = Asker { now, person: entry.email.as_deref() };
    let codes = entry.wish().bookable(facts, live, entry.period, asker, 1);
    let places: Vec<usize> = codes.iter().filter_map(|code| facts.places.get(code).copied()).collect();
    let desks = places.iter().filter_map(|place| facts.desk(*place)).map(|desk| desk.id).collect();
    (!places.is_empty()).then_some(Plan { period: entry.period, places, desks })
}

impl Entry {
    /// What is wished for besides the time.
    fn wish(&self) -> Wish {
        Wish {
            features: self.features.clone(),
            zone: self.zone.clone(),
            kind: self.kind.clone(),
            party_size: self.party_size,
        }
    }
}
