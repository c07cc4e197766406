//! Apps: other people's programs, registered at the terminal.
//!
//! What always holds:
//! - An app has keys; a key buys a token for ten minutes (`token`), and the token is all it is known by.
//! - The row of the app is looked at on each request: a suspended app is nobody from that moment on, and a
//!   scope that was taken away is gone from tokens that are about.
//! - A key is shown once; the database has its SHA-256. At most two open anything at a time, so that the
//!   next one can be handed out before the last one ends.
//! - An app sees and moves the bookings it has made, and no others.

mod metadata;
mod store;
mod terminal;
mod token;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use shared::apps::Scope;
use shared::ids::AppId;
use shared::problem::ProblemKind;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::app::App;
use crate::problem::Failure;

pub use terminal::{AppCommand, AppError, add, add_key, list, revoke_key, run, suspend};

/// An app that has been let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppCaller {
    /// Its id.
    pub id: AppId,
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
    let Some(granted) = store::granted(conn, id).await? else { return Ok(None) };
    let scopes = said.split(' ').filter_map(Scope::from_name).filter(|scope| granted.contains(scope)).collect();
    Ok(Some(AppCaller { id, scopes }))
}

/// When a key ends that is made now and lives for some days.
fn ends(now: DateTime<Utc>, days: u16) -> DateTime<Utc> {
    now + chrono::TimeDelta::days(i64::from(days))
}

/// The public address of a path.
fn address(app: &App, path: &str) -> String {
    format!("{}{path}", app.public_url)
}

/// The routes of this noun.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(token::create_app_token);
}

/// The routes of this noun beside the api.
pub fn outer_routes(config: &mut ServiceConfig<'_>) {
    config.service(metadata::get_authorization_server);
}
