//! A closed day, and data from before the connection was lost.

use crate::view::prelude::*;
use shared::opening::OpeningReason;

use super::day::period;
use super::hall::Hall;
use super::times::bookable;
use crate::dates::{hhmm, weekday_date};
use crate::lang::{pick_opt, use_lang};
use crate::texts::book::texts;
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::Button;

/// The chosen day has no time that could be booked: says why and leads to the next that has.
#[component]
pub(crate) fn Closed(hall: Hall) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let title = move || {
        let date = hall.choice.date.get();
        let hours = hall.hours();
        let day = hours.iter().find(|day| day.date == date);
        let reason = day.filter(|day| day.reason != OpeningReason::Regular);
        let reason = reason.and_then(|day| pick_opt(lang, day.text_de.as_ref(), day.text_en.as_ref()));
        (t.closed_day)(&weekday_date(lang, date), reason.unwrap_or_default()).trim_end().to_owned()
    };
    let next = move || {
        let (date, running) = (hall.choice.date.get(), hall.running.get());
        let rules = hall.venue.with_value(|venue| venue.rules.clone());
        let hours = hall.hours();
        let open = hours.iter().filter(|day| day.date > date).find(|day| {
            let open: Vec<_> = day.intervals.iter().filter_map(period).collect();
            !bookable(&open, running, &rules).is_empty()
        });
        open.map(|day| day.date)
    };
    view! {
        <div class="wrap book-closed">
            <Alert kind=AlertKind::Info title=Signal::derive(title)>
                <div class="stack gap-10">
                    <p class="small">{t.closed_body}</p>
                    {move || next().map(|date| {
                        let words = (t.next_open_day)(&weekday_date(lang, date));
                        view! {
                            <Button kind="secondary" size="sm" on_press=move |_| hall.choice.date.set(date)>{words}</Button>
                        }
                    })}
                </div>
            </Alert>
        </div>
    }
}

/// The connection is gone: what is shown is dated, and booking waits.
#[component]
pub(crate) fn Stale(hall: Hall) -> impl IntoView {
    let t = texts(use_lang());
    let as_of = move || {
        let day = hall.day.get().filter(|_| hall.stale.get())?;
        Some(hall.venue.with_value(|venue| hhmm(&venue.utc_offsets, day.as_of)))
    };
    move || {
        as_of().map(|time| {
            view! {
                <div class="mt-22">
                    <Alert kind=AlertKind::Warning title=(t.stale)(&time)><p class="small">{t.stale_body}</p></Alert>
                </div>
            }
        })
    }
}
