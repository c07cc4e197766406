//! Apps: other people's programs, registered by staff or at the terminal.
//!
//! What always holds:
//! - An app has keys; a key buys a token for ten minutes (`token`), and the token is all it is known by.
//! - The row of the app is looked at on each request: a suspended app is nobody from that moment on, and a
//!   scope that was taken away is gone from tokens that are about.
//! - A key is shown once; the database has its SHA-256. At most two open anything at a time, so that the
//!   next one can be handed out before the last one ends.
//! - An app sees and moves the bookings it has made, and no others, and writes on the offers it has made. Of apps it
//!   sees its own entry and keys.

mod change;
mod issue;
mod keys;
mod list;
mod metadata;
mod store;
mod terminal;
mod token;

use diesel_async::AsyncPgConnection;
use shared::apps::Scope;
use shared::ids::AppId;
use shared::problem::ProblemKind;
use shared::staff::Right;

use crate::access::{Caller, not_for_apps, unknown as not_known};
use crate::app::App;
use crate::problem::Failure;
use crate::routes::Routes;
use crate::staff::Staff;

pub use terminal::{AppCommand, AppError, add, add_key, list, resume, revoke_key, run, suspend};

/// An app that has been let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppCaller {
    /// Its id.
    pub id: AppId,
    /// What colleagues call it.
    pub name: String,
    /// What its token and its row both say.
    pub scopes: Vec<Scope>,
}

impl AppCaller {
    /// Whether it may do something.
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }

    /// Refuses what it may not do.
    pub fn require(&self, scope: Scope) -> Result<(), Failure> {
        if self.may(scope) {
            return Ok(());
        }
        Err(Failure::new(ProblemKind::Forbidden).detail(format!("The token has no scope {}.", scope.name())))
    }
}

/// The app a token speaks for, as long as it is not suspended.
pub async fn admit(conn: &mut AsyncPgConnection, id: AppId, said: &str) -> Result<Option<AppCaller>, Failure> {
    let Some((name, granted)) = store::granted(conn, id).await? else { return Ok(None) };
    let scopes = said.split(' ').filter_map(Scope::from_name).filter(|scope| granted.contains(scope)).collect();
    Ok(Some(AppCaller { id, name, scopes }))
}

/// Locks an app until the transaction ends, for who counts what it has.
pub(crate) async fn hold(conn: &mut AsyncPgConnection, id: AppId) -> diesel::QueryResult<()> {
    store::lock(conn, id).await.map(drop)
}

/// Who may keep apps: staff with the right to, and nobody else.
fn keeper(caller: &Caller) -> Result<&Staff, Failure> {
    match caller {
        Caller::Staff(staff) => staff.require(Right::ManageApps).map(|()| staff),
        Caller::Anonymous => Err(not_known()),
        Caller::Visitor(_) => Err(Failure::new(ProblemKind::Forbidden).detail("This is for people who work here.")),
        Caller::App(_) => Err(not_for_apps()),
    }
}

/// Who may look at all of them: their keepers, and auditors.
fn sees_all(caller: &Caller) -> Result<(), Failure> {
    match caller {
        Caller::Staff(staff) => staff.require_sight(Right::ManageApps),
        _ => keeper(caller).map(drop),
    }
}

/// Who may look at an app: who may at all, and the app itself. To another app it does not exist.
fn reader(caller: &Caller, id: AppId) -> Result<(), Failure> {
    match caller {
        Caller::App(app) if app.id == id => Ok(()),
        Caller::App(_) => Err(list::unknown()),
        _ => sees_all(caller),
    }
}

/// The public address of a path.
fn address(app: &App, path: &str) -> String {
    format!("{}{path}", app.public_url)
}

/// The routes of this noun.
pub fn routes(config: &mut Routes<'_, '_>) {
    config
        .service(token::create_app_token)
        .service(list::list_apps)
        .service(change::register_app)
        .service(keys::list_app_keys)
        .service(keys::create_app_key)
        .service(keys::revoke_app_key)
        .service(list::get_app)
        .service(change::change_app);
}

/// The routes of this noun beside the api.
pub fn outer_routes(config: &mut Routes<'_, '_>) {
    config.service(metadata::get_authorization_server);
}
