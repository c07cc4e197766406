//! Venues and what is free in them. Everything here is public.

use chrono::{DateTime, FixedOffset, NaiveDate};
use shared::desks::{Availability, DayView, Desk, Suggestions};
use shared::venues::{AvailabilityChange, ClosureNotice, Exhibition, OpeningDay, Page, Plan, Venue};

use crate::{Client, Method, QueryString, Reply, Request, encoded};

/// A question about a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvailabilityQuery {
    /// When it begins.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// How many people want to sit together; absent means one.
    pub party_size: Option<u16>,
    /// Features every desk must have.
    pub features: Vec<String>,
    /// Only this zone.
    pub zone: Option<String>,
    /// Only this kind of desk.
    pub kind: Option<String>,
}

impl AvailabilityQuery {
    /// Any desk for one person.
    pub fn new(from: DateTime<FixedOffset>, to: DateTime<FixedOffset>) -> Self {
        Self { from, to, party_size: None, features: Vec::new(), zone: None, kind: None }
    }
}

/// A wish that is looked for across days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestionQuery {
    /// The first local date to look at.
    pub date: NaiveDate,
    /// How long.
    pub minutes: i64,
    /// How many people want to sit together; absent means one.
    pub party_size: Option<u16>,
    /// Features every desk must have.
    pub features: Vec<String>,
    /// Only this zone.
    pub zone: Option<String>,
    /// How many days to look at; absent leaves it to the api.
    pub days: Option<u16>,
}

impl SuggestionQuery {
    /// Any desk for one person.
    pub fn new(date: NaiveDate, minutes: i64) -> Self {
        Self { date, minutes, party_size: None, features: Vec::new(), zone: None, days: None }
    }
}

impl Client {
    /// All venues.
    pub fn venues(&self) -> Reply<Page<Venue>> {
        self.get("/api/v1/venues".to_owned())
    }

    /// One venue.
    pub fn venue(&self, slug: &str) -> Reply<Venue> {
        self.get(of_venue(slug, ""))
    }

    /// Opening hours of the local dates `from` to `to`, both included.
    pub fn opening_hours(&self, slug: &str, from: NaiveDate, to: NaiveDate) -> Reply<Page<OpeningDay>> {
        let query = QueryString::default().with("from", Some(from)).with("to", Some(to));
        self.get(of_venue(slug, &format!("/opening-hours{query}")))
    }

    /// The plan of the layout valid at an instant; `None` is now.
    pub fn plan(&self, slug: &str, at: Option<DateTime<FixedOffset>>) -> Reply<Plan> {
        let query = QueryString::default().with("at", at.map(instant));
        self.get(of_venue(slug, &format!("/plan{query}")))
    }

    /// All desks.
    pub fn desks(&self, slug: &str) -> Reply<Page<Desk>> {
        self.get(of_venue(slug, "/desks?limit=200"))
    }

    /// One desk.
    pub fn desk(&self, slug: &str, code: &str) -> Reply<Desk> {
        self.get(of_venue(slug, &format!("/desks/{}", encoded(code))))
    }

    /// What is free in a period.
    pub fn availability(&self, slug: &str, asked: &AvailabilityQuery) -> Reply<Availability> {
        let query = QueryString::default()
            .with("from", Some(instant(asked.from)))
            .with("to", Some(instant(asked.to)))
            .with("party_size", asked.party_size)
            .with_list("features", &asked.features)
            .with("zone", asked.zone.as_deref())
            .with("kind", asked.kind.as_deref());
        self.get(of_venue(slug, &format!("/availability{query}")))
    }

    /// Every desk's busy intervals of a local date.
    pub fn day(&self, slug: &str, date: NaiveDate) -> Reply<DayView> {
        self.get(of_venue(slug, &format!("/days/{date}")))
    }

    /// The same, past every cache: for whoever has just changed something on that day.
    pub fn day_now(&self, slug: &str, date: NaiveDate) -> Reply<DayView> {
        let request = Request::new(Method::GET, of_venue(slug, &format!("/days/{date}")));
        self.ask(Ok(request.header("Cache-Control", "no-cache")))
    }

    /// Where changes of a venue are told as they happen, as Server-Sent Events.
    pub fn changes_address(&self, slug: &str) -> String {
        format!("{}{}", self.base(), of_venue(slug, "/changes"))
    }

    /// What such an event says; `None` for what this version does not understand.
    pub fn read_change(data: &str) -> Option<AvailabilityChange> {
        crate::answer::read(data.as_bytes())
    }

    /// The earliest times at which a wish fits.
    pub fn suggestions(&self, slug: &str, wish: &SuggestionQuery) -> Reply<Suggestions> {
        let query = QueryString::default()
            .with("date", Some(wish.date))
            .with("minutes", Some(wish.minutes))
            .with("party_size", wish.party_size)
            .with_list("features", &wish.features)
            .with("zone", wish.zone.as_deref())
            .with("days", wish.days);
        self.get(of_venue(slug, &format!("/suggestions{query}")))
    }

    /// Exhibitions, now and to come.
    pub fn exhibitions(&self, slug: &str) -> Reply<Page<Exhibition>> {
        self.get(of_venue(slug, "/exhibitions"))
    }

    /// Closures, now and to come.
    pub fn closures(&self, slug: &str) -> Reply<Page<ClosureNotice>> {
        self.get(of_venue(slug, "/closures"))
    }
}

/// A path below a venue.
fn of_venue(slug: &str, rest: &str) -> String {
    format!("/api/v1/venues/{}{rest}", encoded(slug))
}

/// An instant in RFC 3339, written as it is in a body.
pub(crate) fn instant(at: DateTime<FixedOffset>) -> String {
    // An instant is always a string; were it not, the api would say what is wrong with the query.
    serde_json::to_string(&at).unwrap_or_default().trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_keep_the_offset_they_came_with() {
        let at: DateTime<FixedOffset> = serde_json::from_str("\"2026-11-24T09:00:00+01:00\"").expect("an instant");
        assert_eq!(instant(at), "2026-11-24T09:00:00+01:00");
    }

    #[test]
    fn a_slug_stays_one_segment() {
        assert_eq!(of_venue("a/b", "/plan"), "/api/v1/venues/a%2Fb/plan");
    }
}
