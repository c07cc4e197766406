//! The facts of an offer; its prices; its dates to come.

use crate::view::prelude::*;
use shared::offers::{EventDate, FullOffer, Offer, OfferDetails, PassPrice};

use super::facts;
use super::known::known;
use crate::dates;
use crate::lang::{Lang, use_lang};
use crate::texts::offers::{Texts, around};
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::Button;

/// Dates that are shown at once.
const DATES: usize = 5;

/// The price, and beside it the price with each pass.
pub(super) fn prices(t: &'static Texts, offer: &Offer) -> Option<View> {
    let full = offer.price.text.clone();
    // Only an amount is struck out; "on application" or a list of prices is not.
    let is_amount = offer.price.amount_cents.is_some_and(|cents| cents > 0) && full.chars().count() <= 8;
    let with_pass = |pass: &PassPrice| {
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

/// How far the facts can be trusted: called off, over, invented, or as old as they are.
pub(super) fn warning(lang: Lang, t: &'static Texts, offer: &Offer, details: &OfferDetails) -> Option<View> {
    if let Some(words) = (t.event_state)(details.event_state) {
        return Some(view! { <Alert kind=AlertKind::Warning title=words.to_owned()/> });
    }
    if let Some(end) = details.over_since {
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
pub(super) fn Facts(offer: FullOffer) -> impl IntoView {
    let lang = use_lang();
    let t = around(lang, &offer.offer.lang);
    let pair = |(key, value): (&'static str, String)| {
        view! {
            <div class="kern-description-list-item">
                <dt class="kern-description-list-item__key">{key}</dt>
                <dd class="kern-description-list-item__value">{value}</dd>
            </div>
        }
    };
    let known = known(lang, t, &offer);
    (!known.is_empty()).then(|| {
        view! {
            <div>
                <h2 class="kern-sr-only">{t.facts}</h2>
                <dl class="kern-description-list">{known.into_iter().map(pair).collect_view()}</dl>
            </div>
        }
    })
}

/// The dates to come: the next few, and all of them at a press.
#[component]
pub(super) fn Dates(t: &'static Texts, dates: Vec<EventDate>) -> impl IntoView {
    let lang = use_lang();
    let all = RwSignal::new(false);
    let count = dates.len();
    let one = move |date: &EventDate| {
        let off = facts::state(t, date.state).is_some();
        view! { <li class:is-changed=off>{facts::one_date(lang, t, date, |day| dates::date_short(lang, day))}</li> }
    };
    (count > 0).then(|| {
        view! {
            <section aria-labelledby="offer-dates">
                <h2 class="h3 mb-8" id="offer-dates">{t.dates}</h2>
                {move || {
                    let shown = if all.get() { count } else { DATES };
                    view! { <ul role="list" class="offer-dates num">{dates.iter().take(shown).map(one).collect_view()}</ul> }
                }}
                {move || (count > DATES && !all.get()).then(|| view! {
                    <div class="mt-12">
                        <Button kind="tertiary" size="sm" on_press=move |_| all.set(true)>{(t.all_dates)(count)}</Button>
                    </div>
                })}
            </section>
        }
    })
}
