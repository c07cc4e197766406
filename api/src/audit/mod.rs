//! Audit: who did what to which record, when and why.
//!
//! What always holds:
//! - An entry is written in the transaction of what it tells, so neither is there without the other. What is
//!   refused has none, apart from staff who could not prove who they are.
//! - Entries are added and never changed. The role in which the api works can't do otherwise, and a trigger
//!   stops everybody else. After a year they go, all of them alike (`forget_audit` in the database).
//! - A visitor is in here as the id of a row that is gone once she is erased, and as nothing else.

mod export;
mod list;
mod store;

use std::collections::BTreeMap;

use shared::audit::Action;
use shared::ids::{PersonId, StaffId, VenueId};
use uuid::Uuid;

use crate::apps::AppCaller;
use crate::routes::Routes;
use crate::staff::{By, Staff};

pub use store::{forget, record, record_at};

/// Its routes below `/staff`.
pub fn staff_routes(config: &mut Routes<'_, '_>) {
    config.service(list::list_audit).service(export::export_audit);
}

/// Who did something.
#[derive(Debug, Clone, Copy)]
pub enum Actor<'a> {
    /// Somebody on the staff.
    Staff(&'a Staff),
    /// Somebody who proves, or tries to prove, to be this one.
    Account(StaffId, &'a str),
    /// Whoever may run the program on the server.
    Terminal,
    /// A visitor.
    Person(PersonId),
    /// Somebody else's program.
    App(&'a AppCaller),
    /// Nobody: it fell due.
    System,
}

impl Actor<'_> {
    fn kind(self) -> &'static str {
        match self {
            Self::Staff(Staff { by: By::Key(_), .. }) => "staff_key",
            Self::Staff(_) | Self::Account(..) => "staff",
            Self::Terminal => "terminal",
            Self::Person(_) => "person",
            Self::App(_) => "app",
            Self::System => "system",
        }
    }

    fn id(self) -> Option<Uuid> {
        match self {
            Self::Staff(staff) => Some(staff.by.id()),
            Self::Account(id, _) => Some(id.0),
            Self::Terminal | Self::System => None,
            Self::Person(id) => Some(id.0),
            Self::App(app) => Some(app.id.0),
        }
    }

    fn name(&self) -> Option<&str> {
        match self {
            Self::Staff(staff) => Some(&staff.name),
            Self::Account(_, name) => Some(name),
            Self::App(app) => Some(&app.name),
            Self::Terminal | Self::Person(_) | Self::System => None,
        }
    }
}

/// Something that is being done.
#[derive(Debug, Clone)]
pub struct Deed<'a> {
    /// The venue; `None` for the house as a whole.
    pub venue: Option<VenueId>,
    /// Who.
    pub actor: Actor<'a>,
    /// What.
    pub action: Action,
    /// To which record.
    pub subject: Option<String>,
    /// Why.
    pub reason: Option<&'a str>,
    /// What else is to be known. Never an address, a code or a secret.
    pub detail: BTreeMap<String, String>,
}

impl<'a> Deed<'a> {
    /// What somebody on the staff does to a record of their venue.
    pub fn of(staff: &'a Staff, action: Action, subject: impl ToString) -> Self {
        Self::by(Actor::Staff(staff), Some(staff.venue), action, subject)
    }

    /// What anybody does.
    #[expect(clippy::needless_pass_by_value, reason = "ids and numbers are given as they are, and read better so")]
    pub fn by(actor: Actor<'a>, venue: Option<VenueId>, action: Action, subject: impl ToString) -> Self {
        Self { venue, actor, action, subject: Some(subject.to_string()), reason: None, detail: BTreeMap::new() }
    }

    /// With something else to know.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "ids and numbers are given as they are, and read better so")]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.detail.insert(name.to_owned(), value.to_string());
        self
    }

    /// With a reason.
    #[must_use]
    pub fn because(mut self, reason: Option<&'a str>) -> Self {
        self.reason = reason;
        self
    }
}
