//! The exhibition that is in the hall, or the next one.

use crate::view::prelude::*;
use client::Error;
use shared::venues;

use super::art::drawing;
use super::live::Live;
use crate::clock::use_clock;
use crate::dates::weekday_date;
use crate::lang::{Lang, pick, use_lang};
use crate::session::use_client;
use crate::texts::start::texts;
use crate::ui::tag::Example;

fn exhibitions(slug: String) -> Resource<Result<Vec<venues::Exhibition>, Error>> {
    let client = use_client();
    Resource::new(move || {
        let reply = client.exhibitions(&slug);
        async move { reply.await.map(|page| page.items) }
    })
}

/// The exhibition; left out where there is none.
#[component]
pub(crate) fn Exhibition(live: Live) -> impl IntoView {
    let lang = use_lang();
    let clock = use_clock();
    let found = exhibitions(live.venue.with_value(|venue| venue.slug.clone()));
    move || {
        let all = found.get()?.ok()?;
        let now = clock.now();
        let mut ahead = all.into_iter().filter(|one| one.to.to_utc() > now);
        let first = ahead.next()?;
        Some(article(live, lang, &first, ahead.next().as_ref()))
    }
}

/// Its last day: the end is the midnight after it.
fn last_day(live: Live, one: &venues::Exhibition) -> chrono::NaiveDate {
    let zone = live.venue.with_value(|venue| venue.utc_offsets.clone());
    zone.date(one.to.to_utc() - chrono::TimeDelta::seconds(1))
}

fn article(live: Live, lang: Lang, one: &venues::Exhibition, next: Option<&venues::Exhibition>) -> View {
    let t = texts(lang);
    let title = pick(lang, &one.title_de, &one.title_en).to_owned();
    let summary = pick(lang, &one.summary_de, &one.summary_en).to_owned();
    let until = (t.until_day)(&weekday_date(lang, last_day(live, one)));
    let next = next.map(|next| {
        let from = live.venue.with_value(|venue| venue.utc_offsets.date(next.from.to_utc()));
        let name = pick(lang, &next.title_de, &next.title_en);
        let words = (t.next_exhibition)(&weekday_date(lang, from), &weekday_date(lang, last_day(live, next)), name);
        format!("{words} {}", pick(lang, &next.summary_de, &next.summary_en))
    });
    view! {
        <article class="stack gap-14">
            <div class="art">
                <svg viewBox="0 30 760 390" role="img" aria-label=t.art inner_html=drawing()></svg>
            </div>
            <p class="kicker kicker--brick">{t.exhibition} " " {one.example.then(|| view! { <Example/> })}</p>
            <h3 class="h2">{title}</h3>
            <p class="muted">{until} " " {summary}</p>
            {next.map(|next| view! { <p class="small muted">{next}</p> })}
        </article>
    }
}
