//! Venues: a building with a hall, its clocks, hours, rules and plan.
//!
//! Everything about a venue is answered from memory (`facts`), loaded by `store`. All reads here
//! are public and carry an entity tag.

mod changes;
mod clock_changes;
mod facts;
mod opening_hours;
mod plan;
mod renew;
mod show;
mod store;

use std::sync::Arc;

use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::problem::Failure;
use crate::routes::Routes;

pub(crate) use clock_changes::offsets;
pub use facts::{Asker, Contingent, Layout, LayoutPeriod, Spot, VenueFacts};
pub(crate) use plan::drawn;
pub use renew::{after_change, record_change};
pub use store::{LoadError, bound, load, load_venue};

/// How long shared caches may keep what seldom changes.
pub const PUBLIC: &str = "public, max-age=60, stale-while-revalidate=300";

/// The routes of this noun.
pub fn routes(config: &mut Routes<'_, '_>) {
    config
        .service(show::list_venues)
        .service(show::get_venue)
        .service(opening_hours::get_opening_hours)
        .service(opening_hours::list_closures)
        .service(opening_hours::list_exhibitions)
        .service(plan::get_plan)
        .service(changes::get_changes);
}

/// The venue of a path; 404 when there is none.
pub fn find(app: &App, slug: &str) -> Result<Arc<VenueCalendar>, Failure> {
    app.calendars.by_slug(slug).ok_or_else(|| Failure::not_found().detail(format!("No venue is called `{slug}`.")))
}
pub use opening_hours::interval;
