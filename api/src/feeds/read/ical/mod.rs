//! Calendar files (RFC 5545): the events in them, each with its rule and exceptions.
//!
//! An event and the entries that say what is different on some of its dates share a UID and become one thing. What
//! goes by the venue's clock keeps its rule; what repeats by another clock becomes single dates, a year ahead.

mod clock;
mod event;

use std::collections::HashMap;

use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue};
use calcard::{Entry, Parser};
use shared::feeds::MOST_ITEMS;

use super::{Broken, Frame, Parsed, text};
use clock::Clocks;

/// What of one event stands in a file.
#[derive(Debug, Default)]
pub(super) struct Group<'a> {
    /// The event itself.
    master: Option<&'a ICalendarComponent>,
    /// What is different on one date.
    overrides: Vec<&'a ICalendarComponent>,
}

/// Reads a calendar file.
pub(super) fn read(text: &str, frame: &Frame<'_>) -> Result<Parsed, Broken> {
    let inside = text.trim();
    let is = |part: Option<&str>, word: &str| part.is_some_and(|part| part.eq_ignore_ascii_case(word));
    if !is(inside.get(..15), "BEGIN:VCALENDAR") {
        return Err(Broken::because("it is no calendar file"));
    }
    if !is(inside.len().checked_sub(13).and_then(|from| inside.get(from..)), "END:VCALENDAR") {
        return Err(Broken::because("it is cut off before its end"));
    }
    let mut parsed = Parsed::default();
    let mut parser = Parser::new(inside);
    loop {
        match parser.entry() {
            Entry::ICalendar(calendar) => events(&calendar, frame, &mut parsed)?,
            Entry::Eof => return Ok(parsed),
            Entry::InvalidLine(line) => parsed.problem(None, format!("a line could not be read: {line}")),
            Entry::VCard(_) => {}
            _ => return Err(Broken::because("it is cut off before its end")),
        }
    }
}

fn events(calendar: &ICalendar, frame: &Frame<'_>, parsed: &mut Parsed) -> Result<(), Broken> {
    let events = calendar.components.iter().filter(|part| part.component_type == ICalendarComponentType::VEvent);
    let mut order: Vec<&str> = Vec::new();
    let mut groups: HashMap<&str, Group<'_>> = HashMap::new();
    for event in events {
        let Some(uid) = event.uid().map(str::trim).filter(|uid| !uid.is_empty()) else {
            parsed.problem(None, format!("`{}` has no UID", event::title(event)));
            continue;
        };
        let group = groups.entry(uid).or_insert_with(|| {
            order.push(uid);
            Group::default()
        });
        if event.has_property(&ICalendarProperty::RecurrenceId) {
            group.overrides.push(event);
        } else if group.master.replace(event).is_some() {
            parsed.problem(Some(uid), "is there more than once; the last one counts");
            parsed.seen.remove(uid);
        }
    }
    if order.len() > MOST_ITEMS {
        return Err(Broken(format!("it has more than {MOST_ITEMS} things in it")));
    }
    let clocks = Clocks::new(frame, calendar.build_tz_resolver());
    for uid in order {
        let Some(group) = groups.get(uid) else { continue };
        let mut notes = Vec::new();
        match event::read(uid, group, frame, &clocks, &mut notes) {
            Ok(item) => parsed.take(item),
            Err(why) => parsed.problem(Some(uid), format!("`{}` {why}", group.title())),
        }
        for note in notes {
            parsed.problem(Some(uid), note);
        }
    }
    Ok(())
}

impl Group<'_> {
    fn title(&self) -> String {
        self.master.or(self.overrides.first().copied()).map(event::title).unwrap_or_default()
    }
}

/// The text of a property; empty where there is none.
fn words<'a>(event: &'a ICalendarComponent, property: &ICalendarProperty) -> &'a str {
    let entry = event.property(property).and_then(|entry| entry.values.first());
    entry.and_then(ICalendarValue::as_text).unwrap_or_default()
}

/// The same on one line.
fn phrase(event: &ICalendarComponent, property: &ICalendarProperty, most: usize) -> String {
    text::line(words(event, property), most)
}
