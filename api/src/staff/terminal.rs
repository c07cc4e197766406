//! `rathaus staff …`: making and revoking keys. Whoever may run the program on the server may do this.

use chrono::{DateTime, Utc};
use clap::Subcommand;
use clap::builder::PossibleValuesParser;
use diesel_async::AsyncPgConnection;
use shared::ids::StaffKeyId;
use shared::staff::Role;

use super::key::Key;
use super::{Staff, store};
use crate::ids::Ids;
use crate::problem::Failure;
use crate::secrets::Secrets;

/// What can be done about staff at the terminal.
#[derive(Debug, Subcommand)]
pub enum StaffCommand {
    /// Make a key and print it, once.
    Add {
        /// Whose it is, as colleagues call them.
        #[arg(long)]
        name: String,
        /// What they are there for.
        #[arg(long, default_value = "hall_manager", value_parser = PossibleValuesParser::new(Role::ALL.map(Role::name)))]
        role: String,
        /// Slug of the venue they work for; not needed where there is one.
        #[arg(long)]
        venue: Option<String>,
    },
    /// Make a key open nothing any more.
    Revoke {
        /// The key's id: what stands between the first two underscores.
        #[arg(long)]
        id: StaffKeyId,
    },
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// The database did not answer.
    #[error("the database can't be reached")]
    Unreachable(#[source] Failure),
    /// The database refused.
    #[error("the key could not be written")]
    Database(#[from] diesel::result::Error),
    /// Keys belong to a venue.
    #[error("there is no such venue, or more than one: name it with --venue")]
    Venue,
    /// The role is not one of ours.
    #[error("there is no role called {0}")]
    Role(String),
    /// Names are for people.
    #[error("a name has 1 to 100 characters on one line")]
    Name,
    /// Nothing to revoke.
    #[error("no key in use has the id {0}")]
    Unknown(StaffKeyId),
}

/// Does it, and gives what is to be printed.
pub async fn run(
    command: StaffCommand,
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    now: DateTime<Utc>,
) -> Result<String, StaffError> {
    match command {
        StaffCommand::Add { name, role, venue } => {
            let role = Role::from_name(&role).ok_or(StaffError::Role(role))?;
            let key = add(conn, ids, venue.as_deref(), &name, role, now).await?;
            Ok(format!("{key}\n"))
        }
        StaffCommand::Revoke { id } => {
            revoke(conn, id, now).await?;
            Ok("revoked\n".to_owned())
        }
    }
}

/// Makes a key. What it gives back is nowhere else, and can't be had again.
pub async fn add(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: Option<&str>,
    name: &str,
    role: Role,
    now: DateTime<Utc>,
) -> Result<String, StaffError> {
    let name = label(name).ok_or(StaffError::Name)?;
    let venue = store::venue(conn, venue).await?.ok_or(StaffError::Venue)?;
    let key = Key::draw(ids.uuid(now), ids);
    let staff = Staff { venue, key: StaffKeyId(key.id), name: name.to_owned(), role };
    store::insert(conn, &staff, Secrets::hash(&key.secret), now).await?;
    Ok(key.reveal())
}

/// What colleagues call somebody, or something: 1 to 100 characters on one line.
pub fn label(name: &str) -> Option<&str> {
    let name = name.trim();
    let well_made = !name.is_empty() && name.chars().count() <= 100 && !name.chars().any(char::is_control);
    well_made.then_some(name)
}

/// Makes a key open nothing any more, from the next request on.
pub async fn revoke(conn: &mut AsyncPgConnection, id: StaffKeyId, now: DateTime<Utc>) -> Result<(), StaffError> {
    if store::revoke(conn, id, now).await? { Ok(()) } else { Err(StaffError::Unknown(id)) }
}
