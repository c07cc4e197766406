//! "Next free desk": the api looks across days, the choice takes what it found.

use crate::view::prelude::*;
use chrono::TimeDelta;
use client::SuggestionQuery;
use shared::slots::Period;

use super::hall::Hall;
use crate::dates::{date_short, hhmm};
use crate::lang::use_lang;
use crate::session::use_client;
use crate::texts::book::texts;
use crate::texts::frame::texts as common;
use crate::ui::announce::use_announcer;
use crate::ui::button::Button;

/// The button.
#[component]
pub(crate) fn NextFree(hall: Hall) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let (client, announcer) = (use_client(), use_announcer());
    let venue = hall.venue();
    let search = Action::new(move |wish: &SuggestionQuery| {
        let reply = client.suggestions(&venue.slug, wish);
        let venue = venue.clone();
        async move {
            let Some(first) = reply.await.ok().and_then(|found| found.items.into_iter().next()) else {
                announcer.say(t.next_free_none);
                return false;
            };
            let desk = first.desks.first().map(|desk| desk.code.clone());
            if let Some(period) = Period::between(first.from.to_utc(), first.to.to_utc()) {
                let zone = &venue.utc_offsets;
                let span = (common(lang).span)(&hhmm(zone, period.start()), &hhmm(zone, period.end()));
                let when = format!("{}, {span}", date_short(lang, zone.date(period.start())));
                announcer.say((t.next_free_found)(&when, desk.as_deref().unwrap_or_default()));
                hall.take(period, desk);
            }
            true
        }
    });
    let press = move |_| {
        let minutes = hall.period.get_untracked().map_or(TimeDelta::hours(2), Period::duration).num_minutes();
        let mut wish = SuggestionQuery::new(hall.choice.date.get_untracked().max(hall.today.get_untracked()), minutes);
        wish.features = hall.choice.wishes.get_untracked();
        let people = hall.choice.people.get_untracked();
        wish.party_size = (people > 1).then_some(people);
        search.dispatch(wish);
    };
    let nothing = move || search.value() == Some(false) && !search.pending();
    view! {
        <div class="stack gap-6">
            <Button kind="secondary" icon="search" on_press=press>
                {move || if search.pending() { t.next_free_searching } else { t.next_free }}
            </Button>
            {move || nothing().then(|| view! { <p class="tiny">{t.next_free_none}</p> })}
        </div>
    }
}
