//! What follows signals: the value of a binding, and a view.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::reactive::effect::RenderEffect;
use web_sys::Element;

use super::element::{Binding, Kind, Value};
use super::mount::State;
use super::{View, Words, dom};
use crate::act::Act;

/// A place that an effect fills: taken while it runs, there at all other times.
type Slot<T> = Rc<RefCell<Option<T>>>;

/// Runs at once, and again when signals change. One type of effect, whatever it does.
fn follow(mut run: Box<dyn Act<()>>) -> RenderEffect<()> {
    RenderEffect::new(move |_: Option<()>| run.act(()))
}

/// A closure's view that is on the screen.
pub(super) struct Live {
    slot: Slot<State>,
    /// It follows for as long as it is kept.
    _effect: RenderEffect<()>,
}

impl Live {
    /// Shows what the closure says, in the nodes of what was there before.
    pub(super) fn new(mut view: Box<dyn Act<(), View>>, before: Option<State>) -> Self {
        let slot = Rc::new(RefCell::new(before));
        let filled = Rc::clone(&slot);
        let effect = follow(Box::new(move |()| {
            let view = view.act(());
            let before = filled.borrow_mut().take();
            let state = match before {
                None => State::build(view),
                Some(mut state) => {
                    state.update(view);
                    state
                }
            };
            *filled.borrow_mut() = Some(state);
        }));
        Self { slot, _effect: effect }
    }

    /// Follows another closure, in the same nodes.
    pub(super) fn update(&mut self, view: Box<dyn Act<(), View>>) {
        let before = self.slot.borrow_mut().take();
        *self = Self::new(view, before);
    }

    /// Looks at what is shown.
    pub(super) fn with<T>(&self, look: impl FnOnce(&State) -> T) -> Option<T> {
        self.slot.borrow().as_ref().map(look)
    }
}

impl Drop for Live {
    /// The effect's task keeps what it runs until it is woken once more. What is shown, and all that
    /// follows signals in it, must not wait for that: its signals may be gone by then.
    fn drop(&mut self) {
        drop(self.slot.borrow_mut().take());
    }
}

/// A binding of a node that was built.
pub(super) struct Bound {
    kind: Kind,
    name: &'static str,
    /// What was set last; `None` before anything was.
    last: Slot<Option<Words>>,
    /// It follows for as long as it is kept.
    effect: Option<RenderEffect<()>>,
}

impl Bound {
    /// Sets it, and again whenever it changes.
    pub(super) fn new(node: &Element, binding: Binding) -> Self {
        let last = Rc::new(RefCell::new(None));
        let Binding { kind, name, value } = binding;
        let effect = bind(node, kind, name, value, &last);
        Self { kind, name, last, effect }
    }

    /// Binds another value to the same.
    pub(super) fn update(&mut self, node: &Element, binding: Binding) {
        let Binding { kind, name, value } = binding;
        if (kind, name) == (self.kind, self.name) {
            let effect = bind(node, kind, name, value, &self.last);
            drop(std::mem::replace(&mut self.effect, effect));
        } else {
            *self = Self::new(node, Binding { kind, name, value });
        }
    }
}

fn bind(
    node: &Element,
    kind: Kind,
    name: &'static str,
    value: Value,
    last: &Slot<Option<Words>>,
) -> Option<RenderEffect<()>> {
    match value {
        Value::Fixed(value) => {
            set(node, kind, name, value, last);
            None
        }
        Value::Live(mut value) => {
            let (node, last) = (node.clone(), Rc::clone(last));
            Some(follow(Box::new(move |()| {
                let mut now = value.act(());
                let settled = loop {
                    match now {
                        Value::Fixed(settled) => break settled,
                        Value::Live(mut inner) => now = inner.act(()),
                    }
                };
                set(&node, kind, name, settled, &last);
            })))
        }
    }
}

/// Sets it if it is another value than before. What is not there at first need not be taken away.
fn set(node: &Element, kind: Kind, name: &'static str, value: Option<Words>, last: &Slot<Option<Words>>) {
    let mut last = last.borrow_mut();
    let same = last.as_ref().map_or(value.is_none() && kind != Kind::Property, |last| *last == value);
    if !same {
        dom::set(node, kind, name, value.as_deref());
    }
    *last = Some(value);
}
