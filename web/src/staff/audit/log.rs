//! What has been read of the audit so far, and how to get more of it.

use crate::view::prelude::*;
use client::{AuditQuery, Error};
use shared::audit::AuditEntry;

use crate::file::save;
use crate::session::use_client;
use crate::staff::who::use_who;
use crate::texts::staff::audit::Texts;
use crate::ui::headline::focus_on;

/// A question: what is wanted, and from where on.
type Wish = (AuditQuery, Option<String>);

/// All of it; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Log {
    /// What was read, the newest first.
    pub(super) entries: RwSignal<Vec<AuditEntry>>,
    /// Whether that belongs to what is wanted now.
    pub(super) known: RwSignal<bool>,
    /// From where on there is more.
    pub(super) next: RwSignal<Option<String>>,
    /// Reads a page.
    pub(super) load: Action<Wish, Result<(), Error>>,
    /// Takes it away as a file.
    pub(super) export: Action<AuditQuery, Option<Error>>,
    query: StoredValue<AuditQuery>,
}

impl Log {
    /// Nothing was read yet.
    pub(super) fn new(t: &'static Texts) -> Self {
        let (entries, known, next) = (RwSignal::new(Vec::new()), RwSignal::new(false), RwSignal::new(None));
        let (client, who) = (use_client(), use_who());
        let for_file = client.clone();
        let load = Action::new(move |(query, cursor): &Wish| {
            let (client, query, cursor) = (client.clone(), query.clone(), cursor.clone());
            async move {
                let page = who.client(client).await?.audit(&query, cursor.as_deref()).await?;
                let before = if cursor.is_some() { entries.get_untracked() } else { Vec::new() };
                let place = before.len();
                entries.set(before.into_iter().chain(page.items).collect());
                next.set(page.next);
                known.set(true);
                if cursor.is_some() {
                    next_frame(move || to_entry(place));
                }
                Ok(())
            }
        });
        let export = Action::new(move |query: &AuditQuery| {
            let (client, query) = (for_file.clone(), query.clone());
            async move {
                let own = who.client(client).await;
                let text = match own {
                    Ok(own) => own.audit_csv(&query).await,
                    Err(error) => Err(error),
                };
                text.map(|text| save(&text, "text/csv", t.export_file)).err()
            }
        });
        Self { entries, known, next, load, export, query: StoredValue::new(AuditQuery::default()) }
    }

    /// Asks for something else, from the newest on.
    pub(super) fn ask(self, query: AuditQuery) {
        self.query.set_value(query.clone());
        self.known.set(false);
        self.load.dispatch((query, None));
    }

    /// Asks for older entries.
    pub(super) fn more(self) {
        if let Some(cursor) = self.next.get_untracked().filter(|_| !untrack(|| self.load.pending())) {
            self.load.dispatch((self.query.get_value(), Some(cursor)));
        }
    }

    /// Asks once more for what did not come.
    pub(super) fn again(self) {
        if let Some(wish) = untrack(|| self.load.input()) {
            self.load.dispatch(wish);
        }
    }

    /// Takes away all that is wanted, not only what was read.
    pub(super) fn take_away(self) {
        if !untrack(|| self.export.pending()) {
            self.export.dispatch(self.query.get_value());
        }
    }
}

/// Where an entry is found by the focus.
pub(super) fn entry_id(place: usize) -> String {
    format!("entry-{place}")
}

/// Whoever asked for more reads on at the first entry that is new.
fn to_entry(place: usize) {
    focus_on(&format!("#{}", entry_id(place)));
}
