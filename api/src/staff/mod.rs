//! Staff: who works in the hall, and the door in front of everything they do.
//!
//! What always holds:
//! - Every operation below `/staff` stands behind one door (`guard`): whoever is not known gets 401
//!   before anything else is looked at, also on paths that do not exist.
//! - A key is shown once, when it is made; the database has its SHA-256. It is in no log.
//! - Somebody on the staff belongs to one venue and acts for that venue alone.
//!
//! How somebody becomes known is the business of `access`. Handlers take a [`Staff`] and ask what it may.

mod guard;
pub(crate) mod key;
mod store;
mod terminal;

use actix_web::middleware::from_fn;
use shared::ids::{StaffKeyId, VenueId};
use shared::problem::ProblemKind;
use shared::staff::{Right, Role};
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::problem::Failure;
use crate::{bookings, contingents, furniture, plans};

pub use guard::{looks_like_key, recognise};
pub use terminal::{StaffCommand, StaffError, add, label, revoke, run};

/// Somebody who has been let in.
#[derive(Debug, Clone)]
pub struct Staff {
    /// The venue they work for.
    pub venue: VenueId,
    /// The key they came with.
    pub key: StaffKeyId,
    /// What colleagues call them.
    pub name: String,
    /// What they are there for.
    pub role: Role,
}

impl Staff {
    /// Refuses what the role does not allow.
    pub fn require(&self, right: Right) -> Result<(), Failure> {
        if self.role.may(right) {
            return Ok(());
        }
        Err(Failure::new(ProblemKind::Forbidden).detail(format!("The role {} may not do this.", self.role.name())))
    }
}

/// Everything staff do.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(
        scope("/staff")
            .configure(|config| {
                bookings::staff_routes(config);
                plans::staff_routes(config);
                furniture::staff_routes(config);
                contingents::staff_routes(config);
            })
            .wrap(from_fn(guard::guard)),
    );
}
