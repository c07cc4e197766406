//! What sources really look like, and what nobody should send.

mod calendars;
mod hostile;
mod others;

use shared::feeds::{FeedColumns, FeedFormat};
use shared::offers::OfferKind;
use shared::zones::Zone;

use super::{Broken, Frame, Incoming, Parsed, read};
use crate::venues::offsets;

pub(in crate::feeds) const NOW: &str = "2026-11-24T07:05:00Z";

/// The clock of the town hall.
pub(in crate::feeds) fn berlin() -> Zone {
    offsets("test", "Europe/Berlin", NOW.parse().unwrap()).unwrap()
}

fn columns() -> FeedColumns {
    let name = |name: &str| Some(name.to_owned());
    FeedColumns {
        uid: name("Nr"),
        title: "Titel".to_owned(),
        summary: None,
        body: name("Text"),
        starts: name("Beginn"),
        ends: name("Ende"),
        place: name("Ort"),
        street: None,
        postcode: None,
        city: None,
        url: None,
    }
}

fn parse(format: FeedFormat, kind: OfferKind, bytes: &[u8]) -> Result<Parsed, Broken> {
    let (zone, columns) = (berlin(), columns());
    let frame = Frame {
        kind,
        zone: &zone,
        zone_name: "Europe/Berlin",
        now: NOW.parse().unwrap(),
        base: Some("https://example.org/feeds/all"),
        columns: Some(&columns),
    };
    read(format, bytes, &frame)
}

fn calendar(events: &str) -> Parsed {
    let text = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", events.replace('\n', "\r\n"));
    parse(FeedFormat::Icalendar, OfferKind::Event, text.as_bytes()).unwrap()
}

/// The one thing in it.
fn only(parsed: Parsed) -> Incoming {
    let [item] = <[Incoming; 1]>::try_from(parsed.items).unwrap_or_else(|all| panic!("{all:?} {:?}", parsed.problems));
    item
}
