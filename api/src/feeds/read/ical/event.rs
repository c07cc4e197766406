//! One event of a calendar file.

use std::collections::BTreeMap;

use calcard::icalendar::{
    ICalendarComponent, ICalendarParameterName, ICalendarProperty, ICalendarStatus, ICalendarValue,
};
use chrono::{NaiveDateTime, TimeDelta};
use shared::offers::{EventState, Exception, Outcome, Repetition, Schedule};
use shared::zones::Zone;

use super::super::instant::timing;
use super::super::rule::rewritten;
use super::super::text::{address, opening, paragraphs};
use super::super::{Differing, Frame, Incoming, Spot, Timing};
use super::clock::{Clock, Clocks, When};
use super::{Group, phrase, words};

/// Most dates of one event that are different, or stand beside its rule.
const MOST_DIFFERENT: usize = 400;
/// What repeats by another clock is told so far ahead, and so many times at most.
const AHEAD: TimeDelta = TimeDelta::days(400);
const MOST_DATES: usize = 50;

/// The title of an event.
pub(super) fn title(event: &ICalendarComponent) -> String {
    phrase(event, &ICalendarProperty::Summary, 200)
}

/// Reads an event with what is different on some dates. The error says why it can't be told; `notes` what was
/// told without something.
pub(super) fn read(
    uid: &str,
    group: &Group<'_>,
    frame: &Frame<'_>,
    clocks: &Clocks<'_>,
    notes: &mut Vec<String>,
) -> Result<Incoming, String> {
    let Some(head) = group.master.or(group.overrides.first().copied()) else { return Err("is not there".to_owned()) };
    let mut item = described(uid, head, frame);
    if group.master.is_some() {
        item.timings = series(head, group, frame, clocks, notes)?;
    } else {
        // A source that cuts off what is past may keep single dates of a series alone.
        for one in &group.overrides {
            if !is_cancelled(one) {
                item.timings.push(single(&span(one, clocks)?, clocks)?);
            }
        }
    }
    if item.timings.is_empty() {
        return Err("has no date".to_owned());
    }
    Ok(item)
}

fn described(uid: &str, event: &ICalendarComponent, frame: &Frame<'_>) -> Incoming {
    let mut item = Incoming::new(uid, title(event));
    item.body = paragraphs(words(event, &ICalendarProperty::Description), 8000);
    item.summary = opening(&item.body, 160);
    item.url = address(words(event, &ICalendarProperty::Url), frame.base);
    let place = phrase(event, &ICalendarProperty::Location, 200);
    item.place = (!place.is_empty()).then(|| Spot { name: place, ..Spot::default() });
    let position = event.property(&ICalendarProperty::Geo).map(|geo| geo.values.as_slice());
    if let Some([lat, lon]) = position {
        item.position = lat.as_float().zip(lon.as_float());
    }
    if is_cancelled(event) {
        item.event_state = EventState::Cancelled;
    }
    item
}

fn is_cancelled(event: &ICalendarComponent) -> bool {
    event.status() == Some(&ICalendarStatus::Cancelled)
}

/// Beginning and length of an event.
struct Span {
    starts: When,
    minutes: i64,
}

fn span(event: &ICalendarComponent, clocks: &Clocks<'_>) -> Result<Span, String> {
    let starts = event.property(&ICalendarProperty::Dtstart).ok_or("says no beginning")?;
    let starts = clocks.time(starts)?;
    let end = event.property(&ICalendarProperty::Dtend).map(|end| clocks.time(end)).transpose()?;
    let lasts = event.property(&ICalendarProperty::Duration).and_then(|entry| entry.values.first());
    let minutes = match (end, lasts) {
        (Some(end), _) if end.day == starts.day => (clocks.shown_by(&end, &starts.clock) - starts.local).num_minutes(),
        (Some(_), _) => return Err("begins with a time and ends with a day".to_owned()),
        (None, Some(ICalendarValue::Duration(lasts))) => lasts.as_seconds() / 60,
        (None, _) => 0,
    };
    // A day without an end is that day (RFC 5545, 3.6.1).
    let minutes =
        if starts.day { (minutes / 1440 * 1440).max(if minutes >= 0 { 1440 } else { minutes }) } else { minutes };
    Ok(Span { starts, minutes })
}

/// A single date by the venue's clock.
fn single(span: &Span, clocks: &Clocks<'_>) -> Result<Timing, String> {
    let starts = clocks.shown_by(&span.starts, &Clock::Venue);
    if span.starts.day || span.starts.clock == Clock::Venue {
        return timing(starts, span.minutes, span.starts.day);
    }
    let ends = When { local: span.starts.local + TimeDelta::minutes(span.minutes), ..span.starts.clone() };
    timing(starts, (clocks.shown_by(&ends, &Clock::Venue) - starts).num_minutes(), false)
}

