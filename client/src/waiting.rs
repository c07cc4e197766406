//! The waiting list: join it, look, leave it.

use shared::ids::WaitingId;
use shared::waiting::{NewWaitingEntry, WaitingEntry};

use crate::{BOOKING_SECRET, Client, Method, Reply, Request};

impl Client {
    /// Puts a wish on the list. The same key gives the same entry.
    pub fn join_waiting_list(&self, wish: &NewWaitingEntry, key: &str) -> Reply<WaitingEntry> {
        let request = Request::new(Method::POST, "/api/v1/waiting-list").header("Idempotency-Key", key);
        self.ask(request.json(wish))
    }

    /// A wish as it stands.
    pub fn waiting_entry(&self, id: WaitingId, secret: &str) -> Reply<WaitingEntry> {
        self.ask(Ok(waiting(Method::GET, id, secret)))
    }

    /// Takes a wish off the list.
    pub fn leave_waiting_list(&self, id: WaitingId, secret: &str) -> Reply<()> {
        self.reply(Ok(waiting(Method::DELETE, id, secret)), |answer| answer.text().map(drop))
    }
}

fn waiting(method: Method, id: WaitingId, secret: &str) -> Request {
    Request::new(method, format!("/api/v1/waiting-list/{id}")).header(BOOKING_SECRET, secret)
}
