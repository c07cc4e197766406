//! One day of the hall, as the browser computes with it: the same calendar and the same judgement
//! as the api's, built from one answer.

use chrono::{DateTime, NaiveDate, Utc};
use shared::bookings::contingent_release;
use shared::desks::{DayView, DeskFacts, DeskState, Situation, judge};
use shared::occupancy::DeskCalendar;
use shared::slots::{Period, Slot};
use shared::venues::{Interval, PlanDesk};

use crate::by_code::ByCode;
use crate::plan::Mark;

/// Who is where on one local day, without persons.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Day {
    /// The local date.
    pub(crate) date: NaiveDate,
    /// When the answer was made.
    pub(crate) as_of: DateTime<Utc>,
    /// When the venue is open, in order.
    pub(crate) open: Vec<Period>,
    desks: ByCode<DeskTimes>,
}

/// When a desk can be had.
#[derive(Debug, Clone, PartialEq)]
struct DeskTimes {
    calendar: DeskCalendar,
    /// When it can't, whatever its bookings.
    closed: Vec<Period>,
    /// If it is kept for a group: how many hours before a start it goes to everyone.
    kept: Option<i64>,
}

/// The slots of a stretch, also those it touches in part.
pub(crate) fn period(interval: &Interval) -> Option<Period> {
    Period::new(Slot::containing(interval.from.to_utc()), Slot::at_or_after(interval.to.to_utc()))
}

impl Day {
    /// The day of an answer.
    pub(crate) fn read(view: &DayView) -> Self {
        let mut desks = ByCode::new();
        for desk in &view.desks {
            let mut calendar = DeskCalendar::new();
            desk.busy.iter().filter_map(period).for_each(|busy| calendar.occupy(busy));
            let closed = desk.closed.iter().filter_map(period).collect();
            desks.insert(desk.code.clone(), DeskTimes { calendar, closed, kept: desk.contingent_release_hours });
        }
        let open = view.open.iter().filter_map(period).collect();
        Self { date: view.date, as_of: view.as_of.to_utc(), open, desks }
    }

    /// The same day without a booking: what its owner could have instead.
    pub(crate) fn without(&self, codes: &[String], period: Period) -> Self {
        let mut day = self.clone();
        for code in codes {
            if let Some(desk) = day.desks.get_mut(code) {
                desk.calendar.release(period);
            }
        }
        day
    }

    /// A desk's bookings.
    pub(crate) fn calendar(&self, code: &str) -> Option<&DeskCalendar> {
        self.desks.get(code).map(|desk| &desk.calendar)
    }

    /// The opening interval around a period.
    pub(crate) fn open_around(&self, period: Period) -> Option<Period> {
        self.open.iter().copied().find(|open| open.contains(period))
    }

    /// What a desk is for a whole period.
    pub(crate) fn situation(&self, desk: &PlanDesk, period: Period) -> Situation {
        let known = self.desks.get(&desk.code);
        let times = known.map(|known| known.closed.as_slice()).unwrap_or_default();
        let closed = desk.out_of_service_de.is_some() || times.iter().any(|time| time.overlaps(period));
        let release = known.and_then(|known| known.kept);
        let contingent = release.is_some_and(|hours| contingent_release(hours, self.as_of, period.start()).is_err());
        let facts = DeskFacts { walk_in: desk.walk_in, contingent, closed };
        match known {
            // Where a zone closes or an exhibition opens later, the desk is free until then.
            Some(known) => judge(&known.calendar.with(times.iter().copied()), period, self.open_around(period), facts),
            // A desk the answer does not know is not in the layout of that day.
            None => judge(&DeskCalendar::new(), period, None, facts),
        }
    }

    /// When a desk is busy, cut to the opening hours.
    pub(crate) fn busy(&self, code: &str) -> Vec<Period> {
        let Some(calendar) = self.calendar(code) else { return Vec::new() };
        self.open.iter().flat_map(|open| calendar.busy(*open)).collect()
    }

    /// Whether a desk is busy at any time of a period.
    pub(crate) fn is_busy(&self, code: &str, period: Period) -> bool {
        self.calendar(code).is_some_and(|calendar| !calendar.is_free(period))
    }

    /// From the first opening to the last closing.
    pub(crate) fn span(&self) -> Option<Period> {
        Period::new(self.open.first()?.from(), self.open.last()?.to())
    }
}

/// What a state is drawn as.
pub(crate) const fn mark_of(state: DeskState) -> Mark {
    match state {
        DeskState::Free => Mark::Free,
        DeskState::WalkIn => Mark::WalkIn,
        DeskState::Closed => Mark::Blocked,
        DeskState::Contingent => Mark::Kept,
        DeskState::Taken | DeskState::Unknown => Mark::Taken,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use shared::desks::DeskDay;
    use shared::ids::DeskId;
    use uuid::Uuid;

    pub(crate) fn at(hour: u32, minute: u32) -> DateTime<chrono::FixedOffset> {
        format!("2026-11-24T{hour:02}:{minute:02}:00+01:00").parse().unwrap()
    }

    pub(crate) fn hours(from: u32, to: u32) -> Period {
        Period::between(at(from, 0).to_utc(), at(to, 0).to_utc()).unwrap()
    }

    pub(crate) fn day(desks: &[(&str, &[(u32, u32)])]) -> Day {
        let interval = |(from, to): (u32, u32)| Interval { from: at(from, 0), to: at(to, 0) };
        let desk = |(code, busy): &(&str, &[(u32, u32)])| DeskDay {
            id: DeskId(Uuid::nil()),
            code: (*code).to_owned(),
            busy: busy.iter().copied().map(interval).collect(),
            closed: Vec::new(),
            contingent_release_hours: (*code == "K1").then_some(2),
        };
        Day::read(&DayView {
            venue: "hall".into(),
            date: at(0, 0).date_naive(),
            revision: 1,
            as_of: at(10, 42),
            open: vec![interval((8, 18))],
            desks: desks.iter().map(desk).collect(),
        })
    }

    #[test]
    fn the_browser_judges_as_the_api_does() {
        use crate::plan::tests_desk as desk;
        let day = day(&[("A1", &[(9, 11)]), ("A2", &[])]);
        let first = day.situation(&desk("A1", 0.0, 0.0), hours(8, 9));
        assert_eq!((first.state, first.free_until), (DeskState::Free, Some(hours(9, 10).from())));
        assert_eq!(day.situation(&desk("A1", 0.0, 0.0), hours(10, 12)).state, DeskState::Taken);
        assert_eq!(day.situation(&desk("A2", 0.0, 0.0), hours(17, 19)).state, DeskState::Closed);
        assert_eq!(day.situation(&desk("A9", 0.0, 0.0), hours(9, 10)).state, DeskState::Closed);
        assert_eq!(day.busy("A1"), [hours(9, 11)]);
    }

    #[test]
    fn a_desk_kept_for_a_group_goes_to_everyone_in_time() {
        use crate::plan::tests_desk as desk;
        // The answer was made at 10:42.
        let day = day(&[("K1", &[])]);
        assert_eq!(day.situation(&desk("K1", 0.0, 0.0), hours(12, 13)).state, DeskState::Free);
        assert_eq!(day.situation(&desk("K1", 0.0, 0.0), hours(13, 14)).state, DeskState::Contingent);
    }

    #[test]
    fn without_a_booking_its_desk_is_free_again() {
        let day = day(&[("A1", &[(9, 11)]), ("A2", &[(9, 11)])]).without(&["A1".to_owned()], hours(9, 11));
        assert_eq!((day.busy("A1"), day.busy("A2")), (vec![], vec![hours(9, 11)]));
    }
}
