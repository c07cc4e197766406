//! Staying longer: as far as nothing stands against it, and what does.

use crate::view::prelude::*;
use chrono::{DateTime, FixedOffset, TimeDelta};

use super::facts::hhmm;
use super::moves::Step;
use super::page::Subject;
use crate::lang::use_lang;
use crate::texts::bookings::texts;
use crate::ui::button::Button;

/// By how many minutes one usually stays longer.
const USUAL: [i64; 2] = [30, 60];
/// By how many where not even the shorter of these goes.
const LEAST: i64 = 15;

/// The ends one can choose from.
fn ends(end: DateTime<FixedOffset>, limit: DateTime<FixedOffset>) -> Vec<(i64, DateTime<FixedOffset>)> {
    let at = |minutes: i64| (minutes, end + TimeDelta::minutes(minutes));
    let fits = |(_, to): &(i64, DateTime<FixedOffset>)| *to <= limit;
    let usual: Vec<_> = USUAL.into_iter().map(at).filter(fits).collect();
    if usual.is_empty() { Some(at(LEAST)).filter(fits).into_iter().collect() } else { usual }
}

/// The buttons, or why there are none.
#[component]
pub(super) fn Longer(subject: Subject) -> impl IntoView {
    let t = &texts(use_lang()).longer;
    let Subject { booking, hall, moves, .. } = subject;
    let limit = Memo::new(move |_| hall.limit(&booking.read()));
    let taking = move || moves.is_taking(|step| matches!(step, Step::Stay(_)));
    let stayed = move || {
        let outcome = moves.outcome().filter(|outcome| matches!(outcome.step, Step::Stay(_)))?;
        Some((t.done)(&hhmm(outcome.result.ok()?.to)))
    };
    let button = move |(minutes, to): (i64, DateTime<FixedOffset>)| {
        let words = (t.by)(minutes, &hhmm(to));
        view! {
            <Button kind="secondary" icon="clock" on_press=move |_| moves.take(Step::Stay(to))>{words}</Button>
        }
    };
    let choice = move || {
        let end = booking.read().to;
        // While the day has not come the server knows what goes.
        let (limit, closing) = limit.get().unwrap_or((end + TimeDelta::hours(1), true));
        let ends = ends(end, limit);
        if ends.is_empty() {
            let why = if closing { t.closing } else { t.booked };
            return view! { <p class="small muted">{why(&hhmm(limit))}</p> };
        }
        view! { <div class="row booking-doings">{ends.into_iter().map(button).collect_view()}</div> }
    };
    view! {
        <div class="stack gap-10">
            <h2 class="h4">{t.title}</h2>
            {choice}
            <p class="small muted" role="status">{move || if taking() { Some(t.taking.to_owned()) } else { stayed() }}</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_can_stay_as_far_as_nothing_stands_against_it() {
        let at = |text: &str| format!("2026-11-24T{text}:00+01:00").parse::<DateTime<FixedOffset>>().unwrap();
        let minutes = |limit| ends(at("10:00"), at(limit)).into_iter().map(|(minutes, _)| minutes).collect::<Vec<_>>();
        assert_eq!(minutes("18:00"), [30, 60]);
        assert_eq!(minutes("10:45"), [30]);
        assert_eq!(minutes("10:15"), [15]);
        assert!(minutes("10:00").is_empty());
    }
}
