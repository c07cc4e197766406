//! Whether anything is awaited. The app waits for a quiet moment before it takes the place of a page that can be read
//! already, so that nobody sees numbers go and come back.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use crate::act::Act;
use crate::browser::{next_frame, settled};

/// A page that is still loading takes its place all the same.
const PATIENCE: Duration = Duration::from_secs(3);

thread_local! {
    /// Answers to come.
    static COMING: Cell<u32> = const { Cell::new(0) };
    /// What is done once none is.
    static THEN: RefCell<Option<Box<dyn Act<()>>>> = const { RefCell::new(None) };
}

/// Something was asked.
pub(super) fn asked() {
    COMING.set(COMING.get() + 1);
}

/// It was answered, or nobody wants to know any more.
pub(super) fn answered() {
    COMING.set(COMING.get().saturating_sub(1));
    look();
}

/// Whether nothing is awaited now.
pub(crate) fn is_quiet() -> bool {
    COMING.get() == 0
}

/// Does something once when all answers are there, or when that takes too long.
pub(crate) fn when_quiet(act: impl FnMut() + 'static) {
    let mut act = act;
    THEN.set(Some(Box::new(move |()| act())));
    settled(PATIENCE, |()| act_now())(());
    look();
}

/// An answer often leads to the next question: whether there is one shows after what follows from the answer has run.
fn look() {
    if COMING.get() == 0 && THEN.with_borrow(Option::is_some) {
        next_frame(|| {
            if COMING.get() == 0 {
                act_now();
            }
        });
    }
}

fn act_now() {
    if let Some(mut act) = THEN.take() {
        act.act(());
    }
}
