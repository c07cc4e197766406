//! The first administrator: made at the first start, when nobody can let anybody in yet.
//!
//! The one-time password stands in a file that only the user of the server can read, and in no log. It is
//! good for some days; `rathaus staff invite` gives another.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::ids::VenueId;
use shared::staff::Role;

use super::invite::{self, Invited, invite_at};
use super::store;
use crate::app::App;
use crate::audit::{self, Actor, Deed};
use crate::problem::Failure;

/// The file in the data directory.
const FILE: &str = "first-admin.txt";
/// What the first administrator signs in with.
const LOGIN: &str = "admin";

/// Makes the first administrator of the first venue if nobody has ever been let in there, and says in which file
/// the one-time password stands.
pub async fn first_admin(app: &App) -> Result<Option<PathBuf>, Failure> {
    let Some(venue) = app.calendars.all().into_iter().next() else { return Ok(None) };
    let mut conn = app.db.conn().await?;
    let invited = conn.transaction(async |conn| make(app, conn, venue.facts.venue.id).await).await?;
    drop(conn);
    let Some(invited) = invited else { return Ok(None) };
    let path = app.config.data_dir.join(FILE);
    write(&path, &text(app, &invited)).map_err(Failure::internal)?;
    Ok(Some(path))
}

async fn make(app: &App, conn: &mut AsyncPgConnection, venue: VenueId) -> Result<Option<Invited>, Failure> {
    store::lock_first(conn).await?;
    if !store::is_empty(conn, venue).await? {
        return Ok(None);
    }
    let now = app.clock.now();
    let invited = invite_at(conn, &app.ids, venue, (LOGIN, "Administration", Role::Admin), now).await?;
    let deed = Deed::by(Actor::Terminal, Some(venue), Action::StaffInvited, invited.account.id).with("first", true);
    audit::record(conn, app, deed).await?;
    Ok(Some(invited))
}

fn text(app: &App, invited: &Invited) -> String {
    let link = invite::link(&app.public_url, &invited.token);
    format!(
        "The first administrator of Rathaus Co-Working.\n\n\
         Open   {link}\n\
         name   {LOGIN}\n\
         one-time password   {}\n\
         good until   {}\n\n\
         Choose a password there and tie an authenticator to the account. Then delete this file: what stands in it\n\
         is used up. If it is too old: rathaus staff invite --login {LOGIN}\n",
        invited.token,
        app.local(invited.until).to_rfc3339(),
    )
}

/// Readable by the server's user alone, from the moment it is there.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
