//! A booking gets another time or other desks (rule 10): on the page it was chosen on, with the same
//! plan, list and times. Its own desks count as free, and it is kept until the new ones stand.
//!
//! Which booking it is stands in the address behind `#`, with its secret, where no server sees it.

use crate::router::{NavigateOptions, use_location, use_navigate};
use crate::view::prelude::*;
use client::Error;
use shared::bookings::{Booking, BookingChange};
use shared::ids::BookingId;
use shared::problem::ProblemKind;
use shared::slots::Period;

use super::address::{race, rule_words};
use super::hall::Hall;
use super::panel::joined;
use super::reserve::{Refusal, Reserving, refusal};
use crate::dates::{clock_time, hhmm, weekday_date};
use crate::lang::{Lang, split, use_lang};
use crate::letters::capital;
use crate::session::{Fragment, booking_href, use_client};
use crate::texts::book::texts;
use crate::texts::change::{Texts, texts as words};
use crate::texts::frame::texts as common;
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::{Button, Link, classes};
use crate::ui::icon::Icon;
use crate::ui::notice::Failed;

/// The change that is under way; cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Change(StoredValue<Parts>);

#[derive(Clone, Copy)]
struct Parts {
    id: BookingId,
    secret: StoredValue<String>,
    lang: Lang,
    loaded: Resource<Result<Booking, Error>>,
    send: Action<(Booking, BookingChange), Option<Refusal>>,
}

/// Which booking the address wants to change, as long as it names this page.
pub(super) fn named() -> Memo<Option<(BookingId, String)>> {
    let location = use_location();
    Memo::new(move |before: Option<&Option<(BookingId, String)>>| {
        let here = split(&location.pathname.read()).1.starts_with("/book");
        match before {
            Some(before) if !here => before.clone(),
            _ => {
                let Fragment { booking, secret, .. } = Fragment::parse(&location.hash.read());
                booking.zip(secret)
            }
        }
    })
}

impl Change {
    /// The change of a booking.
    pub(super) fn new(id: BookingId, secret: String) -> Self {
        let (client, lang, navigate) = (use_client(), use_lang(), use_navigate());
        let secret = StoredValue::new(secret);
        let asker = client.clone();
        let loaded = Resource::new(move || secret.with_value(|secret| asker.booking(id, secret)));
        let send = Action::new(move |(seen, change): &(Booking, BookingChange)| {
            let (secret, desks) = (secret.get_value(), change.desk_codes.clone());
            let reply = client.change(seen, &secret, change);
            async move {
                match reply.await {
                    Ok(_) => {
                        navigate(&booking_href(lang, id, &secret), NavigateOptions::default());
                        None
                    }
                    Err(error) => Some(refusal(error, desks.as_deref())),
                }
            }
        });
        Self(StoredValue::new(Parts { id, secret, lang, loaded, send }))
    }

    fn parts(self) -> Parts {
        self.0.get_value()
    }

    /// The booking as it is, once it is there; tracks.
    pub(super) fn booking(self) -> Option<Booking> {
        self.parts().loaded.get()?.ok()
    }

    /// Its desks and its time; tracks.
    pub(super) fn own(self) -> Option<(Vec<String>, Period)> {
        let booking = self.booking()?;
        let codes = booking.desks.iter().map(|desk| desk.code.clone()).collect();
        Some((codes, Period::between(booking.from.to_utc(), booking.to.to_utc())?))
    }

    /// Sends what is chosen, if that is something else.
    pub(super) fn send(self, hall: Hall) {
        let chosen = hall.chosen.get_untracked();
        let (Some(booking), Some(period)) = (untrack(|| self.booking()), hall.period.get_untracked()) else { return };
        if untrack(|| self.parts().send.pending() || self.own().is_some_and(|own| own == (chosen.clone(), period))) {
            return;
        }
        let zone = hall.venue().utc_offsets.clone();
        let change = BookingChange {
            from: Some(zone.local(period.start())),
            to: Some(zone.local(period.end())),
            desk_codes: Some(chosen),
            ..BookingChange::default()
        };
        self.parts().send.dispatch((booking, change));
    }

    fn back(self) -> String {
        booking_href(self.parts().lang, self.parts().id, &self.parts().secret.get_value())
    }
}

