//! How long a hold still lasts: the ring and its number, in steps of one second, without an animation.

use std::time::Duration;

use crate::view::prelude::*;
use chrono::{DateTime, FixedOffset, TimeDelta};
use shared::bookings::Booking;

use super::facts::desks;
use super::page::Subject;
use crate::clock::use_clock;
use crate::lang::use_lang;
use crate::plan::decimal;
use crate::texts::bookings::texts;
use crate::ui::announce::use_announcer;

/// From here on the visitor is asked whether the desk should stay.
pub(super) const LAST: i64 = 60;

/// Radius of the ring.
const RADIUS: f64 = 46.0;

/// The seconds a hold still lasts, counting down while the page is shown.
pub(super) fn remaining(subject: Subject) -> Memo<i64> {
    let (clock, announcer, lang) = (use_clock(), use_announcer(), use_lang());
    let now = RwSignal::new(clock.now());
    let told_of = StoredValue::new(None::<DateTime<FixedOffset>>);
    let booking = subject.booking;
    let left = move || left_of(&booking.read_untracked(), now.get_untracked().fixed_offset());
    let tick = move || {
        now.set(clock.now());
        let expiry = booking.read_untracked().hold_expires_at;
        // Said once for every time the hold would run out.
        if (1..=LAST).contains(&left()) && told_of.get_value() != expiry {
            told_of.set_value(expiry);
            announcer.say(last_minute(lang, &booking.read_untracked()));
        }
        // The system ends the hold; until this page has heard of it, it asks every other second.
        if left() == 0 && now.get_untracked().timestamp() % 2 == 0 {
            subject.look.run(());
        }
    };
    every(Duration::from_secs(1), tick);
    // Following the clock too: it may be set right in between.
    Memo::new(move |_| {
        now.track();
        clock.follow();
        left_of(&booking.read(), clock.now().fixed_offset())
    })
}

/// "A7 ist noch 60 Sekunden reserviert. Soll der Platz bei Ihnen bleiben?"
pub(super) fn last_minute(lang: crate::lang::Lang, booking: &Booking) -> String {
    let t = &texts(lang).held;
    let (codes, count) = desks(lang, booking);
    let question = if booking.hold_extensions_left > 0 { t.last_minute_ask } else { t.last_minute_hurry };
    format!("{} {question}", (t.last_minute)(&codes, count))
}

/// Whole seconds until a hold runs out; none when it has, or when it is not held.
fn left_of(booking: &Booking, now: DateTime<FixedOffset>) -> i64 {
    booking.hold_expires_at.map_or(0, |end| (end - now).max(TimeDelta::zero()).num_seconds())
}

/// The ring; `whole` is how long a hold is, in seconds.
#[component]
pub(super) fn Ring(remaining: Memo<i64>, #[prop(into)] whole: Signal<i64>) -> impl IntoView {
    let t = &texts(use_lang()).held;
    let words = move || (t.remaining)(remaining.get() / 60, remaining.get() % 60);
    view! {
        <svg viewBox="0 0 104 104" role="img" aria-label=words>
            <circle class="ring-bg" cx="52" cy="52" r=decimal(RADIUS)></circle>
            <circle
                class="ring-fg"
                cx="52"
                cy="52"
                r=decimal(RADIUS)
                stroke-dasharray=move || dashes(remaining.get(), whole.get())
                transform="rotate(-90 52 52)"
            ></circle>
            <text class="ring-t" x="52" y="61" text-anchor="middle">{move || clock_face(remaining.get())}</text>
        </svg>
    }
}

/// "6:42".
fn clock_face(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The drawn part of the ring and the whole of it.
fn dashes(left: i64, whole: i64) -> String {
    let number = |value: i64| f64::from(i32::try_from(value).unwrap_or(i32::MAX));
    let around = std::f64::consts::TAU * RADIUS;
    let part = (number(left) / number(whole.max(1))).clamp(0.0, 1.0);
    format!("{} {}", decimal(around * part), decimal(around))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ring_is_full_at_the_beginning_and_gone_at_the_end() {
        assert_eq!(dashes(600, 600), "289.0 289.0");
        assert_eq!(dashes(300, 600), "144.5 289.0");
        assert_eq!(dashes(0, 600), "0.0 289.0");
        // Extended, a hold is longer than its usual length.
        assert_eq!(dashes(1150, 600), "289.0 289.0");
        assert_eq!(clock_face(402), "6:42");
        assert_eq!(clock_face(9), "0:09");
    }
}
