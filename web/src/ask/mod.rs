//! What is asked of the api: a [`Resource`] follows the signals it reads, an [`Action`] is what a
//! person sets off.
//!
//! Like Leptos' types of these names, but answers are kept without their type inside, so that the
//! code around them exists once and not once for each answer (docs/adr/0011).
//!
//! What always holds: the newest question wins, whichever answer comes last. An answer stays until
//! the next one is there.

mod action;
mod quiet;
mod resource;

pub(crate) use action::Action;
pub(crate) use quiet::{is_quiet, when_quiet};
pub(crate) use resource::Resource;

use std::any::Any;
use std::pin::Pin;
use std::sync::Arc;

use leptos::reactive::computed::ScopedFuture;
use wasm_bindgen_futures::spawn_local;

use crate::rw_signal::RwSignal;
use crate::stored::StoredValue;

/// An answer of some type.
type Answer = Arc<dyn Any + Send + Sync>;

/// An answer to come.
type Coming = Pin<Box<dyn Future<Output = Answer>>>;

/// An answer of a known type as one of any.
fn erased<T: Send + Sync + 'static>(coming: impl Future<Output = T> + 'static) -> Coming {
    Box::pin(async move {
        let answer: Answer = Arc::new(coming.await);
        answer
    })
}

/// The type of an answer again.
fn known<T: Clone + 'static>(answer: Option<&Answer>) -> Option<T> {
    answer?.downcast_ref::<T>().cloned()
}

/// Questions of one kind and the newest answer: one handle, whatever is behind it.
#[derive(Clone, Copy)]
struct Questions(StoredValue<Parts>);

struct Parts {
    answer: RwSignal<Option<Answer>>,
    /// How many wait for an answer.
    waiting: RwSignal<u32>,
    /// How many were asked.
    asked: StoredValue<u32>,
    /// Set when the question is to be asked again.
    again: RwSignal<()>,
    /// What was asked last, if there is more to a question than that it is asked.
    input: RwSignal<Option<Answer>>,
}

impl Questions {
    fn new() -> Self {
        Self(StoredValue::new(Parts {
            answer: RwSignal::new(None),
            waiting: RwSignal::new(0),
            asked: StoredValue::new(0),
            again: RwSignal::new(()),
            input: RwSignal::new(None),
        }))
    }

    fn parts(self) -> Arc<Parts> {
        self.0.read_value()
    }

    /// Waits for an answer, under the owner of now.
    fn ask(self, coming: Coming) {
        let parts = self.parts();
        let number = parts.asked.get_value().wrapping_add(1);
        parts.asked.set_value(number);
        parts.waiting.set(parts.waiting.get_untracked() + 1);
        quiet::asked();
        spawn_local(ScopedFuture::new_untracked(async move {
            let answer = coming.await;
            // Whoever asked may have gone meanwhile.
            if !parts.waiting.is_gone() {
                parts.waiting.set(parts.waiting.get_untracked().saturating_sub(1));
                if parts.asked.get_value() == number {
                    parts.answer.set(Some(answer));
                }
            }
            quiet::answered();
        }));
    }

    /// The newest answer; tracks.
    fn answer(self) -> Option<Answer> {
        self.parts().answer.get()
    }
}
