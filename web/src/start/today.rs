//! What happens in the town hall today.

use std::sync::Arc;

use crate::view::prelude::*;
use shared::offers::Happening;

use super::live::Live;
use crate::clock::use_clock;
use crate::lang::use_lang;
use crate::programme::{list, on, programme};
use crate::texts::start::texts;
use crate::ui::notice::{Failed, Loading};

/// The day's programme.
#[component]
pub(crate) fn Today(live: Live) -> impl IntoView {
    let events = live.venue.with_value(|venue| programme(venue, live.today, 2));
    move || match events.get() {
        None => view! { <Loading/> },
        Some(Err(error)) => {
            let again = Callback::new(move |()| events.refetch());
            view! { <Failed error retry=again/> }
        }
        Some(Ok(happenings)) => view! { <Day live happenings/> },
    }
}

/// Today, or what is on tomorrow where today has nothing.
#[component]
fn Day(live: Live, happenings: Arc<Vec<Happening>>) -> impl IntoView {
    let lang = use_lang();
    let clock = use_clock();
    let of = move |date| live.venue.with_value(|venue| on(&happenings, date, &venue.utc_offsets));
    move || {
        let today = of(live.today.get());
        if today.is_empty() {
            let next = live.today.get().succ_opt().map(&of).unwrap_or_default();
            let next = next.into_iter().filter(Happening::takes_place);
            let titles: Vec<String> = next.take(2).map(|happening| happening.title).collect();
            return view! { <p class="muted">{(texts(lang).nothing_today)(&titles.join(", "))}</p> };
        }
        live.now.track();
        list(lang, today, clock.now())
    }
}
