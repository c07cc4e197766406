//! An element before it is built, and what is bound to it.

use super::events::Handler;
use super::node_ref::Target;
use super::{View, Words};
use crate::act::Act;

/// What a value is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An attribute; without a value it is not there.
    Attribute,
    /// A property of the node.
    Property,
    /// One class among others: there or not.
    Class,
    /// The markup inside. Only the app's own drawings are bound to it.
    Html,
}

/// A value, now or from signals. `None` is "not there", the empty text is "there".
pub(crate) enum Value {
    /// It stays.
    Fixed(Option<Words>),
    /// It follows the signals it reads.
    Live(Box<dyn Act<(), Value>>),
}

/// A value and what it is bound to.
pub(crate) struct Binding {
    pub(super) kind: Kind,
    pub(super) name: &'static str,
    pub(super) value: Value,
}

/// An element that is not built yet.
pub(crate) struct Element {
    pub(super) tag: &'static str,
    pub(super) svg: bool,
    /// Which piece of markup it comes from.
    pub(super) site: u32,
    pub(super) bindings: Vec<Binding>,
    pub(super) handlers: Vec<(&'static str, Handler)>,
    pub(super) target: Option<Target>,
    pub(super) children: Vec<View>,
}

impl Element {
    /// An element with nothing to it yet.
    pub(super) fn new(tag: &'static str, svg: bool, site: u32) -> Self {
        Self { tag, svg, site, bindings: Vec::new(), handlers: Vec::new(), target: None, children: Vec::new() }
    }
}
