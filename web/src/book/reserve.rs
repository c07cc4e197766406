//! Reserving: the state of it, the request, and what can go wrong with it.

use crate::router::{NavigateOptions, use_navigate};
use crate::view::prelude::*;
use chrono::{DateTime, Timelike, Utc};
use client::Error;
use shared::bookings::{NewBooking, Rule, check_period};
use shared::opening::{Schedule, WeeklyHours};
use shared::problem::ProblemKind;
use shared::slots::Period;
use shared::venues::Venue;
use wasm_bindgen::JsCast;

use super::email::Email;
use super::hall::Hall;
use crate::clock::use_clock;
use crate::lang::{Lang, use_lang};
use crate::session::{Keys, booking_href, remember_address, use_client};

/// The id of the address field.
pub(super) const FIELD: &str = "email";

/// Why a reservation was not made.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Refusal {
    /// Somebody was faster.
    Taken(String),
    /// A rule says no.
    Rule(Rule),
    /// Everything else.
    Failed(Error),
}

/// The state of reserving; cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Reserving {
    /// Whether the address is being asked for.
    pub(crate) asking: RwSignal<bool>,
    /// What was typed so far; it survives a change of desk.
    pub(super) email: Email,
    pub(super) send: Action<NewBooking, Option<Refusal>>,
    hall: StoredValue<Hall>,
}

impl Reserving {
    /// Nothing reserved yet.
    pub(crate) fn new(hall: Hall) -> Self {
        let (client, lang, clock, venue) = (use_client(), use_lang(), use_clock(), hall.venue());
        let navigate = use_navigate();
        let keys = Keys::new();
        let send = Action::new(move |wish: &NewBooking| {
            let sent = check(hall, &venue, clock.now(), wish).map(|()| client.book(wish, &keys.of(wish)));
            let (email, desks) = (wish.email.clone().unwrap_or_default(), wish.desk_codes.clone());
            async move {
                let reply = match sent {
                    Ok(reply) => reply.await.map_err(|error| refusal(error, desks.as_deref())),
                    Err(refused) => Err(refused),
                };
                match reply {
                    Ok(booking) => {
                        keys.forget();
                        remember_address(booking.id, &email);
                        let secret = booking.secret.as_deref().unwrap_or_default();
                        navigate(&booking_href(lang, booking.id, secret), NavigateOptions::default());
                        None
                    }
                    Err(refusal) => {
                        if matches!(refusal, Refusal::Taken(_)) {
                            hall.refresh();
                        }
                        Some(refusal)
                    }
                }
            }
        });
        Self { asking: RwSignal::new(false), email: Email::new(), send, hall: StoredValue::new(hall) }
    }

    /// Asks for the address, wherever on the page that was decided.
    pub(crate) fn begin(self) {
        // Whoever changes a booking has left the address already.
        let hall = self.hall.get_value();
        if let Some(change) = hall.change() {
            change.send(hall);
            return;
        }
        self.send.clear();
        self.asking.set(true);
        next_frame(|| {
            if let Some(field) = document().get_element_by_id(FIELD)
                && let Some(field) = field.dyn_ref::<web_sys::HtmlElement>()
            {
                // Scrolls the field into view as well: it may be far from where reserving began.
                let _ = field.focus();
            }
        });
    }

    /// Whether somebody was faster, and the page says so; tracks.
    pub(crate) fn lost(self) -> bool {
        matches!(self.send.value().flatten(), Some(Refusal::Taken(_)))
    }

    pub(super) fn stop(self) {
        self.send.clear();
        self.asking.set(false);
    }
}

/// Checks a wish by the rules the server will check it by.
fn check(hall: Hall, venue: &Venue, now: DateTime<Utc>, wish: &NewBooking) -> Result<(), Refusal> {
    let schedule = schedule(venue, &hall.open.get_untracked());
    check_period(&venue.rules, &schedule, now, wish.from.to_utc(), wish.to.to_utc())
        .map(drop)
        .map_err(|violation| Refusal::Rule(violation.rule))
}

pub(super) fn refusal(error: Error, desks: Option<&[String]>) -> Refusal {
    match error.kind() {
        Some(ProblemKind::DeskTaken) => Refusal::Taken(desks.unwrap_or_default().first().cloned().unwrap_or_default()),
        Some(ProblemKind::RuleViolated) => {
            Refusal::Rule(error.problem().and_then(|problem| problem.rule).unwrap_or(Rule::Unknown))
        }
        _ => Refusal::Failed(error),
    }
}

/// The day's hours as the rules read them.
pub(crate) fn schedule(venue: &Venue, open: &[Period]) -> Schedule {
    let zone = &venue.utc_offsets;
    let minute = |at: DateTime<Utc>| {
        let time = zone.local(at).time();
        u16::try_from(time.hour() * 60 + time.minute()).unwrap_or(0)
    };
    let hours = |open: &Period| {
        use chrono::Datelike;
        let weekday = zone.date(open.start()).weekday().number_from_monday();
        let closes = match minute(open.end()) {
            0 => shared::opening::MINUTES_PER_DAY,
            minute => minute,
        };
        WeeklyHours { weekday: u8::try_from(weekday).unwrap_or(1), opens: minute(open.start()), closes }
    };
    Schedule {
        zone: zone.clone(),
        weekly: open.iter().map(hours).collect(),
        holidays: Vec::new(),
        closures: Vec::new(),
    }
}

/// Whether this can be an e-mail address. Only a mail that arrives proves it.
pub(super) fn is_address(text: &str) -> bool {
    let Some((user, domain)) = text.split_once('@') else { return false };
    let plain = text.len() <= 254 && !text.contains(|c: char| c.is_whitespace() || c.is_control());
    let dotted = domain.split_once('.').is_some_and(|(name, rest)| !name.is_empty() && !rest.is_empty());
    plain && !user.is_empty() && dotted && !domain.contains('@') && !domain.ends_with('.')
}

/// The wish as it is sent.
pub(super) fn wish(hall: Hall, lang: Lang, email: &str) -> Option<NewBooking> {
    let period = hall.period.get_untracked()?;
    let venue = hall.venue();
    Some(NewBooking {
        venue: venue.slug.clone(),
        from: venue.utc_offsets.local(period.start()),
        to: venue.utc_offsets.local(period.end()),
        desk_codes: Some(hall.chosen.get_untracked()),
        party_size: None,
        features: None,
        zone: None,
        email: Some(email.to_owned()),
        name: None,
        locale: Some(lang),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_complete_or_not() {
        for good in ["kim@example.org", "a.b+c@mail.example.co"] {
            assert!(is_address(good), "{good}");
        }
        for bad in ["", "kim", "kim@", "@example.org", "kim@example", "kim @example.org", "a@b@c.de", "kim@example."] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
