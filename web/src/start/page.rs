//! The page at `/`.

use crate::router::use_location;
use crate::view::prelude::*;

use super::exhibition::Exhibition;
use super::hero::{Buttons, HallNow, HeroPlan};
use super::how::{Accessible, How};
use super::live::{Live, Situation};
use super::quiet::Quiet;
use super::sections::{Jobs, Participation};
use super::today::Today;
use crate::lang::{href, use_lang};
use crate::texts::start::texts;
use crate::ui::headline::Headline;
use crate::ui::tag::Example;
use crate::venue::{current, use_venue};

/// The start page. What needs no data is there at once; everything else comes into its place.
#[component]
pub(crate) fn StartPage() -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let venue = use_venue();
    let live = Memo::new(move |_| current(venue).map(Live::new));
    go_to_place(live);
    let demo = move || live.get().is_some_and(|live| live.venue.with_value(|venue| venue.demo));
    view! {
        <div class="hero">
            <div class="wrap hero-grid">
                <div class="stack gap-26">
                    <Headline title="" class="display">{t.claim}</Headline>
                    <HallNow live/>
                    <Buttons/>
                    <p class="small muted">{t.free_of_charge}</p>
                </div>
                <div class="hero-plan"><HeroPlan live/></div>
            </div>
        </div>
        <How live/>
        {move || live.get().map(|live| view! { <Quiet live/> })}
        <section class="section" id="heute">
            <div class="wrap">
                <div class="split mb-12">
                    <h2 class="h1">{t.today}</h2>
                    <span class="row">
                        {move || demo().then(|| view! { <Example text=t.invented_events/> })}
                        <a href=href(lang, "/offers")>{t.all_offers}</a>
                    </span>
                </div>
                {move || live.get().map(|live| view! {
                    <div class="grid auto-480 today-grid">
                        <Today live/>
                        <Exhibition live/>
                    </div>
                })}
            </div>
        </section>
        <Jobs/>
        <Participation/>
        {move || live.get().map(|live| view! { <Accessible live/> })}
    }
}

/// Once the data has given the page its height, goes to the section the address names.
fn go_to_place(live: Memo<Option<Live>>) {
    let hash = use_location().hash;
    let arrived = Memo::new(move |_| live.get().is_some_and(|live| live.situation.get() != Situation::Loading));
    effect(move || {
        let place = hash.get().trim_start_matches('#').to_owned();
        if arrived.get() && !place.is_empty() {
            next_frame(move || {
                if let Some(section) = document().get_element_by_id(&place) {
                    section.scroll_into_view();
                }
            });
        }
    });
}
