//! What a desk is for somebody who stands in front of it.

use chrono::{DateTime, Utc};
use shared::bookings::walk_in_period;
use shared::order::sorted;
use shared::slots::{Period, Slot};
use shared::venues::{Plan, PlanDesk, Venue};

use crate::book::{Day, running_or_next, schedule};

/// How it stands with a desk now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seat {
    /// One can sit here, for so long.
    Free(Period),
    /// Somebody has it, until then; `None`: until the hall closes.
    Taken(Option<Slot>),
    /// It is booked so soon that sitting down is not worth it.
    Soon(Slot),
    /// The hall closes too soon.
    Closing(Slot),
    /// The hall is closed; it opens again today at that time.
    Closed(Option<Slot>),
    /// It is out of order.
    Out,
    /// There is none with this code today.
    Unknown,
}

/// Judges a desk by the same rule as the server.
pub(super) fn seat(venue: &Venue, day: &Day, desk: &PlanDesk, now: DateTime<Utc>) -> Seat {
    let start = Slot::containing(now);
    let Some(calendar) = day.calendar(&desk.code).filter(|_| desk.out_of_service_de.is_none()) else {
        return Seat::Out;
    };
    let open = day.open.iter().find(|open| open.from() <= start && start < open.to());
    match (walk_in_period(&venue.rules, &schedule(venue, &day.open), calendar, now, None), open) {
        (Ok(Some(period)), _) => Seat::Free(period),
        (Ok(None), Some(open)) => match calendar.next_busy(start, open.to()) {
            Some(busy) if busy > start => Seat::Soon(busy),
            _ => {
                let least = venue.rules.min_minutes / 15;
                Seat::Taken(Period::new(start, open.to()).and_then(|rest| calendar.next_gap(rest, least)))
            }
        },
        (Err(_), Some(open)) => Seat::Closing(open.to()),
        (_, None) => Seat::Closed(running_or_next(&day.open, start).map(Period::from)),
    }
}

/// The free desks nearest to a place, with until when: at most `most`.
pub(super) fn nearest(
    venue: &Venue,
    day: &Day,
    plan: &Plan,
    code: &str,
    now: DateTime<Utc>,
    most: usize,
) -> Vec<(String, Period)> {
    let here = plan.desks.iter().find(|desk| desk.code == code).map_or((0.0, 0.0), |desk| (desk.x, desk.y));
    let away = |desk: &PlanDesk| (desk.x - here.0).hypot(desk.y - here.1);
    let others: Vec<&PlanDesk> = plan.desks.iter().filter(|desk| desk.code != code && desk.seats == 1).collect();
    let others = sorted(others, |a, b| away(a).total_cmp(&away(b)));
    let free = others.into_iter().filter_map(|desk| match seat(venue, day, desk, now) {
        Seat::Free(period) => Some((desk.code.clone(), period)),
        _ => None,
    });
    free.take(most).collect()
}
