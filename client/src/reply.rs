//! An answer to come. One boxed future waits for it, whatever it will be read as, so that the code of
//! waiting exists once and not once for each operation (docs/adr/0011).

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use serde::de::DeserializeOwned;

use crate::{Answer, Client, Error, Method, Request};

/// The waiting. In a browser nothing moves between threads.
#[cfg(target_arch = "wasm32")]
type Coming = Pin<Box<dyn Future<Output = Result<Answer, Error>>>>;
/// The waiting; tests move it between threads.
#[cfg(not(target_arch = "wasm32"))]
type Coming = Pin<Box<dyn Future<Output = Result<Answer, Error>> + Send>>;

/// A `T` that the api is asked for as soon as somebody waits for it.
#[must_use = "nothing is asked before it is awaited"]
pub struct Reply<T> {
    coming: Coming,
    read: fn(Answer) -> Result<T, Error>,
}

impl<T> Future for Reply<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.coming.as_mut().poll(context))?;
        Poll::Ready((self.read)(answer))
    }
}

impl Client {
    /// What `path` says.
    pub(crate) fn get<T: DeserializeOwned + 'static>(&self, path: String) -> Reply<T> {
        self.ask(Ok(Request::new(Method::GET, path)))
    }

    /// What a request is answered, as JSON.
    pub(crate) fn ask<T: DeserializeOwned + 'static>(&self, request: Result<Request, Error>) -> Reply<T> {
        self.reply(request, Answer::json)
    }

    /// What a request is answered, read by a function.
    pub(crate) fn reply<T>(&self, request: Result<Request, Error>, read: fn(Answer) -> Result<T, Error>) -> Reply<T> {
        Reply { coming: self.coming(request), read }
    }

    fn coming(&self, request: Result<Request, Error>) -> Coming {
        let client = self.clone();
        Box::pin(async move { client.send(request?).await })
    }
}
