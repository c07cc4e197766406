//! The one way in which a booking comes to be: key, rules, locks, check, booking, mail, the key's
//! answer, revision, in one transaction; tried again where something else than a rule came between.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpResponse, HttpResponseBuilder};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use futures_util::future::{OptionFuture, join5};
use serde_json::Value;
use shared::audit::Action;
use shared::bookings::{Booking, NewBooking, NewWalkIn, Rule, can_be_set_aside};
use shared::ids::AppId;
use shared::slots::Period;

use super::by_staff::{self, ByStaff};
use super::idempotency::{self, Claim, Key};
use super::mails::{self, Occasion};
use super::pick::Refusal;
use super::secure::{Obstacle, secure};
use super::store::{Ground, Mail, SetAside, Stored};
use super::tell::tell;
use super::{book, show, store, walk_in};
use crate::app::App;
use crate::audit::{self, Deed};
use crate::calendar::VenueCalendar;
use crate::problem::Failure;
use crate::{db, jobs};

/// How often a booking is tried when something else than a rule came in between.
const TRIES: u32 = 5;

/// What somebody asks for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Request<'a> {
    /// Desks and a time, ahead. Of a proven address it stands at once.
    Booking {
        /// The wish, with an address.
        new: &'a NewBooking,
        /// Whether the address is proven.
        verified: bool,
        /// The app that asks.
        app: Option<AppId>,
        /// Where it is asked for, if nothing is proven and that counts.
        origin: Option<&'a [u8]>,
    },
    /// A desk, now.
    WalkIn {
        /// The wish.
        new: &'a NewWalkIn,
        /// Whose visit it is, if that is proven.
        email: Option<&'a str>,
        /// The app that asks.
        app: Option<AppId>,
    },
    /// Desks and a time, for somebody else.
    ByStaff(ByStaff<'a>),
}

/// What it comes down to.
pub(super) struct Draft {
    /// As it will be stored.
    pub booking: Stored,
    /// For a hold: the code that confirms it.
    pub code: Option<String>,
    /// Rules that are set aside for it.
    pub overridden: Vec<Rule>,
}

/// What came of it.
enum Outcome {
    Made { booking: Box<Stored>, revision: i64 },
    Replayed(Value),
}

impl Request<'_> {
    /// Idempotency keys of one endpoint are not those of another.
    const fn scope(self) -> &'static str {
        match self {
            Self::Booking { .. } => "bookings",
            Self::WalkIn { .. } => "walk-ins",
            Self::ByStaff(_) => "staff-bookings",
        }
    }

    /// Whether desks, or how long, are chosen again when a rival was faster.
    const fn adapts(self) -> bool {
        match self {
            Self::Booking { new, .. } | Self::ByStaff(ByStaff { new, .. }) => new.party_size.is_some(),
            Self::WalkIn { .. } => true,
        }
    }

    /// Whether whoever asks may set a rule aside.
    fn bends(self, rule: Rule, period: Period, now: DateTime<Utc>) -> bool {
        let Self::ByStaff(ByStaff { reason: Some(_), .. }) = self else { return false };
        can_be_set_aside(rule, period, now)
    }

    /// What is to be written down about rules that were set aside.
    fn set_aside(self, app: &App, rules: Vec<Rule>, now: DateTime<Utc>) -> Option<SetAside> {
        let Self::ByStaff(ByStaff { staff, reason: Some(reason), .. }) = self else { return None };
        if rules.is_empty() {
            return None;
        }
        let (by, name) = (staff.by, staff.name.clone());
        Some(SetAside { id: app.ids.uuid(now), by, name, rules, reason: reason.to_owned() })
    }

    fn draft(self, app: &App, venue: &VenueCalendar, now: DateTime<Utc>) -> Result<Draft, Refusal> {
        match self {
            Self::Booking { new, verified, app: by, origin } => {
                let mut draft = book::draft(app, venue, new, verified, now)?;
                draft.booking.app = by;
                draft.booking.hold_origin = origin.map(<[u8]>::to_vec);
                Ok(draft)
            }
            Self::WalkIn { new, email, app: by } => {
                let mut draft = walk_in::draft(app, venue, new, email, now)?;
                draft.booking.app = by;
                Ok(draft)
            }
            Self::ByStaff(wanted) => by_staff::draft(app, venue, wanted, now),
        }
    }
}

/// Makes a booking, or gives the stored answer of the first time. A refusal comes with the calendar
/// it was made against.
pub(super) async fn create(
    app: &App,
    venue: Arc<VenueCalendar>,
    request: Request<'_>,
    key: Option<&Key>,
) -> Result<HttpResponse, (Arc<VenueCalendar>, Obstacle)> {
    let (venue, outcome) = make(app, venue, request, key).await?;
    match outcome {
        Outcome::Made { booking, revision } => {
            app.publish(&booking, revision).await;
            let mut answer = show::wire(app, &venue, &booking);
            answer.secret = Some(app.secrets.booking(booking.id));
            Ok(created(&answer).json(&answer))
        }
        Outcome::Replayed(stored) => {
            let answer: Result<Booking, _> = serde_json::from_value(stored);
            let mut answer = answer.map_err(|error| (venue, Obstacle::Failed(Failure::internal(error))))?;
            answer.secret = Some(app.secrets.booking(answer.id));
            Ok(created(&answer).insert_header(("Idempotency-Replayed", "true")).json(&answer))
        }
    }
}

fn created(booking: &Booking) -> HttpResponseBuilder {
    let mut answer = HttpResponse::Created();
    answer
        .insert_header((header::LOCATION, booking.links.this.as_str()))
        .insert_header((header::ETAG, show::tag(booking.revision, booking.state)))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    answer
}

