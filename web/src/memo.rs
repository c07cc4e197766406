//! A value that follows from others, worked out anew when they change. Like Leptos' type of this
//! name, but the graph holds one type of value, so that its code exists once (docs/adr/0011).
//!
//! What always holds: whoever reads a memo runs again only if its value differs.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::reactive::computed;
use leptos::reactive::traits::{With as _, WithUntracked as _};

use crate::act::Tell;

/// A value of some type.
pub(crate) type Anything = Arc<dyn Any + Send + Sync>;

/// A value and how to tell it from another.
struct Shared {
    value: Anything,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&*self.value, &*other.value)
    }
}

/// From the value before to the value now.
type Derive = Box<dyn for<'a> Tell<Option<&'a Shared>, Shared> + Send + Sync>;

/// A `T` that follows from signals; cheap to copy.
pub(crate) struct Memo<T> {
    inner: computed::Memo<Shared>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// Works it out, given the value before, and again whenever a signal changes that was read.
    pub(crate) fn new(derive: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let inner = erased(Box::new(move |before: Option<&Shared>| {
            let before = before.and_then(|before| before.value.downcast_ref());
            Shared { value: Arc::new(derive(before)), same: same::<T> }
        }));
        Self { inner, kind: PhantomData }
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
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Memo<T> {
    /// A copy of the value; tracks.
    pub(crate) fn get(self) -> T {
        T::clone(&self.read())
    }

    /// A copy of the value; does not track.
    pub(crate) fn get_untracked(self) -> T {
        T::clone(&self.read_untracked())
    }
}

fn erased(derive: Derive) -> computed::Memo<Shared> {
    computed::Memo::new(move |before| derive.tell(before))
}

fn tracked(memo: computed::Memo<Shared>) -> Anything {
    memo.with(|shared| Arc::clone(&shared.value))
}

fn untracked(memo: computed::Memo<Shared>) -> Anything {
    memo.with_untracked(|shared| Arc::clone(&shared.value))
}

fn same<T: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    let known = one.downcast_ref::<T>().zip(other.downcast_ref::<T>());
    known.is_some_and(|(one, other)| one == other)
}

/// The type of a value again. A memo or signal of `T` is made from values of `T` alone.
pub(crate) fn known<T: Send + Sync + 'static>(value: Anything) -> Arc<T> {
    let Ok(value) = value.downcast() else { unreachable!("it holds what it was made for") };
    value
}
