//! What a component does when something happens in it: given by whoever shows it.

use std::sync::Arc;

use crate::act::Tell;
use crate::stored::StoredValue;

/// A function behind a handle that is cheap to copy.
pub(crate) struct Callback<I, O = ()>(StoredValue<Arc<dyn Tell<I, O> + Send + Sync>>)
where
    I: 'static,
    O: 'static;

impl<I, O> Clone for Callback<I, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I, O> Copy for Callback<I, O> {}

impl<I: 'static, O: 'static> Callback<I, O> {
    /// The function.
    pub(crate) fn new(act: impl Fn(I) -> O + Send + Sync + 'static) -> Self {
        Self(StoredValue::new(Arc::new(act)))
    }

    /// Calls it.
    pub(crate) fn run(self, input: I) -> O {
        let act = self.0.get_value();
        act.tell(input)
    }
}

impl<F: Fn(I) -> O + Send + Sync + 'static, I: 'static, O: 'static> From<F> for Callback<I, O> {
    fn from(act: F) -> Self {
        Self::new(act)
    }
}
