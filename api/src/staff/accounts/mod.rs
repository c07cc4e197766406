//! Accounts of people who work here: a password and a second factor kept here, where the city has no sign-in
//! of its own (docs/adr/0020).
//!
//! What always holds:
//! - Nobody chooses an account for themselves: an administrator invites, and the first one is made at the
//!   first start. An invitation is good once and for a while, and what it opens has no rights before.
//! - Whoever signs in shows both factors at once and hears one sentence for whatever was wrong.
//! - After ten wrong tries within a quarter of an hour an account is closed for the rest of it, also to the
//!   right password: six digits can be guessed.
//! - A new role, a suspension, a new password and an invitation end every sign-in of the account at once.
//! - Nobody here can take away the last administrator of a venue who can sign in. The provider can: what
//!   somebody is there, she says; `rathaus staff invite` is the way back in.

mod change;
mod enrol;
mod factor;
mod first;
mod invite;
mod list;
mod mails;
mod me;
mod password;
mod sign_in;
pub(super) mod store;

use chrono::{DateTime, Utc};
use shared::ids::{StaffId, VenueId};
use shared::staff::{Provider, Role, StaffAccount, StaffSignedIn, StaffState};

use crate::app::App;
use crate::problem::Failure;
use crate::routes::Routes;

pub use first::first_admin;
pub(super) use invite::invite_at_terminal;
pub(super) use sign_in::deed;

/// The routes of signing in.
pub(super) fn routes(config: &mut Routes<'_, '_>) {
    config.service(sign_in::sign_in_staff).service(enrol::enrol_staff);
}

/// The routes below `/staff`.
pub(super) fn staff_routes(config: &mut Routes<'_, '_>) {
    config
        .service(me::get_staff_me)
        .service(me::change_password)
        .service(me::renew_recovery_codes)
        .service(me::list_staff_sessions)
        .service(me::end_staff_session)
        .service(list::list_accounts)
        .service(list::get_account)
        .service(invite::add_account)
        .service(invite::invite_again)
        .service(change::change_account)
        .service(change::remove_account);
}

/// An account as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Account {
    /// The venue.
    pub(super) venue: VenueId,
    /// Its id.
    pub(super) id: StaffId,
    /// What they sign in with.
    pub(super) login: String,
    /// What colleagues call them.
    pub(super) name: String,
    /// What they are there for.
    pub(super) role: Role,
    /// Who vouches for them, and by which name; `None` for an account with a password.
    pub(super) provider: Option<(String, String)>,
    /// Argon2id hash.
    pub(super) password: Option<String>,
    /// What the second factor is derived from.
    pub(super) salt: Option<Vec<u8>>,
    /// The 30 seconds whose code was used last.
    pub(super) step: i64,
    /// Hash of a one-time password, and until when it is good.
    pub(super) invitation: Option<(Vec<u8>, DateTime<Utc>)>,
    /// Wrong tries since the last right one, and when the last of them was.
    pub(super) failures: (i32, Option<DateTime<Utc>>),
    /// Since when they are kept out.
    pub(super) suspended_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub(super) created_at: DateTime<Utc>,
    /// When they last signed in.
    pub(super) signed_in_at: Option<DateTime<Utc>>,
    /// Counts its changes.
    pub(super) revision: i64,
}

impl Account {
    /// A new one, which nobody can sign in with yet.
    pub(super) fn new(
        venue: VenueId,
        id: StaffId,
        (login, name, role): (String, String, Role),
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            venue,
            id,
            login,
            name,
            role,
            provider: None,
            password: None,
            salt: None,
            step: 0,
            invitation: None,
            failures: (0, None),
            suspended_at: None,
            created_at: now,
            signed_in_at: None,
            revision: 1,
        }
    }

    /// Where it stands.
    fn state(&self) -> StaffState {
        match (self.suspended_at, &self.password, &self.provider) {
            (Some(_), ..) => StaffState::Suspended,
            (None, None, None) => StaffState::Invited,
            _ => StaffState::Active,
        }
    }

    /// Its entity tag.
    fn tag(&self) -> String {
        format!("\"{}\"", self.revision)
    }

    /// As administrators see it.
    fn wire(&self, app: &App) -> StaffAccount {
        StaffAccount {
            id: self.id,
            login: self.login.clone(),
            name: self.name.clone(),
            role: self.role,
            provider: if self.provider.is_some() { Provider::Oidc } else { Provider::Local },
            state: self.state(),
            created_at: app.local(self.created_at),
            signed_in_at: self.signed_in_at.map(|at| app.local(at)),
            revision: self.revision,
        }
    }

    /// What whoever has just signed in is told.
    fn signed_in(&self, app: &App, expires_at: DateTime<Utc>, codes: i64) -> StaffSignedIn {
        StaffSignedIn {
            name: self.name.clone(),
            role: self.role,
            expires_at: app.local(expires_at),
            recovery_codes_left: u32::try_from(codes).unwrap_or(0),
        }
    }
}

/// What an account that is not there, or another venue's, is answered with.
fn unknown() -> Failure {
    Failure::not_found().detail("No account has this id.")
}

/// The id in a path.
fn parse(path: &str) -> Result<StaffId, Failure> {
    path.parse().map_err(|_malformed: uuid::Error| unknown())
}
