//! The page: how it stands with the desk, and the one button.

use std::sync::Arc;

use crate::router::{NavigateOptions, use_navigate, use_param};
use crate::view::prelude::*;
use client::Error;
use shared::bookings::NewWalkIn;
use shared::problem::ProblemKind;
use shared::slots::{Period, Slot};
use shared::venues::{Plan, PlanDesk, Venue};

use super::about::About;
use super::seat::{Seat, nearest, seat};
use crate::book::load::{self, Known};
use crate::book::{is_code, rule_words};
use crate::clock::use_clock;
use crate::dates::hhmm;
use crate::lang::{Lang, href, use_lang};
use crate::session::{Keys, booking_href, use_client};
use crate::texts::walk_in::{Texts, texts};
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::{Button, Link, classes};
use crate::ui::headline::Headline;
use crate::ui::icon::Icon;
use crate::ui::notice::{Failed, Loading};
use crate::ui::tag::Tag;
use crate::venue::WithVenue;

/// How many other desks are offered.
const OTHERS: usize = 3;

/// What is known about the desk and the hall around it.
#[derive(Clone, Copy)]
pub(super) struct Here {
    pub(super) venue: StoredValue<Arc<Venue>>,
    pub(super) code: StoredValue<String>,
    pub(super) lang: Lang,
    version: RwSignal<u32>,
    pub(super) plan: Memo<Option<Arc<Plan>>>,
    pub(super) known: Memo<Option<Known>>,
    failure: Memo<Option<Error>>,
    seat: Memo<Option<Seat>>,
    sit: Action<String, Option<Error>>,
}

/// The page at `/p/{code}`.
#[component]
pub(crate) fn WalkInPage() -> impl IntoView {
    let t = texts(use_lang());
    let code = use_param("code");
    let code = Memo::new(move |_| code.get().filter(|code| is_code(code)).unwrap_or_default().to_ascii_uppercase());
    view! {
        <div class="wrap page">
            <Headline title=Signal::derive(move || (t.title)(&code.read())) class="display booking-title"/>
            {move || {
                let code = code.get();
                view! { <WithVenue let:venue><Desk venue code=code.clone()/></WithVenue> }
            }}
        </div>
    }
}

impl Here {
    fn new(venue: Arc<Venue>, code: String) -> Self {
        let (clock, lang) = (use_clock(), use_lang());
        // From 1 on the day is asked for past every cache: whoever stands there wants to know it now.
        let version = RwSignal::new(1);
        let zone = StoredValue::new(venue.utc_offsets.clone());
        let today = Memo::new(move |_| zone.with_value(|zone| clock.today(zone)));
        let days = load::day(venue.slug.clone(), today.into(), version);
        let plans = load::plan(Arc::clone(&venue), today.into());
        let plan = Memo::new(move |_| plans.get().and_then(Result::ok));
        let known = Memo::new(move |_| days.get()?.ok().filter(|known| known.day.date == today.get()));
        let failure =
            Memo::new(move |_| days.get().and_then(Result::err).or_else(|| plans.get().and_then(Result::err)));
        let sit = sitting(&venue, lang, version);
        let (venue, code) = (StoredValue::new(venue), StoredValue::new(code));
        let slot = Memo::new(move |_| Slot::containing(clock.follow()));
        let seat = Memo::new(move |_| {
            let (plan, known, now) = (plan.get()?, known.get()?, slot.get().start());
            let desk = code.with_value(|code| plan.desks.iter().find(|desk| desk.code == *code).cloned());
            let judged = |desk: PlanDesk| venue.with_value(|venue| seat(venue, &known.day, &desk, now));
            Some(desk.map_or(Seat::Unknown, judged))
        });
        Self { venue, code, lang, version, plan, known, failure, seat, sit }
    }

    fn time(self, slot: Slot) -> String {
        self.venue.with_value(|venue| hhmm(&venue.utc_offsets, slot.start()))
    }
}

/// Sits down, and goes to the booking's page. The same press after a lost answer is the same visit.
fn sitting(venue: &Venue, lang: Lang, version: RwSignal<u32>) -> Action<String, Option<Error>> {
    let (client, navigate, slug) = (use_client(), use_navigate(), venue.slug.clone());
    let keys = Keys::new();
    Action::new(move |code: &String| {
        let wish = NewWalkIn { venue: slug.clone(), desk_code: code.clone(), minutes: None, locale: Some(lang) };
        let reply = client.walk_in(&wish, &keys.of(&wish));
        async move {
            match reply.await {
                Ok(booking) => {
                    let secret = booking.secret.as_deref().unwrap_or_default();
                    navigate(&booking_href(lang, booking.id, secret), NavigateOptions::default());
                    None
                }
                Err(error) => {
                    if !error.is_offline() {
                        keys.forget();
                    }
                    version.update(|version| *version = version.wrapping_add(1));
                    Some(error)
                }
            }
        }
    })
}

#[component]
fn Desk(venue: Arc<Venue>, code: String) -> impl IntoView {
    let here = Here::new(venue, code);
    let again = Callback::new(move |()| here.version.update(|version| *version = version.wrapping_add(1)));
    view! {
        <div class="grid auto-420 mt-20 booking-columns">
            <div class="stack gap-20">
                {move || match (here.seat.get(), here.failure.get()) {
                    (Some(found), _) => view! { <Situation here found/> },
                    (None, Some(error)) => view! { <Failed error retry=again/> },
                    (None, None) => view! { <Loading/> },
                }}
            </div>
            <About here/>
        </div>
    }
}

