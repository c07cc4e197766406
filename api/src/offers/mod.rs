//! Offers: anything the city offers, from a museum to a form of support.
//!
//! Texts come in the language asked for, or honestly in another: `lang` says which. Every fact
//! carries its source and the date it was true, or is marked as an example. The public sees what is published,
//! within its validity, and nothing else. `editorial` is how they get there, `store::write` how they are
//! stored, `search` finds, `store::dates` works out when, `out` writes what other programs
//! read.

mod ask;
mod editorial;
mod known;
mod list;
mod out;
mod plain;
mod search;
mod show;
mod store;
mod tell;

pub(crate) use ask::{Filter, kinds};
pub(crate) use known::mistyped;
pub(crate) use list::page;
pub(crate) use out::linked;
pub use search::Live;
pub(crate) use show::shown;
pub(crate) use store::public;

use std::sync::Arc;

use diesel_async::AsyncPgConnection;
use shared::ids::VenueId;
use shared::offers::OfferKind;
use shared::zones::Zone;
use utoipa::IntoParams;

pub(crate) use store::place_of;

use crate::app::App;
use crate::edge::chain;
use crate::ids::Ids;
use crate::problem::Failure;
use crate::routes::Routes;

pub use editorial::staff_routes;
pub(crate) use editorial::{next, run};
pub use store::read::content;
pub use store::write::{Written, remove, write};
pub(crate) use store::write::{write_rest, write_rows};

/// What a list of offers can be narrowed by.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes query values for the document; `ask::Filter` reads them")]
pub(crate) struct Filters {
    /// Kinds, repeated or joined by commas.
    kind: Option<Vec<OfferKind>>,
    /// A topic that an offer has or had; any other is refused, and so it is with the next two.
    category: Option<String>,
    /// Whom it is for.
    audience: Option<String>,
    /// A pass that matters.
    pass: Option<String>,
    /// A language spoken there (BCP 47); `de-simple` for what can be read in Leichte Sprache.
    language: Option<String>,
    /// Only what takes place after this; such a list has events alone, by date. Without it what is over is left out:
    /// events after their last date, and what had a deadline after that.
    from: Option<chrono::DateTime<chrono::FixedOffset>>,
    /// Only what takes place before this.
    to: Option<chrono::DateTime<chrono::FixedOffset>>,
    /// Only what can be reached without a step.
    accessible: Option<bool>,
    /// Only what is free for everyone.
    free_of_charge: Option<bool>,
}

/// The routes of this noun.
pub fn routes(config: &mut Routes<'_, '_>) {
    config
        .service(list::list_offers)
        .service(out::get_calendar)
        .service(out::get_feed)
        .service(out::get_table)
        .service(out::get_offer_calendar)
        .service(out::get_flyer)
        .service(out::get_offer_flyer)
        .service(show::get_offer)
        .service(editorial::images::get_image);
}

/// The routes of this noun beside the api.
pub fn outer_routes(config: &mut Routes<'_, '_>) {
    config.service(out::get_catalog).service(out::get_catalog_turtle);
}

/// Reads what search needs before somebody waits for it. Where that fails, the first question reads it.
pub(crate) async fn warm(app: Arc<App>) {
    let read = async {
        let mut conn = app.db.conn().await?;
        app.offers.refresh(&mut conn).await.map_err(Failure::from)
    };
    if let Err(failure) = read.await {
        tracing::warn!(error = %chain(&failure), "the offers can't be read ahead");
    }
}

/// Brings up to date what follows from offers: schedules of those that only say when they are, dates ahead, the
/// index. What is complete costs one look each.
pub(crate) async fn tidy(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    zone: &Zone,
    now: chrono::DateTime<chrono::Utc>,
) -> diesel::QueryResult<()> {
    store::derive::derive(conn, ids, venue, zone).await?;
    store::dates::extend(conn, venue, zone, now).await?;
    for offer in store::index::missing(conn).await? {
        store::index::write(conn, offer).await?;
    }
    Ok(())
}
