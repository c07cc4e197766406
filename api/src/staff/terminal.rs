//! `rathaus staff …`: letting people in, making and revoking keys. Whoever may run the program on the server may do this.

use chrono::{DateTime, TimeDelta, Utc};
use clap::Subcommand;
use clap::builder::PossibleValuesParser;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::apps::{KEY_DAYS, LONGEST_KEY_DAYS};
use shared::audit::Action;
use shared::ids::StaffKeyId;
use shared::staff::Role;

use super::key::Key;
use super::{accounts, store};
use crate::audit::{self, Actor, Deed};
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
        /// After how many days it ends.
        #[arg(long, default_value_t = KEY_DAYS, value_parser = clap::value_parser!(u16).range(1..=i64::from(LONGEST_KEY_DAYS)))]
        days: u16,
    },
    /// Let somebody in who signs in at the site, or let them begin anew, and print the link, once.
    Invite {
        /// What they sign in with: an address, or a name.
        #[arg(long)]
        login: String,
        /// What colleagues call them; needed for somebody new.
        #[arg(long)]
        name: Option<String>,
        /// What they are there for; an account that is there keeps its own.
        #[arg(long, default_value = "admin", value_parser = PossibleValuesParser::new(Role::ALL.map(Role::name)))]
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
    /// Logins are typed.
    #[error("a login is an address, or a name of letters and digits without blanks")]
    Login,
    /// The account signs in elsewhere.
    #[error("{0} signs in with the city's own sign-in and needs no invitation")]
    Provider(String),
    /// Nothing to revoke.
    #[error("no key in use has the id {0}")]
    Unknown(StaffKeyId),
}

/// Does it, and gives what is to be printed.
pub async fn run(
    command: StaffCommand,
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    public_url: &str,
    now: DateTime<Utc>,
) -> Result<String, StaffError> {
    match command {
        StaffCommand::Invite { login, name, role, venue } => {
            let role = Role::from_name(&role).ok_or(StaffError::Role(role))?;
            let link = conn.transaction(async |conn| {
                accounts::invite_at_terminal(
                    conn,
                    ids,
                    public_url,
                    (&login, name.as_deref(), role, venue.as_deref()),
                    now,
                )
                .await
            });
            Ok(format!("{}\n", link.await?))
        }
        StaffCommand::Add { name, role, venue, days } => {
            let role = Role::from_name(&role).ok_or(StaffError::Role(role))?;
            let key = add(conn, ids, venue.as_deref(), (&name, role, days), now).await?;
            Ok(format!("{key}\n"))
        }
        StaffCommand::Revoke { id } => {
            conn.transaction(async |conn| revoke(conn, ids, id, now).await).await?;
            Ok("revoked\n".to_owned())
        }
    }
}

/// Makes a key that is good for so many days. What it gives back is nowhere else, and can't be had again.
pub async fn add(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: Option<&str>,
    (name, role, days): (&str, Role, u16),
    now: DateTime<Utc>,
) -> Result<String, StaffError> {
    let name = label(name).ok_or(StaffError::Name)?;
    let venue = store::venue(conn, venue).await?.ok_or(StaffError::Venue)?;
    let key = Key::draw(ids.uuid(now), ids);
    conn.transaction(async |conn| {
        let life = (now, now + TimeDelta::days(i64::from(days)));
        store::insert(conn, (venue, StaffKeyId(key.id)), (name, role), Secrets::hash(&key.secret), life).await?;
        let deed = Deed::by(Actor::Terminal, Some(venue), Action::StaffKeyMade, key.id);
        audit::record_at(conn, ids.uuid(now), now, deed.with("name", name).with("role", role.name())).await
    })
    .await?;
    Ok(key.reveal())
}

/// What colleagues call somebody, or something: 1 to 100 characters on one line.
pub fn label(name: &str) -> Option<&str> {
    let name = name.trim();
    let well_made = !name.is_empty() && name.chars().count() <= 100 && !name.chars().any(char::is_control);
    well_made.then_some(name)
}

/// Makes a key open nothing any more, from the next request on.
pub async fn revoke(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    id: StaffKeyId,
    now: DateTime<Utc>,
) -> Result<(), StaffError> {
    if !store::revoke(conn, id, now).await? {
        return Err(StaffError::Unknown(id));
    }
    let deed = Deed::by(Actor::Terminal, None, Action::StaffKeyRevoked, id);
    Ok(audit::record_at(conn, ids.uuid(now), now, deed).await?)
}
