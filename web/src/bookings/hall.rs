//! Where a booking takes place: the plan valid then, and what else is taken in its time.
//!
//! The day's answer also says when it was made, which sets the app's clock: a hold must not seem to
//! run out early because a device's clock is wrong.

use std::sync::Arc;

use crate::view::prelude::*;
use chrono::{DateTime, FixedOffset};
use shared::bookings::Booking;
use shared::desks::DayView;
use shared::venues::{Plan, PlanDesk, Point};

use super::facts::codes;
use super::moves::Moves;
use crate::clock::use_clock;
use crate::lang::Lang;
use crate::plan::{Mark, Marks, PlanPicture, crop_around};
use crate::session::use_client;
use crate::venue::{VenueResource, current, label, use_venue};

/// The surroundings of a booking.
#[derive(Clone, Copy)]
pub(super) struct Hall {
    venue: Option<VenueResource>,
    plan: Resource<Option<Arc<Plan>>>,
    day: Resource<Option<DayView>>,
}

impl Hall {
    /// The surroundings of a booking, once there is one. They are nice to have: what does not come is left out.
    pub(super) fn new(newest: Memo<Option<Booking>>, moves: Moves) -> Self {
        let place = Memo::new(move |_| {
            newest.with(|newest| newest.as_ref().map(|booking| (booking.venue.clone(), booking.from)))
        });
        let client = use_client();
        let asked = client.clone();
        let plan = Resource::new(move || {
            let reply = place.get().map(|(venue, from)| asked.plan(&venue, Some(from)));
            async move { reply?.await.ok().map(Arc::new) }
        });
        // With every change of the booking the day is another one; a cached one would still show the old,
        // here and on the plan that follows when the desk is given back.
        let revision = Memo::new(move |_| {
            let shown = newest.with(|newest| newest.as_ref().map(|booking| booking.revision));
            shown.max(moves.revision())
        });
        let day = Resource::new(move || {
            revision.track();
            let reply = place.get().map(|(venue, from)| client.day_now(&venue, from.date_naive()));
            async move { reply?.await.ok() }
        });
        let clock = use_clock();
        effect(move || {
            if let Some(Some(day)) = day.get() {
                clock.sync(day.as_of);
            }
        });
        Self { venue: use_venue(), plan, day }
    }

    /// Whether the day has come, and with it the time, or is known not to come.
    pub(super) fn is_settled(self) -> bool {
        self.day.is_there()
    }

    /// The telephone number of the venue.
    pub(super) fn phone(self) -> Option<String> {
        current(self.venue)?.phone.clone()
    }

    /// How long a hold is, in minutes.
    pub(super) fn hold_minutes(self) -> i64 {
        current(self.venue).map_or(10, |venue| venue.rules.hold_minutes)
    }

    /// Whether what is shown is a demonstration.
    pub(super) fn is_demo(self) -> bool {
        current(self.venue).is_some_and(|venue| venue.demo)
    }

    /// Street and hall: "Trammplatz 2, Bürger*innensaal".
    pub(super) fn address(self) -> Option<String> {
        current(self.venue).map(|venue| format!("{}, {}", venue.address.street, venue.hall))
    }

    /// The hall's name.
    pub(super) fn name(self) -> Option<String> {
        current(self.venue).map(|venue| venue.hall.clone())
    }

    /// What kind of desk it is: "Schreibtisch mit Monitor".
    pub(super) fn desk_kind(self, lang: Lang, booking: &Booking) -> Option<String> {
        let (venue, desk) = (current(self.venue)?, self.first_desk(booking)?);
        Some(label(&venue.desk_kinds, &desk.kind, lang).to_owned())
    }

    /// The zone the desks are in.
    pub(super) fn zone(self, lang: Lang, booking: &Booking) -> Option<String> {
        let (venue, desk) = (current(self.venue)?, self.first_desk(booking)?);
        Some(label(&venue.zones, &desk.zone, lang).to_owned())
    }

    /// The first desk of a booking on the plan.
    fn first_desk(self, booking: &Booking) -> Option<PlanDesk> {
        let code = codes(booking).into_iter().next()?;
        self.plan.get()??.desks.iter().find(|desk| desk.code == code).cloned()
    }

    /// Whether all desks of a booking are free in its time again; `None` while that is not known.
    pub(super) fn is_free(self, booking: &Booking) -> Option<bool> {
        let day = self.day.get()??;
        Some(!day.desks.iter().any(|desk| {
            booking.desks.iter().any(|own| own.id == desk.id)
                && desk.busy.iter().any(|busy| busy.from < booking.to && booking.from < busy.to)
        }))
    }

