//! Staff: who works in the hall, and the door in front of everything they do.
//!
//! What always holds:
//! - Every operation below `/staff` stands behind one door (`guard`): whoever is not known gets 401
//!   before anything else is looked at, also on paths that do not exist.
//! - A key is shown once, when it is made; the database has its SHA-256. It is in no log.
//! - Apps get through it where the table of access names a scope, and are nobody on the staff behind it.
//! - Somebody on the staff belongs to one venue and acts for that venue alone.
//! - People come with an account (`accounts`, docs/adr/0020), programs and devices in the hall with a key.
//!
//! How somebody becomes known is the business of `access`. Handlers take a [`Staff`] and ask what it may.

pub(crate) mod accounts;
mod guard;
pub(crate) mod key;
mod keys;
pub mod oidc;
mod store;
mod terminal;

use actix_web::middleware::from_fn;
use actix_web::web;
use shared::ids::{SessionId, StaffId, StaffKeyId, VenueId};
use shared::problem::ProblemKind;
use shared::staff::{Right, Role};
use utoipa_actix_web::scope;
use uuid::Uuid;

use crate::problem::Failure;
use crate::routes::Routes;
use crate::{
    advice, appointments, audit, boards, bookings, contingents, embeds, feeds, furniture, offers, plans, sheets,
};

pub use accounts::first_admin;
pub use guard::{looks_like_key, recognise};
pub use terminal::{StaffCommand, StaffError, add, label, revoke, run};

/// Somebody who has been let in.
#[derive(Debug, Clone)]
pub struct Staff {
    /// The venue they work for.
    pub venue: VenueId,
    /// How they came.
    pub by: By,
    /// What colleagues call them.
    pub name: String,
    /// What they are there for.
    pub role: Role,
}

/// How somebody on the staff became known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// With a key: a program, or a device in the hall.
    Key(StaffKeyId),
    /// With an account, by this sign-in.
    Account(StaffId, SessionId),
}

impl By {
    /// The id of the key or account.
    pub fn id(self) -> Uuid {
        match self {
            Self::Key(id) => id.0,
            Self::Account(id, _) => id.0,
        }
    }

    /// The key, if it was one.
    pub fn key(self) -> Option<StaffKeyId> {
        match self {
            Self::Key(id) => Some(id),
            Self::Account(..) => None,
        }
    }

    /// The account, if it was one.
    pub fn account(self) -> Option<StaffId> {
        match self {
            Self::Key(_) => None,
            Self::Account(id, _) => Some(id),
        }
    }

    /// The sign-in, if it was one.
    pub fn session(self) -> Option<SessionId> {
        match self {
            Self::Key(_) => None,
            Self::Account(_, session) => Some(session),
        }
    }
}

impl Staff {
    /// Refuses what the role does not allow.
    pub fn require(&self, right: Right) -> Result<(), Failure> {
        self.allow(self.role.may(right))
    }

    /// Refuses to show what the role has no business with.
    pub fn require_sight(&self, right: Right) -> Result<(), Failure> {
        self.allow(self.role.may_see(right))
    }

    fn allow(&self, may: bool) -> Result<(), Failure> {
        if may {
            return Ok(());
        }
        Err(Failure::new(ProblemKind::Forbidden).detail(format!("The role {} may not do this.", self.role.name())))
    }

    /// The account and its sign-in; a key has none.
    pub fn require_account(&self) -> Result<(StaffId, SessionId), Failure> {
        match self.by {
            By::Account(id, session) => Ok((id, session)),
            By::Key(_) => {
                Err(Failure::new(ProblemKind::Forbidden).detail("This is for people who have signed in, not for keys."))
            }
        }
    }
}

/// Signing in, and everything staff do.
pub fn routes(config: &mut Routes<'_, '_>) {
    accounts::routes(config);
    oidc::routes(config);
    match config {
        Routes::Answering(config) => {
            let below = web::scope("/staff").configure(|config| below(&mut Routes::Answering(config)));
            config.service(below.wrap(from_fn(guard::guard)));
        }
        Routes::Described(config) => {
            config.service(scope("/staff").configure(|config| below(&mut Routes::Described(config))));
        }
    }
}

/// What lies below `/staff`.
fn below(config: &mut Routes<'_, '_>) {
    bookings::staff_routes(config);
    plans::staff_routes(config);
    furniture::staff_routes(config);
    contingents::staff_routes(config);
    advice::staff_routes(config);
    appointments::staff_routes(config);
    offers::staff_routes(config);
    feeds::staff_routes(config);
    boards::staff_routes(config);
    sheets::staff_routes(config);
    audit::staff_routes(config);
    embeds::staff_routes(config);
    accounts::staff_routes(config);
    config.service(keys::list_staff_keys).service(keys::revoke_staff_key);
}
