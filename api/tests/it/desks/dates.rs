//! Days that are not like the others: clock changes, holidays, closures, an exhibition in the middle of the hall.

use chrono::{DateTime, FixedOffset};
use shared::desks::DeskState;
use shared::opening::OpeningReason;

use super::{desk, look};
use crate::harness::{House, Plan, VENUE, at, date};

async fn house(now: &str) -> House {
    let now = now.parse::<DateTime<FixedOffset>>().unwrap().to_utc();
    House::with(Plan { now, ..Plan::default() }).await
}

#[tokio::test]
async fn rule_12_days_of_23_and_25_hours_open_and_close_by_the_clock_on_the_wall() {
    let house = house("2026-10-20T10:00:00+02:00").await;
    for (day, opens, closes) in [
        ("2026-10-24", "2026-10-24T10:00:00+02:00", "2026-10-24T18:00:00+02:00"),
        ("2026-10-25", "2026-10-25T10:00:00+01:00", "2026-10-25T18:00:00+01:00"),
        ("2027-03-28", "2027-03-28T10:00:00+02:00", "2027-03-28T18:00:00+02:00"),
        ("2027-03-27", "2027-03-27T10:00:00+01:00", "2027-03-27T18:00:00+01:00"),
    ] {
        let view = house.client.day(VENUE, date(day)).await.unwrap();
        let open: Vec<_> = view.open.iter().map(|open| (open.from.to_rfc3339(), open.to.to_rfc3339())).collect();
        assert_eq!(open, [(opens.to_owned(), closes.to_owned())]);
    }
}

#[tokio::test]
async fn rule_12_a_booking_on_the_long_day_is_shown_where_it_is() {
    let house = house("2026-10-20T10:00:00+02:00").await;
    house.hold(&["A1"], "2026-10-25T10:00", "2026-10-25T12:30").await;
    let view = house.client.day(VENUE, date("2026-10-25")).await.unwrap();
    let busy: Vec<_> = view.desks.iter().filter(|desk| !desk.busy.is_empty()).collect();
    assert_eq!((busy.len(), busy[0].code.as_str()), (1, "A1"));
    assert_eq!(busy[0].busy[0].from.to_rfc3339(), "2026-10-25T10:00:00+01:00");
    assert_eq!(busy[0].busy[0].to.to_rfc3339(), "2026-10-25T12:30:00+01:00");
    let other = house.client.day(VENUE, date("2026-10-24")).await.unwrap();
    assert!(other.desks.iter().all(|desk| desk.busy.is_empty()));
}

#[tokio::test]
async fn a_day_shows_when_desks_are_busy_and_nothing_of_whom() {
    let house = House::open().await;
    house.hold(&["A1"], "2026-11-24T09:00", "2026-11-24T10:00").await;
    house.hold(&["A1", "T1"], "2026-11-24T10:00", "2026-11-24T11:15").await;
    let answer = house.get(&format!("/api/v1/venues/{VENUE}/days/2026-11-24")).await;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    assert!(!text.contains("kim") && !text.contains("state"), "{text}");
    let view = house.client.day(VENUE, date("2026-11-24")).await.unwrap();
    assert_eq!(view.desks.len(), 44);
    let busy = |code: &str| view.desks.iter().find(|desk| desk.code == code).unwrap().busy.clone();
    let joined: Vec<_> = busy("A1").iter().map(|busy| (busy.from, busy.to)).collect();
    assert_eq!(
        joined,
        [(at("2026-11-24T09:00"), at("2026-11-24T11:15"))],
        "where one ends and the next begins is hidden"
    );
    assert_eq!(busy("T1").len(), 1);
    assert_eq!(view.revision, 2);
}

#[tokio::test]
async fn from_14_to_18_december_26_desks_stand_in_the_hall() {
    let house = House::open().await;
    for (day, desks) in [("2026-12-13", 44), ("2026-12-14", 26), ("2026-12-18", 26), ("2026-12-19", 44)] {
        let (from, to) = (format!("{day}T11:00"), format!("{day}T12:00"));
        assert_eq!(look(&house, &from, &to).await.counts.total, desks, "{day}");
        assert_eq!(house.client.day(VENUE, date(day)).await.unwrap().desks.len(), usize::try_from(desks).unwrap());
        let plan = house.client.plan(VENUE, Some(at(&from))).await.unwrap();
        assert_eq!(plan.desks.len(), usize::try_from(desks).unwrap());
        let same = if desks == 26 { "ausstellung" } else { "standard" };
        assert_eq!(plan.layout, same, "{day}");
    }
    let plan = house.client.plan(VENUE, Some(at("2026-12-15T11:00"))).await.unwrap();
    assert_eq!((plan.valid_from, plan.valid_to), (Some(date("2026-12-14")), Some(date("2026-12-19"))));
    let (standing, moved) = (house.client.plan(VENUE, None).await.unwrap(), plan);
    let place =
        |plan: &shared::venues::Plan| plan.desks.iter().find(|desk| desk.code == "A5").map(|desk| desk.x).unwrap();
    assert!((place(&standing) - place(&moved)).abs() > 1.0, "A5 has been moved");
}

#[tokio::test]
async fn a_layout_begins_at_midnight_of_the_venue() {
    let house = House::open().await;
    let desks = async |at: DateTime<FixedOffset>| house.client.plan(VENUE, Some(at)).await.unwrap().desks.len();
    assert_eq!(desks(at("2026-12-13T23:59:59")).await, 44);
    assert_eq!(desks(at("2026-12-14T00:00")).await, 26);
    assert_eq!(desks(at("2026-12-18T23:59:59")).await, 26);
    assert_eq!(desks(at("2026-12-19T00:00")).await, 44);
}

#[tokio::test]
async fn holidays_and_closures_say_why_and_nothing_is_free_then() {
    let house = House::open().await;
    let days = house.client.opening_hours(VENUE, date("2026-12-23"), date("2026-12-28")).await.unwrap().items;
    let told: Vec<_> = days.iter().map(|day| (day.reason, day.intervals.len(), day.text_de.is_some())).collect();
    let (regular, holiday) = ((OpeningReason::Regular, 1, false), (OpeningReason::Holiday, 0, true));
    assert_eq!(told, [regular, (OpeningReason::Closure, 0, true), holiday, holiday, regular, regular]);
    assert!(days.iter().all(|day| day.text_de.is_some() == day.text_en.is_some()));
    for day in ["2026-12-24", "2026-12-25"] {
        let found = look(&house, &format!("{day}T11:00"), &format!("{day}T12:00")).await;
        assert!(!found.open);
        assert_eq!((found.counts.closed, found.counts.free), (found.counts.total, 0));
        assert_eq!(desk(&found, "A1").state, DeskState::Closed);
        assert!(
            found.alternatives.iter().all(|other| other.from.date_naive() != date(day)),
            "{:?}",
            found.alternatives
        );
        assert!(!found.alternatives.is_empty(), "the day before or after");
    }
    let closures = house.client.closures(VENUE).await.unwrap().items;
    assert_eq!(closures[0].from, at("2026-12-24T00:00"));
}

#[tokio::test]
async fn closures_and_exhibitions_that_are_over_are_not_told() {
    let house = House::open().await;
    assert_eq!(house.client.exhibitions(VENUE).await.unwrap().items.len(), 2);
    house.set(at("2026-12-19T00:00"));
    assert_eq!(house.client.exhibitions(VENUE).await.unwrap().items, []);
    house.set(at("2026-12-25T00:00"));
    let closures = house.client.closures(VENUE).await.unwrap().items;
    assert_eq!(closures[0].from, at("2026-12-31T00:00"));
}
