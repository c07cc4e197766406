//! Times of a calendar file and the clocks they go by.

use std::cell::RefCell;
use std::collections::HashMap;

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::timezone::TzResolver;
use calcard::icalendar::{ICalendarEntry, ICalendarValue};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};
use shared::zones::{OffsetSpan, Zone};

use super::super::Frame;
use crate::venues::offsets;

/// A clock that a time goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Clock {
    /// The venue's own, or one that has always shown the same, or none in particular.
    Venue,
    /// Another.
    Other(Zone),
}

/// A time of a calendar file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct When {
    /// As its clock shows it; midnight for a day.
    pub(super) local: NaiveDateTime,
    pub(super) clock: Clock,
    /// Whether the whole day is meant.
    pub(super) day: bool,
}

/// The clocks of a calendar file by their names.
pub(super) struct Clocks<'a> {
    frame: &'a Frame<'a>,
    resolver: TzResolver<&'a str>,
    // Working one out looks at thousands of days, and every event names one.
    known: RefCell<HashMap<String, Clock>>,
}

impl<'a> Clocks<'a> {
    pub(super) fn new(frame: &'a Frame<'a>, resolver: TzResolver<&'a str>) -> Self {
        Self { frame, resolver, known: RefCell::default() }
    }

    /// The times of a property; the error says what is wrong with it.
    pub(super) fn times(&self, entry: &ICalendarEntry) -> Result<Vec<When>, String> {
        let one = |value: &ICalendarValue| {
            let time = value.as_partial_date_time().ok_or("has a time that can't be read")?;
            self.when(time, entry.tz_id())
        };
        entry.values.iter().map(one).collect()
    }

    /// The one time of a property.
    pub(super) fn time(&self, entry: &ICalendarEntry) -> Result<When, String> {
        self.times(entry)?.into_iter().next().ok_or_else(|| "has a time that can't be read".to_owned())
    }

    fn when(&self, time: &PartialDateTime, name: Option<&str>) -> Result<When, String> {
        let read = time.to_date_time().ok_or("has a time that can't be read")?;
        let year = chrono::Datelike::year(&read.date_time);
        if !(1970..2100).contains(&year) {
            return Err(format!("is in the year {year}"));
        }
        if !time.has_time() {
            return Ok(When { local: read.date_time, clock: Clock::Venue, day: true });
        }
        // Offers go by the minute.
        let local = read.date_time.with_second(0).unwrap_or(read.date_time);
        let clock = match (read.offset, name) {
            (Some(offset), _) => self.fixed(offset.local_minus_utc()),
            (None, Some(name)) => self.named(name)?,
            (None, None) => Clock::Venue,
        };
        Ok(When { local, clock, day: false })
    }

    fn named(&self, name: &str) -> Result<Clock, String> {
        if name == self.frame.zone_name {
            return Ok(Clock::Venue);
        }
        if let Some(clock) = self.known.borrow().get(name) {
            return Ok(clock.clone());
        }
        let clock = match self.resolver.resolve(name) {
            Some(Tz::Tz(tz)) => {
                let zone = offsets(name, tz.name(), self.frame.now).map_err(|_unknown| unknown(name))?;
                if self.is_ours(&zone) { Clock::Venue } else { Clock::Other(zone) }
            }
            Some(Tz::Fixed(offset)) => self.fixed(offset.local_minus_utc()),
            Some(Tz::Floating) => Clock::Venue,
            None => return Err(unknown(name)),
        };
        self.known.borrow_mut().insert(name.to_owned(), clock.clone());
        Ok(clock)
    }

    fn fixed(&self, offset_seconds: i32) -> Clock {
        let zone = Zone::new(vec![OffsetSpan { from: DateTime::<Utc>::MIN_UTC, offset_seconds }]);
        if self.is_ours(&zone) { Clock::Venue } else { Clock::Other(zone) }
    }

    /// Whether a clock shows what the venue's shows, from a year ago until three years from now.
    fn is_ours(&self, zone: &Zone) -> bool {
        let probes = (-26..78).map(|fortnight| self.frame.now + TimeDelta::days(14 * fortnight));
        probes.into_iter().all(|at| zone.offset_at(at) == self.frame.zone.offset_at(at))
    }

    /// The instant of a time.
    pub(super) fn instant(&self, when: &When) -> DateTime<Utc> {
        match &when.clock {
            Clock::Venue => self.frame.zone.instant(when.local),
            Clock::Other(zone) => zone.instant(when.local),
        }
    }

    /// The same time as another clock shows it. A day is the same day everywhere.
    pub(super) fn shown_by(&self, when: &When, clock: &Clock) -> NaiveDateTime {
        if when.day || when.clock == *clock {
            return when.local;
        }
        let at = self.instant(when);
        match clock {
            Clock::Venue => self.frame.zone.local(at).naive_local(),
            Clock::Other(zone) => zone.local(at).naive_local(),
        }
    }

    /// The end of a rule, which says no time zone but UTC, as a clock shows it.
    pub(super) fn until(&self, time: &PartialDateTime, clock: &Clock) -> Option<NaiveDateTime> {
        self.when(time, None).ok().map(|when| {
            let floating = time.tz_hour.is_none();
            if floating { when.local } else { self.shown_by(&when, clock) }
        })
    }
}

fn unknown(name: &str) -> String {
    format!("goes by the time zone `{name}`, which is not known here")
}