    /// Until when a visit could go on, and whether the hall closes then; `None` while that is not known.
    pub(super) fn limit(self, booking: &Booking) -> Option<(DateTime<FixedOffset>, bool)> {
        let day = self.day.get()??;
        let end = booking.to;
        let open = day.open.iter().find(|open| open.from < end && end <= open.to)?.to;
        let own = day.desks.iter().filter(|desk| booking.desks.iter().any(|own| own.id == desk.id));
        // Bookings that touch are one stretch, so the next one may begin inside of the visit's own.
        let next = own.flat_map(|desk| &desk.busy).filter(|busy| busy.to > end).map(|busy| busy.from.max(end)).min();
        Some(next.map_or((open, true), |next| if next < open { (next, false) } else { (open, true) }))
    }

    /// What each desk is in the time of a booking; its own are `own`.
    fn marks(self, booking: &Booking, own: Mark) -> Marks {
        let mut marks = Marks::new();
        if let Some(Some(plan)) = self.plan.get() {
            let special = plan.desks.iter().filter_map(|desk| {
                let out = desk.out_of_service_de.is_some().then_some(Mark::Blocked);
                Some((desk.code.clone(), out.or(desk.walk_in.then_some(Mark::WalkIn))?))
            });
            marks.extend(special);
        }
        if let Some(Some(day)) = self.day.get() {
            let overlaps = |busy: &shared::venues::Interval| busy.from < booking.to && booking.from < busy.to;
            let taken = day.desks.into_iter().filter(|desk| desk.busy.iter().any(overlaps));
            marks.extend(taken.map(|desk| (desk.code, Mark::Taken)));
        }
        marks.extend(codes(booking).into_iter().map(|code| (code, own)));
        marks
    }
}

/// The part of the plan around a booking's desks, once it is there.
#[component]
pub(super) fn Whereabouts(
    /// The surroundings.
    hall: Hall,
    /// The booking.
    booking: Memo<Booking>,
    /// How its own desks are drawn.
    own: Mark,
    /// What the picture shows, in words.
    #[prop(into)]
    title: Signal<String>,
    /// Keeps pictures on one page apart.
    id: &'static str,
    /// Whether the way from the entrance belongs to it.
    #[prop(optional)]
    way: bool,
) -> impl IntoView {
    let marks = Memo::new(move |_| hall.marks(&booking.read(), own));
    let picture = move |plan: Arc<Plan>| {
        let codes = codes(&booking.read_untracked());
        let crop = if way { way_to(&plan, &codes) } else { crop_around(&plan.desks, &codes) };
        view! {
            <div class="framed">
                <PlanPicture plan marks title id crop=Signal::stored(crop)/>
            </div>
        }
    };
    move || match hall.plan.get() {
        None => view! { <div class="framed skel booking-plan" aria-hidden="true"></div> },
        Some(Some(plan)) => picture(plan),
        Some(None) => View::Nothing,
    }
}

/// A cut-out `[x, y, width, height]` from the main entrance to these desks.
fn way_to(plan: &Plan, codes: &[String]) -> Option<[f64; 4]> {
    /// Width to height of the picture.
    const RATIO: f64 = 13.6 / 8.9;
    /// What is around the desks and the door, in metres.
    const AROUND: f64 = 2.2;
    let door = plan.room.doors.first()?;
    let desks = plan.desks.iter().filter(|desk| codes.contains(&desk.code)).map(|desk| [desk.x, desk.y]);
    let [left, top, right, bottom] = around(desks.chain([door.from, door.to]));
    let hall = around(plan.room.outline.iter().copied());
    let (wall, [hall_left, hall_top, hall_right, hall_bottom]) = (plan.room.walls, hall);
    let left = (left - AROUND).max(hall_left - wall);
    let top = (top - AROUND).max(hall_top - wall - 0.1);
    let right = (right + AROUND).min(hall_right + wall);
    let bottom = (bottom + AROUND).min(hall_bottom + wall);
    let width = (right - left).max((bottom - top) * RATIO);
    Some([left, top, width, (bottom - top).max(width / RATIO)])
}

/// The box `[left, top, right, bottom]` around points.
fn around(points: impl IntoIterator<Item = Point>) -> [f64; 4] {
    let nothing = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    points.into_iter().fold(nothing, |[l, t, r, b], [x, y]| [l.min(x), t.min(y), r.max(x), b.max(y)])
}
