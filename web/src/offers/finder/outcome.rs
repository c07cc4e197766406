//! What fits somebody, with the reasons; and that it is a guess and not a promise.

use std::sync::Arc;

use crate::view::prelude::*;
use shared::offers::{FullOffer, find};

use super::super::card::OfferCard;
use super::Finder;
use super::answers::Answers;
use super::reasons::{passes, reasons};
use crate::lang::use_lang;
use crate::texts::finder::{Texts, texts};
use crate::ui::button::Button;
use crate::ui::notice::Failed;

/// So many are shown at first.
const FIRST: usize = 3;

/// What fits; nothing before anything was said.
#[component]
pub(super) fn Outcome(finder: Finder) -> impl IntoView {
    let t = texts(use_lang());
    let all = RwSignal::new(false);
    let said = Memo::new(move |_| match finder.offers() {
        _ if finder.answers.read().is_empty() => String::new(),
        Some(offers) => (t.fitting)(find(&offers, &finder.answers.read().wishes()).len()),
        None => String::new(),
    });
    let reset = move |_| {
        finder.answers.set(Answers::default());
        all.set(false);
    };
    view! {
        <div class="finder-outcome" hidden=move || finder.answers.read().is_empty()>
            <hr class="hr"/>
            <div class="split mb-20">
                <p role="status" class="h3">{move || said.get()}</p>
                <Button kind="tertiary" size="sm" icon="x" on_press=reset>{t.reset}</Button>
            </div>
            {move || match finder.load.value() {
                _ if finder.answers.read().is_empty() => View::Nothing,
                Some(Ok(offers)) => fitting(finder, &offers, all),
                Some(Err(error)) if !finder.load.pending() => view! { <Failed error retry=move |()| finder.fetch()/> },
                _ => waiting(),
            }}
            <p class="tiny mt-14">{t.no_promise}</p>
        </div>
    }
}

/// Three cards to come.
fn waiting() -> View {
    let card = || view! { <div class="offer skel-offer"><div class="skel skel-line"></div><div class="skel skel-line w-70"></div></div> };
    view! { <div class="grid g3" aria-hidden="true">{(0..3).map(|_| card()).collect_view()}</div> }
}

/// The cards of what fits.
fn fitting(finder: Finder, offers: &Arc<Vec<FullOffer>>, all: RwSignal<bool>) -> View {
    let lang = use_lang();
    let t: &'static Texts = texts(lang);
    let answers = finder.answers.read();
    if answers.is_empty() {
        return View::Nothing;
    }
    let passes = passes(offers);
    let found = find(offers, &answers.wishes());
    if found.is_empty() {
        return view! { <p class="muted">{t.nothing}</p> };
    }
    let left = if all.get() { 0 } else { found.len().saturating_sub(FIRST) };
    let shown = found.len() - left;
    let card = |found: &shared::offers::Found<'_>| {
        let why = reasons(lang, &passes, found);
        view! { <OfferCard offer=found.offer.clone() why/> }
    };
    view! {
        <div class="grid g3">{found.iter().take(shown).map(card).collect_view()}</div>
        {(left > 0).then(|| view! {
            <div class="mt-20">
                <Button kind="secondary" size="sm" on_press=move |_| all.set(true)>{(t.show_rest)(left)}</Button>
            </div>
        })}
    }
}
