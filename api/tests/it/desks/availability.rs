//! Availability of single desks.

use client::AvailabilityQuery;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use shared::bookings::Rule;
use shared::desks::{Availability, DeskState};
use shared::problem::ProblemKind;

use super::{desk, look};
use crate::harness::{House, VENUE, at, problem};

const FROM: &str = "2026-11-24T09:00";
const TO: &str = "2026-11-24T12:00";

/// What must be true of every answer.
fn consistent(found: &Availability) {
    let counts = &found.counts;
    assert_eq!(counts.free + counts.taken + counts.walk_in + counts.contingent + counts.closed, counts.total);
    assert_eq!(usize::try_from(counts.total).unwrap(), found.desks.len(), "it counts the desks that are listed");
    for (state, count) in [
        (DeskState::Free, counts.free),
        (DeskState::Taken, counts.taken),
        (DeskState::WalkIn, counts.walk_in),
        (DeskState::Closed, counts.closed),
    ] {
        let listed = found.desks.iter().filter(|desk| desk.state == state).count();
        assert_eq!(listed, usize::try_from(count).unwrap(), "{state:?}");
    }
    for desk in &found.desks {
        assert!(desk.free_until.is_none_or(|until| until >= found.to), "{desk:?}");
        assert!(desk.next_free.is_none_or(|from| from > found.from), "{desk:?}");
        let says = (desk.free_until.is_some(), desk.next_free.is_some());
        assert!(desk.state != DeskState::Taken || !says.0, "{desk:?}");
        assert!(desk.state != DeskState::Free || says == (true, false), "{desk:?}");
    }
}

#[tokio::test]
async fn an_empty_hall_has_37_free_desks_6_for_walk_ins_and_one_out_of_order() {
    let house = House::open().await;
    let found = look(&house, FROM, TO).await;
    consistent(&found);
    let counts = &found.counts;
    assert_eq!((counts.total, counts.free, counts.walk_in, counts.closed, counts.taken), (44, 37, 6, 1, 0));
    assert!(found.open && found.alternatives.is_empty());
    assert_eq!((found.from, found.to, found.as_of), (at(FROM), at(TO), at("2026-11-24T08:05")));
    assert_eq!(desk(&found, "P6").state, DeskState::Closed);
    assert_eq!(desk(&found, "H1").state, DeskState::WalkIn);
    let codes: Vec<_> = found.desks.iter().take(12).map(|desk| desk.code.as_str()).collect();
    assert_eq!(codes[8..], ["A9", "A10", "A11", "A12"], "in natural order");
}

#[tokio::test]
async fn it_is_written_letter_by_letter_as_its_type_is() {
    let house = House::open().await;
    house.hold(&["A1", "A2"], "2026-11-24T13:00", "2026-11-24T14:00").await;
    for query in [
        "from=2026-11-24T09:00:00%2B01:00&to=2026-11-24T12:00:00%2B01:00",
        "from=2026-11-24T12:00:00Z&to=2026-11-24T13:00:00Z&zone=fokus",
        "from=2026-11-24T13:00:00%2B01:00&to=2026-11-24T14:00:00%2B01:00&party_size=8&zone=fokus",
        "from=2026-11-24T03:00:00%2B01:00&to=2026-11-24T04:00:00%2B01:00",
        "from=2026-12-25T10:00:00%2B01:00&to=2026-12-25T11:00:00%2B01:00&kind=desk",
    ] {
        let answer = house.get(&format!("/api/v1/venues/{VENUE}/availability?{query}")).await;
        let text = String::from_utf8(answer.body.clone()).unwrap();
        let found: Availability =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{query}: {error}: {text}"));
        assert_eq!(text, serde_json::to_string(&found).unwrap(), "{query}");
        consistent(&found);
    }
}

#[tokio::test]
async fn a_desk_says_until_when_it_is_free_and_when_next() {
    let house = House::open().await;
    house.hold(&["A1"], "2026-11-24T13:00", "2026-11-24T14:00").await;
    house.hold(&["A1"], "2026-11-24T14:30", "2026-11-24T15:00").await;
    let before = look(&house, FROM, TO).await;
    assert_eq!(desk(&before, "A1").free_until, Some(at("2026-11-24T13:00")));
    assert_eq!(desk(&before, "A2").free_until, Some(at("2026-11-24T18:00")));
    let across = look(&house, "2026-11-24T12:00", "2026-11-24T14:00").await;
    consistent(&across);
    let taken = desk(&across, "A1");
    assert_eq!((taken.state, taken.next_free), (DeskState::Taken, Some(at("2026-11-24T15:00"))), "two hours in one");
    let short = look(&house, "2026-11-24T13:30", "2026-11-24T14:00").await;
    assert_eq!(desk(&short, "A1").next_free, Some(at("2026-11-24T14:00")), "half an hour fits between");
    let long = look(&house, "2026-11-24T12:00", "2026-11-24T16:00").await;
    assert_eq!(desk(&long, "A1").next_free, None, "not today any more");
}

