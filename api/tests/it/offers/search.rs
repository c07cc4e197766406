//! Filters, counts, pages, order, and what is said where nothing is found.

use client::{Method, Request};
use serde_json::Value;
use shared::problem::ProblemKind;

use super::{asking, list, slugs};
use crate::harness::{House, Plan, at, header, problem};

pub(super) fn count(list: &[Value], value: &str) -> u64 {
    list.iter().find(|facet| facet["value"] == value).map_or(0, |facet| facet["count"].as_u64().unwrap())
}

#[tokio::test]
async fn there_is_a_city_to_find() {
    let house = House::open().await;
    let all = list(&house, "limit=1").await;
    assert!(all["total"].as_u64().unwrap() >= 60, "{}", all["total"]);
    let coming =
        list(&house, "kind=event&from=2026-11-24T00:00:00%2B01:00&to=2027-12-31T00:00:00%2B01:00&limit=200").await;
    assert!(coming["total"].as_u64().unwrap() >= 20, "{}", coming["total"]);
}

#[tokio::test]
async fn every_filter_narrows_and_every_count_is_what_its_filter_finds() {
    let house = House::open().await;
    let all = list(&house, "limit=1").await;
    for name in ["category", "audience", "pass", "language"] {
        let facets = all["facets"][name].as_array().unwrap();
        assert!(!facets.is_empty(), "{name}");
        for facet in facets {
            let value = facet["value"].as_str().unwrap();
            let found = list(&house, &format!("{name}={value}&limit=200")).await;
            assert_eq!(found["total"], facet["count"], "{name}={value}");
            assert_eq!(found["total"], found["items"].as_array().unwrap().len(), "{name}={value}");
        }
    }
    for (flag, counted) in
        [("accessible", &all["facets"]["accessible"]), ("free_of_charge", &all["facets"]["free_of_charge"])]
    {
        assert_eq!(&list(&house, &format!("{flag}=true&limit=1")).await["total"], counted, "{flag}");
    }
    for kind in all["kinds"].as_array().unwrap() {
        let found = list(&house, &format!("kind={}&limit=1", kind["kind"].as_str().unwrap())).await;
        assert_eq!(found["total"], kind["count"], "{kind}");
    }
}

#[tokio::test]
async fn a_value_that_nothing_has_is_refused_wherever_a_list_is_narrowed() {
    let house = House::open().await;
    for (path, more) in [
        ("offers", ""),
        ("offers.ics", ""),
        ("offers.atom", ""),
        ("offers.csv", ""),
        ("offers/flyer.pdf", "&lang=en"),
        ("offers", "&format=jsonld"),
    ] {
        for name in ["kind", "category", "audience", "pass", "language"] {
            let answer = house.get(&format!("/api/v1/{path}?{name}=nonsense{more}")).await;
            let told = problem(&answer, ProblemKind::InvalidRequest);
            assert_eq!(told.errors.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(), [name], "{path}");
        }
    }
    let told = problem(&house.get("/api/v1/offers?pass=nonsense&language=nonsense").await, ProblemKind::InvalidRequest);
    assert_eq!(told.errors.len(), 2);
    assert_eq!(
        told.detail.as_deref(),
        Some("`pass` can be hannover_aktiv_pass. `language` can be ar, de, de-simple, en, fr, gsg, tr or uk.")
    );
    let told = problem(&house.get("/api/v1/offers?kind=events").await, ProblemKind::InvalidRequest);
    assert!(told.errors[0].detail.ends_with("job, service or notice"), "{told:?}");
    assert_eq!(list(&house, "language=pl").await["total"], 0, "a language that nobody speaks yet");
    // What an offer had stays an answer, also on a node that has never seen it; what is empty is no filter.
    house.sql("DELETE FROM offer_index WHERE slug = 'sprechstunde-aktivpass' OR category = 'music'").await;
    house.sql("UPDATE offers SET state = 'archived' WHERE category = 'music'").await;
    let other = House::on(std::sync::Arc::clone(&house.database), Plan { seed: 5, ..Plan::default() }).await;
    assert_eq!(list(&other, "category=music").await["total"], 0);
    assert!(list(&house, "category=&limit=1").await["total"].as_u64().unwrap() > 50);
}

