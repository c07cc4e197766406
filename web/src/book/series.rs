//! The same time on many dates (rule 8): how it repeats, what that would come to date by date, and
//! then all of them or those that fit, confirmed by one code.

use crate::router::{NavigateOptions, use_navigate};
use crate::view::prelude::*;
use chrono::{Datelike, Days, NaiveDate};
use client::Error;
use shared::bookings::{NewSeries, SeriesMode, SeriesPreview};

use super::address::rule_words;
use super::hall::Hall;
use super::planned::Planned;
use super::reserve::Reserving;
use crate::dates::weekday_short;
use crate::lang::{Lang, use_lang};
use crate::session::{Keys, booking_href, remember_address, use_client};
use crate::signed_in::{SignedIn, asker};
use crate::texts::series::texts;
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::Button;
use crate::ui::notice::Failed;

/// Names of weekdays in a recurrence rule, from Monday on.
const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/// How many dates are meant before anybody says so.
const USUAL: u16 = 8;

/// How it repeats, as it is chosen; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Repeating {
    pub(super) hall: Hall,
    pub(super) lang: Lang,
    weekly: RwSignal<bool>,
    /// From Monday (0); `None` is the weekday of the chosen date.
    days: StoredDays,
    count: RwSignal<u16>,
    until: RwSignal<Option<NaiveDate>>,
}

type StoredDays = RwSignal<Option<Vec<usize>>>;

/// A recurrence rule (RFC 5545).
fn rule(weekly: bool, days: &[usize], count: u16, until: Option<NaiveDate>) -> String {
    let until = until.map(|until| format!("UNTIL={:04}{:02}{:02}", until.year(), until.month(), until.day()));
    let end = until.unwrap_or_else(|| format!("COUNT={count}"));
    let names: Vec<&str> = days.iter().filter_map(|day| WEEKDAYS.get(*day).copied()).collect();
    match (weekly, names.is_empty()) {
        (false, _) => format!("FREQ=DAILY;{end}"),
        (true, true) => format!("FREQ=WEEKLY;{end}"),
        (true, false) => format!("FREQ=WEEKLY;BYDAY={};{end}", names.join(",")),
    }
}

impl Repeating {
    fn days(self) -> Vec<usize> {
        let date = self.hall.choice.date.get();
        let own = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or_default();
        self.days.get().unwrap_or_else(|| vec![own])
    }

    fn toggle(self, day: usize) {
        let before = untrack(|| self.days());
        let days = (0..WEEKDAYS.len()).filter(|at| before.contains(at) != (*at == day));
        self.days.set(Some(days.collect()));
    }

    /// The wish as it is sent for a preview; tracks.
    pub(super) fn wish(self) -> Option<NewSeries> {
        let (period, venue) = (self.hall.period.get()?, self.hall.venue());
        let people = self.hall.choice.people.get();
        let party = people > 1;
        let wishes = self.hall.choice.wishes.get();
        Some(NewSeries {
            venue: venue.slug.clone(),
            from: venue.utc_offsets.local(period.start()),
            to: venue.utc_offsets.local(period.end()),
            rrule: rule(self.weekly.get(), &self.days(), self.count.get(), self.until.get()),
            desk_codes: (!party).then(|| self.hall.chosen.get()),
            party_size: party.then_some(people),
            features: (party && !wishes.is_empty()).then_some(wishes),
            zone: None,
            email: None,
            name: None,
            locale: Some(self.lang),
            mode: None,
        })
    }
}

/// Below the address: the way to come regularly.
#[component]
pub(super) fn Repeat(hall: Hall, reserving: Reserving) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let how = Repeating {
        hall,
        lang,
        weekly: RwSignal::new(true),
        days: RwSignal::new(None),
        count: RwSignal::new(USUAL),
        until: RwSignal::new(None),
    };
    let client = use_client();
    let preview = Action::new(move |wish: &NewSeries| client.preview_series(wish));
    let book = booking(reserving.signed_in);
    let look = move |_| {
        if let Some(wish) = untrack(|| how.wish()) {
            preview.dispatch(wish);
        }
    };
    let take = Callback::new(move |mode: SeriesMode| {
        if let Some(who) = reserving.person()
            && let Some(wish) = untrack(|| how.wish())
            && !untrack(|| book.pending())
        {
            book.dispatch(NewSeries { email: who.email(), mode: Some(mode), ..wish });
        }
    });
    let shown = move || -> Option<Result<SeriesPreview, Error>> {
        // Once something else is chosen, what was looked at is no longer what would be booked.
        preview.value().filter(|_| !preview.pending() && preview.input() == how.wish())
    };
    view! {
        <details class="kern-accordion series">
            <summary class="kern-accordion__header">
                <span class="kern-title kern-title--small">{t.title}</span>
            </summary>
            <div class="kern-accordion__body stack gap-16">
                <Frequency how/>
                <Ends how/>
                <Button kind="secondary" icon="cal" on_press=look>
                    {move || if preview.pending() { t.looking } else { t.look }}
                </Button>
                {move || book.value().flatten().filter(|_| !book.pending()).map(|error| refused(lang, error))}
                {move || shown().map(|found| match found {
                    Ok(found) => view! { <Planned found lang take pending=Signal::derive(move || book.pending())/> },
                    Err(error) => refused(lang, error),
                })}
            </div>
        </details>
    }
}

