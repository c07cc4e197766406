//! The day as bars, with the chosen time in it. The bars are a picture; over them lie two real range
//! inputs, so that dragging, arrow keys and screen readers all work on the same thing.

use crate::plan::num;
use crate::view::prelude::*;
use shared::slots::{Period, Slot};
use shared::zones::Zone;

use super::busy::{Bars, bars_of};
use super::hall::Hall;
use super::query::{set_from, set_to};
use crate::dates::{hhmm, weekday_date};
use crate::lang::use_lang;
use crate::texts::book::{Texts, texts};
use crate::texts::frame::texts as common;

/// Measures of the picture in its own units; the phone's is lower, with larger words.
#[derive(Debug, Clone, Copy)]
struct Frame {
    width: f64,
    height: f64,
    foot: f64,
    /// Every how many hours there is a time below.
    every: i64,
}

const WIDE: Frame = Frame { width: 1280.0, height: 158.0, foot: 30.0, every: 2 };
const NARROW: Frame = Frame { width: 700.0, height: 236.0, foot: 72.0, every: 3 };
const QUIET_WIDE: Frame = Frame { width: 820.0, height: 190.0, foot: 30.0, every: 2 };
const QUIET_NARROW: Frame = Frame { width: 700.0, height: 236.0, foot: 60.0, every: 3 };

/// Room left and right of the bars, for half a handle.
const EDGE: f64 = 14.0;
/// Where the bars end above.
const TOP: f64 = 34.0;

impl Frame {
    fn x(self, span: Period, at: Slot) -> f64 {
        let part = (at.number() - span.from().number()).clamp(0, span.slots());
        EDGE + ratio(part, span.slots()) * (self.width - 2.0 * EDGE)
    }

    fn base(self) -> f64 {
        self.height - self.foot
    }

    fn bar_height(self, busy: u32, seats: u32) -> f64 {
        let room = self.base() - TOP;
        (f64::from(busy) / f64::from(seats.max(1)) * room).max(3.0).min(room)
    }
}

fn ratio(part: i64, whole: i64) -> f64 {
    // Slots of a day are small numbers.
    f64::from(i32::try_from(part).unwrap_or(0)) / f64::from(i32::try_from(whole).unwrap_or(1).max(1))
}

/// What the picture is about.
struct Scene<'a> {
    bars: &'a Bars,
    zone: &'a Zone,
    now: Slot,
    chosen: Option<Period>,
    t: &'static Texts,
}

impl Scene<'_> {
    /// The picture's inside.
    fn draw(&self, frame: Frame) -> String {
        let (span, base) = (self.bars.span, frame.base());
        let (left, right) = (num(frame.x(span, span.from())), num(frame.x(span, span.to())));
        let mut out = String::new();
        if let Some(chosen) = self.chosen {
            let (a, b) = (frame.x(span, chosen.from()), frame.x(span, chosen.to()));
            put!(
                out,
                "<rect class=\"hb-range\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\"/>",
                num(a),
                num(TOP - 8.0),
                num(b - a),
                num(base - TOP + 8.0)
            );
        }
        let (words, top) = (self.t.all_taken, num(TOP));
        put!(
            out,
            "<line class=\"hb-cap\" x1=\"{left}\" x2=\"{right}\" y1=\"{top}\" y2=\"{top}\"/><text x=\"{right}\" y=\"{}\" text-anchor=\"end\">{words}</text>",
            num(TOP - 8.0)
        );
        self.bars(frame, &mut out);
        let base = num(base);
        put!(out, "<line class=\"hb-base\" x1=\"{left}\" x2=\"{right}\" y1=\"{base}\" y2=\"{base}\"/>");
        self.times(frame, &mut out);
        self.marks(frame, &mut out);
        out
    }

    fn bars(&self, frame: Frame, out: &mut String) {
        let span = self.bars.span;
        for bar in &self.bars.halves {
            let (a, b) = (frame.x(span, bar.period.from()), frame.x(span, bar.period.to()));
            let height = frame.bar_height(bar.busy, self.bars.seats);
            let class = match self.chosen {
                Some(chosen) if chosen.overlaps(bar.period) => " is-in",
                _ if bar.period.to() <= self.now => " is-past",
                Some(_) => "",
                None if self.bars.is_calm(bar) => " is-calm",
                None => " is-next",
            };
            put!(
                out,
                "<rect class=\"hb{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\"/>",
                num(a + 3.0),
                num(frame.base() - height),
                num((b - a - 6.0).max(1.0)),
                num(height)
            );
        }
        if self.chosen.is_some() {
            return;
        }
        for calm in self.bars.calm_stretches(self.now) {
            let within = self.bars.halves.iter().filter(|bar| calm.overlaps(bar.period));
            let tallest = within.map(|bar| frame.bar_height(bar.busy, self.bars.seats)).fold(0.0, f64::max);
            let middle = f64::midpoint(frame.x(span, calm.from()), frame.x(span, calm.to()));
            let (y, word) = (num(frame.base() - tallest - 9.0), self.t.calm);
            put!(out, "<text class=\"hb-calmt\" x=\"{}\" y=\"{y}\" text-anchor=\"middle\">{word}</text>", num(middle));
        }
    }

    /// Times below: the first, the last, and full hours between that have room.
    fn times(&self, frame: Frame, out: &mut String) {
        let span = self.bars.span;
        let hours = span.slots() / 4;
        let inner = (1..hours).filter(|hour| hour % frame.every == 0 && hours - hour >= frame.every.min(2));
        let between = inner.map(|hour| (span.from().plus(hour * 4), "middle"));
        for (at, anchor) in [(span.from(), "start")].into_iter().chain(between).chain([(span.to(), "end")]) {
            put!(
                out,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
                num(frame.x(span, at)),
                num(frame.height - 6.0),
                hhmm(self.zone, at.start())
            );
        }
    }

    /// Now, and the chosen time.
    fn marks(&self, frame: Frame, out: &mut String) {
        let (span, base) = (self.bars.span, num(frame.base()));
        if span.from() <= self.now && self.now < span.to() {
            let (x, word) = (num(frame.x(span, self.now)), self.t.now);
            put!(
                out,
                "<line class=\"hb-now\" x1=\"{x}\" x2=\"{x}\" y1=\"{}\" y2=\"{base}\"/><text class=\"hb-nowt\" x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{word}</text>",
                num(TOP - 12.0),
                num(TOP - 17.0)
            );
        }
        let Some(chosen) = self.chosen else { return };
        let (a, b) = (frame.x(span, chosen.from()), frame.x(span, chosen.to()));
        for x in [a, b] {
            let x = num(x);
            put!(out, "<line class=\"hb-edge\" x1=\"{x}\" x2=\"{x}\" y1=\"{}\" y2=\"{base}\"/>", num(TOP - 8.0));
        }
        // The word would cover "now" if both stood at the same place.
        let middle = f64::midpoint(a, b);
        let clear = (middle - frame.x(span, self.now)).abs() > 90.0 || self.now >= span.to() || self.now < span.from();
        if clear {
            put!(
                out,
                "<text class=\"hb-selt\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                num(middle),
                num(TOP - 13.0),
                self.t.your_time
            );
        }
    }

    /// The picture in words.
    fn label(&self) -> String {
        let time = |slot: Slot| hhmm(self.zone, slot.start());
        let extremes = self.bars.extremes();
        extremes.map(|(full, calm)| (self.t.hist_label)(&time(full), &time(calm))).unwrap_or_default()
    }
}

