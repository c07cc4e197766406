//! What time does to the house as a whole and not to one venue: keys come and go,
//! sessions end, codes and what webhooks were sent are forgotten, the dates of events come nearer.
//!
//! Once a minute. Nothing hangs on the second: what has ended counts as ended from its instant on.

use std::sync::atomic::Ordering;

use crate::app::App;
use crate::problem::Failure;
use crate::{audit, contingents, feeds, offers, people, tokens, webhooks};

/// Does it, unless this minute has seen it done.
pub(super) async fn tidy(app: &App) -> Result<(), Failure> {
    let minute = app.clock.now().timestamp().div_euclid(60);
    if app.tidied.swap(minute, Ordering::Relaxed) == minute {
        return Ok(());
    }
    let mut conn = app.db.conn().await?;
    people::tidy(&mut conn, app.clock.now()).await?;
    for venue in app.calendars.all() {
        let zone = &venue.facts.schedule.zone;
        offers::tidy(&mut conn, &app.ids, venue.facts.venue.id, zone, app.clock.now()).await?;
    }
    contingents::forget_members(&mut conn, app.clock.now()).await?;
    webhooks::forget(&mut conn, app.clock.now()).await?;
    feeds::forget(&mut conn, app.clock.now()).await?;
    audit::forget(&mut conn).await?;
    app.views.write(app, &mut conn).await?;
    tokens::turn(app, &mut conn).await
}
