//! "What fits me?": somebody says what is true of her and sees what probably fits, with the reasons.
//!
//! What always holds: what she says is in the memory of this page and nowhere else. Everything that is
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

use self::answers::{Answers, Said};
use self::form::Form;
use self::outcome::Outcome;
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
    /// Nothing said yet, and nothing fetched.
    pub(super) fn new() -> Self {
        let (client, lang) = (use_client(), use_lang());
        Self {
            answers: RwSignal::new(Answers::default()),
            load: Action::new(move |(): &()| everything(client.clone(), lang)),
        }
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
