//! When a venue is open, worked out once: laying hours over local days is dear, and the search for
//! other times asks for hundreds of them.

use std::sync::OnceLock;

use chrono::Days;
use shared::opening::Schedule;
use shared::slots::Period;

/// Days that are worked out before and after the first that is asked for.
const BEFORE: u64 = 14;
const AFTER: u64 = 106;

/// Open intervals of the days people ask about, filled at the first question.
#[derive(Debug, Default)]
pub(super) struct Openings(OnceLock<Table>);

#[derive(Debug)]
struct Table {
    /// From the first day's begin to the last one's end.
    covers: Option<Period>,
    /// In order, each within one local day.
    intervals: Vec<Period>,
}

impl Openings {
    /// The open interval of one local day that holds the whole period, if there is one.
    pub(super) fn around(&self, schedule: &Schedule, period: Period) -> Option<Period> {
        let table = self.0.get_or_init(|| Table::near(schedule, period));
        if !table.covers.is_some_and(|covered| covered.contains(period)) {
            return schedule.interval_around(period);
        }
        let after = table.intervals.partition_point(|open| open.from() <= period.from());
        let open = table.intervals.get(after.checked_sub(1)?)?;
        open.contains(period).then_some(*open)
    }
}

impl Table {
    fn near(schedule: &Schedule, period: Period) -> Self {
        let zone = &schedule.zone;
        let date = zone.date(period.start());
        let first = date.checked_sub_days(Days::new(BEFORE)).unwrap_or(date);
        let last = date.checked_add_days(Days::new(AFTER)).unwrap_or(date);
        let dates = first.iter_days().take_while(|date| *date <= last);
        Self {
            covers: Period::between(zone.day(first).0, zone.day(last).1),
            intervals: dates.flat_map(|date| schedule.day(date).intervals).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};
    use shared::opening::{Closure, Holiday, WeeklyHours};
    use shared::slots::Slot;
    use shared::zones::{OffsetSpan, Zone};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn schedule(opens: u16, closes: u16) -> Schedule {
        let spans = [("2026-03-29T01:00:00Z", 7200), ("2026-10-25T01:00:00Z", 3600)];
        let zone = spans.map(|(from, offset_seconds)| OffsetSpan { from: at(from), offset_seconds });
        Schedule {
            zone: Zone::new(zone.to_vec()),
            weekly: (1..=6).map(|weekday| WeeklyHours { weekday, opens, closes }).collect(),
            holidays: vec![Holiday {
                date: "2026-10-31".parse().expect("a date"),
                name_de: "Reformationstag".to_owned(),
                name_en: "Reformation Day".to_owned(),
            }],
            closures: vec![Closure {
                from: at("2026-10-27T11:00:00Z"),
                to: at("2026-10-27T13:00:00Z"),
                zone: None,
                reason_de: String::new(),
                reason_en: String::new(),
            }],
        }
    }

    #[test]
    fn rule_12_agrees_with_the_schedule_across_a_clock_change_within_its_days_and_beyond() {
        for (opens, closes) in [(8 * 60, 18 * 60), (0, 1440)] {
            let schedule = schedule(opens, closes);
            let openings = Openings::default();
            let first = Slot::containing(at("2026-10-24T12:00:00Z"));
            for start in (0..160 * 96).step_by(3).chain((-40 * 96..0).step_by(5)) {
                for slots in [1, 4, 40, 97] {
                    let period = Period::of_length(first.plus(start), slots).expect("a period");
                    assert_eq!(openings.around(&schedule, period), schedule.interval_around(period), "{period:?}");
                }
            }
        }
    }
}
