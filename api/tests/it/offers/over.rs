//! What is over: left out of lists, told as over on its own page, and found by who asks for its time.

use super::search::count;
use super::{list, slugs};
use crate::harness::{House, at, json};

#[tokio::test]
async fn what_is_over_is_left_out_unless_a_time_is_asked_for() {
    let house = House::open().await;
    let fest = "maschseefest-2025";
    for query in ["limit=200", "kind=event&limit=200", "q=fest&limit=200", "q=musik&limit=200"] {
        assert!(!slugs(&list(&house, query).await).contains(&fest.to_owned()), "{query}");
    }
    for path in ["offers.csv", "offers.atom", "offers.ics", "offers?format=jsonld&all=true"] {
        assert!(!house.get(&format!("/api/v1/{path}")).await.text().unwrap().contains(fest), "{path}");
    }
    // Every offer that is listed is counted, and no other.
    let all = list(&house, "limit=200").await;
    let festivals = all["facets"]["category"].as_array().unwrap().clone();
    assert_eq!(count(&festivals, "festivals"), 0);
    assert_eq!(all["total"], all["items"].as_array().unwrap().len());
    assert!(all["items"].as_array().unwrap().iter().all(|item| item["over_since"].is_null()));
    let summer = "from=2025-08-01T00:00:00Z&to=2025-08-31T00:00:00Z";
    assert_eq!(slugs(&list(&house, summer).await), [fest]);
    let one = json(&house.get(&format!("/api/v1/offers/{fest}")).await);
    assert_eq!(one["over_since"], "2025-08-18T00:00:00+02:00");
}

#[tokio::test]
async fn what_had_a_deadline_or_a_last_date_is_over_after_it() {
    let house = House::open().await;
    let listed = async |slug: &str| slugs(&list(&house, "limit=200").await).contains(&slug.to_owned());
    let since = async |slug: &str| json(&house.get(&format!("/api/v1/offers/{slug}")).await)["over_since"].clone();
    let (job, story, singing) = ("beispiel-gaertnerin-ausbildung", "vorlesestunde-im-advent", "adventssingen");
    let closes = json(&house.get(&format!("/api/v1/offers/{job}")).await)["closes_at"].clone();
    for slug in [job, story, singing] {
        assert!(listed(slug).await && since(slug).await.is_null(), "{slug}");
    }
    // Called off, it is still told until its time has passed.
    house.pass(at("2026-12-16T20:00")).await;
    assert!(!listed(singing).await && listed(story).await);
    house.pass(at("2026-12-20T09:00")).await;
    assert!(!listed(story).await);
    assert_eq!(since(story).await, "2026-12-19T15:45:00+01:00");
    house.pass(closes.as_str().unwrap().parse().unwrap()).await;
    assert!(!listed(job).await);
    assert_eq!(since(job).await, closes);
    // Of what is being looked at people want to know how it goes on; what was put off is yet to come.
    let change = "UPDATE offer_details d SET closes_at = '2026-12-01T00:00:00Z', phase = 'evaluation' FROM offers o
        WHERE o.id = d.offer_id AND o.slug = 'innenstadtdialog'";
    house.sql(change).await;
    house.sql("UPDATE offer_index SET sort = sort WHERE slug = 'innenstadtdialog'").await;
    assert!(listed("innenstadtdialog").await);
    house.sql(&change.replace("evaluation", "open")).await;
    house.sql("UPDATE offer_index SET sort = sort WHERE slug = 'innenstadtdialog'").await;
    assert!(!listed("innenstadtdialog").await);
}

#[tokio::test]
async fn the_first_date_in_a_list_is_the_next_one() {
    let house = House::open().await;
    house.pass(at("2027-02-01T09:00")).await;
    let events = list(&house, "kind=event&limit=200").await;
    let mut dated = 0;
    for item in events["items"].as_array().unwrap() {
        let Some(first) = item["dates"].get(0) else { continue };
        dated += 1;
        assert!(first["to"].as_str().unwrap() > "2027-02-01T09:00", "{item}");
    }
    assert!(dated > 10, "{dated}");
}
