//! How `view!` calls a component: by its function, which names its arguments' type.

use leptos::reactive::graph::untrack;

use super::{IntoView, View};

/// The arguments of a component; `#[component]` writes this.
pub(crate) trait Arguments {
    /// Takes them one by one, and knows which are missing.
    type Builder;

    /// None yet.
    fn builder() -> Self::Builder;
}

/// For the arguments of a component.
pub(crate) fn arguments<A: Arguments>(_component: fn(A) -> View) -> A::Builder {
    A::builder()
}

/// Runs a component: once, so it follows nothing by itself.
pub(crate) fn run<V: IntoView>(body: impl FnOnce() -> V) -> View {
    untrack(body).into_view()
}
