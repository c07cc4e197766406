//! `rathaus app …`: registering apps, and their keys. Whoever may run the program on the server may do this.

use chrono::{DateTime, Utc};
use clap::Subcommand;
use clap::builder::PossibleValuesParser;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::apps::{KEY_DAYS, Scope};
use shared::audit::Action;
use shared::ids::{AppId, AppKeyId};

use super::issue::issue;
use super::store;
use crate::audit::{self, Actor, Deed};
use crate::ids::Ids;
use crate::problem::Failure;
use crate::staff::key::Key;
use crate::staff::label;

/// What can be done about apps at the terminal.
#[derive(Debug, Subcommand)]
pub enum AppCommand {
    /// Register an app, and print its id and its first key, once.
    Add {
        /// What it is called.
        name: String,
        /// What it may do; more than once, or joined by commas.
        #[arg(long, required = true, value_delimiter = ',', value_parser = PossibleValuesParser::new(Scope::ALL.map(Scope::name)))]
        scope: Vec<String>,
        /// For how many days the key is good.
        #[arg(long, default_value_t = KEY_DAYS, value_parser = clap::value_parser!(u16).range(1..=3650))]
        days: u16,
    },
    /// Print every app: id, state, scopes, name.
    List,
    /// Make an app nobody, with all its keys and tokens, at once.
    Suspend {
        /// Its id.
        id: AppId,
    },
    /// Let an app in again that was suspended.
    Resume {
        /// Its id.
        id: AppId,
    },
    /// Make and revoke keys of an app.
    #[command(subcommand)]
    Key(KeyCommand),
}

