//! What becomes of those who are touched, and what they are told.

use shared::bookings::BookingState;
use shared::plans::PlanOutcome;

use super::{FROM, Manager, TO, closure, exhibition, moves, told};
use crate::harness::{House, at};

fn codes(booking: &shared::bookings::Booking) -> String {
    booking.desks.iter().map(|desk| desk.code.as_str()).collect::<Vec<_>>().join(",")
}

#[tokio::test]
async fn rule_11_a_preview_tells_everything_and_changes_nothing() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let taken = house.booked(&["A4"], FROM, TO).await;
    let before = (house.look(&taken).await, house.one("SELECT revision FROM venue_revisions").await);
    let dump = "SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM plans), (SELECT count(*) FROM exhibitions),
        (SELECT facts_revision FROM venues)";
    let rows = house.sql(dump).await;
    let seen = manager.preview(&exhibition(&["A4", "H1"], "2026-11-25T00:00", "2026-11-28T00:00")).await;
    assert_eq!(moves(&seen.touched), [("A4".to_owned(), PlanOutcome::Reseated, "A3".to_owned())]);
    assert_eq!((seen.touched[0].code.clone(), seen.touched[0].told_by_mail), (taken.booking.code.clone(), true));
    assert_eq!((seen.touched[0].from, seen.touched[0].to), (at(FROM), at(TO)));
    assert!(!serde_json::to_string(&seen).unwrap().contains("example.org"), "never an address");
    let after = (house.look(&taken).await, house.one("SELECT revision FROM venue_revisions").await);
    assert_eq!(before, after);
    assert_eq!(house.sql(dump).await, rows);
}

#[tokio::test]
async fn rule_11_who_is_re_seated_keeps_everything_but_the_desk_and_is_told() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let taken = house.booked(&["A4"], FROM, TO).await;
    let beside = house.booked(&["A2"], FROM, TO).await;
    let tag = house.tag(&taken).await;
    manager.apply(&exhibition(&["A4"], "2026-11-25T00:00", "2026-11-28T00:00")).await;
    let now = house.look(&taken).await;
    assert_eq!(
        (codes(&now), now.state, now.from, now.to),
        ("A3".to_owned(), BookingState::Confirmed, at(FROM), at(TO))
    );
    assert_eq!((now.code.clone(), now.revision), (taken.booking.code.clone(), 3));
    assert_ne!(house.tag(&taken).await, tag, "whoever has read the old desk has to read again");
    assert_eq!(house.look(&beside).await.revision, 2, "who is not touched is left alone");
    let mails = house.mails_about(&taken.booking.code).await;
    let (subject, text, method) = mails.last().unwrap();
    assert!(subject.starts_with("Neuer Platz: A3, 25.11.2026, 09:00"), "{subject}");
    for part in ["Platz A4", "Leinebilder", &taken.booking.code, "#s="] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(method.as_deref(), Some("REQUEST"));
    assert_eq!(house.mails_about(&beside.booking.code).await.len(), 2);
}

#[tokio::test]
async fn rule_11_where_nothing_fits_the_booking_is_called_off_with_reason_and_alternatives() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    // Monitor, window, socket and near the info point: no other desk has all four.
    let taken = house.booked(&["A1"], FROM, TO).await;
    let held = house.hold(&["A1"], "2026-11-25T13:00", "2026-11-25T14:00").await;
    let plan = manager.apply(&exhibition(&["A1"], "2026-11-25T00:00", "2026-11-28T00:00")).await;
    assert_eq!(plan.touched.len(), 2);
    for one in &plan.touched {
        assert_eq!((one.outcome, one.desk_codes.len()), (PlanOutcome::Cancelled, 0));
        assert!(one.reason_de.as_ref().unwrap().contains("Leinebilder") && one.reason_en.is_some());
        assert!((1..=5).contains(&one.alternatives.len()), "{one:?}");
        assert!(one.alternatives.iter().all(|other| !other.desk_codes.contains(&"A1".to_owned())));
    }
    assert_eq!(
        told(&plan.touched, "A1").alternatives[0].from,
        at(FROM),
        "the same time at another desk is the nearest"
    );
    let now = house.look(&taken).await;
    assert_eq!(now.state, BookingState::Cancelled);
    assert!(now.cancel_reason_de.unwrap().contains("Leinebilder") && now.cancel_reason_en.is_some());
    assert_eq!(house.state(&held).await, BookingState::Cancelled);
    let mails = house.mails_about(&taken.booking.code).await;
    let (subject, text, method) = mails.last().unwrap();
    assert!(subject.starts_with("Leider abgesagt: Platz A1"), "{subject}");
    assert!(text.contains("Leinebilder") && text.contains("25.11.2026, 09:00 bis 12:00 Uhr: A"), "{text}");
    assert_eq!(method.as_deref(), Some("CANCEL"));
    let mails = house.mails_about(&held.booking.code).await;
    assert_eq!(mails.last().unwrap().2, None, "no calendar knows of a hold");
    assert_eq!(mails.len(), 2, "and yet the person is told");
}

