//! What happens in the town hall today, and what tomorrow where that is nothing.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, Utc};
use shared::offers::{DateState, FullOffer, OfferKind};
use tokio::time::timeout;

use super::dates::hhmm;
use super::frame::Frame;
use super::{Asking, PATIENCE};
use crate::calendar::VenueCalendar;
use crate::offers::{self, Filter};
use crate::wire::Paging;

/// Events of two days at most.
const MOST: usize = 100;
/// Titles of tomorrow that are named.
const TOMORROW: usize = 2;

/// One line of the programme.
pub(super) struct Row {
    begins: DateTime<FixedOffset>,
    /// For programs: a date, or a date and a time.
    pub(super) datetime: String,
    pub(super) running: bool,
    pub(super) time: String,
    pub(super) href: String,
    pub(super) title: String,
    /// The language of the title and the summary, where it is not the page's.
    pub(super) lang: Option<String>,
    pub(super) summary: String,
    pub(super) state: Option<&'static str>,
}

/// The programme.
pub(super) struct Programme {
    pub(super) rows: Vec<Row>,
    /// Titles of what comes tomorrow.
    pub(super) tomorrow: String,
}

/// The programme of a day; `None` where the database does not answer.
pub(super) async fn programme(asking: &Asking<'_>, venue: &VenueCalendar, frame: &Frame) -> Option<Programme> {
    let zone = &venue.facts.schedule.zone;
    let today = zone.date(asking.now);
    let tomorrow = today.checked_add_days(Days::new(1))?;
    let filter = Filter {
        kinds: vec![OfferKind::Event],
        from: Some(zone.day(today).0),
        to: Some(zone.day(tomorrow).1),
        ..Filter::default()
    };
    let paging = Paging { limit: MOST, cursor: None };
    let asked = offers::page(asking.app, &filter, &paging, asking.lang.tag(), 20);
    let found = timeout(PATIENCE, asked).await.ok()?.ok()?.items;
    let of = |day: NaiveDate| {
        let mut rows: Vec<Row> = found.iter().flat_map(|offer| on(asking, frame, offer, day)).collect();
        rows.sort_by(|a, b| (a.begins, &a.time, &a.title).cmp(&(b.begins, &b.time, &b.title)));
        rows
    };
    let later: Vec<String> = of(tomorrow).into_iter().filter(|row| row.state.is_none()).map(|row| row.title).collect();
    let named: Vec<&str> = later.iter().take(TOMORROW).map(String::as_str).collect();
    Some(Programme { rows: of(today), tomorrow: named.join(", ") })
}

/// What an offer has on a day.
fn on(asking: &Asking<'_>, frame: &Frame, whole: &FullOffer, day: NaiveDate) -> Vec<Row> {
    let (offer, now): (_, DateTime<Utc>) = (&whole.offer, asking.now);
    let summary = offer.summary.trim_end_matches('.');
    let dates = whole.details.dates.iter().filter(|date| date.from.date_naive() == day);
    let row = |date: &shared::offers::EventDate| {
        let (from, to) = (date.from.time(), date.to.time());
        let room = date.room.as_deref().or(offer.place.as_ref().map(|place| place.name.as_str()));
        Row {
            begins: date.from,
            datetime: if date.all_day { day.to_string() } else { date.from.to_rfc3339() },
            running: date.from <= now && now < date.to && date.state != DateState::Cancelled,
            time: if date.all_day { String::new() } else { format!("{}–{}", hhmm(from), hhmm(to)) },
            href: frame.href(&format!("/offers/{}", offer.slug)),
            title: offer.title.clone(),
            lang: (offer.lang != asking.lang.tag()).then(|| offer.lang.clone()),
            summary: match room {
                Some(room) if !summary.contains(room) => format!("{summary} · {room}"),
                _ => summary.to_owned(),
            },
            state: match date.state {
                DateState::Cancelled => Some(frame.w.cancelled),
                DateState::Postponed => Some(frame.w.postponed),
                DateState::Scheduled | DateState::Moved | DateState::Unknown => None,
            },
        }
    };
    dates.map(row).collect()
}
