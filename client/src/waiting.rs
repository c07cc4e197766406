//! The waiting list: join it, look, leave it.

use shared::ids::WaitingId;
use shared::waiting::{NewWaitingEntry, WaitingEntry};

use crate::{BOOKING_SECRET, Client, Error, Method, Request};

impl Client {
    /// Puts a wish on the list. The same key gives the same entry.
    pub async fn join_waiting_list(&self, wish: &NewWaitingEntry, key: &str) -> Result<WaitingEntry, Error> {
        let request = Request::new(Method::POST, "/api/v1/waiting-list").header("Idempotency-Key", key);
        self.send(request.json(wish)?).await?.json()
    }

    /// A wish as it stands.
    pub async fn waiting_entry(&self, id: WaitingId, secret: &str) -> Result<WaitingEntry, Error> {
        self.send(waiting(Method::GET, id, secret)).await?.json()
    }

    /// Takes a wish off the list.
    pub async fn leave_waiting_list(&self, id: WaitingId, secret: &str) -> Result<(), Error> {
        self.send(waiting(Method::DELETE, id, secret)).await?.text().map(drop)
    }
}

fn waiting(method: Method, id: WaitingId, secret: &str) -> Request {
    Request::new(method, format!("/api/v1/waiting-list/{id}")).header(BOOKING_SECRET, secret)
}
