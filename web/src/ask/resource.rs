//! Something that is loaded, and loaded again when signals change that the question depends on.

use std::marker::PhantomData;

use super::{Coming, Questions, erased, known};
use crate::act::Tell;
use crate::effect::effect;

/// Loads a `T`.
pub(crate) struct Resource<T> {
    questions: Questions,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Resource<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Resource<T> {}

impl<T: Clone + Send + Sync + 'static> Resource<T> {
    /// Loads it, and again whenever a signal changes that `question` reads before its first `await`.
    pub(crate) fn new<F: Future<Output = T> + 'static>(question: impl Fn() -> F + 'static) -> Self {
        Self { questions: follow(Box::new(move |()| erased(question()))), kind: PhantomData }
    }

    /// It, once it is there; tracks.
    pub(crate) fn get(self) -> Option<T> {
        known(self.questions.answer().as_ref())
    }

    /// Whether it is there; tracks.
    pub(crate) fn is_there(self) -> bool {
        self.questions.answer().is_some()
    }

    /// Whether an answer is being waited for; tracks.
    pub(crate) fn pending(self) -> bool {
        self.questions.parts().waiting.get() > 0
    }

    /// Loads it once more.
    pub(crate) fn refetch(self) {
        self.questions.parts().again.set(());
    }
}

fn follow(question: Box<dyn Tell<(), Coming>>) -> Questions {
    let questions = Questions::new();
    effect(move || {
        questions.parts().again.track();
        questions.ask(question.tell(()));
    });
    questions
}
