//! Work with the city and having a say: sections made of offers, left out where there are none.

use std::sync::Arc;

use crate::view::prelude::*;
use client::{Error, OfferQuery};
use shared::offers::{Offer, OfferKind};
use shared::order::sorted;

use crate::lang::{Lang, href, use_lang};
use crate::session::use_client;
use crate::texts::start::texts;
use crate::ui::button::Link;
use crate::ui::icon::Icon;
use crate::ui::tag::Example;

/// How many offers a section shows.
const SHOWN: usize = 3;

/// Offers of a kind in a language.
fn offers(kind: OfferKind, lang: Lang) -> Resource<Result<Arc<Vec<Offer>>, Error>> {
    let client = use_client();
    Resource::new(move || {
        let query = OfferQuery { kind: Some(kind), lang, limit: Some(100), ..OfferQuery::default() };
        let reply = client.offers(&query);
        async move { reply.await.map(|page| Arc::new(page.items)) }
    })
}

fn link(lang: Lang, offer: &Offer) -> String {
    href(lang, &format!("/offers/{}", offer.slug))
}

/// Invented ones first: they stand for what changes, the real ones for what stays.
fn vacancies(offers: Vec<Offer>) -> Vec<Offer> {
    let mut offers = sorted(offers, |a, b| b.example.cmp(&a.example));
    offers.truncate(SHOWN);
    offers
}

/// The city as an employer: the one dark band of the page.
#[component]
pub(crate) fn Jobs() -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let jobs = offers(OfferKind::Job, lang);
    move || {
        let jobs = vacancies(jobs.get()?.ok()?.to_vec());
        let job = |offer: Offer| {
            let there = link(lang, &offer);
            view! {
                <li class="job">
                    <span class="h4">
                        <a href=there>{offer.title}</a> " " {offer.example.then(|| view! { <Example/> })}
                    </span>
                    <span class="small muted">{offer.summary}</span>
                </li>
            }
        };
        (!jobs.is_empty()).then(|| {
            view! {
                <section class="section section--deep">
                    <div class="wrap">
                        <div class="grid g2 jobs-grid">
                            <div class="stack gap-18">
                                <p class="kicker">{t.jobs_kicker}</p>
                                <h2 class="h1">{t.jobs}</h2>
                                <p class="lead">{t.jobs_lead}</p>
                                <div class="row">
                                    <Link href=href(lang, "/offers?kind=job")>{t.jobs_all}</Link>
                                </div>
                            </div>
                            <ul role="list" class="jobs">{jobs.into_iter().map(job).collect_view()}</ul>
                        </div>
                    </div>
                </section>
            }
        })
    }
}

/// The icon of a participation offer by its topic.
fn topic_icon(category: &str) -> &'static str {
    match category {
        "city_development" => "speech",
        "civic_participation" | "migration" => "users",
        "volunteering" => "heart",
        _ => "flag",
    }
}

/// Ways of having a say, the ones best sourced first.
#[component]
pub(crate) fn Participation() -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let found = offers(OfferKind::Participation, lang);
    move || {
        let all = sorted(found.get()?.ok()?.to_vec(), |a, b| b.source_as_of.cmp(&a.source_as_of));
        let mut topics: Vec<&str> = Vec::new();
        let mut shown: Vec<&Offer> = Vec::new();
        // Three different topics say more than three of one.
        for offer in all.iter().filter(|offer| offer.source_as_of.as_deref().is_some_and(|of| of != "unknown")) {
            if shown.len() < SHOWN && !topics.contains(&offer.category.as_str()) {
                topics.push(&offer.category);
                shown.push(offer);
            }
        }
        let card = |offer: &Offer| {
            view! {
                <article class="offer">
                    <span class="offer-ic offer-ic--b"><Icon name=topic_icon(&offer.category)/></span>
                    <h3 class="h3"><a href=link(lang, offer)>{offer.title.clone()}</a></h3>
                    <p class="muted">{offer.summary.clone()}</p>
                    <p class="base"><span>{offer.source_as_of.as_deref().map(t.source)}</span></p>
                </article>
            }
        };
        (!shown.is_empty()).then(|| {
            view! {
                <section class="section">
                    <div class="wrap">
                        <div class="split mb-30">
                            <h2 class="h1">{t.participation}</h2>
                            <a href=href(lang, "/offers?kind=participation")>{t.participation_all}</a>
                        </div>
                        <div class="grid g3">{shown.into_iter().map(card).collect_view()}</div>
                    </div>
                </section>
            }
        })
    }
}
