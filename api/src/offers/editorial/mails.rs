//! The mail to whoever answers for an offer: it is time to look at it again.

use chrono::NaiveDate;
use shared::bookings::Locale;
use shared::ids::OfferId;

use crate::bookings::store::Mail;
use crate::mail::letter;

/// The reminder. Who works here is written to in German.
pub(super) fn review(
    public_url: &str,
    venue: &str,
    address: &str,
    title: &str,
    id: OfferId,
    review_on: NaiveDate,
) -> Mail {
    let lines = vec![
        "Guten Tag,".to_owned(),
        format!("bitte sehen Sie dieses Angebot am Infopunkt noch einmal durch: {title}"),
        format!(
            "Das war für den {} vorgesehen. Es bleibt sichtbar, bis Sie etwas ändern.",
            review_on.format("%d.%m.%Y")
        ),
        "Stimmt noch alles? Dann legen Sie einen neuen Tag fest. Sonst ändern Sie es, oder nehmen Sie es heraus."
            .to_owned(),
        format!("Nummer des Angebots: {id}"),
        format!("{public_url}/staff"),
    ];
    letter::for_staff(address.to_owned(), Locale::De, format!("Bitte prüfen: {title}"), &lines, venue)
}
