//! Somebody who changes an offer: what every change has to go through.
//!
//! A handler opens the offer (locked, as the caller has seen it), takes its step, and closes it with what is
//! written down of it. All of that is one transaction of the caller's.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpResponse, HttpResponseBuilder};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use shared::audit::Action;
use shared::ids::{OfferId, VenueId};
use shared::offers::{OfferContent, OfferMove, OfferState, StaffOffer};
use shared::problem::ProblemKind;
use shared::zones::Zone;

use super::hand::Hand;
use super::images;
use super::store::{self, Work};
use crate::app::App;
use crate::audit::{self, Deed};
use crate::calendar::VenueCalendar;
use crate::offers::{Written, content, write};
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::IfMatch;

/// An offer on the wire, and its entity tag.
pub(super) type Told = (StaffOffer, String);

/// Somebody at a venue's offers, at an instant.
pub(super) struct Editor<'a> {
    pub(super) app: &'a App,
    pub(super) hand: Hand<'a>,
    pub(super) now: DateTime<Utc>,
    venue: Arc<VenueCalendar>,
}

impl<'a> Editor<'a> {
    /// Somebody on the staff, at their venue.
    pub(super) fn of(app: &'a App, staff: &'a Staff) -> Result<Self, Failure> {
        Self::at_venue(app, Hand::Staff(staff), staff.venue)
    }

    /// Whoever has been let in, at the venue of an offer that is there for them.
    pub(super) async fn about(app: &'a App, hand: Hand<'a>, id: OfferId) -> Result<Self, Failure> {
        match hand {
            Hand::Staff(staff) => Self::of(app, staff),
            Hand::App(maker) => {
                let venue = store::venue_of(&mut *app.db.conn().await?, maker.id, id).await?;
                Self::at_venue(app, hand, venue.ok_or_else(unknown)?)
            }
        }
    }

    /// Whoever has been let in, at a venue that is named at this place of the request. Staff have theirs and need
    /// not say so; apps have none.
    pub(super) fn named(app: &'a App, hand: Hand<'a>, venue: Option<&str>, place: &str) -> Result<Self, Failure> {
        let named = venue.map(|slug| app.calendars.by_slug(slug));
        let named = named.map(|found| found.ok_or_else(|| Failure::invalid(place, "no venue is called that")));
        let named = named.transpose()?.map(|venue| venue.facts.venue.id);
        let venue = match hand {
            Hand::App(_) => named.ok_or_else(|| Failure::invalid(place, "is required of an app"))?,
            Hand::Staff(staff) if named.is_none_or(|named| named == staff.venue) => staff.venue,
            Hand::Staff(_) => return Err(Failure::invalid(place, "is not the venue you work for; leave it out")),
        };
        Self::at_venue(app, hand, venue)
    }

    fn at_venue(app: &'a App, hand: Hand<'a>, venue: VenueId) -> Result<Self, Failure> {
        let venue = app.calendars.by_id(venue).ok_or_else(Failure::not_found)?;
        Ok(Self { app, hand, now: app.clock.now(), venue })
    }

    /// The venue's clock.
    pub(super) fn zone(&self) -> &Zone {
        &self.venue.facts.schedule.zone
    }

    /// The venue.
    pub(super) fn at(&self) -> VenueId {
        self.venue.facts.venue.id
    }

    /// Whether the venue wants two people for what is published.
    pub(super) fn four_eyes(&self) -> bool {
        self.venue.facts.rules().offers_four_eyes
    }

    /// An offer to be looked at.
    pub(super) async fn find(&self, conn: &mut AsyncPgConnection, id: OfferId) -> Result<Work, Failure> {
        store::find(conn, self.at(), id).await?.filter(|work| self.hand.sees(work)).ok_or_else(unknown)
    }

    /// An offer to be changed: nobody else changes it now, and it is as the caller has seen it.
    pub(super) async fn open(
        &self,
        conn: &mut AsyncPgConnection,
        id: OfferId,
        if_match: &IfMatch,
    ) -> Result<Work, Failure> {
        if !store::lock(conn, self.at(), id).await? {
            return Err(unknown());
        }
        let work = self.find(conn, id).await?;
        if_match.require(&work.tag())?;
        if self.hand.app().is_some() && !work.state().is_open_to_apps() {
            let state = work.state().name();
            let why = format!("The offer is {state}; an app can change it again once it has been given back.");
            return Err(Failure::new(ProblemKind::WrongState).detail(why));
        }
        Ok(work)
    }

