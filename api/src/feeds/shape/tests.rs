//! From what a source says to an offer that makes sense.

use shared::feeds::{FeedContact, FeedFormat};
use uuid::Uuid;

use super::super::read::tests::{NOW, berlin};
use super::super::read::{Frame, read};
use super::*;

fn terms(kind: OfferKind, language: &str) -> FeedTermsShown {
    FeedTermsShown {
        name: "Liga".to_owned(),
        url: Some("https://example.org/liga.ics".to_owned()),
        format: FeedFormat::Icalendar,
        every_minutes: 60,
        mapping: FeedMapping {
            kind,
            category: "sports".to_owned(),
            audience: vec!["all".to_owned()],
            language: language.to_owned(),
            place: Some(FeedPlace { name: "Halle".to_owned(), street: None, postcode: None, city: None }),
            contact: Some(FeedContact { phone: Some("0511 1".to_owned()), ..FeedContact::default() }),
            columns: None,
        },
        office: "Sport".to_owned(),
        email: "sport@example.org".to_owned(),
        publish: true,
        enabled: true,
    }
}

fn one(event: &str, language: &str) -> Result<Draft, FeedProblem> {
    let zone = berlin();
    let now = NOW.parse().unwrap();
    let frame =
        Frame { kind: OfferKind::Event, zone: &zone, zone_name: "Europe/Berlin", now, base: None, columns: None };
    let text = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n{event}\nEND:VEVENT\nEND:VCALENDAR");
    let mut parsed = read(FeedFormat::Icalendar, text.as_bytes(), &frame).unwrap();
    drafted(parsed.items.remove(0), &terms(OfferKind::Event, language), "https://example.org/liga.ics", &zone)
}

#[test]
fn an_event_without_words_still_is_an_offer_and_ends() {
    let draft = one(
        "SUMMARY:Derby\nDTSTART;TZID=Europe/Berlin:20261205T153000\nDTEND;TZID=Europe/Berlin:20261205T173000",
        "de",
    );
    let draft = draft.unwrap();
    let text = &draft.content.texts["de"];
    assert_eq!((text.summary.as_str(), text.body.as_str()), ("Derby", "Derby"));
    assert_eq!(draft.content.valid_to, Some("2026-12-05T17:30:00+01:00".parse().unwrap()));
    assert_eq!(draft.content.contact.as_ref().unwrap().office.as_deref(), Some("Sport"));
    assert_eq!(draft.content.place.as_ref().unwrap().name, "Halle");
    assert!(!draft.is_over(NOW.parse().unwrap()));
    let endless = one("SUMMARY:Treff\nDTSTART:20261205T153000\nRRULE:FREQ=WEEKLY", "de").unwrap();
    assert_eq!(endless.content.valid_to, None);
}

#[test]
fn what_comes_in_another_language_says_so_in_german() {
    let draft = one("SUMMARY:Open day\nDESCRIPTION:Come and see.\nDTSTART:20261205T153000", "en").unwrap();
    assert_eq!(draft.content.texts["en"].body, "Come and see.");
    assert!(draft.content.texts["de"].summary.contains("anderen Sprache"));
}

#[test]
fn addresses_are_made_of_the_title_and_differ() {
    let feed = FeedId(Uuid::from_u128(7));
    let draft = one("SUMMARY:Größtes  Fest! <b>am</b> See\nDTSTART:20261205T153000", "de").unwrap();
    let name = slug(feed, &draft);
    assert!(name.starts_with("groesstes-fest-am-see-"), "{name}");
    assert_ne!(name, slug(feed, &Draft { uid: "2".to_owned(), ..draft.clone() }));
    let odd = Draft { title: "日本".to_owned(), ..draft };
    assert!(slug(feed, &odd).chars().all(|letter| letter.is_ascii_alphanumeric()));
}
