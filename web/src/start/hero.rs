//! The top of the page: one large number, a row of seats, two buttons, the plan as it is now.

use crate::view::prelude::*;
use shared::desks::AvailabilityCounts;
use shared::slots::Slot;

use super::live::{Live, Situation};
use crate::dates::{hhmm, weekday_date};
use crate::lang::{Lang, href, use_lang};
use crate::plan::{Legend, Mark, PlanPicture};
use crate::texts::book::texts as plan_texts;
use crate::texts::frame::texts as common;
use crate::texts::start::{Texts, texts};
use crate::ui::button::Link;
use crate::ui::notice::Failed;
use crate::ui::tag::Example;
use crate::venue::use_venue;

/// The live number and what belongs to it; its place is kept while it loads.
#[component]
pub(crate) fn HallNow(live: Memo<Option<Live>>) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let venue = use_venue();
    move || match live.get() {
        Some(live) => view! { <Now live/> },
        None => match venue.and_then(|venue| Some((venue, venue.get()?.err()?))) {
            Some((venue, error)) => {
                let again = Callback::new(move |()| venue.refetch());
                view! { <Failed error retry=again/> }
            }
            None => placeholder(t),
        },
    }
}

/// A dash where the number will stand.
fn placeholder(t: &'static Texts) -> View {
    view! {
        <div class="stack gap-16 hall-now">
            <div class="live">
                <span class="live-n num" aria-hidden="true">"–"</span>
                <span class="live-t">{t.loading}</span>
            </div>
            <div class="skel skel-line seatbar-skel"></div>
            <p class="small muted">"\u{a0}"</p>
        </div>
    }
}

#[component]
fn Now(live: Live) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    move || match live.situation.get() {
        Situation::Loading => placeholder(t),
        Situation::Unknown => {
            let phone = live.venue.with_value(|venue| venue.phone.clone()).map(common(lang).by_phone);
            view! {
                <div class="stack gap-16 hall-now">
                    <div class="live" role="status">
                        <span class="live-n num" aria-hidden="true">"–"</span>
                        <span class="live-t">{t.unknown}<br/><span class="muted plain">{phone}</span></span>
                    </div>
                </div>
            }
        }
        Situation::Closed { next } => {
            let next = next.map(|slot| (t.opens)(&opening(live, lang, slot)));
            view! {
                <div class="stack gap-16 hall-now">
                    <div class="live live--closed" role="status">
                        <span class="live-t">{t.closed_now}<br/><span class="muted plain">{next}</span></span>
                    </div>
                </div>
            }
        }
        Situation::Open { counts, until, as_of, stale } => open(live, t, lang, counts, until, (as_of, stale)),
    }
}

/// When it opens next: "morgen um 10:00 Uhr".
fn opening(live: Live, lang: Lang, slot: Slot) -> String {
    let zone = live.venue.with_value(|venue| venue.utc_offsets.clone());
    let date = zone.date(slot.start());
    let day = match (date - live.today.get()).num_days() {
        0 => common(lang).today.to_owned(),
        1 => common(lang).tomorrow.to_owned(),
        _ => (common(lang).on_day)(&weekday_date(lang, date)),
    };
    (texts(lang).day_at)(&day, &hhmm(&zone, slot.start()))
}

fn open(
    live: Live,
    t: &'static Texts,
    lang: Lang,
    counts: AvailabilityCounts,
    until: Slot,
    (as_of, stale): (Slot, bool),
) -> View {
    let zone = live.venue.with_value(|venue| venue.utc_offsets.clone());
    let free = counts.free + counts.walk_in;
    let day_as_of = live.day.get_untracked().map_or(as_of.start(), |day| day.as_of);
    let stamp = (common(lang).as_of)(&hhmm(&zone, day_as_of));
    let demo = live.venue.with_value(|venue| venue.demo);
    let seats = seats(counts).map(|class| view! { <i class=class></i> }).collect_view();
    let label = (t.seats_label)(counts.free, counts.walk_in, counts.taken + counts.contingent, counts.closed);
    view! {
        <div class="stack gap-16 hall-now">
            <div class="live" role="status">
                <span class="live-n num">{free}</span>
                <span class="live-t">
                    {(t.of_seats)(counts.total)} <br/>
                    <span class="muted plain">{(t.open_until)(&hhmm(&zone, until.start()))}</span>
                </span>
            </div>
            <div class="seatbar" role="img" aria-label=label>{seats}</div>
            <p class="small muted" class:is-stale=stale>
                {(t.split)(counts.free, counts.walk_in)} " " {stamp} " "
                {demo.then(|| view! { <Example text=t.example_data/> })}
            </p>
        </div>
    }
}

/// The seats of the bar by their class: free, walk-in, taken, closed.
fn seats(counts: AvailabilityCounts) -> impl Iterator<Item = &'static str> {
    let many = |class: &'static str, count: u32| (0..count).map(move |_| class);
    many("f", counts.free)
        .chain(many("w", counts.walk_in))
        .chain(many("", counts.taken + counts.contingent))
        .chain(many("x", counts.closed))
}

/// The two ways.
#[component]
pub(crate) fn Buttons() -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    view! {
        <div class="row">
            <Link href=href(lang, "/book") size="lg" icon_after="right">{t.book}</Link>
            <Link href=href(lang, "/#weg") kind="secondary" size="lg" icon="walk">{t.walk_in}</Link>
        </div>
    }
}

/// The plan as it is now, as a picture.
#[component]
pub(crate) fn HeroPlan(live: Memo<Option<Live>>) -> impl IntoView {
    let t = texts(use_lang());
    let known = move || {
        let live = live.get()?;
        let plan = live.plan.get().filter(|_| live.day.read().is_some())?;
        Some((live, plan))
    };
    move || match known() {
        None => view! { <div class="skel skel-plan"></div> },
        Some((live, plan)) => {
            let title = move || match live.situation.get() {
                Situation::Open { counts, .. } => (t.plan_now)(counts.free + counts.walk_in, counts.total),
                _ => t.plan_closed.to_owned(),
            };
            let (zones, demo) = live.venue.with_value(|venue| (venue.zones.clone(), venue.demo));
            view! {
                <PlanPicture plan marks=live.marks title=Signal::derive(title) id="h" zones/>
                <div class="hero-legend">
                    <Legend marks=&[Mark::Free, Mark::Taken, Mark::WalkIn]>
                        {demo.then(|| view! { <Example text=plan_texts(use_lang()).invented_plan/> })}
                    </Legend>
                </div>
            }
        }
    }
}
