//! A value that changes, and whoever reads it follows. Like Leptos' type of this name, kept without
//! its type for the same reason as a memo's value (docs/adr/0011).

use std::marker::PhantomData;
use std::sync::Arc;

use leptos::reactive::signal;
use leptos::reactive::traits::{Get as _, GetUntracked as _, Set as _};

use crate::memo::{Anything, known};

/// A `T`; cheap to copy.
pub(crate) struct RwSignal<T> {
    inner: signal::RwSignal<Anything>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// It begins with a value.
    pub(crate) fn new(value: T) -> Self {
        Self { inner: begin(Arc::new(value)), kind: PhantomData }
    }

    /// The value; tracks.
    pub(crate) fn read(self) -> Arc<T> {
        known(tracked(self.inner))
    }

    /// The value; does not track.
    pub(crate) fn read_untracked(self) -> Arc<T> {
        known(untracked(self.inner))
    }

    /// Follows the value without looking at it.
    pub(crate) fn track(self) {
        drop(tracked(self.inner));
    }

    /// Looks at the value; tracks.
    pub(crate) fn with<O>(self, look: impl FnOnce(&T) -> O) -> O {
        look(&self.read())
    }

    /// Another value from now on.
    pub(crate) fn set(self, value: T) {
        set(self.inner, Arc::new(value));
    }

    /// Whether the page it belonged to was left.
    pub(crate) fn is_gone(self) -> bool {
        gone(self.inner)
    }
}

impl<T: Clone + Send + Sync + 'static> RwSignal<T> {
    /// A copy of the value; tracks.
    pub(crate) fn get(self) -> T {
        T::clone(&self.read())
    }

    /// A copy of the value; does not track.
    pub(crate) fn get_untracked(self) -> T {
        T::clone(&self.read_untracked())
    }

    /// Changes the value.
    pub(crate) fn update(self, change: impl FnOnce(&mut T)) {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }
}

fn begin(value: Anything) -> signal::RwSignal<Anything> {
    signal::RwSignal::new(value)
}

fn tracked(signal: signal::RwSignal<Anything>) -> Anything {
    signal.get()
}

fn untracked(signal: signal::RwSignal<Anything>) -> Anything {
    signal.get_untracked()
}

fn set(signal: signal::RwSignal<Anything>, value: Anything) {
    signal.set(value);
}

fn gone(signal: signal::RwSignal<Anything>) -> bool {
    use leptos::reactive::traits::IsDisposed as _;
    signal.is_disposed()
}
