//! Audit: who did what to which record, when and why.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What was done. Closed: what is written down is thought of beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Staff have booked for somebody.
    BookingMade,
    /// A plan has changed the hall.
    PlanApplied,
    /// A plan was taken back.
    PlanUndone,
    /// Desks are kept for a group.
    ContingentAdded,
    /// The terms of that are others.
    ContingentChanged,
    /// They are kept no more.
    ContingentRemoved,
    /// A piece of furniture is in the inventory.
    FurnitureAdded,
    /// What is known of it has changed.
    FurnitureChanged,
    /// A key was made for somebody on the staff.
    StaffKeyMade,
    /// It opens nothing any more.
    StaffKeyRevoked,
    /// Somebody was invited, or invited anew.
    StaffInvited,
    /// The invitation was taken up.
    StaffEnrolled,
    /// Name, role or admission of somebody has changed.
    StaffChanged,
    /// An account is gone.
    StaffRemoved,
    /// Somebody on the staff has signed in.
    StaffSignedIn,
    /// Somebody tried to, and was refused.
    StaffRefused,
    /// Somebody has a new password.
    StaffPasswordChanged,
    /// Somebody has new recovery codes.
    StaffRecoveryCodesMade,
    /// A visitor was erased at her own wish.
    PersonErased,
    /// The audit was taken away as a file.
    AuditExported,
    /// Somebody else's program was registered.
    AppRegistered,
    /// What it is called or may do has changed.
    AppChanged,
    /// It is nobody.
    AppSuspended,
    /// It is let in again.
    AppResumed,
    /// A key was made for it.
    AppKeyMade,
    /// That opens nothing any more.
    AppKeyRevoked,
    /// An app wants to be told of its bookings.
    WebhookMade,
    /// Where, of what or whether has changed, or the secret was replaced.
    WebhookChanged,
    /// It wants that no more.
    WebhookRemoved,
    /// An office gives advice at the info point.
    AdviceAdded,
    /// At other times, on something else or elsewhere.
    AdviceChanged,
    /// Not any more.
    AdviceRemoved,
    /// A day of it was called off, with everybody's appointments.
    AdviceDayCancelled,
    /// And takes place after all.
    AdviceDayRestored,
    /// Somebody came for advice without an appointment.
    AdviceWalkInCounted,
    /// An appointment was called off by the office.
    AppointmentCancelled,
    /// Whoever had an appointment was there.
    AppointmentAttended,
    /// Or was not.
    AppointmentMissed,
    /// An offer was begun, as a draft.
    OfferAdded,
    /// It has a next version.
    OfferChanged,
    /// Somebody else is asked to look at it.
    OfferSubmitted,
    /// It went back to be written on.
    OfferReturned,
    /// It will be published later.
    OfferScheduled,
    /// The public sees its newest version.
    OfferPublished,
    /// Its validity has ended.
    OfferExpired,
    /// It was taken down.
    OfferArchived,
    /// It was taken out of the archive.
    OfferRestored,
    /// An earlier version of it was taken up again.
    OfferVersionRestored,
    /// A draft was thrown away.
    OfferRemoved,
    /// A picture was sent for it.
    OfferImageAdded,
    /// A picture was removed for good.
    OfferImageRemoved,
    /// A source of offers was named.
    FeedAdded,
    /// What it is, or becomes, has changed.
    FeedChanged,
    /// It is followed no more.
    FeedRemoved,
    /// Somebody had it read, or has sent what is in it.
    FeedRead,
    /// An offer that was changed by hand follows its source again.
    FeedReleased,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 56] = [
        Self::BookingMade,
        Self::PlanApplied,
        Self::PlanUndone,
        Self::ContingentAdded,
        Self::ContingentChanged,
        Self::ContingentRemoved,
        Self::FurnitureAdded,
        Self::FurnitureChanged,
        Self::StaffKeyMade,
        Self::StaffKeyRevoked,
        Self::StaffInvited,
        Self::StaffEnrolled,
        Self::StaffChanged,
        Self::StaffRemoved,
        Self::StaffSignedIn,
        Self::StaffRefused,
        Self::StaffPasswordChanged,
        Self::StaffRecoveryCodesMade,
        Self::PersonErased,
        Self::AuditExported,
        Self::AppRegistered,
        Self::AppChanged,
        Self::AppSuspended,
        Self::AppResumed,
        Self::AppKeyMade,
        Self::AppKeyRevoked,
        Self::WebhookMade,
        Self::WebhookChanged,
        Self::WebhookRemoved,
        Self::AdviceAdded,
        Self::AdviceChanged,
        Self::AdviceRemoved,
        Self::AdviceDayCancelled,
        Self::AdviceDayRestored,
        Self::AdviceWalkInCounted,
        Self::AppointmentCancelled,
        Self::AppointmentAttended,
        Self::AppointmentMissed,
        Self::OfferAdded,
        Self::OfferChanged,
        Self::OfferSubmitted,
        Self::OfferReturned,
        Self::OfferScheduled,
        Self::OfferPublished,
        Self::OfferExpired,
        Self::OfferArchived,
        Self::OfferRestored,
        Self::OfferVersionRestored,
        Self::OfferRemoved,
        Self::OfferImageAdded,
        Self::OfferImageRemoved,
        Self::FeedAdded,
        Self::FeedChanged,
        Self::FeedRemoved,
        Self::FeedRead,
        Self::FeedReleased,
    ];

    /// Its name: the noun it is about, a point, and what happened to it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BookingMade => "booking.made",
            Self::PlanApplied => "plan.applied",
            Self::PlanUndone => "plan.undone",
            Self::ContingentAdded => "contingent.added",
            Self::ContingentChanged => "contingent.changed",
            Self::ContingentRemoved => "contingent.removed",
            Self::FurnitureAdded => "furniture.added",
            Self::FurnitureChanged => "furniture.changed",
            Self::StaffKeyMade => "staff_key.made",
            Self::StaffKeyRevoked => "staff_key.revoked",
            Self::StaffInvited => "staff.invited",
            Self::StaffEnrolled => "staff.enrolled",
            Self::StaffChanged => "staff.changed",
            Self::StaffRemoved => "staff.removed",
            Self::StaffSignedIn => "staff.signed_in",
            Self::StaffRefused => "staff.refused",
            Self::StaffPasswordChanged => "staff.password_changed",
            Self::StaffRecoveryCodesMade => "staff.recovery_codes_made",
            Self::PersonErased => "person.erased",
            Self::AuditExported => "audit.exported",
            Self::AppRegistered => "app.registered",
            Self::AppChanged => "app.changed",
            Self::AppSuspended => "app.suspended",
            Self::AppResumed => "app.resumed",
            Self::AppKeyMade => "app_key.made",
            Self::AppKeyRevoked => "app_key.revoked",
            Self::WebhookMade => "webhook.made",
            Self::WebhookChanged => "webhook.changed",
            Self::WebhookRemoved => "webhook.removed",
            Self::AdviceAdded => "advice.added",
            Self::AdviceChanged => "advice.changed",
            Self::AdviceRemoved => "advice.removed",
            Self::AdviceDayCancelled => "advice.day_cancelled",
            Self::AdviceDayRestored => "advice.day_restored",
            Self::AdviceWalkInCounted => "advice.walk_in_counted",
            Self::AppointmentCancelled => "appointment.cancelled",
            Self::AppointmentAttended => "appointment.attended",
            Self::AppointmentMissed => "appointment.missed",
            Self::OfferAdded => "offer.added",
            Self::OfferChanged => "offer.changed",
            Self::OfferSubmitted => "offer.submitted",
            Self::OfferReturned => "offer.returned",
            Self::OfferScheduled => "offer.scheduled",
            Self::OfferPublished => "offer.published",
            Self::OfferExpired => "offer.expired",
            Self::OfferArchived => "offer.archived",
            Self::OfferRestored => "offer.restored",
            Self::OfferVersionRestored => "offer.version_restored",
            Self::OfferRemoved => "offer.removed",
            Self::OfferImageAdded => "offer.image_added",
            Self::OfferImageRemoved => "offer.image_removed",
            Self::FeedAdded => "feed.added",
            Self::FeedChanged => "feed.changed",
            Self::FeedRemoved => "feed.removed",
            Self::FeedRead => "feed.read",
            Self::FeedReleased => "feed.released",
        }
    }

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
