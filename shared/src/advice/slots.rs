//! What advice hours mean on a day: their slots, and who sits where in them.
//!
//! Hours are weekdays and minutes of the wall clock, slots are absolute and as long as the office says, so they are
//! on no grid. What always holds: slots of the same hours never overlap, on days of a clock change neither.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::{AdviceHour, AdviceTime};
use crate::bookings::{Rule, Violation};
use crate::opening::{MINUTES_PER_DAY, Schedule};
use crate::order::sorted;
use crate::venues::Rules;
use crate::zones::Zone;

/// A time, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// When it begins.
    pub from: DateTime<Utc>,
    /// When it is over.
    pub to: DateTime<Utc>,
}

impl Span {
    /// Whether the two share a moment.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// Somebody who has a slot: which of the advisers, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seated {
    /// From 1.
    pub seat: i16,
    /// When.
    pub span: Span,
}

impl AdviceTime {
    /// Whether it is on a date.
    fn is_on(&self, date: NaiveDate) -> bool {
        match (self.date, self.weekday) {
            (Some(only), _) => only == date,
            (None, Some(weekday)) => u32::from(weekday) == date.weekday().number_from_monday(),
            (None, None) => false,
        }
    }

    /// When that is.
    fn span(&self, zone: &Zone, date: NaiveDate) -> Span {
        let at = |minute: u16| {
            if minute >= MINUTES_PER_DAY {
                return zone.day(date).1;
            }
            zone.instant(date.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minute)))
        };
        Span { from: at(self.opens), to: at(self.closes) }
    }
}

impl AdviceHour {
    /// Whether they are at all on a date: not before they begin, nor on a holiday, nor on a day that was called off.
    pub fn holds_on(&self, schedule: &Schedule, date: NaiveDate) -> bool {
        let valid = self.valid_from <= date && self.valid_to.is_none_or(|to| date < to);
        valid
            && !schedule.holidays.iter().any(|holiday| holiday.date == date)
            && !self.exceptions.iter().any(|exception| exception.date == date)
    }

    /// The intervals of a date, whether or not they hold.
    fn intervals(&self, zone: &Zone, date: NaiveDate) -> Vec<Span> {
        let spans: Vec<Span> =
            self.times.iter().filter(|time| time.is_on(date)).map(|time| time.span(zone, date)).collect();
        sorted(spans, Ord::cmp)
    }

    /// The slots of a local date, in order, without those in which the whole venue is closed.
    pub fn slots(&self, schedule: &Schedule, date: NaiveDate) -> Vec<Span> {
        if !self.holds_on(schedule, date) {
            return Vec::new();
        }
        let length = TimeDelta::minutes(i64::from(self.slot_minutes.max(1)));
        let mut slots: Vec<Span> = Vec::new();
        for open in self.intervals(&schedule.zone, date) {
            let mut from = open.from.max(slots.last().map_or(open.from, |last| last.to));
            while from + length <= open.to {
                slots.push(Span { from, to: from + length });
                from += length;
            }
        }
        slots.retain(|slot| !is_closed(schedule, *slot));
        slots
    }
}

/// Whether the whole venue is closed for some of that time.
fn is_closed(schedule: &Schedule, span: Span) -> bool {
    let mut whole = schedule.closures.iter().filter(|closure| closure.zone.is_none());
    whole.any(|closure| span.overlaps(Span { from: closure.from, to: closure.to }))
}

