//! What the info point remembers while it is open, so that whoever comes back finds it as she left it: lists with
//! everything that was fetched for them, and what was said to the finder.
//!
//! What always holds: all of it is in the memory of this page and goes with it; a list that is older than a few
//! minutes is asked for again.

use std::sync::Arc;

use crate::view::prelude::*;
use chrono::{DateTime, TimeDelta, Utc};
use shared::offers::FullOffer;

use super::finder::Answers;
use super::list::Listed;
use super::search::Search;
use crate::lang::Lang;

/// So many lists: a few steps back.
const LISTS: usize = 8;

/// A list is shown again without asking for this long.
const FRESH: TimeDelta = TimeDelta::minutes(10);

/// The memory.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    /// The newest last.
    lists: StoredValue<Vec<Arc<Listed>>>,
    /// The list that was on the screen last.
    pub(super) last: StoredValue<Option<(Lang, Search)>>,
    /// What was said to the finder.
    pub(super) answers: RwSignal<Answers>,
    /// What the finder has fetched.
    pub(super) everything: StoredValue<Option<(Lang, Arc<Vec<FullOffer>>)>>,
}

/// Makes the memory; once, by the app.
pub(crate) fn provide() {
    provide_context(Kept::new());
}

/// The memory.
pub(super) fn use_kept() -> Kept {
    use_context().unwrap_or_else(Kept::new)
}

impl Kept {
    fn new() -> Self {
        Self {
            lists: StoredValue::new(Vec::new()),
            last: StoredValue::new(None),
            answers: RwSignal::new(Answers::default()),
            everything: StoredValue::new(None),
        }
    }

    /// Keeps a list, in place of an older one of the same search.
    pub(super) fn keep(self, listed: &Arc<Listed>) {
        let mut lists = self.lists.get_value();
        lists.retain(|one| !one.answers(listed.query.lang, &listed.search));
        lists.push(Arc::clone(listed));
        let surplus = lists.len().saturating_sub(LISTS);
        self.lists.set_value(lists.split_off(surplus));
    }

    /// The list of a search, if it was kept a short while ago.
    pub(super) fn list(self, lang: Lang, search: &Search, now: DateTime<Utc>) -> Option<Arc<Listed>> {
        let lists = self.lists.read_value();
        lists.iter().find(|one| one.answers(lang, search) && now - one.came < FRESH).cloned()
    }

    /// An offer as a list had it, and when that was.
    pub(super) fn offer(self, lang: Lang, slug: &str) -> Option<(FullOffer, String)> {
        let lists = self.lists.read_value();
        let of_lang = lists.iter().rev().filter(|listed| listed.query.lang == lang);
        let mut known = of_lang.flat_map(|listed| listed.page.items.iter().map(|offer| (offer, &listed.at)));
        known.find(|(offer, _)| offer.offer.slug == slug).map(|(offer, at)| (offer.clone(), at.clone()))
    }
}
