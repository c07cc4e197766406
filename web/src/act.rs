//! Closures behind one type. Like `dyn FnMut` and `dyn Fn`, whose tables also hold a way to call the
//! closure once and let go of it: nobody does, and it was a tenth of the app's functions
//! (docs/adr/0011).

/// What may change something in itself when it is called.
pub(crate) trait Act<I, O = ()> {
    /// Calls it.
    fn act(&mut self, input: I) -> O;
}

impl<F: FnMut(I) -> O, I, O> Act<I, O> for F {
    fn act(&mut self, input: I) -> O {
        self(input)
    }
}

/// What stays as it is when it is called.
pub(crate) trait Tell<I, O = ()> {
    /// Calls it.
    fn tell(&self, input: I) -> O;
}

impl<F: Fn(I) -> O, I, O> Tell<I, O> for F {
    fn tell(&self, input: I) -> O {
        self(input)
    }
}