/// What one can do here now.
#[component]
fn Situation(here: Here, found: Seat) -> impl IntoView {
    let t = texts(here.lang);
    let (mark, words) = said(here, t, found);
    let words = match mark {
        Some(kind) => view! { <p><Tag kind icon="chair">{words}</Tag></p> },
        None => view! { <p class="lead">{words}</p> },
    };
    let taken = matches!(found, Seat::Taken(_) | Seat::Soon(_));
    let others = matches!(found, Seat::Taken(_) | Seat::Soon(_) | Seat::Out | Seat::Unknown);
    view! {
        <div class="stack gap-20" role="status">{words}</div>
        <Trouble here/>
        {match found {
            Seat::Free(period) => view! { <Sit here period/> },
            _ => View::Nothing,
        }}
        {taken.then(|| view! { <p class="small muted">{t.yours}</p> })}
        {others.then(|| view! { <Others here/> })}
        {matches!(found, Seat::Closed(_) | Seat::Closing(_)).then(|| view! {
            <div class="row"><Link href=href(here.lang, "/book") icon="cal">{t.book}</Link></div>
        })}
    }
}

/// The situation in words, and the colour of its tag.
fn said(here: Here, t: &'static Texts, found: Seat) -> (Option<&'static str>, String) {
    match found {
        Seat::Free(period) => (Some("patina"), (t.free_until)(&here.time(period.to()))),
        Seat::Taken(Some(until)) => (None, (t.taken_until)(&here.time(until))),
        Seat::Taken(None) => (None, t.taken.to_owned()),
        Seat::Soon(from) => (None, (t.soon)(&here.time(from))),
        Seat::Closing(at) => (None, (t.closing)(&here.time(at))),
        Seat::Closed(Some(at)) => (None, (t.opens)(&here.time(at))),
        Seat::Closed(None) => (None, t.closed.to_owned()),
        Seat::Out => (None, t.out.to_owned()),
        Seat::Unknown => (None, t.unknown.to_owned()),
    }
}

/// The one button.
#[component]
fn Sit(here: Here, period: Period) -> impl IntoView {
    let t = texts(here.lang);
    let until = here.time(period.to());
    let stale = move || here.known.get().is_some_and(|known| known.stale);
    let press = move |_| {
        if !untrack(|| stale() || here.sit.pending()) {
            here.sit.dispatch(here.code.get_value());
        }
    };
    let label = move || if here.sit.pending() { t.sitting.to_owned() } else { (t.sit)(&until) };
    let off = move || (stale() || here.sit.pending()).then_some("true");
    view! {
        <div class="stack gap-10">
            <button type="button" class=classes("primary", "lg", true) aria-disabled=off on:click=press>
                <Icon name="chair"/>
                <span class="kern-label">{label}</span>
            </button>
            <p class="tiny">{move || if stale() { t.stale } else { t.sit_hint }}</p>
        </div>
    }
}

/// Why the last try did not work.
#[component]
fn Trouble(here: Here) -> impl IntoView {
    let t = texts(here.lang);
    move || {
        let error = here.sit.value().flatten().filter(|_| !here.sit.pending())?;
        let code = here.sit.input().unwrap_or_default();
        Some(match (error.kind(), error.problem().and_then(|problem| problem.rule)) {
            (Some(ProblemKind::DeskTaken), _) => view! {
                <Alert kind=AlertKind::Warning title=(t.lost)(&code)><p class="small">{t.lost_next}</p></Alert>
            },
            (_, Some(rule)) => view! {
                <Alert kind=AlertKind::Warning title=t.refused>
                    <p class="small">{rule_words(crate::texts::book::texts(here.lang), rule)}</p>
                </Alert>
            },
            _ => {
                let again = Callback::new(move |()| here.sit.dispatch(code.clone()));
                view! { <Failed error retry=again/> }
            }
        })
    }
}

/// Other desks nearby, one press away.
#[component]
fn Others(here: Here) -> impl IntoView {
    let t = texts(here.lang);
    let now = use_clock();
    let found = Memo::new(move |_| {
        let (Some(plan), Some(known)) = (here.plan.get(), here.known.get()) else { return Vec::new() };
        let now = Slot::containing(now.follow()).start();
        let near = |code: &String| here.venue.with_value(|venue| nearest(venue, &known.day, &plan, code, now, OTHERS));
        here.code.with_value(near)
    });
    let one = move |(code, period): (String, Period)| {
        let words = (t.take)(&code, &here.time(period.to()));
        let press = move |_| {
            if !untrack(|| here.sit.pending()) {
                here.sit.dispatch(code.clone());
            }
        };
        view! { <li><Button kind="secondary" icon="chair" block=true on_press=press>{words}</Button></li> }
    };
    view! {
        <section class="stack gap-14" aria-labelledby="h-others">
            <h2 class="h3" id="h-others">{t.others}</h2>
            {move || match found.get() {
                none if none.is_empty() => view! { <p class="muted">{t.no_others}</p> },
                found => view! { <ul role="list" class="stack gap-10">{found.into_iter().map(one).collect_view()}</ul> },
            }}
            <p><a href=href(here.lang, "/book")>{t.book}</a></p>
        </section>
    }
}
