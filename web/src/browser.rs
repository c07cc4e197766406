//! The page's window: timers, listeners, frames. What is started under an owner ends with it, so no
//! page has to tidy up behind itself.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::reactive::owner::on_cleanup;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{self, Function};
use web_sys::{Document, Event, HtmlInputElement, Window};

use crate::act::Act;

/// The window the app runs in.
pub(crate) fn window() -> Window {
    js_sys::global().unchecked_into()
}

/// The document the app is in.
pub(crate) fn document() -> Document {
    window().document().unwrap_or_else(|| JsValue::NULL.unchecked_into())
}

/// Does something again and again.
pub(crate) fn every(period: Duration, act: impl FnMut() + 'static) {
    if let Ok(timer) = window().set_interval_with_callback_and_timeout_and_arguments_0(&calling(act), millis(period)) {
        on_cleanup(move || window().clear_interval_with_handle(timer));
    }
}

/// Does something with the last of what it is given, once nothing more has come for a while.
pub(crate) fn settled<T: 'static>(pause: Duration, act: impl Fn(T) + 'static) -> impl Fn(T) {
    let waiting = Rc::new(Cell::new(None));
    let (started, act) = (SendWrapper::new(Rc::clone(&waiting)), Rc::new(act));
    let stop = |timer: Option<i32>| {
        if let Some(timer) = timer {
            window().clear_timeout_with_handle(timer);
        }
    };
    on_cleanup(move || stop(Cell::take(&started)));
    move |value| {
        stop(waiting.take());
        let (act, mut value) = (Rc::clone(&act), Some(value));
        let act = calling(move || {
            if let Some(value) = value.take() {
                act(value);
            }
        });
        waiting.set(window().set_timeout_with_callback_and_timeout_and_arguments_0(&act, millis(pause)).ok());
    }
}

/// Does something when the browser draws next.
pub(crate) fn next_frame(act: impl FnMut() + 'static) {
    // It fails only without a window, and then nobody draws.
    let _ = window().request_animation_frame(&calling(act));
}

/// Follows an event of the window.
pub(crate) fn listen(event: &'static str, act: impl FnMut(Event) + 'static) {
    follow(event, Box::new(act));
}

fn follow(event: &'static str, mut act: Box<dyn Act<Event>>) {
    let act: Box<dyn FnMut(Event)> = Box::new(move |event| act.act(event));
    let act: Function = Closure::wrap(act).into_js_value().unchecked_into();
    let _ = window().add_event_listener_with_callback(event, &act);
    let act = SendWrapper::new(act);
    on_cleanup(move || {
        let _ = window().remove_event_listener_with_callback(event, &act);
    });
}

/// The element an event came from.
pub(crate) fn event_target<T: JsCast>(event: &Event) -> T {
    event.target().map_or_else(|| JsValue::NULL.unchecked_into(), JsCast::unchecked_into)
}

/// What stands in the field an event came from.
pub(crate) fn event_target_value(event: &Event) -> String {
    // Fields of every kind have a value.
    event_target::<HtmlInputElement>(event).value()
}

/// As a function of the browser, which lets go of it when nobody can call it any more.
fn calling(mut act: impl FnMut() + 'static) -> Function {
    function(Box::new(move |()| act()))
}

fn function(mut act: Box<dyn Act<()>>) -> Function {
    let act: Box<dyn FnMut()> = Box::new(move || act.act(()));
    Closure::wrap(act).into_js_value().unchecked_into()
}

fn millis(time: Duration) -> i32 {
    i32::try_from(time.as_millis()).unwrap_or(i32::MAX)
}