#[tokio::test]
async fn a_count_leaves_its_own_filter_out_and_keeps_the_others() {
    let house = House::open().await;
    let free = list(&house, "free_of_charge=true&limit=1").await;
    let both = list(&house, "free_of_charge=true&kind=event&limit=1").await;
    assert_eq!(free["kinds"], both["kinds"], "the kinds do not know of the chosen kind");
    let families = count(both["facets"]["audience"].as_array().unwrap(), "families");
    assert_eq!(list(&house, "free_of_charge=true&kind=event&audience=families").await["total"], families);
}

#[tokio::test]
async fn pages_together_are_the_list() {
    let house = House::open().await;
    for query in ["", "q=kinder&", "kind=event,culture&"] {
        let whole = slugs(&list(&house, &format!("{query}limit=200")).await);
        let (mut pieces, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = list(&house, &format!("{query}limit=7{cursor}")).await;
            pieces.extend(slugs(&page));
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(pieces, whole, "{query}");
    }
    problem(&house.get("/api/v1/offers?cursor=6e6f").await, ProblemKind::InvalidRequest);
    problem(&house.get("/api/v1/offers?cursor=6e6f&q=xyzzyx").await, ProblemKind::InvalidRequest);
}

#[tokio::test]
async fn what_is_on_now_and_soon_comes_first_and_events_come_by_date() {
    let house = House::open().await;
    let all = list(&house, "limit=200").await;
    let items = all["items"].as_array().unwrap();
    let soon = |item: &&Value| {
        item["dates"]
            .as_array()
            .unwrap()
            .iter()
            .any(|date| date["state"] != "cancelled" && date["from"].as_str().unwrap() < "2026-11-26T08:05")
    };
    let first = items.iter().take_while(soon).count();
    assert!(first >= 5, "{first}");
    assert_eq!(items.iter().filter(soon).count(), first, "all of them before all others");
    let events = list(&house, "kind=event&from=2027-01-01T00:00:00%2B01:00&limit=200").await;
    let after = |item: &Value| {
        let dates = item["dates"].as_array().unwrap().clone();
        dates.into_iter().map(|date| date["to"].as_str().unwrap().to_owned()).find(|to| to.as_str() > "2027-01-01")
    };
    assert!(events["items"].as_array().unwrap().len() > 10);
    assert!(events["items"].as_array().unwrap().iter().all(|item| after(item).is_some()));
}

#[tokio::test]
async fn a_time_finds_what_takes_place_in_it() {
    let house = House::open().await;
    let june = "from=2027-06-19T00:00:00%2B02:00&to=2027-06-21T00:00:00%2B02:00";
    let found = slugs(&list(&house, june).await);
    assert!(found.contains(&"tag-der-offenen-tuer".to_owned()), "{found:?}");
    assert!(!found.contains(&"feriencard".to_owned()), "{found:?}");
    // Called off is not on.
    let singing = slugs(&list(&house, "from=2026-12-16T16:00:00%2B01:00&to=2026-12-16T19:00:00%2B01:00").await);
    assert!(!singing.contains(&"adventssingen".to_owned()), "{singing:?}");
    problem(
        &house.get("/api/v1/offers?from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z").await,
        ProblemKind::InvalidRequest,
    );
    // What ended long ago is over, whether or not it is said from when on.
    assert_eq!(list(&house, "to=2000-01-01T00:00:00Z").await["total"], 0);
}

#[tokio::test]
async fn nothing_found_says_what_to_try() {
    let house = House::open().await;
    let nothing = list(&house, &asking("schwimmkurs qqqqq")).await;
    let words: Vec<&str> =
        nothing["suggestions"]["words"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if nothing["total"] == 0 {
        assert!(words.iter().any(|word| word.starts_with("schwimm")), "{nothing}");
    }
    let nothing = list(&house, "q=qqqqq").await;
    assert_eq!((&nothing["total"], nothing["items"].as_array().unwrap().len()), (&Value::from(0), 0));
    assert!(!nothing["suggestions"]["categories"].as_array().unwrap().is_empty());
    let filtered = list(&house, "q=feriencard&kind=job").await;
    assert_eq!(filtered["total"], 0);
    assert!(filtered["suggestions"]["without_filters"].as_u64().unwrap() > 0, "{filtered}");
    assert_eq!(list(&house, "q=feriencard").await["suggestions"], Value::Null);
}

#[tokio::test]
async fn one_word_that_nobody_has_does_not_hide_what_the_others_find() {
    let house = House::open().await;
    let loose = list(&house, &asking("feriencard xyzzyxyzzyxyzzy")).await;
    assert_eq!(slugs(&loose)[0], "feriencard");
    assert_eq!(loose["loose"], true);
    assert_eq!(list(&house, "q=feriencard").await["loose"], false);
}

#[tokio::test]
async fn what_was_found_is_marked_and_nothing_else_is_markup() {
    let house = House::open().await;
    let change = "UPDATE offer_texts SET title = 'FerienCard <script>alert(1)</script>' WHERE lang = 'de' AND title = 'FerienCard'";
    house.sql(change).await;
    let found = list(&house, "q=feriencard").await;
    let marked = found["items"][0]["highlights"]["title"].as_str().unwrap();
    assert_eq!(marked, "<mark>FerienCard</mark> &lt;script&gt;alert(1)&lt;/script&gt;");
    for query in ["%27%3B+DROP+TABLE+offers", "%26+%7C+%21+%28", "a%3A%2A", "%25%25", "_", "%5C", "%3Cb%3E"] {
        list(&house, &format!("q={query}")).await;
    }
    assert!(list(&house, "limit=1").await["items"][0].get("highlights").is_none());
}

#[tokio::test]
async fn only_what_is_published_and_valid_is_shown_and_found() {
    let house = House::open().await;
    house.sql("UPDATE offers SET valid_to = '2026-12-01T00:00:00Z' WHERE slug = 'repair-cafe'").await;
    house.sql("DELETE FROM offer_index WHERE slug = 'repair-cafe'").await;
    house.sql("UPDATE offers SET state = 'draft' WHERE slug = 'spieletreff'").await;
    house.sql("DELETE FROM offer_index WHERE slug = 'spieletreff'").await;
    // The job puts back what is missing, with its validity; a draft stays out.
    house.pass(at("2026-11-24T09:10")).await;
    assert!(slugs(&list(&house, &asking("repair café")).await).contains(&"repair-cafe".to_owned()));
    problem(&house.get("/api/v1/offers/spieletreff").await, ProblemKind::NotFound);
    assert!(!slugs(&list(&house, "limit=200").await).contains(&"spieletreff".to_owned()));
    house.pass(at("2026-12-02T09:10")).await;
    problem(&house.get("/api/v1/offers/repair-cafe").await, ProblemKind::NotFound);
    assert!(!slugs(&list(&house, "limit=200").await).contains(&"repair-cafe".to_owned()));
}

#[tokio::test]
async fn what_can_be_read_in_leichte_sprache_is_found_by_that() {
    let house = House::open().await;
    let found = list(&house, "language=de-simple&lang=de-simple&limit=200").await;
    let items = found["items"].as_array().unwrap();
    assert!(items.len() >= 5 && items.iter().all(|offer| offer["lang"] == "de-simple"), "{found}");
    let stored = house.one("SELECT count(*) FROM offer_texts WHERE lang = 'de-simple'").await;
    assert_eq!(stored, items.len().to_string(), "none is missing");
    let all = list(&house, "limit=1").await;
    let facet = all["facets"]["language"].as_array().unwrap().iter().find(|one| one["value"] == "de-simple").cloned();
    assert_eq!(facet.unwrap()["count"], items.len());
    house.sql("DELETE FROM offer_texts WHERE lang = 'de-simple'").await;
    house.sql("DELETE FROM offer_index").await;
    // A node that has never seen any.
    let other = House::on(std::sync::Arc::clone(&house.database), Plan { seed: 5, ..Plan::default() }).await;
    assert_eq!(
        list(&other, "language=de-simple").await["total"],
        0,
        "a language stays one, also where nothing is in it"
    );
}

#[tokio::test]
async fn a_list_that_is_known_already_is_not_sent_again() {
    let house = House::open().await;
    let answer = house.get("/api/v1/offers?q=kino").await;
    let tag = header(&answer, "etag");
    let again = Request::new(Method::GET, "/api/v1/offers?q=kino").header("If-None-Match", tag);
    assert_eq!(house.send(again).await.status, 304);
}
