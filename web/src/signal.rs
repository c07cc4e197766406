//! A value that a component is given, whether it stays or follows from others: `title="…"` or
//! `title=Signal::derive(move || …)`.
//!
//! Like Leptos' type of this name, kept without its type for the same reason as a memo's value.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::act::Tell;
use crate::memo::{Anything, Memo, known};
use crate::rw_signal::RwSignal;
use crate::stored::StoredValue;

/// Gives the value of now.
type Source = Arc<dyn Tell<(), Anything> + Send + Sync>;

/// A `T`; cheap to copy.
pub(crate) struct Signal<T> {
    source: StoredValue<Source>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: Clone + Send + Sync + 'static> Signal<T> {
    /// What the closure says; whoever reads it follows what the closure reads.
    pub(crate) fn derive(derive: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::new(Arc::new(move |()| -> Anything { Arc::new(derive()) }))
    }

    /// A value that stays.
    pub(crate) fn stored(value: T) -> Self {
        let value: Anything = Arc::new(value);
        Self::new(Arc::new(move |()| Arc::clone(&value)))
    }

    fn new(source: Source) -> Self {
        Self { source: StoredValue::new(source), kind: PhantomData }
    }

    /// The value; tracks.
    pub(crate) fn read(self) -> Arc<T> {
        let source = self.source.get_value();
        known(source.tell(()))
    }

    /// A copy of the value; tracks.
    pub(crate) fn get(self) -> T {
        T::clone(&self.read())
    }
}

impl<T: Clone + Default + Send + Sync + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::stored(T::default())
    }
}

impl<T: Clone + Send + Sync + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        Self::stored(value)
    }
}

impl From<&'static str> for Signal<String> {
    fn from(words: &'static str) -> Self {
        Self::stored(words.to_owned())
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::new(Arc::new(move |()| -> Anything { memo.read() }))
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::new(Arc::new(move |()| -> Anything { signal.read() }))
    }
}
