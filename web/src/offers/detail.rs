//! One offer: everything about it, how old that is, and whom to ask.

use crate::router::use_param;
use crate::view::prelude::*;
use client::Error;
use shared::offers::{Contact, Offer};
use shared::problem::ProblemKind;

use super::facts;
use super::search::Search;
use super::share::Share;
use crate::clock::use_clock;
use crate::dates;
use crate::lang::{href, use_lang};
use crate::prose::{Prose, is_safe};
use crate::session::use_client;
use crate::texts::offers::{Texts, texts};
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::{Button, Link};
use crate::ui::footer::tel;
use crate::ui::headline::Headline;
use crate::ui::icon::Icon;
use crate::ui::notice::{Failed, Loading};
use crate::ui::tag::{Example, Tag};

/// The page of one offer.
#[component]
pub(crate) fn OfferPage() -> impl IntoView {
    let lang = use_lang();
    let client = use_client();
    let slug = use_param("slug");
    let offer = Resource::new(move || client.offer(&slug.get().unwrap_or_default(), lang));
    move || match offer.get() {
        None => view! { <div class="wrap page"><Loading/></div> },
        Some(Ok(offer)) => view! { <Detail offer/> },
        Some(Err(error)) if error.kind() == Some(ProblemKind::NotFound) => view! { <Gone/> },
        Some(Err(error)) => failed(error, Callback::new(move |()| offer.refetch())),
    }
}

/// It could not be loaded.
fn failed(error: Error, retry: Callback<()>) -> View {
    let t = texts(use_lang());
    view! {
        <div class="wrap page stack">
            <Headline title=t.title/>
            <Failed error retry/>
        </div>
    }
}

/// There is no such offer, or there was one.
#[component]
fn Gone() -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    view! {
        <div class="wrap page stack">
            <Headline title=t.gone_title/>
            <p class="lead">{t.gone}</p>
            <Link href=href(lang, "/offers")>{t.show_all}</Link>
        </div>
    }
}

/// The offer itself.
#[component]
fn Detail(offer: Offer) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let kind = Search::of_kind(offer.kind);
    let tags = facts::audience(t, &offer).into_iter().map(|tag| view! { <Tag kind="line">{tag}</Tag> }).collect_view();
    view! {
        <div class="wrap page">
            <nav class="small muted mb-12" aria-label=t.path>
                <a href=href(lang, "/offers")>{t.title}</a>
                " / "
                <a href=kind.href(lang)>{(t.kind)(offer.kind)}</a>
                " / "
                <span aria-current="page">{offer.title.clone()}</span>
            </nav>
            <div class="grid auto-420 offer-detail">
                <article class="stack gap-20">
                    <div class="row gap-8">
                        <Tag kind="patina">{(t.kind)(offer.kind)}</Tag>
                        {tags}
                        {offer.example.then(|| view! { <Example text=t.example/> })}
                    </div>
                    <Headline title=offer.title.clone() class="display offer-title"/>
                    <p class="lead">{offer.summary.clone()}</p>
                    {prices(t, &offer)}
                    <Prose text=offer.body.clone()/>
                    <Facts offer=offer.clone()/>
                    {warning(t, &offer)}
                    <div class="row">
                        <Button kind="secondary" icon="print" on_press=|_| { let _ = window().print(); }>{t.print}</Button>
                        <Share title=offer.title.clone()/>
                    </div>
                </article>
                <Ask offer/>
            </div>
        </div>
    }
}

/// The price, and beside it the price with each pass.
fn prices(t: &'static Texts, offer: &Offer) -> impl IntoView + use<> {
    let full = offer.price.text.clone();
    // Only an amount is struck out; "on application" or a list of prices is not.
    let is_amount = offer.price.amount_cents.is_some_and(|cents| cents > 0) && full.chars().count() <= 8;
    let with_pass = |pass: &shared::offers::PassPrice| {
        view! {
            <div>
                <dt class="tiny">{(t.price_with)(&pass.label)}</dt>
                <dd class="price price--pass">{is_amount.then(|| view! { <s>{full.clone()}</s> })} {pass.price_text.clone()}</dd>
            </div>
        }
    };
    let passes = offer.passes.iter().map(with_pass).collect_view();
    (!full.is_empty()).then(|| {
        view! {
            <dl class="row offer-prices">
                <div>
                    <dt class="tiny">{t.price}</dt>
                    <dd class="price">{full}</dd>
                </div>
                {passes}
            </dl>
        }
    })
}

