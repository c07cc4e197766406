//! What may be kept, what need not be sent again, and how small it travels.

use client::{Answer, Method, Request};

use super::{Operation, operations};
use crate::harness::{House, VENUE, at, header};

async fn public(house: &House) -> Vec<Operation> {
    let found: Vec<_> = operations(house).await.into_iter().filter(Operation::is_public_read).collect();
    assert!(found.len() >= 12, "{found:?}");
    found
}

async fn again(house: &House, operation: &Operation, tag: &str) -> Answer {
    house.send(operation.request().header("If-None-Match", tag)).await
}

#[tokio::test]
async fn every_public_read_has_a_tag_and_is_not_sent_twice() {
    let house = House::open().await;
    for operation in public(&house).await {
        let first = house.send(operation.request()).await;
        assert_eq!(first.status, 200, "{operation:?}: {}", String::from_utf8_lossy(&first.body));
        assert_eq!(header(&first, "content-type"), "application/json");
        assert!(header(&first, "cache-control").starts_with("public, max-age="), "{operation:?}");
        let tag = header(&first, "etag").to_owned();
        let strong = tag.trim_start_matches("W/").to_owned();
        for known in [tag.clone(), strong.clone(), format!("W/{strong}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let same = again(&house, &operation, &known).await;
            assert_eq!((same.status.as_u16(), same.body.len()), (304, 0), "{known} for {operation:?}");
            assert_eq!(header(&same, "etag"), tag);
            assert!(header(&same, "cache-control").starts_with("public"), "RFC 9110, 15.4.5");
        }
        assert_eq!(again(&house, &operation, "\"other\"").await.status, 200);
    }
}

#[tokio::test]
async fn a_booking_changes_the_tags_of_what_shows_it_and_no_other() {
    let house = House::open().await;
    let mut tags = Vec::new();
    for operation in public(&house).await {
        tags.push((header(&house.send(operation.request()).await, "etag").to_owned(), operation));
    }
    house.hold(&["A1"], "2026-11-24T10:00", "2026-11-24T11:00").await;
    for (tag, operation) in tags {
        let live = ["/availability", "/days/{date}", "/suggestions"].iter().any(|end| operation.path.ends_with(end));
        assert_eq!(again(&house, &operation, &tag).await.status == 200, live, "{operation:?}");
    }
}

#[tokio::test]
async fn two_questions_never_share_a_tag() {
    let house = House::open().await;
    let base = format!("/api/v1/venues/{VENUE}/availability?from=2026-11-24T09:00:00Z&to=2026-11-24T1");
    let mut tags = Vec::new();
    for rest in ["0:00:00Z", "1:00:00Z", "0:00:00Z&zone=ruhe", "0:00:00Z&party_size=2"] {
        tags.push(header(&house.get(&format!("{base}{rest}")).await, "etag").to_owned());
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 4);
}

#[tokio::test]
async fn live_answers_may_be_kept_for_five_seconds_and_a_new_quarter_of_an_hour_is_news() {
    let house = House::open().await;
    let path = format!("/api/v1/venues/{VENUE}/availability?from=2026-11-24T09:00:00Z&to=2026-11-24T10:00:00Z");
    let first = house.get(&path).await;
    assert_eq!(header(&first, "cache-control"), "public, max-age=5, stale-while-revalidate=30");
    let tag = header(&first, "etag").to_owned();
    let ask = async || house.send(Request::new(Method::GET, path.as_str()).header("If-None-Match", tag.as_str())).await;
    house.set(at("2026-11-24T08:14:59"));
    assert_eq!(ask().await.status, 304);
    house.set(at("2026-11-24T08:15"));
    assert_eq!(ask().await.status, 200, "other times lie in the past now");
}

#[tokio::test]
async fn answers_travel_compressed_for_whoever_can_read_that() {
    let house = House::open().await;
    for operation in public(&house).await {
        let plain = house.send(operation.request()).await;
        for coding in ["br", "gzip"] {
            let packed = house.send(operation.request().header("Accept-Encoding", coding)).await;
            assert_eq!(packed.status, 200);
            assert_eq!(packed.header("content-encoding"), Some(coding), "{operation:?}");
            assert!(header(&packed, "vary").to_lowercase().contains("accept-encoding"), "{operation:?}");
            assert!(packed.body.len() < plain.body.len() || plain.body.len() < 200, "{operation:?}");
            assert!(packed.body.starts_with(&[0x1f, 0x8b]) == (coding == "gzip"), "{operation:?}");
        }
        assert_eq!(plain.header("content-encoding"), None);
    }
}

#[tokio::test]
async fn anybody_may_read_from_anywhere_without_credentials() {
    let house = House::open().await;
    for operation in operations(&house).await.iter().filter(|operation| operation.path.starts_with("/api/")) {
        let answer = house.send(operation.request().header("Origin", "https://elsewhere.example")).await;
        assert_eq!(header(&answer, "access-control-allow-origin"), "*", "{operation:?}");
        assert_eq!(answer.header("access-control-allow-credentials"), None);
        assert!(header(&answer, "access-control-expose-headers").contains("ETag"));
    }
}
