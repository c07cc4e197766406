//! The database goes away and comes back; nobody starts us again for that.

use std::path::Path;
use std::sync::Arc;

use api::postgres::{self, Embedded};
use client::Answer;
use futures_util::future::join_all;
use shared::problem::ProblemKind;

use crate::harness::{Database, House, Plan, VENUE, connect, header, maintenance, problem, wish};

const FROM: &str = "2026-11-24T11:00";
const TO: &str = "2026-11-24T13:00";

fn unavailable(answer: &Answer) {
    problem(answer, ProblemKind::Unavailable);
    let wait: u64 = header(answer, "retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
}

#[tokio::test]
async fn connections_that_are_cut_are_a_503_at_worst_and_soon_forgotten() {
    let house = House::open().await;
    // Warm: several connections wait in the pool, all of them about to die.
    let taken = house.hold(&["A1"], FROM, TO).await;
    join_all((0..8).map(|_| house.look(&taken))).await;
    let client = connect(maintenance()).await;
    let cut = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1";
    let ended = client.execute(cut, &[&house.database.name()]).await.unwrap();
    assert!(ended >= 2, "{ended} connections were open");
    for code in ["A2", "A3", "A4"] {
        let answer = house.ask(&wish(&[code], FROM, TO)).await;
        if answer.status != 201 {
            unavailable(&answer);
        }
    }
    house.hold(&["A5"], FROM, TO).await;
    house.look(&taken).await;
    let venue = house.venue();
    house.app.feed.catch_up(&venue).await.unwrap();
    house.agrees().await;
}

/// A server of its own, to be stopped in the middle.
async fn start(folder: &Path) -> Embedded {
    postgres::start(folder, None).await.unwrap()
}

#[tokio::test]
async fn a_database_that_is_away_is_a_503_and_its_return_needs_nobodys_help() {
    let folder = std::env::temp_dir().join(format!("rathaus-away-{}", std::process::id()));
    let server = start(&folder).await;
    api::db::migrate(server.url()).await.unwrap();
    let database = Arc::new(Database::elsewhere("away", server.url()));
    let house = House::on(database, Plan { workers: true, ..Plan::default() }).await;
    let taken = house.hold(&["A1"], FROM, TO).await;
    assert_eq!(house.get("/readyz").await.status, 200);

    server.stop().await;
    unavailable(&house.ask(&wish(&["A2"], FROM, TO)).await);
    unavailable(&house.step(&taken, "cancel", None).await);
    unavailable(&house.get("/readyz").await);
    unavailable(&house.get("/api/v1/offers").await);
    assert_eq!(house.get("/healthz").await.status, 200, "the process lives");
    assert_eq!(house.get(&format!("/api/v1/venues/{VENUE}/plan")).await.status, 200, "what is in memory is answered");

    let server = start(&folder).await;
    house.hold(&["A2"], FROM, TO).await;
    assert_eq!(house.get("/readyz").await.status, 200);
    assert_eq!(house.look(&taken).await.revision, 1, "nothing is lost");
    house.agrees().await;
    drop(house);
    server.stop().await;
    std::fs::remove_dir_all(folder).unwrap();
}