/// The slot that begins at an instant, if somebody may book it now.
pub fn check_slot(
    hour: &AdviceHour,
    schedule: &Schedule,
    rules: &Rules,
    now: DateTime<Utc>,
    from: DateTime<Utc>,
) -> Result<Span, Violation> {
    if from <= now {
        return Err(Violation { allowed_from: Some(now), ..Violation::of(Rule::InThePast) });
    }
    let latest = now + TimeDelta::days(rules.horizon_days);
    if from > latest {
        let beyond = Violation::beyond(Rule::BeyondHorizon, rules.horizon_days);
        return Err(Violation { allowed_to: Some(latest), ..beyond });
    }
    let date = schedule.zone.date(from);
    let slot = hour.slots(schedule, date).into_iter().find(|slot| slot.from == from);
    let wanted = Span { from, to: from + TimeDelta::minutes(i64::from(hour.slot_minutes)) };
    slot.ok_or_else(|| {
        let meant = hour.intervals(&schedule.zone, date).iter().any(|open| open.from <= from && from < open.to);
        let open = hour.holds_on(schedule, date) && !is_closed(schedule, wanted);
        Violation::of(match (meant, open) {
            (false, _) => Rule::OutsideOpeningHours,
            (true, false) => Rule::Closed,
            (true, true) => Rule::OffGrid,
        })
    })
}

/// The first adviser who is free for all of a slot.
pub fn free_seat(seats: u16, taken: &[Seated], slot: Span) -> Option<i16> {
    (1..=i16::try_from(seats).unwrap_or(i16::MAX)).find(|seat| is_free(*seat, taken, slot))
}

/// How many are.
pub fn places_left(seats: u16, taken: &[Seated], slot: Span) -> u16 {
    let free = (1..=i16::try_from(seats).unwrap_or(i16::MAX)).filter(|seat| is_free(*seat, taken, slot));
    u16::try_from(free.count()).unwrap_or(u16::MAX)
}

