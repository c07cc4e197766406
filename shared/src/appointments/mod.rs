//! Appointments: one person and a slot of advice hours, with a state.

mod state;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::bookings::{Locale, Rule, Violation};
use crate::ids::{AdviceHourId, AppointmentId};
use crate::venues::Rules;

pub use state::{AppointmentMove, AppointmentState};

/// A wish for a slot, as a visitor sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAppointment {
    /// Of which hours.
    pub advice_hour: AdviceHourId,
    /// When the slot begins; any offset.
    pub from: DateTime<FixedOffset>,
    /// The offer it is about, by its slug; one of those the hours are for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<String>,
    /// Where the confirmation goes, at most 254 characters. Required of who is not signed in; who is may leave it
    /// out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A name, if the visitor wants to give one, at most 100 characters. The adviser reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Language of the mails: `de` (default) or `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// The language to speak in (BCP 47), one of those of the hours; absent leaves it open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// Where to go on from an appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppointmentLinks {
    /// The appointment in the api.
    #[serde(rename = "self")]
    pub this: String,
    /// Its calendar file.
    pub ics: String,
    /// Its page in the app.
    pub manage: String,
}

/// An appointment as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appointment {
    /// Its id.
    pub id: AppointmentId,
    /// Its code for people: 6 characters without 0, O, 1 and I.
    pub code: String,
    /// Its state.
    pub state: AppointmentState,
    /// The venue's slug.
    pub venue: String,
    /// Of which hours.
    pub advice_hour: AdviceHourId,
    /// What is advised on, in German.
    pub title_de: String,
    /// The same in English.
    pub title_en: String,
    /// Who advises, in German.
    pub office_de: String,
    /// The same in English.
    pub office_en: String,
    /// What to know and to bring along, in German; may be empty.
    pub about_de: String,
    /// The same in English.
    pub about_en: String,
    /// Where, in German.
    pub place_de: String,
    /// The same in English.
    pub place_en: String,
    /// The offer it is about, if one was named.
    pub offer: Option<String>,
    /// The language to speak in (BCP 47), if one was chosen and is not erased.
    #[serde(default)]
    pub language: Option<String>,
    /// When it begins.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// While held: when the hold runs out.
    pub hold_expires_at: Option<DateTime<FixedOffset>>,
    /// While held: how often it may still be extended.
    pub hold_extensions_left: i16,
    /// When its personal data will be erased.
    pub erased_at: DateTime<FixedOffset>,
    /// Proof of ownership, 128 bit, only in the answer that makes the appointment and in the list of one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// Why the office called it off, in German; `null` when the visitor did.
    #[serde(default)]
    pub cancel_reason_de: Option<String>,
    /// The same in English.
    #[serde(default)]
    pub cancel_reason_en: Option<String>,
    /// Counts the changes of this appointment, from 1.
    pub revision: i64,
    /// When it was made.
    pub created_at: DateTime<FixedOffset>,
    /// When this was told: whoever reads it need not trust a clock of its own to know whether it is over.
    pub as_of: DateTime<FixedOffset>,
    /// Where to go on.
    pub links: AppointmentLinks,
}

/// An appointment as staff see it: without an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffAppointment {
    /// Its id.
    pub id: AppointmentId,
    /// Its code for people.
    pub code: String,
    /// Its state.
    pub state: AppointmentState,
    /// Of which hours.
    pub advice_hour: AdviceHourId,
    /// What is advised on, in German.
    pub title_de: String,
    /// The same in English.
    pub title_en: String,
    /// The offer it is about, if one was named.
    pub offer: Option<String>,
    /// When it begins.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// Which of the advisers, from 1.
    pub seat: i16,
    /// A name, if one was given and is not erased.
    pub name: Option<String>,
    /// The language of the visitor's mails.
    pub locale: Locale,
    /// The language to speak in (BCP 47), if one was chosen and is not erased.
    #[serde(default)]
    pub language: Option<String>,
    /// Counts the changes of this appointment, from 1.
    pub revision: i64,
}

/// Why the office calls an appointment off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AppointmentCancellation {
    /// For the visitor, in German, at most 300 characters. Nobody may be named in it.
    pub reason_de: String,
    /// The same in English.
    pub reason_en: String,
}

/// Whether somebody with so many appointments to come may have one more.
pub fn check_open(rules: &Rules, open: i64) -> Result<(), Violation> {
    if open >= rules.max_open_appointments {
        return Err(Violation::beyond(Rule::QuotaAppointments, rules.max_open_appointments));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_has_three_appointments_to_come() {
        let rules = Rules::default();
        assert_eq!(check_open(&rules, 2), Ok(()));
        assert_eq!(check_open(&rules, 3), Err(Violation::beyond(Rule::QuotaAppointments, 3)));
    }
}
