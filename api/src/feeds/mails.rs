//! The mail to the office whose source is broken. Who works here is written to in German.

use shared::bookings::Locale;
use shared::feeds::FeedTermsShown;

use crate::bookings::store::Mail;
use crate::mail::letter;

/// The mail; one for each time it breaks, and not for each look.
pub(super) fn broken(terms: &FeedTermsShown, why: &str, venue: &str) -> Mail {
    let lines = vec![
        "Guten Tag,".to_owned(),
        format!("die Quelle „{}“ ließ sich nicht lesen.", terms.name),
        format!("Die Meldung dazu: {why}"),
        "Was bisher aus der Quelle kam, bleibt stehen. Wir versuchen es weiter und schreiben Ihnen dazu erst wieder, \
         wenn sie dazwischen in Ordnung war."
            .to_owned(),
        "Bitte prüfen Sie die Quelle oder sagen Sie der Redaktion Bescheid.".to_owned(),
    ];
    letter::for_staff(terms.email.clone(), Locale::De, format!("Quelle gestört: {}", terms.name), &lines, venue)
}
