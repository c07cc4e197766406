//! A value that a page keeps without anybody following it: a handle that is cheap to copy. Like
//! Leptos' type of this name, kept without its type for the same reason as a memo's value
//! (docs/adr/0011).

use std::marker::PhantomData;
use std::sync::Arc;

use leptos::reactive::owner;
use leptos::reactive::traits::{GetValue as _, SetValue as _};

use crate::memo::{Anything, known};

/// A `T`; it goes with the page.
pub(crate) struct StoredValue<T> {
    inner: owner::StoredValue<Anything>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}

impl<T: Send + Sync + 'static> StoredValue<T> {
    /// Keeps a value.
    pub(crate) fn new(value: T) -> Self {
        Self { inner: keep(Arc::new(value)), kind: PhantomData }
    }

    /// The value.
    pub(crate) fn read_value(self) -> Arc<T> {
        known(kept(self.inner))
    }

    /// Looks at the value.
    pub(crate) fn with_value<O>(self, look: impl FnOnce(&T) -> O) -> O {
        look(&self.read_value())
    }

    /// Keeps another value instead.
    pub(crate) fn set_value(self, value: T) {
        replace(self.inner, Arc::new(value));
    }
}

impl<T: Clone + Send + Sync + 'static> StoredValue<T> {
    /// A copy of the value.
    pub(crate) fn get_value(self) -> T {
        T::clone(&self.read_value())
    }
}

fn keep(value: Anything) -> owner::StoredValue<Anything> {
    owner::StoredValue::new(value)
}

fn kept(place: owner::StoredValue<Anything>) -> Anything {
    place.get_value()
}

fn replace(place: owner::StoredValue<Anything>, value: Anything) {
    place.set_value(value);
}