fn is_free(seat: i16, taken: &[Seated], slot: Span) -> bool {
    !taken.iter().any(|one| one.seat == seat && one.span.overlaps(slot))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AdviceHourId;
    use crate::opening::{Closure, Holiday};
    use crate::zones::berlin;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn schedule() -> Schedule {
        Schedule { zone: berlin(), weekly: Vec::new(), holidays: Vec::new(), closures: Vec::new() }
    }

    /// Sundays from one minute to another, and Tuesdays from nine to ten, in slots of 20 minutes.
    fn hour(opens: u16, closes: u16) -> AdviceHour {
        let weekly = |weekday, opens, closes| AdviceTime { weekday: Some(weekday), date: None, opens, closes };
        let text = String::new;
        AdviceHour {
            id: AdviceHourId(uuid::Uuid::from_u128(1)),
            title_de: text(),
            title_en: text(),
            office_de: text(),
            office_en: text(),
            about_de: text(),
            about_en: text(),
            place_de: text(),
            place_en: text(),
            slot_minutes: 20,
            seats: 2,
            languages: Vec::new(),
            accessible: true,
            valid_from: date("2026-01-01"),
            valid_to: Some(date("2027-06-01")),
            times: vec![weekly(7, opens, closes), weekly(2, 9 * 60, 10 * 60)],
            exceptions: Vec::new(),
            offers: Vec::new(),
            example: false,
            revision: 1,
        }
    }

    #[test]
    fn a_day_of_a_clock_change_has_the_slots_of_its_hours_and_none_twice() {
        let count = |on: &str, opens, closes| {
            let slots = hour(opens, closes).slots(&schedule(), date(on));
            for pair in slots.windows(2) {
                assert!(pair[0].to <= pair[1].from, "{pair:?}");
            }
            slots.len()
        };
        assert_eq!(count("2026-03-22", 60, 240), 9, "three hours");
        assert_eq!(count("2026-03-29", 60, 240), 6, "of which one is left out");
        assert_eq!(count("2026-10-25", 60, 240), 12, "or happens twice");
        let after = hour(600, 660).slots(&schedule(), date("2026-03-29"));
        assert_eq!(after[0].from, at("2026-03-29T08:00:00Z"), "ten by the clock on the wall");
        let before = hour(600, 660).slots(&schedule(), date("2026-03-22"));
        assert_eq!(before[0].from, at("2026-03-22T09:00:00Z"));
    }

    #[test]
    fn times_that_overlap_give_no_slot_twice_and_what_is_left_over_gives_none() {
        let mut hour = hour(600, 690);
        hour.times.push(AdviceTime { weekday: None, date: Some(date("2026-11-24")), opens: 570, closes: 655 });
        let slots = hour.slots(&schedule(), date("2026-11-24"));
        let starts: Vec<String> =
            slots.iter().map(|slot| berlin().local(slot.from).format("%H:%M").to_string()).collect();
        assert_eq!(starts, ["09:00", "09:20", "09:40", "10:00", "10:20"]);
    }

    #[test]
    fn holidays_days_called_off_closures_and_validity_take_slots_away() {
        let (plain, tuesday) = (hour(600, 660), date("2026-11-24"));
        assert_eq!(plain.slots(&schedule(), tuesday).len(), 3);
        assert!(plain.slots(&schedule(), date("2025-12-30")).is_empty(), "not yet");
        assert!(plain.slots(&schedule(), date("2027-06-01")).is_empty(), "no more");
        let holiday = Holiday { date: tuesday, name_de: String::new(), name_en: String::new() };
        assert!(plain.slots(&Schedule { holidays: vec![holiday], ..schedule() }, tuesday).is_empty());
        let closure = |zone: Option<&str>| Closure {
            from: at("2026-11-24T08:10:00Z"),
            to: at("2026-11-24T08:20:00Z"),
            zone: zone.map(str::to_owned),
            reason_de: String::new(),
            reason_en: String::new(),
        };
        let closed = Schedule { closures: vec![closure(None)], ..schedule() };
        assert_eq!(plain.slots(&closed, tuesday).len(), 2, "the first is touched");
        let elsewhere = Schedule { closures: vec![closure(Some("fokus"))], ..schedule() };
        assert_eq!(plain.slots(&elsewhere, tuesday).len(), 3);
    }

    #[test]
    fn a_refusal_says_which_rule() {
        let (plain, now) = (hour(600, 660), at("2026-11-24T07:05:00Z"));
        let refusal = |hour: &AdviceHour, from: &str| {
            check_slot(hour, &schedule(), &Rules::default(), now, at(from)).err().map(|no| no.rule)
        };
        assert_eq!(refusal(&plain, "2026-11-24T08:20:00Z"), None);
        assert_eq!(refusal(&plain, "2026-11-24T07:05:00Z"), Some(Rule::InThePast));
        assert_eq!(refusal(&plain, "2027-02-02T08:20:00Z"), Some(Rule::BeyondHorizon));
        assert_eq!(refusal(&plain, "2026-11-24T08:30:00Z"), Some(Rule::OffGrid));
        assert_eq!(refusal(&plain, "2026-11-24T09:00:00Z"), Some(Rule::OutsideOpeningHours));
        let mut off = plain.clone();
        off.exceptions.push(crate::advice::AdviceException {
            date: date("2026-11-24"),
            reason_de: String::new(),
            reason_en: String::new(),
        });
        assert_eq!(refusal(&off, "2026-11-24T08:20:00Z"), Some(Rule::Closed));
    }

    #[test]
    fn whoever_sits_in_a_part_of_a_slot_has_its_adviser() {
        let slot = Span { from: at("2026-11-24T08:20:00Z"), to: at("2026-11-24T08:40:00Z") };
        let beside = Span { from: slot.to, to: at("2026-11-24T09:00:00Z") };
        let part = Span { from: at("2026-11-24T08:30:00Z"), to: at("2026-11-24T08:50:00Z") };
        let taken = [Seated { seat: 1, span: part }, Seated { seat: 2, span: beside }];
        assert_eq!((free_seat(2, &taken, slot), places_left(2, &taken, slot)), (Some(2), 1));
        assert_eq!((free_seat(2, &taken, beside), places_left(2, &taken, beside)), (None, 0));
    }
}
