//! Offers for lists on other sites.

use serde_json::{Value, json};
use shared::problem::ProblemKind;

use super::{again, shown};
use crate::harness::{House, at, header, json, problem};

async fn list(house: &House, query: &str) -> Value {
    let answer = house.get(&format!("/embed/v1/offers.json?{query}")).await;
    shown(&answer, query);
    json(&answer)
}

#[tokio::test]
async fn a_list_has_what_a_page_needs_to_show_it() {
    let house = House::open().await;
    let all = list(&house, "").await;
    assert_eq!(all["items"].as_array().unwrap().len(), 5, "that many where nothing is said");
    assert_eq!(
        (&all["lang"], &all["stand"], &all["at"]),
        (&json!("de"), &json!("08:05"), &json!("2026-11-24T08:05:00+01:00"))
    );
    assert_eq!((&all["links"]["offers"], &all["poll_seconds"]), (&json!("http://rathaus.test/offers"), &json!(300)));
    let events = list(&house, "kind=event&limit=20&lang=en").await;
    assert_eq!(events["links"]["offers"], "http://rathaus.test/en/offers?kind=event");
    let items = events["items"].as_array().unwrap();
    assert!(!items.is_empty() && items.len() <= 20);
    for item in items {
        assert_eq!((&item["kind"], &item["kind_name"]), (&json!("event"), &json!("Events")), "{item}");
        assert!(item["url"].as_str().unwrap().starts_with("http://rathaus.test/en/offers/"), "{item}");
        assert!(item["example"].is_boolean() && item["title"].is_string() && item["summary"].is_string(), "{item}");
    }
    assert!(items.iter().any(|item| item["when"].is_string()), "{events}");
}

#[tokio::test]
async fn its_tag_stays_until_something_changes() {
    let house = House::open().await;
    let path = "/embed/v1/offers.json?kind=support";
    let tag = header(&house.get(path).await, "etag").to_owned();
    house.set(at("2026-11-24T08:09:30"));
    assert_eq!(again(&house, path, &tag).await.status, 304);
    house.sql("UPDATE offer_texts SET summary = 'Anders.'").await;
    assert_eq!(again(&house, path, &tag).await.status, 200);
}

#[tokio::test]
async fn what_is_not_known_is_refused() {
    let house = House::open().await;
    for query in
        ["limit=0", "limit=21", "limit=x", "kind=nonsense", "lang=uk", "q=x", "category=a&category=b", "theme=dark"]
    {
        problem(&house.get(&format!("/embed/v1/offers.json?{query}")).await, ProblemKind::InvalidRequest);
    }
}
