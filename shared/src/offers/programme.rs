//! What takes place on a day in the building: the little that pages beside the info point show of events.
//!
//! Read from the same answer as whole offers, so that a page that shows a title and a time does not carry the
//! reading of forty fields. What always holds: what was called off is not shown as if it took place.

use chrono::{DateTime, FixedOffset};
use serde::Deserialize;

use super::{DateState, EventDate, OfferPlace};
use crate::order::sorted;

/// A page of offers, as far as it says what takes place.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Programme {
    /// The offers.
    pub items: Vec<Event>,
}

/// An offer, as far as it says what takes place.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Event {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Where it is.
    pub place: Option<OfferPlace>,
    /// The dates to come, in order.
    pub dates: Vec<EventDate>,
}

/// An event on one date.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// The room, or what else its place is called.
    pub room: Option<String>,
    /// The date.
    pub date: EventDate,
}

impl Programme {
    /// What takes place in the building between two instants, in order. A date is in the building if it names a
    /// room of it, or if the event's place has its `street`.
    pub fn in_the_building(
        self,
        street: &str,
        from: DateTime<FixedOffset>,
        to: DateTime<FixedOffset>,
    ) -> Vec<Happening> {
        let mut found = Vec::new();
        for Event { slug, title, summary, place, dates } in self.items {
            let here = place.as_ref().is_some_and(|place| place.street.as_deref() == Some(street));
            for date in dates.into_iter().filter(|date| date.from < to && date.to > from) {
                let room = date.room.clone().or_else(|| place.as_ref().map(|place| place.name.clone()));
                if here || date.room.is_some() {
                    found.push(Happening {
                        slug: slug.clone(),
                        title: title.clone(),
                        summary: summary.clone(),
                        room,
                        date,
                    });
                }
            }
        }
        sorted(found, |a, b| (a.date.from, a.date.to).cmp(&(b.date.from, b.date.to)))
    }
}

impl Happening {
    /// Whether it takes place.
    pub fn takes_place(&self) -> bool {
        !matches!(self.date.state, DateState::Cancelled | DateState::Postponed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        serde_json::from_str(&format!("\"{text}\"")).expect("an instant")
    }

    fn event(slug: &str, street: &str, from: &str, to: &str, state: DateState, room: Option<&str>) -> Event {
        let place = OfferPlace {
            name: "Haus".to_owned(),
            street: Some(street.to_owned()),
            postcode: None,
            city: None,
            step_free: None,
            access_notes: None,
        };
        let date = EventDate { from: at(from), to: at(to), all_day: false, state, room: room.map(str::to_owned) };
        let text = String::new;
        Event { slug: slug.to_owned(), title: text(), summary: text(), place: Some(place), dates: vec![date] }
    }

    #[test]
    fn a_day_has_what_takes_place_in_the_building_on_it_in_order() {
        let (ten, noon, four) = ("2026-11-24T10:00:00+01:00", "2026-11-24T12:00:00+01:00", "2026-11-24T16:00:00+01:00");
        let (tomorrow, after) = ("2026-11-25T00:00:00+01:00", "2026-11-25T11:00:00+01:00");
        let items = vec![
            event("late", "Platz 1", noon, four, DateState::Scheduled, None),
            event("early", "Weg 2", ten, noon, DateState::Moved, Some("Saal")),
            event("elsewhere", "Weg 2", ten, noon, DateState::Scheduled, None),
            event("tomorrow", "Platz 1", tomorrow, after, DateState::Scheduled, None),
            event("off", "Platz 1", noon, four, DateState::Cancelled, None),
        ];
        let day = Programme { items }.in_the_building("Platz 1", at("2026-11-24T00:00:00+01:00"), at(tomorrow));
        let told: Vec<(&str, Option<&str>, bool)> =
            day.iter().map(|one| (one.slug.as_str(), one.room.as_deref(), one.takes_place())).collect();
        assert_eq!(told, [("early", Some("Saal"), true), ("late", Some("Haus"), true), ("off", Some("Haus"), false)]);
    }
}
