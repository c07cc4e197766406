//! Webhooks: an app is told of its bookings without asking (Standard Webhooks, standardwebhooks.com).
//!
//! What always holds:
//! - A message is a row, written in the transaction of the change it tells of (`announce`): what was committed
//!   is told, and nothing else is. It is sent at least once and under one `webhook-id`; no order is promised.
//! - An app sees its own webhooks and what they were sent; to others they do not exist.
//! - Addresses are strangers': they are called through `outgoing` and no other way.
//! - Nobody is told anything who is suspended, or has lost the scope to be.
//! - The secret that messages are signed with is derived from the server's key and is in no table.
//! - The rows have bookings in them: they go after a week, and with the person of the booking.

mod announce;
mod change;
mod deliveries;
mod list;
mod pauses;
mod send;
mod sign;
mod store;
pub mod worker;

use shared::problem::ProblemKind;

use crate::access::{Caller, unknown as not_known};
use crate::apps::AppCaller;
use crate::problem::Failure;
use crate::routes::Routes;

pub(crate) use announce::announcement;
pub(crate) use store::announce;
pub(crate) use store::{burn, forget};

/// The routes of this noun.
pub fn routes(config: &mut Routes<'_, '_>) {
    config
        .service(list::list_webhooks)
        .service(change::create_webhook)
        .service(deliveries::list_deliveries)
        .service(deliveries::redeliver)
        .service(deliveries::test_webhook)
        .service(change::rotate_webhook_secret)
        .service(list::get_webhook)
        .service(change::change_webhook)
        .service(change::remove_webhook);
}

/// The app that asks: webhooks are nobody else's business.
fn own(caller: &Caller) -> Result<&AppCaller, Failure> {
    match caller {
        Caller::App(app) => Ok(app),
        Caller::Anonymous => Err(not_known()),
        Caller::Visitor(_) | Caller::Staff(_) => {
            Err(Failure::new(ProblemKind::Forbidden).detail("This is for apps, about what is their own."))
        }
    }
}