#[tokio::test]
async fn rule_11_who_booked_first_is_served_first_and_english_is_spoken() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    // Quiet, at a window: four desks have that, and three of them go.
    let mut wishes = Vec::new();
    for desk in ["A12", "A11", "A10"] {
        let mut wish = crate::harness::wish(&[desk], FROM, TO);
        wish.locale = Some(shared::bookings::Locale::En);
        let answer = house.ask(&wish).await;
        wishes.push(crate::harness::Taken::from(answer.json::<shared::bookings::Booking>().unwrap()));
        // Everybody comes a minute after the one before.
        house.set(at(&format!("2026-11-24T08:0{}", 5 + wishes.len())));
    }
    let plan = manager.apply(&exhibition(&["A10", "A11", "A12"], "2026-11-25T08:00", "2026-11-25T18:00")).await;
    let expected = [
        ("A12", PlanOutcome::Reseated, "A9"),
        ("A11", PlanOutcome::Cancelled, ""),
        ("A10", PlanOutcome::Cancelled, ""),
    ];
    assert_eq!(moves(&plan.touched), expected.map(|(old, outcome, new)| (old.to_owned(), outcome, new.to_owned())));
    let mails = house.mails_about(&wishes[0].booking.code).await;
    assert!(mails.last().unwrap().0.starts_with("New desk: A9, 25 Nov 2026, 09:00 to 12:00"), "{mails:?}");
}

#[tokio::test]
async fn rule_11_a_party_stays_together_or_goes_together() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let pair = house.booked(&["L1", "L2"], FROM, TO).await;
    let half = house.booked(&["L3", "L4"], FROM, TO).await;
    let crowd = house.booked(&["A9", "A10", "A11", "A12", "R2", "R3", "R4"], FROM, TO).await;
    house.booked(&["R1"], FROM, TO).await;
    let plan = manager.apply(&exhibition(&["L1", "L2", "L4", "R4"], "2026-11-25T00:00", "2026-11-26T00:00")).await;
    assert_eq!(plan.touched.len(), 3);
    // The long table is where they were; L7 and L8 are kept for walk-ins.
    assert_eq!(
        (codes(&house.look(&pair).await), codes(&house.look(&half).await)),
        ("L5,L6".to_owned(), "L3".to_owned() + ",P5")
    );
    assert_eq!(house.state(&crowd).await, BookingState::Cancelled, "six of seven would not do");
    assert_eq!(told(&plan.touched, "R4").old_desk_codes.len(), 7);
}

#[tokio::test]
async fn rule_11_a_closure_of_the_house_calls_everything_off_and_of_a_zone_what_is_in_it() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let quiet = house.booked(&["R2"], FROM, TO).await;
    let focus = house.booked(&["A2"], FROM, TO).await;
    let later = house.booked(&["R2"], "2026-11-25T14:00", "2026-11-25T15:00").await;
    let plan = manager.apply(&closure(Some("ruhe"), "2026-11-25T08:00", TO)).await;
    assert_eq!(moves(&plan.touched), [("R2".to_owned(), PlanOutcome::Cancelled, String::new())]);
    assert_eq!(plan.touched[0].reason_de.as_deref(), Some("Der Boden wird geschliffen."));
    assert_eq!(house.state(&quiet).await, BookingState::Cancelled);
    let plan = manager.apply(&closure(None, "2026-11-25T11:55", "2026-11-25T13:00")).await;
    assert_eq!(told(&plan.touched, "A2").outcome, PlanOutcome::Cancelled, "a slot that is touched is closed");
    assert_eq!(house.state(&focus).await, BookingState::Cancelled);
    assert_eq!(house.state(&later).await, BookingState::Confirmed);
}