/// Above the page: what is being changed, and that it is kept.
#[component]
pub(super) fn Changing(change: Change) -> impl IntoView {
    let t = words(change.parts().lang);
    let title = move || {
        let booking = change.booking()?;
        let codes: Vec<String> = booking.desks.iter().map(|desk| desk.code.clone()).collect();
        let (from, to) = (clock_time(booking.from.time()), clock_time(booking.to.time()));
        let day = weekday_date(change.parts().lang, booking.from.date_naive());
        let when = format!("{day}, {}", (common(change.parts().lang).span)(&from, &to));
        Some((t.title)(&joined(&codes, t.and), &when))
    };
    let again = Callback::new(move |()| change.parts().loaded.refetch());
    move || match change.parts().loaded.get() {
        Some(Err(error)) => view! { <div class="mb-20"><Failed error retry=again/></div> },
        _ => view! {
            <div class="mb-20">
                <Alert kind=AlertKind::Info title=Signal::derive(move || title().unwrap_or_default())>
                    <div class="row between">
                        <p class="small">{t.kept}</p>
                        <Link href=change.back() kind="secondary" size="sm">{t.leave}</Link>
                    </div>
                </Alert>
            </div>
        },
    }
}

/// In the panel: the one button, and what came of it.
#[component]
pub(super) fn Instead(hall: Hall, reserving: Reserving, change: Change) -> impl IntoView {
    let (lang, t) = (change.parts().lang, words(change.parts().lang));
    let same = Memo::new(move |_| {
        let now = hall.period.get().map(|period| (hall.chosen.get(), period));
        now.is_none() || change.own().is_none_or(|own| Some(own) == now)
    });
    let off = move || same.get() || hall.stale.get() || change.parts().send.pending();
    let label = move || {
        if change.parts().send.pending() {
            t.changing.to_owned()
        } else {
            (t.change_to)(&joined(&hall.chosen.get(), t.and))
        }
    };
    let hint = move || {
        if hall.stale.get() {
            return Some(texts(lang).stale_button.to_owned());
        }
        let zone = hall.venue().utc_offsets.clone();
        let period = hall.period.get().filter(|_| !same.get());
        let Some(period) = period else { return Some(t.same.to_owned()) };
        let span = (common(lang).span)(&hhmm(&zone, period.start()), &hhmm(&zone, period.end()));
        Some(format!("{}, {span}", capital(&weekday_date(lang, zone.date(period.start())))))
    };
    view! {
        <div class="stack gap-10">
            {move || refused(hall, reserving, change, t)}
            <button
                type="button"
                class=classes("primary", "lg", true)
                aria-disabled=move || off().then_some("true")
                on:click=move |_| if !untrack(off) { change.send(hall) }
            >
                <span class="kern-label">{label}</span>
                <Icon name="right"/>
            </button>
            <p class="tiny">{hint}</p>
        </div>
    }
}

/// Why the last try did not work.
pub(super) fn refused(hall: Hall, reserving: Reserving, change: Change, t: &'static Texts) -> Option<View> {
    let refusal = change.parts().send.value().flatten().filter(|_| !change.parts().send.pending())?;
    let error = match refusal {
        Refusal::Taken(code) => return Some(race(hall, reserving, texts(change.parts().lang), &code)),
        Refusal::Rule(rule) => {
            return Some(view! {
                <Alert kind=AlertKind::Warning title=t.refused>
                    <p class="small">{rule_words(texts(change.parts().lang), rule)}</p>
                </Alert>
            });
        }
        Refusal::Failed(error) => error,
    };
    let reload = move |_| {
        change.parts().send.clear();
        change.parts().loaded.refetch();
    };
    Some(match error.kind() {
        Some(ProblemKind::PreconditionFailed) => view! {
            <Alert kind=AlertKind::Warning title=t.meanwhile>
                <Button kind="secondary" size="sm" icon="refresh" on_press=reload>{t.reload}</Button>
            </Alert>
        },
        Some(ProblemKind::WrongState | ProblemKind::NotFound) => view! {
            <Alert kind=AlertKind::Warning title=t.over>
                <Link href=change.back() kind="secondary" size="sm">{t.to_booking}</Link>
            </Alert>
        },
        _ => view! { <Failed error retry=move |()| change.send(hall)/> },
    })
}
