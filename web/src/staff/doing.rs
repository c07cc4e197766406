//! What somebody who works here does on a page: one thing at a time, and what others would notice after a question.

use crate::view::prelude::*;
use client::{Error, Reply};
use shared::problem::{Problem, ProblemKind};
use shared::venues::Page;

use crate::bookings::{Ask, Question};

/// What is done there; cheap to copy.
pub(super) struct Doing<D: 'static> {
    deeds: Action<D, Option<Error>>,
    /// What was asked last before it is done, and whether the question is open.
    asked: RwSignal<Option<D>>,
    asking: RwSignal<bool>,
    /// What somebody has said yes to while something was being done.
    next: RwSignal<Option<D>>,
}

impl<D> Clone for Doing<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Doing<D> {}

impl<D: Clone + Send + Sync + 'static> Doing<D> {
    /// Each deed ends with what went wrong, if anything did.
    pub(super) fn new<F: Future<Output = Option<Error>> + 'static>(deed: impl Fn(&D) -> F + 'static) -> Self {
        let (deeds, next) = (Action::new(deed), RwSignal::new(None));
        effect(move || {
            if let (Some(deed), false) = (next.get(), deeds.pending()) {
                next.set(None);
                deeds.dispatch(deed);
            }
        });
        Self { deeds, asked: RwSignal::new(None), asking: RwSignal::new(false), next }
    }

    /// Does it, unless something is being done.
    pub(super) fn act(self, deed: D) {
        if !untrack(|| self.deeds.pending()) {
            self.deeds.dispatch(deed);
        }
    }

    /// Asks before it is done.
    pub(super) fn ask(self, deed: D) {
        self.asked.set(Some(deed));
        self.asking.set(true);
    }

    /// Tries once more what has failed.
    pub(super) fn again(self) {
        if let Some(deed) = untrack(|| self.deeds.input()) {
            self.act(deed);
        }
    }

    /// Whether something is being done; tracks.
    pub(super) fn pending(self) -> bool {
        self.deeds.pending()
    }

    /// Why the last deed was not done; tracks.
    pub(super) fn failure(self) -> Option<Error> {
        self.deeds.value().flatten().filter(|_| !self.deeds.pending())
    }

    /// The question of the moment, if there is one before this deed.
    pub(super) fn sure(self, question: impl Fn(&D) -> Option<Question> + Send + Sync + 'static) -> View {
        let on_yes = Callback::new(move |()| {
            // The question has gone with the answer, so a yes must not be lost: it is done after what is being done.
            match self.asked.get_untracked() {
                Some(deed) if untrack(|| self.deeds.pending()) => self.next.set(Some(deed)),
                Some(deed) => self.deeds.dispatch(deed),
                None => {}
            }
        });
        (move || {
            let question = question(&self.asked.get()?)?;
            Some(view! { <Ask open=self.asking question id="sure" on_yes/> })
        })
        .into_view()
    }
}

/// All of a list that comes page by page.
pub(super) async fn all<T>(page: impl Fn(Option<&str>) -> Reply<Page<T>>) -> Result<Vec<T>, Error> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let next = page(cursor.as_deref()).await?;
        all.extend(next.items);
        cursor = next.next;
        if cursor.is_none() {
            return Ok(all);
        }
    }
}

/// Whether what was shown is no longer so: somebody else was quicker.
pub(super) fn is_outdated(error: &Error) -> bool {
    matches!(error.kind(), Some(ProblemKind::PreconditionFailed | ProblemKind::NotFound))
}

/// Whether it is there still and somebody else has changed it.
pub(super) fn is_changed(error: &Error) -> bool {
    error.kind() == Some(ProblemKind::PreconditionFailed)
}

/// Whether a field of what was sent was refused.
pub(super) fn is_about(error: &Error, pointer: &str) -> bool {
    let fields = error.problem().map(|problem: &Problem| problem.errors.as_slice()).unwrap_or_default();
    error.kind() == Some(ProblemKind::InvalidRequest) && fields.iter().any(|field| field.pointer == pointer)
}