#[tokio::test]
async fn filters_are_kept_together() {
    let house = House::open().await;
    let mut query = AvailabilityQuery::new(at(FROM), at(TO));
    query.zone = Some("ruhe".to_owned());
    query.features = vec!["power".to_owned()];
    let quiet = house.client.availability(VENUE, &query).await.unwrap();
    consistent(&quiet);
    let all = house.client.desks(VENUE).await.unwrap().items;
    let fits: Vec<_> = all
        .iter()
        .filter(|desk| desk.zone == "ruhe" && desk.features.contains(&"power".to_owned()))
        .map(|desk| desk.code.clone())
        .collect();
    assert!(!fits.is_empty() && fits.len() < 44);
    assert_eq!(quiet.desks.iter().map(|desk| desk.code.clone()).collect::<Vec<_>>(), fits);
    let (mut stools, from) = (AvailabilityQuery::new(at(FROM), at(TO)), "stool");
    stools.kind = Some(from.to_owned());
    assert_eq!(house.client.availability(VENUE, &stools).await.unwrap().counts.total, 6);
}

#[tokio::test]
async fn when_nothing_fits_the_nearest_times_are_named_first() {
    let house = House::open().await;
    for code in ["S1", "S2", "S3"] {
        house.hold(&[code], FROM, TO).await;
    }
    for code in ["A5", "A9", "R1"] {
        house.hold(&[code], "2026-11-24T08:30", "2026-11-24T13:00").await;
    }
    let mut query = AvailabilityQuery::new(at(FROM), at("2026-11-24T10:00"));
    query.features = vec!["height_adjustable".to_owned()];
    let found = house.client.availability(VENUE, &query).await.unwrap();
    assert_eq!(found.counts.free, 0, "{found:?}");
    let others = &found.alternatives;
    assert!(!others.is_empty() && others.len() <= 5);
    let away = |index: usize| (others[index].from - at(FROM)).num_minutes().abs();
    assert!((1..others.len()).all(|index| away(index - 1) <= away(index)), "{others:?}");
    assert_eq!(others[0].from, at("2026-11-24T08:00"), "an hour earlier is nearer than three hours later");
    for other in others {
        assert_eq!((other.to - other.from).num_minutes(), 60);
        let then = AvailabilityQuery::new(other.from, other.to);
        let then = house.client.availability(VENUE, &then).await.unwrap();
        assert!(other.desk_codes.iter().all(|code| desk(&then, code).state == DeskState::Free), "{other:?}");
    }
}

#[tokio::test]
async fn questions_that_make_no_sense_are_refused_by_name() {
    let house = House::open().await;
    let path = format!("/api/v1/venues/{VENUE}/availability");
    let ask = async |query: &str| house.get(&format!("{path}?{query}")).await;
    let times = "from=2026-11-24T09:00:00Z&to=2026-11-24T10:00:00Z";
    for (query, pointer) in [
        ("", "from"),
        ("from=2026-11-24T09:00:00Z", "to"),
        ("from=tomorrow&to=2026-11-24T10:00:00Z", "from"),
        (&format!("{times}&party_size=0"), "party_size"),
        (&format!("{times}&party_size=9"), "party_size"),
        (&format!("{times}&features=sauna"), "features"),
        (&format!("{times}&zone=moon"), "zone"),
        (&format!("{times}&kind=throne"), "kind"),
        (&format!("{times}&party=2"), "party"),
    ] {
        let refused = problem(&ask(query).await, ProblemKind::InvalidRequest);
        assert_eq!(refused.errors[0].pointer, pointer, "{query}");
    }
    let rule = async |query: &str| problem(&ask(query).await, ProblemKind::RuleViolated).rule;
    assert_eq!(rule("from=2026-11-24T09:05:00Z&to=2026-11-24T10:00:00Z").await, Some(Rule::OffGrid));
    assert_eq!(rule("from=2026-11-24T10:00:00Z&to=2026-11-24T10:00:00Z").await, Some(Rule::TooShort));
    assert_eq!(rule("from=2026-11-24T10:00:00Z&to=2026-12-24T10:00:00Z").await, Some(Rule::TooLong));
}

/// Whatever is asked, the counts add up, and memory is what the database is.
#[test]
fn any_period_of_a_busy_hall_adds_up() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let house = runtime.block_on(async {
        let house = House::open().await;
        for (index, code) in ["A1", "A2", "T1", "L1", "R4", "H4"].into_iter().enumerate() {
            let hour = 9 + index;
            house.hold(&[code], &format!("2026-11-24T{hour:02}:00"), &format!("2026-11-24T{:02}:45", hour + 2)).await;
        }
        house.agrees().await;
        house
    });
    let config = Config { cases: 48, failure_persistence: None, ..Config::default() };
    let strategy = (-200_i64..6000, 1_i64..96, 1_u16..5);
    let outcome = TestRunner::new(config).run(&strategy, |(start, length, party)| {
        let from = at("2026-11-24T08:00") + chrono::TimeDelta::minutes(15 * start);
        let mut query = AvailabilityQuery::new(from, from + chrono::TimeDelta::minutes(15 * length));
        query.party_size = Some(party);
        let found = runtime.block_on(house.client.availability(VENUE, &query)).unwrap();
        consistent(&found);
        prop_assert!(found.open || found.counts.free == 0);
        Ok(())
    });
    let _inside = runtime.enter();
    outcome.unwrap();
    drop(house);
}
