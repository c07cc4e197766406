//! One booking from the first look at the hall to the empty desk.

use std::sync::Arc;

use api::mail::Mailer;
use api::mail::worker::Worker;
use client::AvailabilityQuery;
use mail_parser::{Message, MessageParser, MimeHeaders};
use shared::bookings::{Booking, BookingState, Confirmation, Locale};
use shared::desks::DeskState;

use crate::harness::{House, Taken, VENUE, at, header, wish};

const FROM: &str = "2026-11-24T09:00";
const TO: &str = "2026-11-24T12:00";

/// State of a desk for a period, and until when it stays free.
async fn desk(house: &House, code: &str, from: &str, to: &str) -> (DeskState, Option<String>) {
    let found = house.client.availability(VENUE, &AvailabilityQuery::new(at(from), at(to))).await.unwrap();
    let desk = found.desks.into_iter().find(|desk| desk.code == code).unwrap();
    (desk.state, desk.free_until.map(|until| until.to_rfc3339()))
}

/// Lets the postman go round once; the newest mails are what he left, oldest first.
async fn post(house: &House) -> Vec<Vec<u8>> {
    let folder = house.folder().join("mail");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    let mailer = Mailer::new(None, "Rathaus <coworking@example.org>", house.folder()).unwrap();
    Worker::new(house.app.db.clone(), mailer, Arc::clone(&house.app.clock)).send_due().await.unwrap();
    let files = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|kind| kind == "eml")).collect();
    files.sort();
    files.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

fn read(mail: &[u8]) -> Message<'_> {
    MessageParser::default().parse(mail).unwrap()
}

#[tokio::test]
async fn a_visitor_books_confirms_comes_and_leaves() {
    let house = House::open().await;
    assert_eq!(
        desk(&house, "A1", FROM, TO).await,
        (DeskState::Free, Some("2026-11-24T18:00:00+01:00".into())),
        "until the doors close"
    );

    let answer = house.ask(&wish(&["A1"], FROM, TO)).await;
    assert_eq!(answer.status, 201);
    assert_eq!(header(&answer, "cache-control"), "no-store");
    let location = header(&answer, "location").to_owned();
    let taken = Taken::from(answer.json::<Booking>().unwrap());
    assert_eq!(location, format!("http://rathaus.test/api/v1/bookings/{}", taken.booking.id));
    assert_eq!(taken.booking.state, BookingState::Held);
    assert_eq!(taken.booking.hold_expires_at, Some(at("2026-11-24T08:15")));
    assert_eq!(taken.booking.desks.iter().map(|desk| desk.code.as_str()).collect::<Vec<_>>(), ["A1"]);
    assert_eq!(desk(&house, "A1", FROM, TO).await.0, DeskState::Taken, "a hold blocks");

    let mails = post(&house).await;
    let mail = read(&mails[0]);
    let subject = mail.subject().unwrap();
    let code = subject.split(' ').next().unwrap().to_owned();
    assert_eq!(subject, format!("{code} ist Ihr Code für Platz A1"));
    let link = format!("http://rathaus.test/booking/{}#s={}&c={code}", taken.booking.id, taken.secret);
    assert!(mail.body_text(0).unwrap().contains(&link), "{}", mail.body_text(0).unwrap());
    let confirmed =
        house.client.confirm(taken.booking.id, &taken.secret, &Confirmation { code: Some(code) }).await.unwrap();
    assert_eq!((confirmed.state, confirmed.hold_expires_at), (BookingState::Confirmed, None));
    assert_eq!(confirmed.secret, None, "it is shown once");

    let mails = post(&house).await;
    let mail = read(&mails[0]);
    let calendar = mail.attachments().chain(mail.parts.iter()).find(|part| {
        part.content_type().is_some_and(|kind| kind.ctype() == "text" && kind.subtype() == Some("calendar"))
    });
    assert!(calendar.is_some(), "the confirmation goes into the calendar");

    house.pass(at("2026-11-24T08:50")).await;
    assert_eq!(house.client.check_in(taken.booking.id, &taken.secret).await.unwrap().state, BookingState::CheckedIn);
    house.pass(at("2026-11-24T10:07")).await;
    assert_eq!(house.client.check_out(taken.booking.id, &taken.secret).await.unwrap().state, BookingState::Completed);
    assert_eq!(desk(&house, "A1", "2026-11-24T10:00", TO).await.0, DeskState::Free, "the rest is free at once");
    house.booked(&["A1"], "2026-11-24T10:00", TO).await;
    house.agrees().await;
}

#[tokio::test]
async fn who_asks_in_english_is_answered_in_english() {
    let house = House::open().await;
    let mut wish = wish(&["T1"], FROM, TO);
    wish.locale = Some(Locale::En);
    wish.name = Some("Kim Ämtermann".to_owned());
    let taken = Taken::from(house.ask(&wish).await.json::<Booking>().unwrap());
    assert_eq!(taken.booking.links.manage, format!("http://rathaus.test/en/booking/{}", taken.booking.id));
    let mails = post(&house).await;
    let mail = read(&mails[0]);
    assert!(mail.subject().unwrap().ends_with("is your code for desk T1"), "{:?}", mail.subject());
    assert_eq!(mail.to().unwrap().first().unwrap().address(), wish.email.as_deref());
}
