//! The calendar in memory follows the database: this node's own changes, another node's, and after the bell was lost.

use std::sync::Arc;

use futures_util::future::join_all;

use super::{desk, look};
use crate::harness::{House, LIMIT, Plan, Taken, connect, maintenance};
use shared::desks::DeskState;

const FROM: &str = "2026-11-24T11:00";
const TO: &str = "2026-11-24T13:00";

/// A node that listens, and one that does not but writes to the same database.
async fn two() -> (House, House) {
    let first = House::with(Plan { workers: true, ..Plan::default() }).await;
    let second = House::on(Arc::clone(&first.database), Plan { seed: 2, ..Plan::default() }).await;
    reached(&first, || first.app.feed.is_listening()).await;
    (first, second)
}

/// Waits until something about a node has become true. It is asked about its readiness over and over, which needs no
/// pause: each answer takes its own time, and the runtime works meanwhile.
async fn reached(house: &House, done: impl Fn() -> bool) {
    let asking = async {
        while !done() {
            house.get("/healthz").await;
        }
    };
    tokio::time::timeout(LIMIT, asking).await.expect("the feed brings every change");
}

async fn follows(first: &House, second: &House) {
    let revision = second.venue().live().revision;
    let venue = first.venue();
    reached(first, || venue.live().revision >= revision).await;
    first.agrees().await;
}

#[tokio::test]
async fn what_another_node_books_moves_and_cancels_is_seen_here() {
    let (first, second) = two().await;
    let taken = second.booked(&["A1", "T1"], FROM, TO).await;
    follows(&first, &second).await;
    let found = look(&first, FROM, TO).await;
    assert_eq!((desk(&found, "A1").state, desk(&found, "T1").state), (DeskState::Taken, DeskState::Taken));
    assert_eq!(second.step(&taken, "cancel", None).await.status, 200);
    follows(&first, &second).await;
    assert_eq!(desk(&look(&first, FROM, TO).await, "A1").state, DeskState::Free);
}

#[tokio::test]
async fn a_bell_that_was_cut_off_loses_nothing_and_is_hung_up_again() {
    let (first, second) = two().await;
    let client = connect(maintenance()).await;
    let cut =
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1 AND query LIKE 'LISTEN%'";
    let ended = client.execute(cut, &[&first.database.name()]).await.unwrap();
    assert_eq!(ended, 1, "exactly the one that listens");
    second.hold(&["A1"], FROM, TO).await;
    follows(&first, &second).await;
    reached(&first, || first.app.feed.is_listening()).await;
    second.hold(&["A2"], FROM, TO).await;
    follows(&first, &second).await;
    assert_eq!(desk(&look(&first, FROM, TO).await, "A2").state, DeskState::Taken);
}

#[tokio::test]
async fn a_node_that_starts_late_knows_everything() {
    let first = House::open().await;
    let taken: Vec<Taken> = vec![
        first.booked(&["A1"], FROM, TO).await,
        first.hold(&["A2", "A3"], FROM, TO).await,
        first.hold(&["A4"], FROM, TO).await,
    ];
    assert_eq!(first.step(&taken[2], "cancel", None).await.status, 200);
    let late = House::on(Arc::clone(&first.database), Plan { seed: 2, ..Plan::default() }).await;
    late.agrees().await;
    assert_eq!(late.state(&taken[0]).await, shared::bookings::BookingState::Confirmed, "and its secrets open there");
}

#[tokio::test]
async fn many_changes_on_both_nodes_at_once_end_in_one_truth() {
    let (first, second) = two().await;
    let codes: Vec<String> = (1..=12).map(|number| format!("A{number}")).collect();
    let story = async |house: &House, code: &str, hour: u8| {
        let taken =
            house.hold(&[code], &format!("2026-11-24T{hour:02}:00"), &format!("2026-11-24T{:02}:00", hour + 1)).await;
        let step = if hour.is_multiple_of(2) { "cancel" } else { "extend-hold" };
        assert_eq!(house.step(&taken, step, None).await.status, 200);
    };
    let here = join_all(codes.iter().map(|code| story(&first, code, 10)));
    let there = join_all(codes.iter().map(|code| story(&second, code, 11)));
    tokio::join!(here, there);
    let venue = second.venue();
    second.app.feed.catch_up(&venue).await.unwrap();
    second.agrees().await;
    follows(&first, &second).await;
    let found = look(&first, FROM, TO).await;
    assert_eq!(found.counts.taken, 12);
}
