//! One offer: everything about it, how old that is, and whom to ask.

use crate::router::{use_param, use_query};
use crate::view::prelude::*;
use client::Error;
use shared::offers::FullOffer;
use shared::problem::ProblemKind;

use super::about::{Dates, Facts, prices, warning};
use super::ask::Ask;
use super::facts;
use super::kept::use_kept;
use super::languages::Languages;
use super::pictures::Pictures;
use super::search::{Filter, Search};
use super::share::Share;
use crate::advice::Slots;
use crate::lang::{Lang, href, use_lang};
use crate::prose::Prose;
use crate::session::use_client;
use crate::texts::offers::{SIMPLE, Texts, around, texts};
use crate::ui::button::{Link, classes};
use crate::ui::headline::Headline;
use crate::ui::icon::Icon;
use crate::ui::notice::{Failed, Loading};
use crate::ui::tag::{Example, Tag};

/// The page of one offer.
#[component]
pub(crate) fn OfferPage() -> impl IntoView {
    let lang = use_lang();
    let (client, kept) = (use_client(), use_kept());
    let (slug, asked) = (use_param("slug"), use_query("lang"));
    let offer = Resource::new(move || {
        let asked = asked.get().filter(|tag| can_be_asked(lang, tag)).unwrap_or_else(|| lang.tag().to_owned());
        client.whole_offer(&slug.get().unwrap_or_default(), &asked)
    });
    move || match offer.get() {
        None => view! { <div class="wrap page"><Loading/></div> },
        Some(Ok(offer)) => view! { <Detail offer/> },
        Some(Err(error)) if error.kind() == Some(ProblemKind::NotFound) => view! { <Gone/> },
        Some(Err(error)) => {
            let retry = Callback::new(move |()| offer.refetch());
            let slug = slug.get().unwrap_or_default();
            match kept.offer(lang, &slug).filter(|_| error.is_offline() && asked.get().is_none()) {
                Some((offer, at)) => as_listed(offer, &at, error, retry),
                None => failed(error, retry),
            }
        }
    }
}

/// Without a connection: what the list has said of it, and when that was.
fn as_listed(offer: FullOffer, at: &str, error: Error, retry: Callback<()>) -> View {
    let t = texts(use_lang());
    view! {
        <div class="wrap page stack gap-10">
            <Failed error retry/>
            <p class="small muted">{(t.as_listed)(at)}</p>
        </div>
        <Detail offer/>
    }
}

/// Whether this can be the tag of a language, so that a broken address shows the offer all the same. Who has gone
/// from Leichte Sprache to the English pages wants to read English.
fn can_be_asked(lang: Lang, tag: &str) -> bool {
    let is_tag = (2..=20).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_tag && !(lang == Lang::En && tag.starts_with("de"))
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
            <div class="row"><Link href=href(lang, "/offers")>{t.show_all}</Link></div>
        </div>
    }
}

/// The offer itself.
#[component]
fn Detail(offer: FullOffer) -> impl IntoView {
    let lang = use_lang();
    let FullOffer { offer: shown, details } = offer.clone();
    let t = around(lang, &shown.lang);
    let read_in = details.lang_asked.clone();
    // Who reads Leichte Sprache goes on in it.
    let all =
        Search::default().with(Filter::Language, Some(SIMPLE).filter(|tag| lang == Lang::De && shown.lang == *tag));
    let kind = all.with(Filter::Kind, Some(shown.kind.name()));
    let tags = facts::audience(t, &shown).into_iter().map(|tag| view! { <Tag kind="line">{tag}</Tag> }).collect_view();
    // Texts in another language than the page's are read out as such.
    let spoken = (shown.lang != lang.tag()).then(|| shown.lang.clone());
    let similar = all.with(Filter::Category, Some(&shown.category)).href(lang);
    view! {
        <div class="wrap page">
            {back()}
            <nav class="small muted mb-12" aria-label=t.path>
                <a href=all.href(lang)>{t.title}</a>
                " / "
                <a href=kind.href(lang)>{(t.kind)(shown.kind)}</a>
                " / "
                <span aria-current="page">{shown.title.clone()}</span>
            </nav>
            <div class="grid auto-420 offer-detail">
                <article class="stack gap-20">
                    <div class="row gap-8">
                        <Tag kind="patina">{(t.kind)(shown.kind)}</Tag>
                        {tags}
                        {shown.example.then(|| view! { <Example text=t.example/> })}
                    </div>
                    <div class="stack gap-20" lang=spoken.clone()>
                        <Headline title=shown.title.clone() class="display offer-title"/>
                        <p class="lead">{shown.summary.clone()}</p>
                    </div>
                    <Pictures images=details.images.clone()/>
                    <Languages offer=offer.clone()/>
                    {prices(t, &shown)}
                    <div lang=spoken><Prose text=shown.body.clone()/></div>
                    <Dates t dates=details.dates.clone()/>
                    <Facts offer/>
                    {warning(lang, t, &shown, &details)}
                    <Take t slug=shown.slug.clone() title=shown.title.clone() dated=!details.dates.is_empty() read_in/>
                    <p><a href=similar>{t.similar}</a></p>
                </article>
                <div class="stack gap-24 offer-side">
                    <Slots slug=shown.slug.clone()/>
                    <Ask offer=shown/>
                </div>
            </div>
        </div>
    }
}

/// The way back to the list that was on the screen before, if there was one.
fn back() -> Option<View> {
    let lang = use_lang();
    let (_, search) = use_kept().last.get_value().filter(|(of, _)| *of == lang)?;
    Some(view! {
        <p class="small mb-8"><a href=search.href(lang) rel="prev"><Icon name="cl"/> {texts(lang).back}</a></p>
    })
}

/// What can be taken along, in the language that is read: the flyer, the dates, the address.
#[component]
fn Take(t: &'static Texts, slug: String, title: String, dated: bool, read_in: String) -> impl IntoView {
    let address = |what: &str| format!("/api/v1/offers/{slug}{what}?lang={read_in}");
    let calendar = dated.then(|| file(&address(".ics"), "cal", t.calendar));
    view! {
        <div class="row">
            {file(&address("/flyer.pdf"), "print", t.flyer)}
            {calendar}
            <Share title/>
        </div>
    }
}

/// A link to a file, which the browser opens or keeps.
fn file(href: &str, icon: &'static str, name: &'static str) -> View {
    view! {
        <a class=classes("secondary", "", false) href=href.to_owned() rel="external">
            <Icon name=icon/>
            <span class="kern-label">{name}</span>
        </a>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_in_the_address_is_one_or_is_left_out() {
        assert!(can_be_asked(Lang::De, "de-simple") && can_be_asked(Lang::En, "uk"));
        assert!(!can_be_asked(Lang::En, "de-simple") && !can_be_asked(Lang::De, "x") && !can_be_asked(Lang::De, "a b"));
    }
}
