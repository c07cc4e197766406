//! What is on the screen: one type for all views, and one place that turns them into nodes.
//!
//! Leptos gives the signals, and its own views a type per place in the markup, which the compiler
//! writes out one by one: that was most of the app's weight (docs/adr/0011). Here every element is
//! an `Element` and every view a [`View`], so the code that builds them exists once.
//!
//! What always holds: a view is built once and then kept in place. A closure in the markup follows
//! the signals it reads; what it returns from the same piece of markup is brought up to date in the
//! nodes that are there, so that focus and scrolling stay; anything else is put in their place.

mod callback;
mod component;
mod dom;
mod element;
mod events;
mod into;
mod keyed;
mod live;
mod mount;
mod node_ref;
mod shape;

/// What a page needs: `use crate::view::prelude::*`.
pub(crate) mod prelude {
    pub(crate) use crate::effect::effect;
    pub(crate) use crate::memo::Memo;
    pub(crate) use crate::rw_signal::RwSignal;
    pub(crate) use crate::signal::Signal;
    pub(crate) use crate::stored::StoredValue;
    pub(crate) use leptos::reactive::graph::untrack;
    pub(crate) use leptos::reactive::owner::{provide_context, use_context};
    pub(crate) use markup::{component, view};

    pub(crate) use crate::ask::{Action, Resource};
    pub(crate) use crate::browser::{
        document, event_target, event_target_value, every, listen, next_frame, settled, window,
    };

    pub(crate) use super::{Callback, Children, CollectView as _, IntoView, NodeRef, View};
}

pub(crate) use callback::Callback;
pub(crate) use component::{Arguments, arguments, run};
pub(crate) use events::handler;
pub(crate) use into::{CollectView, IntoView};
pub(crate) use keyed::keyed;
pub(crate) use mount::mount_to;
pub(crate) use node_ref::NodeRef;
pub(crate) use shape::Shape;

use element::Element;
use keyed::Row;
use std::borrow::Cow;

use crate::act::Act;

/// Text that is known when the app is built, or not.
pub(crate) type Words = Cow<'static, str>;

/// What a component is given to put inside of itself.
pub(crate) type Children = Box<dyn FnOnce() -> View>;

/// Something to show.
#[derive(Default)]
pub(crate) enum View {
    /// Nothing; it keeps its place.
    #[default]
    Nothing,
    /// Text.
    Text(Words),
    /// An element with all that is in it.
    Element(Box<Element>),
    /// One after the other.
    Many(Vec<View>),
    /// Whatever the closure says, again whenever a signal changes that it reads.
    Live(Box<dyn Act<(), View>>),
    /// A list whose rows keep their nodes while the list changes.
    Rows(Vec<Row>),
}

impl From<&'static str> for View {
    fn from(words: &'static str) -> Self {
        Self::Text(Cow::Borrowed(words))
    }
}
