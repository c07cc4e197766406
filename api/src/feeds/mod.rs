//! Feeds: calendars, news, pages and tables that the city has already, read on a schedule and turned into offers.
//!
//! What always holds (docs/adr/0028):
//! - Addresses are strangers': they are called through `outgoing` and no other way (`fetch`).
//! - A source that is broken, empty or suspiciously short destroys nothing. It is said to be failing, and its office
//!   is told once (`plan`, `run`).
//! - The same source twice changes nothing the second time, and two nodes do not do it twice (`store::queue`).
//! - What somebody has changed by hand is not overwritten before somebody says so (`take`).
//! - Texts are plain when they are stored (`read::text`).

mod act;
mod change;
mod fetch;
mod list;
mod look;
mod mails;
mod plan;
mod read;
mod run;
mod shape;
mod store;
mod take;
mod terms;
mod upload;
pub mod worker;

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use shared::feeds::FeedChange;
use shared::ids::OfferId;

use crate::routes::Routes;

/// Its routes below `/staff`.
pub fn staff_routes(config: &mut Routes<'_, '_>) {
    config
        .service(list::list_feeds)
        .service(change::add_feed)
        .service(list::get_staff_feed)
        .service(change::change_feed)
        .service(change::remove_feed)
        .service(list::list_feed_runs)
        .service(list::list_feed_items)
        .service(act::preview_feed)
        .service(act::fetch_feed)
        .service(act::release_offer)
        .service(upload::preview_content)
        .service(upload::send_content);
}

/// Drops looks that are a month old.
pub(crate) async fn forget(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    store::forget(conn, now).await
}

fn change_of(uid: &str, title: &str, offer: Option<OfferId>, fields: Vec<String>) -> FeedChange {
    FeedChange { uid: uid.to_owned(), title: title.to_owned(), offer, fields }
}
