//! Events: one listener a node and event, behind which the handler may change.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::reactive::owner::Owner;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

use crate::act::Act;

/// What happens on an event.
pub(crate) type Handler = Box<dyn Act<Event>>;

/// A handler for events of a known type.
pub(crate) fn handler<E: JsCast>(mut handle: impl FnMut(E) + 'static) -> Handler {
    Box::new(move |event: Event| handle(event.unchecked_into()))
}

/// A listener of a node that was built.
pub(super) struct Listener {
    pub(super) event: &'static str,
    current: Rc<RefCell<Option<Handler>>>,
}

impl Listener {
    /// Listens from now on.
    pub(super) fn new(node: &web_sys::Element, event: &'static str, handler: Handler) -> Self {
        let current = Rc::new(RefCell::new(None));
        let listener = Self { event, current };
        listener.set(handler);
        let called = Rc::clone(&listener.current);
        let call: Box<dyn FnMut(Event)> = Box::new(move |event| {
            // Out of its place meanwhile: a handler may cause the event that it handles.
            let taken = called.borrow_mut().take();
            if let Some(mut handler) = taken {
                handler.act(event);
                called.borrow_mut().get_or_insert(handler);
            }
        });
        // The browser lets go of it together with the node.
        let function: JsValue = Closure::wrap(call).into_js_value();
        let _ = node.add_event_listener_with_callback(event, function.unchecked_ref());
        listener
    }

    /// Puts another handler in place. It runs under the owner of now, so that it finds the contexts.
    pub(super) fn set(&self, mut handler: Handler) {
        let owner = Owner::current().unwrap_or_default();
        *self.current.borrow_mut() = Some(Box::new(move |event| owner.with(|| handler.act(event))));
    }
}