/// The bar with its two handles.
#[component]
pub(crate) fn DayBar(hall: Hall) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let bars = Memo::new(move |_| {
        let (plan, day) = (hall.plan.get()?, hall.day.get()?);
        bars_of(&day, &plan.desks)
    });
    let title = move || {
        let date = hall.choice.date.get();
        let day = match (date - hall.today.get()).num_days() {
            0 => common(lang).today.to_owned(),
            1 => common(lang).tomorrow.to_owned(),
            _ => (common(lang).on_day)(&weekday_date(lang, date)),
        };
        (t.how_full)(&day)
    };
    view! {
        <div class="daybar mt-22">
            <div class="row between daybar-head">
                <h2 class="h4">{title}</h2>
                <span class="tiny">{t.drag_hint}</span>
            </div>
            <div class="no-phone hist hist--wide"><Picture hall bars frame=WIDE/></div>
            <div class="phone-only hist hist--narrow"><Picture hall bars frame=NARROW/></div>
        </div>
    }
}

#[component]
fn Picture(hall: Hall, bars: Memo<Option<Bars>>, frame: Frame) -> impl IntoView {
    let t = texts(use_lang());
    let zone = StoredValue::new(hall.venue().utc_offsets.clone());
    let with_scene = move |use_it: &dyn Fn(&Scene<'_>) -> String| {
        bars.with(|bars| {
            let Some(bars) = bars else { return String::new() };
            let (now, chosen) = (hall.running.get(), hall.period.get());
            zone.with_value(|zone| use_it(&Scene { bars, zone, now, chosen, t }))
        })
    };
    let drawing = move || with_scene(&|scene| scene.draw(frame));
    let label = move || with_scene(&|scene| scene.label());
    view! {
        <svg viewBox=format!("0 0 {} {}", num(frame.width), num(frame.height)) role="img" aria-label=label inner_html=drawing></svg>
        {move || bars.with(|bars| bars.as_ref().map(|bars| bars.span)).map(|span| view! {
            <Handle hall span label=t.slider_from start=true/>
            <Handle hall span label=t.slider_to start=false/>
        })}
    }
}

/// One handle: a real range input over the picture.
#[component]
fn Handle(hall: Hall, span: Period, label: &'static str, start: bool) -> impl IntoView {
    let value = move || hall.period.get().map_or(span.from(), |period| if start { period.from() } else { period.to() });
    let on_input = move |event| {
        if let Ok(number) = event_target_value(&event).parse() {
            let slot = Slot::new(number);
            if start { set_from(hall, slot) } else { set_to(hall, slot) }
        }
    };
    let text = move || hall.venue.with_value(|venue| hhmm(&venue.utc_offsets, value().start()));
    view! {
        <input
            class="hist-range"
            type="range"
            aria-label=label
            aria-valuetext=text
            min=span.from().number().to_string()
            max=span.to().number().to_string()
            step="1"
            prop:value=move || value().number().to_string()
            on:input=on_input
            // What could not be booked springs back to what can.
            on:change=move |event| {
                use wasm_bindgen::JsCast;
                let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
                if let Some(input) = input {
                    input.set_value(&value().number().to_string());
                }
            }
        />
    }
}

/// The day without a chosen time, for the start page: past, busy and quiet hours.
pub(crate) fn quiet_picture(bars: &Bars, zone: &Zone, now: Slot, lang: crate::lang::Lang) -> View {
    let scene = Scene { bars, zone, now, chosen: None, t: texts(lang) };
    let picture = |frame: Frame| {
        let view_box = format!("0 0 {} {}", num(frame.width), num(frame.height));
        view! { <svg viewBox=view_box role="img" aria-label=scene.label() inner_html=scene.draw(frame)></svg> }
    };
    view! {
        <div class="daybar no-phone">{picture(QUIET_WIDE)}</div>
        <div class="daybar phone-only">{picture(QUIET_NARROW)}</div>
    }
}
