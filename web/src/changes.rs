//! Changes of the venue as the api tells them, by the browser's own `EventSource`, which comes back
//! by itself after a break and is then told what it missed.
//!
//! An event says on which days something is different, never what: the page asks again.

use client::Client;
use shared::venues::AvailabilityChange;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{EventSource, MessageEvent};

/// A stream of changes; dropped, it is closed.
pub(crate) struct Changes {
    source: Option<EventSource>,
    /// The browser calls it for as long as the stream is open.
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Changes {
    /// Tells every change from now on.
    pub(crate) fn listen(address: &str, mut told: impl FnMut(AvailabilityChange) + 'static) -> Self {
        let hear: Box<dyn FnMut(MessageEvent)> = Box::new(move |event| {
            if let Some(change) = event.data().as_string().and_then(|data| Client::read_change(&data)) {
                told(change);
            }
        });
        let heard = Closure::wrap(hear);
        // Without a stream the page asks now and then.
        let source = EventSource::new(address).ok();
        if let Some(source) = &source {
            let _ = source.add_event_listener_with_callback("availability", heard.as_ref().unchecked_ref());
        }
        Self { source, _heard: heard }
    }

    /// Whether changes are told at this moment.
    pub(crate) fn are_told(&self) -> bool {
        self.source.as_ref().is_some_and(|source| source.ready_state() == EventSource::OPEN)
    }
}

impl Drop for Changes {
    fn drop(&mut self) {
        if let Some(source) = &self.source {
            source.close();
        }
    }
}