    /// What is being done to an offer here, for the audit.
    pub(super) fn deed(&self, action: Action, id: OfferId) -> Deed<'a> {
        Deed::by(self.hand.actor(), Some(self.at()), action, id)
    }

    /// From the first change on there are versions: the first is what was there before anybody edited it.
    pub(super) async fn begin(&self, conn: &mut AsyncPgConnection, work: &Work) -> Result<(), Failure> {
        if work.known {
            return Ok(());
        }
        let (id, at) = (OfferId(work.id), work.written_at);
        let first = self.content(conn, work).await?;
        store::add_version(conn, self.at(), id, work.version, &first, None, at).await?;
        if let Some(version) = work.public_version {
            store::mark_published(conn, self.at(), id, version, at).await?;
        }
        Ok(())
    }

    /// What the working version says.
    pub(super) async fn content(&self, conn: &mut AsyncPgConnection, work: &Work) -> Result<OfferContent, Failure> {
        let id = OfferId(work.id);
        if work.known {
            let found = store::version(conn, self.at(), id, work.version).await?;
            return found.map(|(_, content)| content).ok_or_else(unknown);
        }
        content(conn, self.at(), self.zone(), id).await?.ok_or_else(unknown)
    }

    /// The state after a step, or 409.
    pub(super) fn after(&self, work: &Work, step: OfferMove) -> Result<OfferState, Failure> {
        work.state().after(step, self.four_eyes()).ok_or_else(|| {
            let state = work.state().name();
            let why = if self.four_eyes() && work.state() == OfferState::Draft {
                "The offer is a draft; here it has to be submitted before it can be published.".to_owned()
            } else {
                format!("The offer is {state}; this can't be done to it.")
            };
            Failure::new(ProblemKind::WrongState).detail(why)
        })
    }

    /// Makes a new version of it, as a draft. Nothing the public sees changes.
    pub(super) async fn put(
        &self,
        conn: &mut AsyncPgConnection,
        work: &mut Work,
        content: &OfferContent,
    ) -> Result<(), Failure> {
        let state = self.after(work, OfferMove::Write)?;
        self.begin(conn, work).await?;
        work.set_state(state);
        work.version += 1;
        let id = OfferId(work.id);
        store::add_version(conn, self.at(), id, work.version, content, Some(self.hand), self.now).await?;
        if work.public_version.is_none() {
            // Nobody sees it yet, so its own rows are the draft: lists and searches of editors read them.
            self.write(conn, work, OfferState::Draft, content).await?;
        }
        Ok(())
    }

    /// Writes the rows of the offer itself.
    async fn write(
        &self,
        conn: &mut AsyncPgConnection,
        work: &Work,
        state: OfferState,
        content: &OfferContent,
    ) -> Result<(), Failure> {
        let written = Written { id: OfferId(work.id), slug: &work.slug, state, sort: None, content };
        Ok(write(conn, &self.app.ids, self.at(), self.zone(), written, self.now).await?)
    }

    /// Stores how far it has got, and writes down what was done.
    pub(super) async fn close(
        &self,
        conn: &mut AsyncPgConnection,
        mut work: Work,
        deed: Deed<'_>,
    ) -> Result<Told, Failure> {
        store::save(conn, self.at(), &mut work, self.now).await?;
        audit::record(conn, self.app, deed.with("slug", &work.slug).with("version", work.version)).await?;
        let work = self.find(conn, OfferId(work.id)).await?;
        self.told(conn, &work).await
    }

    /// An offer on the wire, and its entity tag.
    pub(super) async fn told(&self, conn: &mut AsyncPgConnection, work: &Work) -> Result<Told, Failure> {
        let content = self.content(conn, work).await?;
        let images = images::stored(conn, self.at(), self.zone(), OfferId(work.id)).await?;
        let local = |at: DateTime<Utc>| self.zone().local(at);
        let offer = StaffOffer {
            id: OfferId(work.id),
            slug: work.slug.clone(),
            state: work.state(),
            shown: work.is_shown(self.now),
            version: work.version,
            public_version: work.public_version,
            publish_at: work.publish_at.map(local),
            changed_at: local(work.changed_at),
            app: work.app_name.clone(),
            written_by: self.hand.writer(work),
            written_at: local(work.written_at),
            review_due: work.review_on.is_some_and(|day| day <= self.zone().date(self.now)),
            content,
            images,
        };
        Ok((offer, work.tag()))
    }
}

/// The working version becomes what the public sees, from `now` on.
pub(super) async fn put_out(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    zone: &Zone,
    work: &mut Work,
    content: &OfferContent,
    now: DateTime<Utc>,
) -> diesel::QueryResult<()> {
    let (id, state) = (OfferId(work.id), OfferState::Published);
    let written = Written { id, slug: &work.slug, state, sort: None, content };
    write(conn, &app.ids, venue, zone, written, now).await?;
    store::mark_published(conn, venue, id, work.version, now).await?;
    work.public_version = Some(work.version);
    work.set_state(state);
    Ok(())
}

/// What an offer that is not there, or another venue's, is answered with.
pub(super) fn unknown() -> Failure {
    Failure::not_found().detail("No offer has this id.")
}

/// The id in a path.
pub(super) fn parse(path: &str) -> Result<OfferId, Failure> {
    path.parse().map_err(|_malformed: uuid::Error| unknown())
}

/// What is wrong with an offer, below `at` in the body.
pub(super) fn check(content: &OfferContent, at: &str) -> Result<(), Failure> {
    let mut faults = content.check().into_iter().take(50);
    let Some(first) = faults.next() else { return Ok(()) };
    let first = Failure::invalid(format!("{at}{}", first.pointer), first.detail);
    Err(faults.fold(first, |failure, fault| failure.error(format!("{at}{}", fault.pointer), fault.detail)))
}

/// An answer with an offer and its entity tag.
pub(super) fn answer(mut builder: HttpResponseBuilder, (offer, tag): &Told) -> HttpResponse {
    builder.insert_header((header::ETAG, tag.as_str())).insert_header((header::CACHE_CONTROL, "no-store"));
    builder.json(offer)
}
