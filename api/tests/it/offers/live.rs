//! What is found is what the database says at that moment: on every node, in whichever order transactions end.

use std::sync::Arc;

use client::{Method, Request};

use super::{list, slugs};
use crate::harness::{House, Plan, connect};

/// The slugs of the offers that have a word which no text of the demo has.
async fn found(house: &House, word: &str) -> Vec<String> {
    let page = list(house, &format!("q={word}&limit=200")).await;
    if page["loose"] == true { Vec::new() } else { slugs(&page) }
}

fn named(slug: &str, word: &str) -> String {
    format!("UPDATE offer_index SET words = '{word}' || chr(10) || words WHERE slug = '{slug}'")
}

#[tokio::test]
async fn what_was_begun_earlier_and_committed_later_is_found_all_the_same() {
    let house = House::open().await;
    let other = House::on(Arc::clone(&house.database), Plan { seed: 2, ..Plan::default() }).await;
    let nodes = [&house, &other];
    for node in nodes {
        assert_eq!(found(node, "zwiebelfisch").await, [""; 0]);
    }
    let early = connect(house.database.url()).await;
    early.batch_execute("BEGIN").await.unwrap();
    early.batch_execute(&named("repair-cafe", "zwiebelfisch")).await.unwrap();
    house.sql(&named("vorlesestunde-im-advent", "quittenbaum")).await;
    for node in nodes {
        assert_eq!(found(node, "quittenbaum").await, ["vorlesestunde-im-advent"], "what is committed is found");
        assert_eq!(found(node, "zwiebelfisch").await, [""; 0], "what is not is not");
    }
    early.batch_execute("COMMIT").await.unwrap();
    for node in nodes {
        assert_eq!(found(node, "zwiebelfisch").await, ["repair-cafe"]);
        assert_eq!(found(node, "quittenbaum").await, ["vorlesestunde-im-advent"]);
    }
    let late = connect(house.database.url()).await;
    late.batch_execute("BEGIN").await.unwrap();
    late.batch_execute(&named("repair-cafe", "eselsohr")).await.unwrap();
    late.batch_execute("ROLLBACK").await.unwrap();
    assert_eq!(found(&house, "eselsohr").await, [""; 0]);
    house.sql("DELETE FROM offer_index WHERE slug = 'repair-cafe'").await;
    for node in nodes {
        assert_eq!(found(node, "zwiebelfisch").await, [""; 0], "what is gone is found by nothing");
    }
}

#[tokio::test]
async fn a_date_that_is_called_off_is_no_longer_soon() {
    let house = House::open().await;
    let span = "from=2026-11-24T00:00:00%2B01:00&to=2026-12-31T00:00:00%2B01:00&limit=200";
    let before = slugs(&list(&house, span).await);
    let first = before.first().expect("there are events").clone();
    let of_it = format!("offer_id IN (SELECT id FROM offers WHERE slug = '{first}')");
    house.sql(&format!("UPDATE offer_dates SET state = 'cancelled' WHERE {of_it}")).await;
    let after = slugs(&list(&house, span).await);
    assert_eq!(after, before.iter().filter(|slug| **slug != first).cloned().collect::<Vec<_>>());
    house.sql(&format!("UPDATE offer_dates SET state = 'scheduled' WHERE {of_it}")).await;
    assert_eq!(slugs(&list(&house, span).await), before);
    house.sql(&format!("DELETE FROM offer_dates WHERE {of_it}")).await;
    assert_eq!(slugs(&list(&house, span).await), after);
}

#[tokio::test]
async fn everything_may_go_and_come_again() {
    let house = House::open().await;
    let other = House::on(Arc::clone(&house.database), Plan { seed: 2, ..Plan::default() }).await;
    let before = slugs(&list(&house, "limit=200").await);
    assert_eq!(slugs(&list(&other, "limit=200").await), before);
    assert_eq!(house.send(Request::new(Method::POST, "/api/v1/sandbox/reset")).await.status, 204);
    for node in [&house, &other] {
        let mut after = slugs(&list(node, "limit=200").await);
        let mut before = before.clone();
        after.sort();
        before.sort();
        assert_eq!(after, before);
    }
    // As a dump that was read back on a younger server: its numbers of transactions are still to come.
    house.sql("UPDATE offer_changes SET xact = '900000000000'").await;
    let third = House::on(Arc::clone(&house.database), Plan { seed: 3, ..Plan::default() }).await;
    assert_eq!(list(&third, "limit=1").await["total"], before.len());
    assert_eq!(house.one("SELECT count(*) FROM offer_changes WHERE xact = '900000000000'").await, "0");
    house.sql(&named("repair-cafe", "zwiebelfisch")).await;
    for node in [&house, &other, &third] {
        assert_eq!(found(node, "zwiebelfisch").await, ["repair-cafe"]);
    }
}

#[tokio::test]
async fn many_editors_and_many_readers_at_once_end_with_what_was_written() {
    let house = House::open().await;
    let slugs = slugs(&list(&house, "limit=24").await);
    let writes = slugs.iter().enumerate().map(|(at, slug)| {
        let (house, letter) = (&house, char::from(b'a' + u8::try_from(at).unwrap()));
        async move {
            house.sql(&named(slug, &format!("qx{letter}{letter}xq"))).await;
            // Who has written finds it at once, whatever others read and write.
            assert_eq!(found(house, &format!("qx{letter}{letter}xq")).await, std::slice::from_ref(slug));
        }
    });
    futures_util::future::join_all(writes).await;
}
