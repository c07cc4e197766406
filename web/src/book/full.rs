//! Everything is taken: other times and desks, one tap away, instead of an apology.

use std::sync::Arc;

use crate::view::prelude::*;
use chrono::TimeDelta;
use client::{AvailabilityQuery, Error};
use shared::desks::{Alternative, DeskState};
use shared::slots::Period;

use super::hall::Hall;
use super::panel::joined;
use super::wait::Wait;
use crate::dates::{date_short, hhmm};
use crate::lang::{Lang, use_lang};
use crate::letters::capital;
use crate::plan::{Detail, PlanPicture};
use crate::session::use_client;
use crate::texts::book::texts;
use crate::texts::frame::texts as common;
use crate::ui::icon::Icon;
use crate::ui::notice::{Failed, Loading};

/// What alternatives are asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    pub(super) period: Period,
    pub(super) people: u16,
    pub(super) wishes: Vec<String>,
}

/// The section; empty while anything is free.
#[component]
pub(crate) fn Full(hall: Hall) -> impl IntoView {
    let asked = Memo::new(move |_| {
        let known = !hall.situations.read().is_empty();
        let people = hall.choice.people.get();
        let nothing = if people > 1 { hall.chosen.read().is_empty() } else { hall.free().is_empty() };
        let period = hall.period.get().filter(|_| known && nothing)?;
        Some(Asked { period, people, wishes: hall.choice.wishes.get() })
    });
    move || asked.get().map(|asked| view! { <Instead hall asked/> })
}

/// Asks the api for alternatives.
fn alternatives(hall: Hall, asked: Asked) -> Resource<Result<Arc<Vec<Alternative>>, Error>> {
    let client = use_client();
    Resource::new(move || {
        let (venue, asked) = (hall.venue(), asked.clone());
        let zone = &venue.utc_offsets;
        let (from, to) = (zone.local(asked.period.start()), zone.local(asked.period.end()));
        let mut query = AvailabilityQuery::new(from, to);
        query.party_size = (asked.people > 1).then_some(asked.people);
        query.features = asked.wishes;
        let reply = client.availability(&venue.slug, &query);
        async move { reply.await.map(|found| Arc::new(found.alternatives)) }
    })
}

#[component]
fn Instead(hall: Hall, asked: Asked) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let zone = hall.venue().utc_offsets.clone();
    let (from, to) = (hhmm(&zone, asked.period.start()), hhmm(&zone, asked.period.end()));
    let title = if asked.people > 1 { (t.no_group)(asked.people) } else { (t.full_title)(&from, &to) };
    let (period, people) = (asked.period, asked.people);
    let wait = hall.change().is_none().then(|| view! { <Wait hall asked=asked.clone()/> });
    let found = alternatives(hall, asked);
    let walk_ins = move || {
        let plan = hall.plan.get()?;
        let all = plan.desks.iter().filter(|desk| desk.walk_in).count();
        let free = hall.situations.with(|all| all.values().filter(|found| found.state == DeskState::WalkIn).count());
        (all > 0).then(|| view! { <p class="small"><Icon name="walk"/> " " {(t.full_walk_ins)(free, all)}</p> })
    };
    let picture = hall.plan.get_untracked().map(|plan| {
        view! { <PlanPicture plan marks=hall.marks title=t.full_plan.to_owned() id="f" detail=Detail::Mini/> }
    });
    let list = move || match found.get() {
        None => view! { <Loading/> },
        Some(Err(error)) => {
            let again = Callback::new(move |()| found.refetch());
            view! { <Failed error retry=again/> }
        }
        Some(Ok(found)) if found.is_empty() => view! { <p class="lead">{t.full_nothing}</p> },
        Some(Ok(found)) => {
            let cards = found.iter().map(|other| card(hall, lang, period, people, other)).collect_view();
            view! { <div class="grid g2 gap-14">{cards}</div> }
        }
    };
    view! {
        <section class="section section--sand full" aria-labelledby="h-full">
            <div class="wrap">
                <div class="grid auto-420 full-grid">
                    <div class="stack">
                        <h2 class="h2" id="h-full">{title}</h2>
                        <p class="lead">{t.full_lead}</p>
                        <div class="planbox planbox--small">{picture}</div>
                        {walk_ins}
                    </div>
                    <div class="stack gap-24"><div aria-live="polite">{list}</div>{wait}</div>
                </div>
            </div>
        </section>
    }
}

/// One alternative.
fn card(hall: Hall, lang: Lang, asked: Period, people: u16, other: &Alternative) -> View {
    let t = texts(lang);
    let Some(period) = Period::between(other.from.to_utc(), other.to.to_utc()) else { return View::Nothing };
    let zone = hall.venue().utc_offsets.clone();
    let codes = other.desk_codes.clone();
    let desks = if people > 1 { joined(&codes, t.and) } else { joined(codes.get(..3).unwrap_or(&codes), t.or) };
    let go = if people > 1 { t.take_together } else { t.take };
    let first = codes.first().cloned();
    let day = match (zone.date(period.start()) - hall.today.get_untracked()).num_days() {
        0 => common(lang).today.to_owned(),
        1 => common(lang).tomorrow.to_owned(),
        _ => date_short(lang, zone.date(period.start())),
    };
    let how = how(t, asked, period).map(|how| format!(", {how}")).unwrap_or_default();
    let span = format!("{} {} {}", hhmm(&zone, period.start()), t.to, hhmm(&zone, period.end()));
    view! {
        <button type="button" class="alt" on:click=move |_| hall.take(period, first.clone())>
            <span class="tiny">{format!("{}{how}", capital(&day))}</span>
            <b>{span}</b>
            <span class="small muted">{desks}</span>
            <span class="go">{go} " " <Icon name="right"/></span>
        </button>
    }
}

/// In what way a time differs from the one asked for.
fn how(t: &'static crate::texts::book::Texts, asked: Period, other: Period) -> Option<&'static str> {
    let apart = other.start() - asked.start();
    if other.slots() < asked.slots() {
        Some(t.alt_shorter)
    } else if apart != TimeDelta::zero() && apart.num_minutes() % (24 * 60) == 0 {
        Some(t.alt_same)
    } else if apart.num_hours().abs() >= 12 || apart == TimeDelta::zero() {
        None
    } else if apart > TimeDelta::zero() {
        Some(t.alt_later)
    } else {
        Some(t.alt_earlier)
    }
}
