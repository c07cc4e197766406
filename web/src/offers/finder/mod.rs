//! "What fits me?": somebody says what is true of her and sees what probably fits, with the reasons.
//!
//! What always holds: what she says is in the memory of the open info point and nowhere else. Everything that is
//! offered is fetched at once and the same for everybody, and the rules of `shared` are asked here, on
//! her device. Nothing of it is in an address, in storage or in a request.

mod answers;
mod form;
mod outcome;
mod questions;
mod reasons;

use std::sync::Arc;

use crate::view::prelude::*;
use client::{Client, Error, OfferQuery};
use shared::offers::FullOffer;

pub(super) use self::answers::Answers;
use self::answers::Said;
use self::form::Form;
use self::outcome::Outcome;
use super::kept::Kept;
use crate::lang::{Lang, use_lang};
use crate::session::use_client;
use crate::texts::finder::texts;
use crate::ui::tag::Tag;

/// The most the api gives at once.
const ALL: u32 = 100;

/// Everything that is offered.
type Everything = Result<Arc<Vec<FullOffer>>, Error>;

/// What somebody has said, and what it is held against.
#[derive(Clone, Copy)]
pub(super) struct Finder {
    answers: RwSignal<Answers>,
    load: Action<(), Everything>,
}

impl Finder {
    /// With what was said before.
    pub(super) fn new(kept: Kept) -> Self {
        let (client, lang) = (use_client(), use_lang());
        let load = Action::new(move |(): &()| {
            let known = kept.everything.get_value().filter(|(of, _)| *of == lang);
            let client = client.clone();
            async move {
                let offers = match known {
                    Some((_, offers)) => offers,
                    None => everything(client, lang).await?,
                };
                kept.everything.set_value(Some((lang, Arc::clone(&offers))));
                Ok(offers)
            }
        });
        let finder = Self { answers: kept.answers, load };
        if !finder.answers.read_untracked().is_empty() {
            finder.fetch();
        }
        finder
    }

    /// Says something, or takes it back.
    fn toggle(self, said: &Said) {
        self.answers.update(|answers| answers.toggle(said));
        self.fetch();
    }

    /// Fetches what is offered, unless it is there or on its way.
    fn fetch(self) {
        let there = untrack(|| self.load.pending() || matches!(self.load.value(), Some(Ok(_))));
        if !there {
            self.load.dispatch(());
        }
    }

    /// What is offered, once it is there; tracks.
    fn offers(self) -> Option<Arc<Vec<FullOffer>>> {
        self.load.value()?.ok()
    }
}

/// Everything that is offered, page by page.
async fn everything(client: Client, lang: Lang) -> Everything {
    let mut all = Vec::new();
    let mut cursor = None;
    loop {
        let page = client.whole_offers(&OfferQuery { lang, limit: Some(ALL), cursor, ..OfferQuery::default() }).await?;
        all.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            return Ok(Arc::new(all));
        }
    }
}

/// The questions and what fits.
#[component]
pub(super) fn FinderView(finder: Finder) -> impl IntoView {
    let t = texts(use_lang());
    view! {
        <section class="finder" id="finder" aria-labelledby="finder-title">
            <div class="split">
                <div>
                    <h2 class="h2" id="finder-title">{t.title}</h2>
                    <p class="muted mt-4">{t.lead}</p>
                </div>
                <Tag kind="patina" icon="lock">{t.stays_here}</Tag>
            </div>
            <Form finder/>
            <Outcome finder/>
        </section>
    }
}
