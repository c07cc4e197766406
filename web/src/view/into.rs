//! What may stand in braces in the markup: as a view, and as the value of an attribute.

use std::borrow::Cow;

use super::element::Value;
use super::{View, Words};
use crate::rw_signal::RwSignal;

/// Whatever can be shown.
pub(crate) trait IntoView {
    /// It as a view.
    fn into_view(self) -> View;
}

/// Many things that can be shown, one after the other.
pub(crate) trait CollectView {
    /// All of them as one view.
    fn collect_view(self) -> View;
}

impl<I: IntoIterator<Item = V>, V: IntoView> CollectView for I {
    fn collect_view(self) -> View {
        View::Many(self.into_iter().map(IntoView::into_view).collect())
    }
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for () {
    fn into_view(self) -> View {
        View::Nothing
    }
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        View::from(self)
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        View::Text(Cow::Owned(self))
    }
}

impl<V: IntoView> IntoView for Option<V> {
    fn into_view(self) -> View {
        self.map_or(View::Nothing, IntoView::into_view)
    }
}

impl<V: IntoView> IntoView for Vec<V> {
    fn into_view(self) -> View {
        self.collect_view()
    }
}

impl<F: FnMut() -> V + 'static, V: IntoView> IntoView for F {
    fn into_view(mut self) -> View {
        View::Live(Box::new(move |()| self().into_view()))
    }
}

/// Whatever can be bound to an attribute, a property or a class.
pub(crate) trait Bind {
    /// It as a value.
    fn into_value(self) -> Value;
}

impl Bind for Words {
    fn into_value(self) -> Value {
        Value::Fixed(Some(self))
    }
}

impl Bind for &'static str {
    fn into_value(self) -> Value {
        Value::Fixed(Some(Cow::Borrowed(self)))
    }
}

impl Bind for String {
    fn into_value(self) -> Value {
        Value::Fixed(Some(Cow::Owned(self)))
    }
}

impl Bind for bool {
    fn into_value(self) -> Value {
        Value::Fixed(self.then_some(Cow::Borrowed("")))
    }
}

impl<B: Bind> Bind for Option<B> {
    fn into_value(self) -> Value {
        self.map_or(Value::Fixed(None), Bind::into_value)
    }
}

impl<F: FnMut() -> B + 'static, B: Bind> Bind for F {
    fn into_value(mut self) -> Value {
        Value::Live(Box::new(move |()| self().into_value()))
    }
}

impl<T: Bind + Clone + Send + Sync + 'static> Bind for RwSignal<T> {
    fn into_value(self) -> Value {
        Value::Live(Box::new(move |()| self.get().into_value()))
    }
}

impl Bind for f64 {
    fn into_value(self) -> Value {
        self.to_string().into_value()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl IntoView for $number {
            fn into_view(self) -> View {
                self.to_string().into_view()
            }
        }
    )*};
}

numbers!(u16, u32, usize);
