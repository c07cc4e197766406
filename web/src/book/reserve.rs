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

use super::hall::Hall;
use crate::clock::use_clock;
use crate::lang::{Lang, use_lang};
use crate::session::{Keys, booking_href, remember_address, use_client};
use crate::signed_in::{SignedIn, asker, is_remembered};
use crate::ui::email::Email;

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

/// Who books.
pub(super) enum Who {
    /// Somebody with this address.
    Address(String),
    /// Somebody who is signed in and need not say it.
    SignedIn,
}

impl Who {
    /// The address, as a wish has it.
    pub(super) fn email(self) -> Option<String> {
        match self {
            Self::Address(email) => Some(email),
            Self::SignedIn => None,
        }
    }
}

/// The state of reserving; cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Reserving {
    /// Whether the address is being asked for.
    pub(crate) asking: RwSignal<bool>,
    /// Whether it is somebody who is signed in: then no address is asked for.
    pub(super) own: RwSignal<bool>,
    pub(super) signed_in: SignedIn,
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
        let (keys, signed_in, own) = (Keys::new(), SignedIn::new(), RwSignal::new(is_remembered()));
        let send = Action::new(move |wish: &NewBooking| {
            let checked = check(hall, &venue, clock.now(), wish);
            let (client, wish, key) = (client.clone(), wish.clone(), keys.of(wish));
            async move {
                let reply = match checked {
                    Ok(()) => {
                        let asker = asker(signed_in, client, wish.email.as_ref()).await;
                        let reply = match asker {
                            Ok(asker) => asker.book(&wish, &key).await,
                            Err(error) => Err(error),
                        };
                        reply.map_err(|error| refusal(error, wish.desk_codes.as_deref()))
                    }
                    Err(refused) => Err(refused),
                };
                match reply {
                    Ok(booking) => {
                        keys.forget();
                        remember_address(booking.id, &wish.email.unwrap_or_default());
                        let secret = booking.secret.as_deref().unwrap_or_default();
                        navigate(&booking_href(lang, booking.id, secret), NavigateOptions::default());
                        None
                    }
                    Err(refusal) => {
                        if matches!(refusal, Refusal::Taken(_)) {
                            hall.refresh();
                        }
                        if !is_remembered() {
                            own.set(false);
                        }
                        Some(refusal)
                    }
                }
            }
        });
        Self { asking: RwSignal::new(false), own, signed_in, email: Email::new(), send, hall: StoredValue::new(hall) }
    }

    /// Who books; `None` where the address is not complete.
    pub(super) fn person(self) -> Option<Who> {
        if self.own.get_untracked() { Some(Who::SignedIn) } else { self.email.complete().map(Who::Address) }
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

/// The wish as it is sent.
pub(super) fn wish(hall: Hall, lang: Lang, email: Option<String>) -> Option<NewBooking> {
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
        email,
        name: None,
        locale: Some(lang),
    })
}