fn series(
    master: &ICalendarComponent,
    group: &Group<'_>,
    frame: &Frame<'_>,
    clocks: &Clocks<'_>,
    notes: &mut Vec<String>,
) -> Result<Vec<Timing>, String> {
    let span = span(master, clocks)?;
    let clock = span.starts.clock.clone();
    let mut rules = master.properties(&ICalendarProperty::Rrule);
    let rule = match rules.next().and_then(|entry| entry.values.first()) {
        None => None,
        Some(ICalendarValue::RecurrenceRule(rule)) => {
            Some(rewritten(rule, span.starts.local, |until| clocks.until(until, &clock))?)
        }
        Some(_) => return Err("has a rule that can't be read".to_owned()),
    };
    if rules.next().is_some() {
        return Err("has more than one rule".to_owned());
    }
    let mut beside = Vec::new();
    let differing = exceptions(master, group, &span, clocks, &mut beside, notes)?;
    for entry in master.properties(&ICalendarProperty::Rdate) {
        for starts in clocks.times(entry)? {
            beside.push(single(&Span { starts, minutes: span.minutes }, clocks)?);
        }
    }
    if differing.len() + beside.len() > MOST_DIFFERENT {
        return Err(format!("has more than {MOST_DIFFERENT} dates that are different"));
    }
    let mut timings = match (&clock, rule) {
        (Clock::Other(zone), Some(rule)) => dates(&span, &rule, differing, zone, frame)?,
        (Clock::Other(_), None) => vec![single(&span, clocks)?],
        (Clock::Venue, repeated) => {
            let plain = timing(span.starts.local, span.minutes, span.starts.day)?;
            let exceptions = differing.iter().map(Differing::from).collect();
            vec![Timing { rrule: repeated, exceptions, ..plain }]
        }
    };
    timings.append(&mut beside);
    Ok(timings)
}

/// What is different on which date; what has another length then goes beside the rule.
fn exceptions(
    master: &ICalendarComponent,
    group: &Group<'_>,
    span: &Span,
    clocks: &Clocks<'_>,
    beside: &mut Vec<Timing>,
    notes: &mut Vec<String>,
) -> Result<Vec<Exception>, String> {
    let clock = &span.starts.clock;
    // A day stands for the date that begins on it.
    let begins = |when: &When| {
        let local = clocks.shown_by(when, clock);
        if when.day && !span.starts.day { local.date().and_time(span.starts.local.time()) } else { local }
    };
    let mut known: BTreeMap<NaiveDateTime, Outcome> = BTreeMap::new();
    for one in &group.overrides {
        let Some(id) = one.property(&ICalendarProperty::RecurrenceId) else { continue };
        if id.has_parameter(&ICalendarParameterName::Range) {
            return Err("changes all dates from one on, which can't be told here".to_owned());
        }
        let starts = begins(&clocks.time(id)?);
        if is_cancelled(one) {
            known.insert(starts, Outcome::Cancelled);
            continue;
        }
        let own = self::span(one, clocks)?;
        let moved = clocks.shown_by(&own.starts, clock);
        if own.minutes == span.minutes && own.starts.day == span.starts.day {
            if moved != starts {
                known.insert(starts, Outcome::Moved(moved));
            }
            if title(one) != title(master) {
                notes.push(format!("is called `{}` on one date, which can't be told here", title(one)));
            }
        } else {
            known.insert(starts, Outcome::LeftOut);
            beside.push(single(&own, clocks)?);
        }
    }
    for entry in master.properties(&ICalendarProperty::Exdate) {
        for when in clocks.times(entry)? {
            known.entry(begins(&when)).or_insert(Outcome::LeftOut);
        }
    }
    Ok(known.into_iter().map(|(starts, outcome)| Exception { starts, outcome }).collect())
}

/// The dates of a rule that goes by another clock, by the venue's.
fn dates(
    span: &Span,
    rule: &str,
    exceptions: Vec<Exception>,
    zone: &Zone,
    frame: &Frame<'_>,
) -> Result<Vec<Timing>, String> {
    let repetition = Some(Repetition::parse(rule)?);
    let minutes = if span.minutes == 0 { super::super::instant::OPEN_END } else { span.minutes };
    let schedule = Schedule { starts: span.starts.local, minutes, all_day: false, repetition, exceptions };
    let dates = schedule.occurrences(zone, (frame.now + AHEAD).naive_utc());
    let coming = dates.into_iter().filter(|date| date.to > frame.now).take(MOST_DATES);
    let one = |date: shared::offers::Occurrence| {
        let (from, to) = (frame.zone.local(date.from).naive_local(), frame.zone.local(date.to).naive_local());
        let mut timing = timing(from, (to - from).num_minutes(), false)?;
        if date.state == shared::offers::DateState::Cancelled {
            let outcome = "cancelled".to_owned();
            timing.exceptions.push(Differing { starts: from, outcome, moved_to: None });
        }
        Ok(timing)
    };
    coming.map(one).collect()
}
