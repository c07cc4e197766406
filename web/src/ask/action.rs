//! Something a person sets off, and what came of it.

use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use leptos::reactive::owner::Owner;
use send_wrapper::SendWrapper;

use super::{Coming, Questions, erased, known};
use crate::act::Tell;
use crate::stored::StoredValue;

/// From an input to an answer.
type Deed = Rc<dyn for<'a> Tell<&'a dyn Any, Option<Coming>>>;

/// Does something with an `I`, which gives an `O`.
pub(crate) struct Action<I, O> {
    questions: Questions,
    deed: StoredValue<SendWrapper<Deed>>,
    kind: PhantomData<fn(I) -> O>,
}

impl<I, O> Clone for Action<I, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I, O> Copy for Action<I, O> {}

impl<I, O> Action<I, O>
where
    I: Clone + Send + Sync + 'static,
    O: Clone + Send + Sync + 'static,
{
    /// What is to be done, when it is.
    pub(crate) fn new<F: Future<Output = O> + 'static>(deed: impl Fn(&I) -> F + 'static) -> Self {
        // The deed runs under this owner, so that it finds the contexts of the page.
        let owner = Owner::current().unwrap_or_default();
        let deed: Deed = Rc::new(move |input: &dyn Any| {
            let input = input.downcast_ref::<I>()?;
            Some(owner.with(|| erased(deed(input))))
        });
        Self { questions: Questions::new(), deed: StoredValue::new(SendWrapper::new(deed)), kind: PhantomData }
    }

    /// Does it.
    pub(crate) fn dispatch(self, input: I) {
        let coming = self.deed.with_value(|deed| deed.tell(&input));
        self.questions.parts().input.set(Some(Arc::new(input)));
        if let Some(coming) = coming {
            self.questions.ask(coming);
        }
    }

    /// What came of it last; tracks.
    pub(crate) fn value(self) -> Option<O> {
        known(self.questions.answer().as_ref())
    }

    /// What it was done with last; tracks.
    pub(crate) fn input(self) -> Option<I> {
        known(self.questions.parts().input.get().as_ref())
    }

    /// Whether it is being done; tracks.
    pub(crate) fn pending(self) -> bool {
        self.questions.parts().waiting.get() > 0
    }

    /// Forgets what came of it.
    pub(crate) fn clear(self) {
        self.questions.parts().answer.set(None);
    }
}
