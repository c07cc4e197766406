//! The mail to somebody who was let in.

use shared::bookings::Locale;

use super::{Account, invite};
use crate::bookings::store::Mail;
use crate::mail::letter;

/// The mail for an invitation. Who works here is written to in German.
pub(super) fn write(public_url: &str, venue: &str, account: &Account, token: &str, days: i64) -> Mail {
    let lines = vec![
        format!("Guten Tag {},", account.name),
        format!("für Sie wurde ein Zugang zur Verwaltung von {venue} angelegt. Richten Sie ihn hier ein:"),
        invite::link(public_url, token),
        format!(
            "Der Link gilt {days} Tage und einmal. Sie brauchen eine App für Einmal-Codes auf dem Telefon, \
             zum Beispiel die Ihrer Verwaltung."
        ),
        "Sie haben damit nicht gerechnet? Dann tun Sie nichts und sagen Sie Ihrer Verwaltung Bescheid.".to_owned(),
    ];
    letter::for_staff(account.login.clone(), Locale::De, format!("Ihr Zugang zu {venue}"), &lines, venue)
}
