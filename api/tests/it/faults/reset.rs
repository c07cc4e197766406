//! The sandbox is set back while somebody is at work in the tables.

use client::{Method, Request};

use crate::harness::{House, LIMIT, connect};

/// Whether anybody waits for a lock on a table.
const WAITING: &str = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation IS NOT NULL
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

#[tokio::test]
async fn a_reset_that_ends_a_deadlock_begins_again() {
    let house = House::open().await;
    let rival = connect(house.database.url()).await;
    // The rival never looks for deadlocks: the reset is who is refused.
    rival.batch_execute("SET deadlock_timeout = '60s'; BEGIN; UPDATE boards SET name = 'Oben'").await.unwrap();
    let reset = house.send(Request::new(Method::POST, "/api/v1/sandbox/reset"));
    let work = async {
        let begun = async { while house.one(WAITING).await == "0" {} };
        tokio::time::timeout(LIMIT, begun).await.expect("the reset waits for the table");
        // Emptying begins with the venues and waits for the boards now.
        let seen = rival.query_one("SELECT count(*) FROM venues", &[]).await.unwrap().get::<_, i64>(0);
        rival.batch_execute("COMMIT").await.unwrap();
        seen
    };
    let (answer, seen) = tokio::join!(reset, work);
    assert_eq!((answer.status.as_u16(), seen), (204, 1), "{}", String::from_utf8_lossy(&answer.body));
    assert_eq!(house.one("SELECT name FROM boards").await, "Am Eingang");
}
