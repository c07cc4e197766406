//! One offer in a list: what it is, what it costs with and without a pass, how old that is.

use crate::view::prelude::*;
use shared::offers::{FullOffer, PassPrice};

use super::facts;
use super::marked::marked;
use crate::lang::{href, use_lang};
use crate::texts::offers::texts;
use crate::ui::icon::Icon;
use crate::ui::tag::{Example, Tag};

/// A card; the whole of it leads to the offer.
#[component]
pub(super) fn OfferCard(
    /// The offer.
    offer: FullOffer,
    /// Why it is shown to somebody.
    #[prop(optional)]
    why: Vec<String>,
) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let FullOffer { offer, details } = offer;
    let (icon, ground) = facts::icon(&offer);
    let ground = if ground.is_empty() { "offer-ic".to_owned() } else { format!("offer-ic offer-ic--{ground}") };
    let when = facts::time(lang, t, &offer, &details);
    let age = facts::age(t, &offer);
    let other = details.fallback.then(|| facts::in_language(t, &offer.lang));
    // The words of another language are read out as such.
    let spoken = details.fallback.then(|| offer.lang.clone());
    let (price, sentence) = facts::card_price(&offer);
    let link = href(lang, &facts::path(lang, &offer));
    let (title, text) = match &details.highlights {
        Some(found) => (marked(&found.title), marked(&found.text)),
        None => (offer.title.into_view(), offer.summary.into_view()),
    };
    let reason = |why: String| view! { <li><Icon name="check"/><span>{why}</span></li> };
    view! {
        <article class="offer">
            <div class="row between start">
                <span class=ground>
                    <Icon name=icon/>
                </span>
                {(!price.is_empty()).then(|| view! { <Tag>{price}</Tag> })}
            </div>
            <h3 class="h3">
                <a href=link lang=spoken.clone()>{title}</a>
            </h3>
            <p class="muted" lang=spoken>{text}</p>
            {(!sentence.is_empty()).then(|| view! { <p class="small">{sentence}</p> })}
            {when.map(|when| view! { <p class="small offer-when"><Icon name="clock"/> <span>{when}</span></p> })}
            {(!offer.passes.is_empty()).then(|| view! { <p class="row gap-8">{passes(offer.passes)}</p> })}
            {(!why.is_empty()).then(|| view! {
                <ul role="list" class="small offer-why">{why.into_iter().map(reason).collect_view()}</ul>
            })}
            <p class="base">
                <span>{(t.kind)(offer.kind)}</span>
                {other.map(|other| view! { <span>{other}</span> })}
                {age.map(|age| view! { <span>{age}</span> })}
                {offer.example.then(|| view! { <Example text=t.example/> })}
            </p>
        </article>
    }
}

/// What passes make of the price.
fn passes(passes: Vec<PassPrice>) -> impl IntoView {
    let one = |pass: PassPrice| {
        view! {
            <span class="pass">
                <b>{pass.label}</b>
                <span>{pass.price_text}</span>
            </span>
        }
    };
    passes.into_iter().map(one).collect_view()
}
