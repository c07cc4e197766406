//! The day of the chosen desk as a small bar.

use crate::view::prelude::*;
use shared::slots::{Period, Slot};

use super::hall::Hall;
use super::panel::day_word;
use crate::dates::hhmm;
use crate::lang::use_lang;
use crate::plan::{decimal, num};
use crate::texts::book::texts;
use crate::texts::frame::texts as common;

/// The desk's day as a small bar.
#[component]
pub(super) fn DayOf(hall: Hall, code: String) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let code = StoredValue::new(code);
    let line = move || {
        let found = code.with_value(|code| hall.situations.with(|all| all.get(code).copied()));
        let until = found.and_then(|found| found.free_until);
        let time = until.map(|slot| hall.venue.with_value(|venue| hhmm(&venue.utc_offsets, slot.start())));
        let day = code.with_value(|code| (t.desk_on)(code, &day_word(hall, lang)));
        time.map_or_else(|| day.clone(), |time| (t.then_free)(&day, &time))
    };
    let picture = move || {
        let (day, span, period) = (hall.day.get()?, hall.day.get()?.span()?, hall.period.get()?);
        let busy = code.with_value(|code| day.busy(code));
        let zone = hall.venue().utc_offsets.clone();
        let time = |slot: Slot| hhmm(&zone, slot.start());
        let words = busy.iter().map(|busy| (t.busy_span)(&time(busy.from()), &time(busy.to())));
        let words = words.collect::<Vec<_>>().join(", ");
        let words = if words.is_empty() { t.nothing_busy.to_owned() } else { words };
        let yours = (common(lang).span)(&time(period.from()), &time(period.to()));
        let label = code.with_value(|code| (t.mday_label)(code, &words, &yours));
        let drawing = small_day(span, &busy, period, hall.running.get(), &time);
        Some(view! { <svg class="mday" viewBox="0 0 340 44" role="img" aria-label=label inner_html=drawing></svg> })
    };
    view! {
        <div>
            <p class="tiny mb-4">{line}</p>
            {picture}
        </div>
    }
}

/// The small bar's inside.
fn small_day(span: Period, busy: &[Period], yours: Period, now: Slot, time: &dyn Fn(Slot) -> String) -> String {
    let whole = i32::try_from(span.slots()).unwrap_or(40).max(1);
    let x = |slot: Slot| {
        let part = i32::try_from(slot.number() - span.from().number()).unwrap_or(0).clamp(0, whole);
        (f64::from(part) / f64::from(whole) * 3400.0).round() / 10.0
    };
    let mut out = String::from("<rect class=\"bg\" x=\"0\" y=\"6\" width=\"340\" height=\"14\" rx=\"7\"/>");
    let mut block = |class: &str, period: Period, y: u8, height: u8| {
        let (a, b) = (x(period.from()), x(period.to()));
        put!(
            out,
            "<rect class=\"{class}\" x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{height}\" rx=\"4\"/>",
            num(a),
            decimal(b - a)
        );
    };
    for busy in busy {
        block("b", *busy, 6, 14);
    }
    block("s", yours, 3, 20);
    if span.from() <= now && now < span.to() {
        let x = num(x(now));
        put!(out, "<line class=\"n\" x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"26\"/>");
    }
    let every = if span.slots() > 60 { 16 } else { 8 };
    let mut at = span.from();
    while at <= span.to() {
        let anchor = if at == span.from() {
            "start"
        } else if at == span.to() {
            "end"
        } else {
            "middle"
        };
        let words = time(at);
        let words = words.strip_suffix(":00").unwrap_or(&words).trim_start_matches('0');
        put!(out, "<text x=\"{}\" y=\"41\" text-anchor=\"{anchor}\">{words}</text>", num(x(at)));
        at = at.plus(every);
    }
    out
}