/// How far the facts can be trusted: their age, an end that has passed, or that they are invented.
fn warning(t: &'static Texts, offer: &Offer) -> Option<View> {
    let lang = use_lang();
    let today = use_clock().now();
    if let Some(end) = offer.ends_at.filter(|end| *end <= today) {
        let title = (t.ended)(&dates::date_long(lang, facts::last_day(end)));
        return Some(view! { <Alert kind=AlertKind::Warning title>{t.ended_hint}</Alert> });
    }
    if offer.example {
        return Some(view! { <Alert kind=AlertKind::Info title=t.warning_example/> });
    }
    let as_of = facts::as_of(t, offer).filter(|_| !offer.verified)?;
    Some(view! { <Alert kind=AlertKind::Warning title=(t.warning)(&as_of)/> })
}

/// The facts as a list of pairs.
#[component]
fn Facts(offer: Offer) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let mut facts: Vec<(&'static str, String)> = Vec::new();
    let audience = facts::audience(t, &offer);
    if !audience.is_empty() {
        facts.push((t.for_whom, audience.join(", ")));
    }
    if let Some(when) = facts::when(lang, t, &offer, |date| dates::date_long(lang, date)) {
        facts.push((t.when, when));
    }
    if let Some(place) = &offer.place {
        let access = place.step_free.map(|yes| (t.step_free)(yes).to_owned());
        let notes = place.access_notes.clone().filter(|notes| !notes.is_empty());
        let lines: Vec<String> = [facts::place(place)].into_iter().chain(access).chain(notes).collect();
        facts.push((t.place, lines.join(" · ")));
    }
    // German goes without saying here; it is told where there is a choice.
    if offer.languages.iter().any(|tag| tag != "de") {
        let names: Vec<String> =
            offer.languages.iter().map(|tag| (t.language)(tag).map_or_else(|| tag.clone(), str::to_owned)).collect();
        facts.push((t.languages, names.join(", ")));
    }
    let pair = |(key, value): (&'static str, String)| {
        view! {
            <div class="kern-description-list-item">
                <dt class="kern-description-list-item__key">{key}</dt>
                <dd class="kern-description-list-item__value">{value}</dd>
            </div>
        }
    };
    (!facts.is_empty()).then(|| {
        view! {
            <div>
                <h2 class="kern-sr-only">{t.facts}</h2>
                <dl class="kern-description-list">{facts.into_iter().map(pair).collect_view()}</dl>
            </div>
        }
    })
}

/// Whom to ask, and where to read on.
#[component]
fn Ask(offer: Offer) -> impl IntoView {
    let t = texts(use_lang());
    let links = offer.links.into_iter().filter(|link| is_safe(&link.url)).map(|link| (link.label, link.url));
    let source = offer.source_url.filter(|url| is_safe(url)).map(|url| (t.source.to_owned(), url));
    let one = |(label, url): (String, String)| {
        let host = host(&url);
        view! {
            <li>
                <Icon name="right"/>
                <div><a href=url rel="external noopener">{label}</a><span>{host}</span></div>
            </li>
        }
    };
    let more: Vec<_> = links.chain(source).map(one).collect();
    view! {
        <aside class="card card--lift stack gap-18 offer-ask" aria-labelledby="offer-ask">
            <div>
                <p class="kicker">{t.contact_kicker}</p>
                <h2 class="h2" id="offer-ask">{t.contact}</h2>
            </div>
            {offer.contact.map(contact)}
            <p class="muted small">{t.contact_desk}</p>
            {(!more.is_empty()).then(|| view! {
                <div class="stack gap-10">
                    <h3 class="h4">{t.links}</h3>
                    <ul role="list" class="facts">{more}</ul>
                </div>
            })}
        </aside>
    }
}

/// The ways to the people responsible.
fn contact(contact: Contact) -> impl IntoView {
    let t = texts(use_lang());
    let line = |icon: &'static str, what: &'static str, body: View| {
        view! { <li><Icon name=icon/><div>{body}<span>{what}</span></div></li> }
    };
    let office = contact.office.map(|office| line("users", t.office, view! { {office} }));
    let phone = contact.phone.map(|phone| {
        let address = tel(&phone);
        line("phone", t.phone, view! { <a href=address>{phone}</a> })
    });
    let email = contact.email.map(|email| {
        let address = format!("mailto:{email}");
        line("mail", t.email, view! { <a href=address>{email}</a> })
    });
    let website = contact.website.filter(|url| is_safe(url)).map(|url| {
        let host = host(&url);
        line("right", t.website, view! { <a href=url rel="external noopener">{host}</a> })
    });
    view! { <ul role="list" class="facts">{office} {phone} {email} {website}</ul> }
}

/// The name of the computer an address leads to.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or(rest);
    host.trim_start_matches("www.").to_owned()
}