/// What can be done about keys of apps.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Make one more key and print it, once. Two are good at a time.
    Add {
        /// The app's id.
        app: AppId,
        /// For how many days it is good.
        #[arg(long, default_value_t = KEY_DAYS, value_parser = clap::value_parser!(u16).range(1..=3650))]
        days: u16,
    },
    /// Make a key buy no token any more. Tokens it has bought end within ten minutes.
    Revoke {
        /// The key's id: what stands between the first two underscores.
        id: AppKeyId,
    },
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The database did not answer.
    #[error("the database can't be reached")]
    Unreachable(#[source] Failure),
    /// The database refused.
    #[error("the app could not be written")]
    Database(#[from] diesel::result::Error),
    /// A scope is not one of ours.
    #[error("there is no scope called {0}")]
    Scope(String),
    /// Names are for people.
    #[error("a name has 1 to 100 characters on one line")]
    Name,
    /// No such app.
    #[error("no app has the id {0}")]
    Unknown(AppId),
    /// It is nobody already, or was never suspended.
    #[error("the app {0} is {1} already")]
    Already(AppId, &'static str),
    /// No such key.
    #[error("no key in use has the id {0}")]
    UnknownKey(AppKeyId),
    /// Rotation needs two, and more are forgotten somewhere.
    #[error("the app has two keys that are good: revoke one first")]
    Keys,
}

/// Does it, and gives what is to be printed.
pub async fn run(
    command: AppCommand,
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    now: DateTime<Utc>,
) -> Result<String, AppError> {
    match command {
        AppCommand::Add { name, scope, days } => {
            let named = |name: String| Scope::from_name(&name).ok_or(AppError::Scope(name));
            let scopes: Vec<Scope> = scope.into_iter().map(named).collect::<Result<_, _>>()?;
            let (id, key) = add(conn, ids, &name, &scopes, days, now).await?;
            Ok(format!("{id}\n{key}\n"))
        }
        AppCommand::List => list(conn).await,
        AppCommand::Suspend { id } => suspend(conn, ids, id, now).await.map(|()| "suspended\n".to_owned()),
        AppCommand::Resume { id } => resume(conn, ids, id, now).await.map(|()| "active\n".to_owned()),
        AppCommand::Key(KeyCommand::Add { app, days }) => {
            Ok(format!("{}\n", add_key(conn, ids, app, days, now).await?))
        }
        AppCommand::Key(KeyCommand::Revoke { id }) => {
            revoke_key(conn, ids, id, now).await.map(|()| "revoked\n".to_owned())
        }
    }
}

/// Registers an app: its id, and its first key, which is nowhere else and can't be had again.
pub async fn add(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    name: &str,
    scopes: &[Scope],
    days: u16,
    now: DateTime<Utc>,
) -> Result<(AppId, String), AppError> {
    let name = label(name).ok_or(AppError::Name)?;
    let id = AppId(ids.uuid(now));
    let key = conn
        .transaction(async |conn| {
            let new = store::Stored {
                id,
                name: name.to_owned(),
                scopes: scopes.to_vec(),
                created_at: now,
                suspended_at: None,
            };
            store::insert(conn, &new).await?;
            record(conn, ids, now, told(deed(Action::AppRegistered, id), &new)).await?;
            draw(conn, ids, id, days, now).await
        })
        .await?;
    Ok((id, key))
}

/// One more key for an app.
pub async fn add_key(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    app: AppId,
    days: u16,
    now: DateTime<Utc>,
) -> Result<String, AppError> {
    conn.transaction(async |conn| draw(conn, ids, app, days, now).await).await
}

/// A key of random bits: at the terminal nobody asks twice, and the server's key may be out of reach.
async fn draw(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    app: AppId,
    days: u16,
    now: DateTime<Utc>,
) -> Result<String, AppError> {
    let key = Key::draw(ids.uuid(now), ids);
    issue(conn, app, &key, days, now).await?;
    record(conn, ids, now, deed(Action::AppKeyMade, AppKeyId(key.id)).with("app", app)).await?;
    Ok(key.reveal())
}

/// Makes a key buy no token any more.
pub async fn revoke_key(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    id: AppKeyId,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let revoke = async |conn: &mut AsyncPgConnection| {
        let app = store::revoke_key(conn, id, now).await?.ok_or(AppError::UnknownKey(id))?;
        record(conn, ids, now, deed(Action::AppKeyRevoked, id).with("app", app)).await
    };
    conn.transaction(revoke).await
}

/// Makes an app nobody, from the next request on.
pub async fn suspend(conn: &mut AsyncPgConnection, ids: &Ids, id: AppId, now: DateTime<Utc>) -> Result<(), AppError> {
    set(conn, ids, id, Some(now), now).await
}

/// Lets an app in again, with the keys it had.
pub async fn resume(conn: &mut AsyncPgConnection, ids: &Ids, id: AppId, now: DateTime<Utc>) -> Result<(), AppError> {
    set(conn, ids, id, None, now).await
}

async fn set(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    id: AppId,
    suspended_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let change = async |conn: &mut AsyncPgConnection| {
        let app = store::lock(conn, id).await?.ok_or(AppError::Unknown(id))?;
        if app.suspended_at.is_some() == suspended_at.is_some() {
            return Err(AppError::Already(id, state(&app)));
        }
        let action = if suspended_at.is_some() { Action::AppSuspended } else { Action::AppResumed };
        record(conn, ids, now, told(deed(action, id), &app)).await?;
        Ok(store::save(conn, &store::Stored { suspended_at, ..app }).await?)
    };
    conn.transaction(change).await
}

fn deed(action: Action, subject: impl ToString) -> Deed<'static> {
    Deed::by(Actor::Terminal, None, action, subject)
}

/// What is to be known of an app in the audit.
pub(super) fn told<'a>(deed: Deed<'a>, app: &store::Stored) -> Deed<'a> {
    let scopes = app.scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" ");
    deed.with("name", &app.name).with("scopes", scopes)
}

async fn record(conn: &mut AsyncPgConnection, ids: &Ids, now: DateTime<Utc>, deed: Deed<'_>) -> Result<(), AppError> {
    Ok(audit::record_at(conn, ids.uuid(now), now, deed).await?)
}

/// Every app, one a line.
pub async fn list(conn: &mut AsyncPgConnection) -> Result<String, AppError> {
    let line = |app: store::Stored| {
        let scopes = app.scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(",");
        [&app.id.to_string(), "  ", state(&app), "  ", &scopes, "  ", &app.name, "\n"].concat()
    };
    Ok(store::all(conn).await?.into_iter().map(line).collect())
}

fn state(app: &store::Stored) -> &'static str {
    if app.suspended_at.is_some() { "suspended" } else { "active" }
}