/// Tries until the booking stands or something stands against it. What can be chosen otherwise when
/// a rival was faster is chosen again, and so is everything when the venue's facts have changed
/// meanwhile; a code for people that is in use is drawn again.
async fn make(
    app: &App,
    mut venue: Arc<VenueCalendar>,
    request: Request<'_>,
    key: Option<&Key>,
) -> Result<(Arc<VenueCalendar>, Outcome), (Arc<VenueCalendar>, Obstacle)> {
    let now = app.clock.now();
    if key.is_none()
        && let Err(refusal) = request.draft(app, &venue, now)
        && !matches!(refusal, Refusal::Taken)
    {
        // Nobody needs a connection to be told that it is Sunday.
        return Err((venue, refusal.into()));
    }
    let mut tries = 0;
    loop {
        tries += 1;
        let result = transact(app, &venue, request, key, now).await;
        let again = match result {
            Ok(outcome) => return Ok((venue, outcome)),
            Err(obstacle) if tries == TRIES => return Err((venue, obstacle)),
            Err(Obstacle::CodeInUse) => Ok(()),
            Err(Obstacle::Outdated) => app.renewed(&venue).await.map(|renewed| venue = renewed),
            Err(Obstacle::Queue) => jobs::settle(app, &venue).await,
            // What the calendar calls taken may be due: the clock decides, not the job's round.
            Err(Obstacle::Refused(Refusal::Taken)) if request.adapts() && tries == 1 => jobs::settle(app, &venue).await,
            Err(Obstacle::Refused(Refusal::Taken)) if request.adapts() => app.feed.catch_up(&venue).await,
            Err(obstacle) => return Err((venue, obstacle)),
        };
        if let Err(failure) = again {
            return Err((venue, failure.into()));
        }
    }
}

async fn transact(
    app: &App,
    venue: &VenueCalendar,
    request: Request<'_>,
    key: Option<&Key>,
    now: DateTime<Utc>,
) -> Result<Outcome, Obstacle> {
    let mut conn = app.db.conn().await?;
    let (venue_id, scope) = (venue.facts.venue.id, request.scope());
    let begin = async |conn: &mut AsyncPgConnection| prepare(app, venue, request, key, now, conn).await;
    let end = async |conn: &AsyncPgConnection, ready: Ready| {
        let Fresh { booking, mail, answer, aside } = match ready {
            Ready::New(fresh) => *fresh,
            Ready::Replayed(answer) => return Ok(Outcome::Replayed(answer)),
        };
        let kept =
            key.zip(answer).map(|(key, answer)| idempotency::store(conn, venue_id, scope, key, 201, answer, now));
        // Sent together, in this order. After a refusal the database refuses the rest, so the first error
        // is the one that tells; the revision is last, because from there on the venue is held.
        let (inserted, aside, posted, kept, revision) = join5(
            store::insert(conn, &booking),
            OptionFuture::from(aside.map(|aside| store::set_aside(conn, venue_id, booking.id, aside, now))),
            OptionFuture::from(mail.map(|mail| store::post(conn, venue_id, app.ids.uuid(now), mail, now))),
            OptionFuture::from(kept),
            tell(app, conn, &venue.facts, (None, &booking), now),
        )
        .await;
        inserted?;
        aside.transpose()?;
        posted.transpose()?;
        kept.transpose()?;
        Ok(Outcome::Made { revision: revision?, booking })
    };
    db::transact(&mut conn, begin, end).await
}

/// What is left to be written once nothing stands against it.
enum Ready {
    New(Box<Fresh>),
    Replayed(Value),
}

/// A booking and what is written with it.
struct Fresh {
    booking: Box<Stored>,
    mail: Option<Mail>,
    answer: Option<Value>,
    aside: Option<SetAside>,
}

async fn prepare(
    app: &App,
    venue: &VenueCalendar,
    request: Request<'_>,
    key: Option<&Key>,
    now: DateTime<Utc>,
    conn: &mut AsyncPgConnection,
) -> Result<Ready, Obstacle> {
    let id = venue.facts.venue.id;
    if let Some(key) = key
        && let Claim::Replay(stored) = idempotency::claim(conn, id, request.scope(), key, now).await?
    {
        return Ok(Ready::Replayed(stored));
    }
    let Draft { booking, code, mut overridden } = request.draft(app, venue, now)?;
    let ground = Ground {
        venue: id,
        desks: &booking.desks,
        period: booking.period,
        person: booking.quota_of(),
        except: None,
        origin: booking.hold_origin.as_deref(),
    };
    match secure(app, conn, venue, ground, now).await {
        // The quota is looked at last: nothing else stands against it.
        Err(Obstacle::Refused(Refusal::Rule(violation))) if request.bends(violation.rule, booking.period, now) => {
            overridden.push(violation.rule);
        }
        other => other?,
    }
    if let Request::ByStaff(ByStaff { staff, reason, .. }) = request {
        let deed = Deed::of(staff, Action::BookingMade, booking.id).because(reason.filter(|_| !overridden.is_empty()));
        audit::record(conn, app, deed).await?;
    }
    let aside = request.set_aside(app, overridden, now);
    let occasion = match code.as_deref() {
        Some(code) => Some(Occasion::Held { code }),
        // Whoever has sat down knows it.
        None => (!booking.walk_in).then_some(Occasion::Confirmed),
    };
    let mail = occasion.and_then(|occasion| mails::write(app, venue, &booking, &occasion));
    let answer = key.map(|_| serde_json::to_value(show::wire(app, venue, &booking))).transpose();
    let answer = answer.map_err(Failure::internal)?;
    Ok(Ready::New(Box::new(Fresh { mail, answer, booking: Box::new(booking), aside })))
}