#[tokio::test]
async fn rule_11_people_who_sit_there_are_moved_too_and_leave_only_when_the_desk_does() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let taken = house.booked(&["A4"], "2026-11-24T08:15", "2026-11-24T12:00").await;
    assert_eq!(house.step(&taken, "check-in", None).await.status, 200);
    let walked_in: shared::bookings::Booking = house.sit_down("P7", None).await.json().unwrap();
    let lonely = house.booked(&["A1"], "2026-11-24T08:15", "2026-11-24T12:00").await;
    assert_eq!(house.step(&lonely, "check-in", None).await.status, 200);
    house.set(at("2026-11-24T08:40"));
    let plan = manager.apply(&exhibition(&["A4", "A1", "P7"], "2026-11-24T09:30", "2026-11-24T18:00")).await;
    assert_eq!(told(&plan.touched, "A4").outcome, PlanOutcome::Reseated);
    let seat = told(&plan.touched, "P7");
    assert_eq!((seat.outcome, seat.told_by_mail, seat.code.clone()), (PlanOutcome::Reseated, false, walked_in.code));
    let ended = told(&plan.touched, "A1");
    assert_eq!((ended.outcome, ended.ends_at), (PlanOutcome::Ended, Some(at("2026-11-24T09:30"))));
    let now = house.look(&taken).await;
    assert_eq!((now.state, codes(&now)), (BookingState::CheckedIn, "A3".to_owned()));
    let now = house.look(&lonely).await;
    assert_eq!((now.state, now.to), (BookingState::CheckedIn, at("2026-11-24T09:30")));
    let mails = house.mails_about(&lonely.booking.code).await;
    let (subject, text, method) = mails.last().unwrap();
    assert!(subject.starts_with("Früheres Ende: Platz A1, 24.11.2026, 08:15 bis 09:30"), "{subject}");
    assert!(text.contains("Leinebilder"));
    assert_eq!(method.as_deref(), Some("REQUEST"));
    house.pass(at("2026-11-24T09:30")).await;
    assert_eq!(house.state(&lonely).await, BookingState::Completed);
    house.agrees().await;
}

#[tokio::test]
async fn rule_11_a_closure_that_has_begun_ends_a_visit_at_once() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let taken = house.booked(&["A1"], "2026-11-24T08:15", "2026-11-24T12:00").await;
    assert_eq!(house.step(&taken, "check-in", None).await.status, 200);
    house.set(at("2026-11-24T09:05"));
    let plan = manager.apply(&closure(None, "2026-11-24T09:00", "2026-11-24T11:00")).await;
    assert_eq!(moves(&plan.touched), [("A1".to_owned(), PlanOutcome::Ended, String::new())]);
    assert_eq!(house.state(&taken).await, BookingState::Completed);
    let (subject, _, method) = house.mails_about(&taken.booking.code).await.pop().unwrap();
    assert!(subject.contains("08:15 bis 09:05"), "{subject}");
    assert_eq!(method, None);
}

#[tokio::test]
async fn rule_11_what_is_due_counts_as_done_and_its_desk_can_be_given() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    // A hold that runs out keeps A3, and another loses A4 with it: nobody is told of what is over.
    house.hold(&["A3"], FROM, TO).await;
    let over = house.hold(&["A4"], "2026-11-25T13:00", "2026-11-25T14:00").await;
    let taken = house.booked(&["A4"], FROM, TO).await;
    house.set(at("2026-11-24T08:20"));
    let plan = manager.apply(&exhibition(&["A4"], "2026-11-25T00:00", "2026-11-28T00:00")).await;
    assert_eq!(moves(&plan.touched), [("A4".to_owned(), PlanOutcome::Reseated, "A3".to_owned())]);
    assert_eq!(house.state(&over).await, BookingState::Expired);
    assert_eq!(codes(&house.look(&taken).await), "A3");
}
