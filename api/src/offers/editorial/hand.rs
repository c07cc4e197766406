//! Whose hand is on an offer: somebody's on the staff, or an app's.
//!
//! What always holds: an app writes drafts and asks for a look at them, of what it has made itself; to it the offers
//! of others do not exist, and colleagues have no names. What gets an offer to the public takes a [`Staff`] and no
//! hand.

use shared::ids::AppId;
use shared::staff::Right;
use uuid::Uuid;

use super::store::Work;
use crate::access::{Caller, unknown};
use crate::apps::AppCaller;
use crate::audit::Actor;
use crate::problem::Failure;
use crate::staff::Staff;

/// Whoever works on offers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Hand<'a> {
    /// Somebody on the staff, at their venue.
    Staff(&'a Staff),
    /// An app, at any venue, with what it has made.
    App(&'a AppCaller),
}

impl<'a> Hand<'a> {
    /// Of somebody who may write offers. What an app needs is in the table of access.
    pub(super) fn writing(caller: &'a Caller) -> Result<Self, Failure> {
        Self::of(caller, |staff| staff.require(Right::EditOffers))
    }

    /// Of somebody who may see them.
    pub(super) fn reading(caller: &'a Caller) -> Result<Self, Failure> {
        Self::of(caller, |staff| staff.require_sight(Right::EditOffers))
    }

    fn of(caller: &'a Caller, allow: impl FnOnce(&Staff) -> Result<(), Failure>) -> Result<Self, Failure> {
        match caller {
            Caller::Staff(staff) => allow(staff).map(|()| Self::Staff(staff)),
            Caller::App(app) => Ok(Self::App(app)),
            // The door has let in neither.
            Caller::Anonymous | Caller::Visitor(_) => Err(unknown()),
        }
    }

    /// The id of the account, key or app.
    pub(super) fn id(self) -> Uuid {
        match self {
            Self::Staff(staff) => staff.by.id(),
            Self::App(app) => app.id.0,
        }
    }

    /// What colleagues call it.
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Staff(staff) => &staff.name,
            Self::App(app) => &app.name,
        }
    }

    /// The app, if it is one.
    pub(super) fn app(self) -> Option<AppId> {
        match self {
            Self::Staff(_) => None,
            Self::App(app) => Some(app.id),
        }
    }

    /// Who did it, for the audit.
    pub(super) fn actor(self) -> Actor<'a> {
        match self {
            Self::Staff(staff) => Actor::Staff(staff),
            Self::App(app) => Actor::App(app),
        }
    }

    /// Whether an offer is there for it.
    pub(super) fn sees(self, work: &Work) -> bool {
        self.app().is_none_or(|app| work.app_id == Some(app.0))
    }

    /// Who has written the working version, as far as that is its business.
    pub(super) fn writer(self, work: &Work) -> Option<String> {
        let told = self.app().is_none_or(|app| work.written_by == Some(app.0));
        work.written_by_name.clone().filter(|_| told)
    }
}
