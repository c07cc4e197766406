//! The wishes of one person, for her to take away.

use diesel_async::AsyncPgConnection;
use shared::ids::VenueId;
use shared::people::ExportedWish;

use super::{show, store};
use crate::app::App;
use crate::problem::Failure;

/// All of them, with what is stored about her.
pub(crate) async fn export(
    app: &App,
    conn: &mut AsyncPgConnection,
    venues: &[VenueId],
    email: &str,
) -> Result<Vec<ExportedWish>, Failure> {
    let mut all = Vec::new();
    for entry in store::of_person(conn, venues, email).await? {
        let Some(venue) = app.calendars.by_id(entry.venue) else { continue };
        let wish = show::wire(app, conn, &venue, &entry).await?;
        all.push(ExportedWish { email: entry.email, name: entry.name, locale: entry.locale, wish });
    }
    Ok(all)
}
