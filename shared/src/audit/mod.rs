//! Audit: who did what to which record, when and why.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The actions: what each is, and its name.
macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident = $name:literal,)+) => {
        /// What was done. Closed: what is written down is thought of beforehand.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[$doc])* $action,)+
        }

        impl Action {
            /// All of them.
            pub const ALL: [Self; [$(Self::$action),+].len()] = [$(Self::$action),+];

            /// Its name: the noun it is about, a point, and what happened to it.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$action => $name,)+
                }
            }
        }
    };
}

actions! {
    /// Staff have booked for somebody.
    BookingMade = "booking.made",
    /// A plan has changed the hall.
    PlanApplied = "plan.applied",
    /// A plan was taken back.
    PlanUndone = "plan.undone",
    /// Desks are kept for a group.
    ContingentAdded = "contingent.added",
    /// The terms of that are others.
    ContingentChanged = "contingent.changed",
    /// They are kept no more.
    ContingentRemoved = "contingent.removed",
    /// A piece of furniture is in the inventory.
    FurnitureAdded = "furniture.added",
    /// What is known of it has changed.
    FurnitureChanged = "furniture.changed",
    /// A key was made for somebody on the staff.
    StaffKeyMade = "staff_key.made",
    /// It opens nothing any more.
    StaffKeyRevoked = "staff_key.revoked",
    /// Somebody was invited, or invited anew.
    StaffInvited = "staff.invited",
    /// The invitation was taken up.
    StaffEnrolled = "staff.enrolled",
    /// Name, role or admission of somebody has changed.
    StaffChanged = "staff.changed",
    /// An account is gone.
    StaffRemoved = "staff.removed",
    /// Somebody on the staff has signed in.
    StaffSignedIn = "staff.signed_in",
    /// Somebody tried to, and was refused.
    StaffRefused = "staff.refused",
    /// Somebody has a new password.
    StaffPasswordChanged = "staff.password_changed",
    /// Somebody has new recovery codes.
    StaffRecoveryCodesMade = "staff.recovery_codes_made",
    /// A visitor was erased at her own wish.
    PersonErased = "person.erased",
    /// The audit was taken away as a file.
    AuditExported = "audit.exported",
    /// Somebody else's program was registered.
    AppRegistered = "app.registered",
    /// What it is called or may do has changed.
    AppChanged = "app.changed",
    /// It is nobody.
    AppSuspended = "app.suspended",
    /// It is let in again.
    AppResumed = "app.resumed",
    /// A key was made for it.
    AppKeyMade = "app_key.made",
    /// That opens nothing any more.
    AppKeyRevoked = "app_key.revoked",
    /// An app wants to be told of its bookings.
    WebhookMade = "webhook.made",
    /// Where, of what or whether has changed, or the secret was replaced.
    WebhookChanged = "webhook.changed",
    /// It wants that no more.
    WebhookRemoved = "webhook.removed",
    /// An office gives advice at the info point.
    AdviceAdded = "advice.added",
    /// At other times, on something else or elsewhere.
    AdviceChanged = "advice.changed",
    /// Not any more.
    AdviceRemoved = "advice.removed",
    /// A day of it was called off, with everybody's appointments.
    AdviceDayCancelled = "advice.day_cancelled",
    /// And takes place after all.
    AdviceDayRestored = "advice.day_restored",
    /// Somebody came for advice without an appointment.
    AdviceWalkInCounted = "advice.walk_in_counted",
    /// An appointment was called off by the office.
    AppointmentCancelled = "appointment.cancelled",
    /// Whoever had an appointment was there.
    AppointmentAttended = "appointment.attended",
    /// Or was not.
    AppointmentMissed = "appointment.missed",
    /// An offer was begun, as a draft.
    OfferAdded = "offer.added",
    /// It has a next version.
    OfferChanged = "offer.changed",
    /// Somebody else is asked to look at it.
    OfferSubmitted = "offer.submitted",
    /// It went back to be written on.
    OfferReturned = "offer.returned",
    /// It will be published later.
    OfferScheduled = "offer.scheduled",
    /// The public sees its newest version.
    OfferPublished = "offer.published",
    /// Its validity has ended.
    OfferExpired = "offer.expired",
    /// It was taken down.
    OfferArchived = "offer.archived",
    /// It was taken out of the archive.
    OfferRestored = "offer.restored",
    /// An earlier version of it was taken up again.
    OfferVersionRestored = "offer.version_restored",
    /// A draft was thrown away.
    OfferRemoved = "offer.removed",
    /// A picture was sent for it.
    OfferImageAdded = "offer.image_added",
    /// A picture was removed for good.
    OfferImageRemoved = "offer.image_removed",
    /// A source of offers was named.
    FeedAdded = "feed.added",
    /// What it is, or becomes, has changed.
    FeedChanged = "feed.changed",
    /// It is followed no more.
    FeedRemoved = "feed.removed",
    /// Somebody had it read, or has sent what is in it.
    FeedRead = "feed.read",
    /// An offer that was changed by hand follows its source again.
    FeedReleased = "feed.released",
    /// A screen has an address and something to show.
    BoardAdded = "board.added",
    /// It shows something else.
    BoardChanged = "board.changed",
    /// It shows nothing any more.
    BoardRemoved = "board.removed",
    /// A notice takes the whole screen.
    BoardEmergencyRaised = "board.emergency_raised",
    /// And does so no longer.
    BoardEmergencyLifted = "board.emergency_lifted",
    /// The bookings of a day were printed, with names.
    DaySheetPrinted = "day_sheet.printed",
}

impl Action {
    /// The action with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }

    /// What kind of record it is about.
    pub fn subject(self) -> &'static str {
        self.name().split('.').next().unwrap_or_default()
    }
}

/// Something that was done. Entries are added and never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// Its id; later ones are greater.
    pub id: Uuid,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What kind of somebody did it: `staff`, `staff_key`, `terminal`, `person`, `system`, `app`.
    pub actor_kind: String,
    /// Who, where that is an account, a key, a person or an app.
    pub actor_id: Option<Uuid>,
    /// What colleagues called them then; a visitor is never named.
    pub actor_name: Option<String>,
    /// What was done, such as `plan.applied`.
    pub action: String,
    /// The record it was done to.
    pub subject_id: Option<String>,
    /// Why, in the words of whoever did it, where a reason was given.
    pub reason: Option<String>,
    /// What else is to be known, such as the role before and after.
    pub detail: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_action_and_begin_with_what_it_is_about() {
        for action in Action::ALL {
            assert_eq!(Action::from_name(action.name()), Some(action));
            assert!(!action.subject().is_empty() && action.name().starts_with(action.subject()));
        }
        assert_eq!(Action::StaffKeyMade.subject(), "staff_key");
    }
}
