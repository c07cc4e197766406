//! What a running node is made of, and the map of its routes.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use actix_web::web::Data;
use chrono::{DateTime, FixedOffset, Utc};
use shared::ids::VenueId;
use tokio::sync::{Notify, watch};

use crate::bookings::due;
use crate::bookings::store::Stored;
use crate::calendar::{Calendars, Change, Entry, Feed, VenueCalendar};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::embeds::Views;
use crate::flyers::Press;
use crate::ids::Ids;
use crate::metrics::Metrics;
use crate::outgoing::Guard;
use crate::problem::Failure;
use crate::routes::Routes;
use crate::secrets::Secrets;
use crate::staff::oidc::Oidc;
use crate::tokens::Tokens;
use crate::{
    advice, appointments, apps, bookings, desks, furniture, health, jobs, offers, people, sandbox, sessions, staff,
    tokens, venues, waiting, webhooks,
};

/// Everything a handler may use; one per node.
#[derive(Debug)]
pub struct App {
    /// What time it is.
    pub clock: Arc<Clock>,
    /// New ids and codes.
    pub ids: Arc<Ids>,
    /// Booking secrets.
    pub secrets: Secrets,
    /// Access tokens.
    pub tokens: Tokens,
    /// The database.
    pub db: Db,
    /// Who is where and when, in memory.
    pub calendars: Arc<Calendars>,
    /// What keeps them current.
    pub feed: Arc<Feed>,
    /// What search reads, in memory.
    pub offers: offers::Live,
    /// Where people reach this server, without a slash at the end.
    pub public_url: String,
    /// The city's own sign-in, where there is one.
    pub oidc: Option<Oidc>,
    /// The way to other servers.
    pub outgoing: Guard,
    /// What prints flyers.
    pub flyers: Press,
    /// The settings.
    pub config: Config,
    /// Rung when a job may fall due earlier than known.
    pub jobs: Arc<Notify>,
    /// Rung when there is mail to send.
    pub mail: Arc<Notify>,
    /// Rung when there may be something to tell apps.
    pub webhooks: Arc<Notify>,
    /// What is counted.
    pub metrics: Metrics,
    /// The minute in which what belongs to no venue was last tidied.
    pub tidied: AtomicI64,
    /// How often embeds were shown, until it is written.
    pub views: Views,
    /// Turns true when the node stops: whoever answers without end has to come to one.
    pub stopping: watch::Sender<bool>,
}

impl App {
    /// Makes sure the venue's calendar may be trusted. As long as the feed is up that costs
    /// nothing; when it is down the answer comes from Postgres, or the service says it is away.
    pub async fn current(&self, venue: &VenueCalendar) -> Result<(), Failure> {
        if self.feed.is_fresh() {
            return Ok(());
        }
        self.feed.catch_up(venue).await
    }

    /// The venue a body names.
    pub fn venue_of(&self, slug: &str) -> Result<Arc<VenueCalendar>, Failure> {
        self.calendars.by_slug(slug).ok_or_else(|| Failure::invalid("/venue", "no venue is called that"))
    }

    /// The venue as it is now, after its facts were found to be outdated.
    pub async fn renewed(&self, venue: &VenueCalendar) -> Result<Arc<VenueCalendar>, Failure> {
        let id = venue.facts.venue.id;
        self.feed.reload(id).await?;
        self.calendars.by_id(id).ok_or_else(Failure::not_found)
    }

    /// Where what belongs to no venue is kept that has to be kept with one: the same on every node.
    pub fn first_venue(&self) -> Result<VenueId, Failure> {
        let first = self.calendars.all().into_iter().map(|venue| venue.facts.venue.id).min();
        first.ok_or_else(|| Failure::unavailable("there is no venue yet"))
    }

    /// An instant of what belongs to no venue, as the first venue's clock on the wall shows it.
    pub fn local(&self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        let first = self.calendars.all().into_iter().next();
        first.map_or_else(|| at.fixed_offset(), |venue| venue.facts.schedule.zone.local(at))
    }

    /// Tells this node's calendar and workers about a committed change of a booking.
    pub async fn publish(&self, booking: &Stored, revision: i64) {
        if let Some(venue) = self.calendars.by_id(booking.venue) {
            let places = booking.desks.iter().filter_map(|desk| venue.facts.place_of(*desk)).collect();
            let entry = booking.state.blocks().then_some(Entry { period: booking.period, places });
            self.feed.publish(booking.venue, revision, Change { booking: booking.id, entry }).await;
            let due = due(booking, &venue).map(|(at, _)| at).into_iter().chain(booking.remind_at);
            // What is due later the jobs find by themselves: a round for every booking would cost more than it.
            if due.min().is_some_and(|at| at <= self.clock.now() + jobs::REACH) {
                self.jobs.notify_one();
            }
        }
        self.mail.notify_one();
        if booking.app.is_some() {
            self.webhooks.notify_one();
        }
    }
}

/// The routes below `/api/v1`.
pub fn routes(config: &mut Routes<'_, '_>, sandbox: bool) {
    // Routes are tried in this order: what is asked most comes first.
    desks::routes(config);
    venues::routes(config);
    bookings::routes(config);
    waiting::routes(config);
    appointments::routes(config);
    advice::routes(config);
    sessions::routes(config);
    people::routes(config);
    offers::routes(config);
    furniture::routes(config);
    staff::routes(config);
    apps::routes(config);
    webhooks::routes(config);
    if sandbox {
        sandbox::routes(config);
    }
}

/// The routes beside the api.
pub fn outer_routes(config: &mut Routes<'_, '_>) {
    health::routes(config);
    tokens::routes(config);
    apps::outer_routes(config);
    offers::outer_routes(config);
}

/// The application as actix hands it to handlers.
pub type Shared = Data<App>;