/// Books it and goes to the first date's page, where the code is asked for.
fn booking(signed_in: SignedIn) -> Action<NewSeries, Option<Error>> {
    let (client, navigate, lang) = (use_client(), use_navigate(), use_lang());
    let keys = Keys::new();
    Action::new(move |wish: &NewSeries| {
        let (client, wish, key) = (client.clone(), wish.clone(), keys.of(wish));
        async move {
            let asker = match asker(signed_in, client, wish.email.as_ref()).await {
                Ok(asker) => asker,
                Err(error) => return Some(error),
            };
            let series = match asker.book_series(&wish, &key).await {
                Ok(series) => series,
                Err(error) => return Some(error),
            };
            let email = wish.email.unwrap_or_default();
            if let Some(first) = series.bookings.first() {
                remember_address(first.id, &email);
                let secret = first.secret.as_deref().unwrap_or_default();
                navigate(&booking_href(lang, first.id, secret), NavigateOptions::default());
            }
            None
        }
    })
}

fn refused(lang: Lang, error: Error) -> View {
    let rule = error.problem().and_then(|problem| problem.rule);
    match rule {
        Some(rule) => view! {
            <Alert kind=AlertKind::Warning title=texts(lang).refused>
                <p class="small">{rule_words(crate::texts::book::texts(lang), rule)}</p>
            </Alert>
        },
        None => view! { <Failed error retry=|()| ()/> },
    }
}

/// Weekly, and on which days; or every day.
#[component]
fn Frequency(how: Repeating) -> impl IntoView {
    let t = texts(how.lang);
    let pressed = |on: bool| if on { "true" } else { "false" };
    let kind = move |weekly: bool, words: &'static str| {
        view! {
            <button type="button" class="chip" aria-pressed=move || pressed(how.weekly.get() == weekly)
                on:click=move |_| how.weekly.set(weekly)>{words}</button>
        }
    };
    let day = move |at: usize| {
        let date = how.hall.choice.date.get();
        let monday = date - Days::new(u64::from(date.weekday().num_days_from_monday()));
        let name = weekday_short(how.lang, monday + Days::new(u64::try_from(at).unwrap_or_default()));
        view! {
            <button type="button" class="chip" aria-pressed=move || pressed(how.days().contains(&at))
                on:click=move |_| how.toggle(at)>{name}</button>
        }
    };
    view! {
        <fieldset>
            <legend class="kern-label mb-6">{t.how}</legend>
            <div class="wishes">{kind(true, t.weekly)} {kind(false, t.daily)}</div>
        </fieldset>
        {move || how.weekly.get().then(|| view! {
            <fieldset>
                <legend class="kern-label mb-6">{t.on}</legend>
                <div class="wishes">{(0..WEEKDAYS.len()).map(day).collect_view()}</div>
            </fieldset>
        })}
    }
}

/// After how many dates, or until when.
#[component]
fn Ends(how: Repeating) -> impl IntoView {
    let t = texts(how.lang);
    let most = how.hall.venue.with_value(|venue| venue.rules.max_series_dates);
    let count = move |event| {
        if let Ok(count) = event_target_value(&event).parse::<u16>() {
            how.count.set(count.clamp(1, most));
            how.until.set(None);
        }
    };
    let until = move |event| how.until.set(event_target_value(&event).parse().ok());
    let date = move || how.until.get().map(|date| date.to_string()).unwrap_or_default();
    view! {
        <div class="grid g2 gap-14">
            <div class="kern-form-input">
                <label class="kern-label" for="series-count">{t.count}</label>
                <input class="kern-form-input__input" id="series-count" type="number" min="1" max=most.to_string()
                    inputmode="numeric" prop:value=move || how.count.get().to_string() on:change=count/>
            </div>
            <div class="kern-form-input">
                <label class="kern-label" for="series-until">{t.until}</label>
                <input class="kern-form-input__input" id="series-until" type="date" prop:value=date on:change=until/>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::rule;
    use shared::bookings::Recurrence;

    #[test]
    fn what_is_chosen_becomes_a_rule_the_api_reads() {
        assert_eq!(rule(true, &[0, 2], 8, None), "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=8");
        assert_eq!(rule(true, &[], 3, None), "FREQ=WEEKLY;COUNT=3");
        let until = rule(false, &[0], 8, "2026-12-31".parse().ok());
        assert_eq!(until, "FREQ=DAILY;UNTIL=20261231");
        assert!(Recurrence::parse(&until).is_ok());
    }
}
