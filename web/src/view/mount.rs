//! Builds views, puts them on the page, brings them up to date, takes them away.

use any_spawner::Executor;
use leptos::reactive::owner::Owner;
use web_sys::{Element as DomElement, HtmlElement, Node};

use super::element::Element;
use super::events::Listener;
use super::keyed::Rows;
use super::live::{Bound, Live};
use super::node_ref::load;
use super::{IntoView, View, Words, dom};

/// A view that was built. It has one node at least, so that its place is known.
pub(super) enum State {
    Nothing(Node),
    Text(Node, Words),
    Element(Box<Built>),
    Many(Vec<State>, Node),
    Live(Live),
    Rows(Rows),
}

/// An element that was built.
pub(super) struct Built {
    tag: &'static str,
    site: u32,
    node: DomElement,
    bindings: Vec<Bound>,
    listeners: Vec<Listener>,
    children: Vec<State>,
}

/// Shows the app in an element of the page, for as long as the page is there.
pub(crate) fn mount_to<V: IntoView>(root: &HtmlElement, app: fn() -> V) {
    // It fails only when there is an executor already, and then there is nothing to do.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let state = owner.with(|| {
        let state = State::build(app().into_view());
        state.mount(root, None);
        state
    });
    std::mem::forget((owner, state));
}

impl State {
    /// Builds the nodes; they are nowhere yet.
    pub(super) fn build(view: View) -> Self {
        match view {
            View::Nothing => Self::Nothing(dom::place()),
            View::Text(words) => Self::Text(dom::text(&words), words),
            View::Element(element) => Self::Element(Box::new(Built::new(*element))),
            View::Many(views) => Self::Many(views.into_iter().map(Self::build).collect(), dom::place()),
            View::Live(view) => Self::Live(Live::new(view, None)),
            View::Rows(rows) => Self::Rows(Rows::build(rows)),
        }
    }

    /// Puts it into a parent, before a node or at the end.
    pub(super) fn mount(&self, parent: &Node, before: Option<&Node>) {
        self.each_node(&mut |node| dom::insert(parent, node, before));
    }

    /// Takes it off the page.
    pub(super) fn unmount(&self) {
        self.each_node(&mut dom::remove);
    }

    /// Its own nodes, from the first to the last.
    fn each_node(&self, act: &mut dyn FnMut(&Node)) {
        match self {
            Self::Nothing(node) | Self::Text(node, _) => act(node),
            Self::Element(built) => act(&built.node),
            Self::Many(children, end) => {
                for child in children {
                    child.each_node(act);
                }
                act(end);
            }
            Self::Live(live) => drop(live.with(|state| state.each_node(act))),
            Self::Rows(rows) => {
                rows.states().for_each(|state| state.each_node(act));
                act(&rows.end);
            }
        }
    }

    /// Its first node.
    pub(super) fn first(&self) -> Node {
        let mut first = None;
        self.each_node(&mut |node| {
            if first.is_none() {
                first = Some(node.clone());
            }
        });
        first.unwrap_or_else(dom::place)
    }

    /// Its last node.
    pub(super) fn last(&self) -> Node {
        let mut last = None;
        self.each_node(&mut |node| last = Some(node.clone()));
        last.unwrap_or_else(dom::place)
    }

    /// Shows another view: in the same nodes if it is of the same kind, else in their place.
    pub(super) fn update(&mut self, view: View) {
        match (&mut *self, view) {
            (Self::Nothing(_), View::Nothing) => {}
            (Self::Text(node, before), View::Text(words)) => {
                if *before != words {
                    node.set_text_content(Some(&words));
                    *before = words;
                }
            }
            (Self::Element(built), View::Element(element)) if built.is_like(&element) => built.update(*element),
            (Self::Many(children, end), View::Many(views)) => update_all(children, views, end),
            (Self::Live(live), View::Live(view)) => live.update(view),
            (Self::Rows(known), View::Rows(rows)) => known.update(rows),
            (_, view) => self.replace(view),
        }
    }

    fn replace(&mut self, view: View) {
        let fresh = Self::build(view);
        let first = self.first();
        if let Some(parent) = first.parent_node() {
            fresh.mount(&parent, Some(&first));
        }
        self.unmount();
        *self = fresh;
    }
}

/// Brings a row of views up to date, one by one; the rest is added before `end` or taken away.
fn update_all(children: &mut Vec<State>, views: Vec<View>, end: &Node) {
    for gone in children.drain(views.len().min(children.len())..) {
        gone.unmount();
    }
    let mut known = children.len();
    for (place, view) in views.into_iter().enumerate() {
        if let Some(child) = children.get_mut(place) {
            child.update(view);
        } else {
            let fresh = State::build(view);
            if let Some(parent) = end.parent_node() {
                fresh.mount(&parent, Some(end));
            }
            children.push(fresh);
            known += 1;
        }
    }
    debug_assert_eq!(known, children.len(), "every view has its state");
}

impl Built {
    fn new(element: Element) -> Self {
        let Element { tag, svg, site, bindings, handlers, target, children } = element;
        let node = dom::element(tag, svg);
        let listeners = handlers.into_iter().map(|(event, handler)| Listener::new(&node, event, handler)).collect();
        let bindings = bindings.into_iter().map(|binding| Bound::new(&node, binding)).collect();
        let children: Vec<State> = children.into_iter().map(State::build).collect();
        for child in &children {
            child.mount(&node, None);
        }
        if let Some(target) = target {
            load(target, &node);
        }
        Self { tag, site, node, bindings, listeners, children }
    }

    /// Whether another element comes from the same piece of markup and can go on in this one's node.
    fn is_like(&self, element: &Element) -> bool {
        let parts = element;
        let events = || self.listeners.iter().map(|listener| listener.event);
        (self.tag, self.site) == (parts.tag, parts.site)
            && self.bindings.len() == parts.bindings.len()
            && self.children.len() == parts.children.len()
            && events().eq(parts.handlers.iter().map(|(event, _)| *event))
    }

    fn update(&mut self, element: Element) {
        let Element { bindings, handlers, target, children, .. } = element;
        for (listener, (_, handler)) in self.listeners.iter().zip(handlers) {
            listener.set(handler);
        }
        for (bound, binding) in self.bindings.iter_mut().zip(bindings) {
            bound.update(&self.node, binding);
        }
        for (child, view) in self.children.iter_mut().zip(children) {
            child.update(view);
        }
        if let Some(target) = target {
            load(target, &self.node);
        }
    }
}
