//! One offer in a list: what it is, what it costs with and without a pass, how old that is.

use crate::view::prelude::*;
use shared::offers::{Offer, PassPrice};

use super::facts;
use crate::dates;
use crate::lang::{href, use_lang};
use crate::texts::offers::texts;
use crate::ui::icon::Icon;
use crate::ui::tag::{Example, Tag};

/// A card; the whole of it leads to the offer.
#[component]
pub(crate) fn OfferCard(
    /// The offer.
    offer: Offer,
) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let (icon, ground) = facts::icon(&offer);
    let ground = if ground.is_empty() { "offer-ic".to_owned() } else { format!("offer-ic offer-ic--{ground}") };
    let when = facts::when(lang, t, &offer, |date| dates::day_month(lang, date));
    let age = facts::as_of(t, &offer).map(|as_of| age_line(t.please_check, t.checked, &as_of, offer.verified));
    let price = offer.price.text;
    view! {
        <article class="offer">
            <div class="row between start">
                <span class=ground>
                    <Icon name=icon/>
                </span>
                {(!price.is_empty()).then(|| view! { <Tag>{price}</Tag> })}
            </div>
            <h3 class="h3">
                <a href=href(lang, &format!("/offers/{}", offer.slug))>{offer.title}</a>
            </h3>
            <p class="muted">{offer.summary}</p>
            {when.map(|when| view! { <p class="small offer-when"><Icon name="clock"/> {when}</p> })}
            {(!offer.passes.is_empty()).then(|| view! { <p class="row gap-8">{passes(offer.passes)}</p> })}
            <p class="base">
                <span>{(t.kind)(offer.kind)}</span>
                {age.map(|age| view! { <span>{age}</span> })}
                {offer.example.then(|| view! { <Example text=t.example/> })}
            </p>
        </article>
    }
}

/// "Stand 2020, bitte prüfen", or that somebody has.
fn age_line(please_check: &str, checked: &str, as_of: &str, verified: bool) -> String {
    format!("{as_of}, {}", if verified { checked } else { please_check })
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
