//! A node of the page for the code that needs it: to focus it, to read what was typed.

use std::marker::PhantomData;

use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::rw_signal::RwSignal;

/// Where a node is put once it is built.
pub(crate) type Target = RwSignal<Option<SendWrapper<Element>>>;

/// The node of an element, once it is there: `<input node_ref=field/>`.
pub(crate) struct NodeRef<T = HtmlElement> {
    node: Target,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for NodeRef<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for NodeRef<T> {}

impl<T> From<NodeRef<T>> for Target {
    fn from(wanted: NodeRef<T>) -> Self {
        wanted.node
    }
}

impl<T: JsCast> NodeRef<T> {
    /// For a node that is not there yet.
    pub(crate) fn new() -> Self {
        Self { node: RwSignal::new(None), kind: PhantomData }
    }

    /// The node; tracks.
    pub(crate) fn get(self) -> Option<T> {
        self.node.get().map(|node| node.take().unchecked_into())
    }

    /// The node; does not track.
    pub(crate) fn get_untracked(self) -> Option<T> {
        self.node.get_untracked().map(|node| node.take().unchecked_into())
    }
}

/// Says which node it is.
pub(super) fn load(target: Target, node: &Element) {
    target.set(Some(SendWrapper::new(node.clone())));
}
