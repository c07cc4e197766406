//! What is kept of offers for those who write them: versions, reviews, lists and drafts.

use client::{Method, Request};
use serde_json::{Value, json};
use shared::problem::ProblemKind;
use shared::staff::Role;

use super::super::slugs;
use super::{Desk, content, id, state};
use crate::harness::{House, at, header, json, problem};

#[tokio::test]
async fn versions_are_told_compared_and_restored() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let feriencard = house.one("SELECT id FROM offers WHERE slug = 'feriencard'").await;
    let first = desk.get(&format!("/{feriencard}")).await;
    assert_eq!((state(&first), &first["written_by"]), (("published", true, &json!(1)), &Value::Null));
    assert_eq!(desk.get(&format!("/{feriencard}/versions")).await["items"].as_array().unwrap().len(), 1);
    assert_eq!(desk.get(&format!("/{feriencard}/versions/1")).await["content"], first["content"]);
    let mut next = first["content"].clone();
    next["texts"]["de"]["title"] = json!("FerienCard 2027");
    next["min_age"] = json!(null);
    desk.write(&feriencard, &next).await;
    let diff = desk.get(&format!("/{feriencard}/versions/2/diff")).await;
    assert_eq!((&diff["against"], &diff["version"]), (&json!(1), &json!(2)));
    assert_eq!(
        diff["changes"],
        json!([
            { "pointer": "/min_age", "before": 6, "after": null },
            { "pointer": "/texts/de/title", "before": "FerienCard", "after": "FerienCard 2027" },
        ])
    );
    assert_eq!(desk.get(&format!("/{feriencard}/versions/2/diff?against=2")).await["changes"], json!([]));
    let back = desk.step(&feriencard, "/versions/1/restore", &json!({ "reason": "War richtig." })).await;
    assert_eq!((state(&back), &back["content"]), (("draft", true, &json!(3)), &first["content"]));
    assert_eq!(desk.get(&format!("/{feriencard}/versions/3/diff?against=1")).await["changes"], json!([]));
    let versions = desk.get(&format!("/{feriencard}/versions?limit=2")).await;
    let told: Vec<(&Value, &Value, bool)> = versions["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|version| (&version["version"], &version["written_by"], version["published_at"].is_string()))
        .collect();
    assert_eq!(told, [(&json!(3), &json!("Robin Amt"), false), (&json!(2), &json!("Robin Amt"), false)]);
    let rest = format!("/{feriencard}/versions?limit=2&cursor={}", versions["next"].as_str().unwrap());
    let rest = desk.get(&rest).await;
    assert_eq!((&rest["items"][0]["version"], &rest["next"]), (&json!(1), &Value::Null));
    assert!(rest["items"][0]["published_at"].is_string() && rest["items"][0]["written_by"].is_null());
    for (path, kind) in [
        ("versions/4", ProblemKind::NotFound),
        ("versions/0", ProblemKind::NotFound),
        ("versions/2/diff?against=9", ProblemKind::InvalidRequest),
        ("versions/2/diff?against=0", ProblemKind::InvalidRequest),
    ] {
        let path = format!("/api/v1/staff/offers/{feriencard}/{path}");
        problem(&house.send(Request::new(Method::GET, path).bearer(&desk.key)).await, kind);
    }
}

#[tokio::test]
async fn whoever_answers_for_an_offer_is_reminded_once_a_review_date() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let mails = async || house.one("SELECT count(*) FROM outbox WHERE subject LIKE 'Bitte prüfen:%'").await;
    let mut next = content("Prüfstück");
    next["review_on"] = json!("2026-12-01");
    next["reviewer_email"] = json!("kultur@example.org");
    let answer = house.order(&desk.key, Method::POST, "/offers", &json!({ "content": next })).await;
    let id = id(&json(&answer));
    house.pass(at("2026-12-01T09:00")).await;
    assert_eq!(mails().await, "0", "a draft need not be looked at again");
    desk.step(&id, "/publish", &json!({})).await;
    house.pass(at("2026-12-01T09:01")).await;
    house.pass(at("2026-12-03T09:00")).await;
    assert_eq!(mails().await, "1");
    assert_eq!(
        house.one("SELECT recipient FROM outbox WHERE subject = 'Bitte prüfen: Prüfstück'").await,
        "kultur@example.org"
    );
    let due = desk.get("?review_due=true&q=pr%C3%BCfst%C3%BCck").await;
    assert_eq!(due["items"][0]["id"], id);
    next["review_on"] = json!("2026-12-20");
    desk.write(&id, &next).await;
    desk.step(&id, "/publish", &json!({})).await;
    house.pass(at("2026-12-19T23:00")).await;
    assert_eq!(mails().await, "1");
    house.pass(at("2026-12-20T00:01")).await;
    house.pass(at("2026-12-21T00:01")).await;
    assert_eq!(mails().await, "2");
}

#[tokio::test]
async fn where_no_mailbox_is_named_the_writer_is_reminded() {
    let house = House::open().await;
    let writer = house.employee("robin@example.org", Role::Editor).await;
    let desk = Desk { house: &house, key: writer.token };
    let mut next = content("Schreibstück");
    next["review_on"] = json!("2026-11-24");
    let answer = house.order(&desk.key, Method::POST, "/offers", &json!({ "content": next })).await;
    desk.step(&id(&json(&answer)), "/publish", &json!({})).await;
    house.pass(at("2026-11-24T09:05")).await;
    assert_eq!(
        house.one("SELECT recipient FROM outbox WHERE subject LIKE 'Bitte prüfen:%'").await,
        "robin@example.org"
    );
}

#[tokio::test]
async fn the_list_is_narrowed_and_comes_in_pages() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    house.set(at("2026-11-24T10:00"));
    for title in ["Alpha Abend", "Beta Abend", "Gamma 100% Abend"] {
        desk.add(title).await;
    }
    let names = async |query: &str| slugs(&desk.get(&format!("?{query}")).await);
    let mut drafts = names("state=draft").await;
    drafts.sort();
    assert_eq!(drafts, ["alpha-abend", "beta-abend", "gamma-100-abend"]);
    assert_eq!(names("q=100%25").await, ["gamma-100-abend"], "a sign of LIKE means itself");
    assert_eq!(names("q=ALPHA").await, ["alpha-abend"]);
    assert_eq!(names("office=kulturb%C3%BCro").await.len(), 3);
    assert_eq!(names("state=archived").await, [""; 0]);
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = desk.get(&format!("?limit=40{cursor}")).await;
        all.extend(slugs(&page));
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let count = house.one("SELECT count(*) FROM offers").await;
    assert_eq!(all.len().to_string(), count);
    assert!(all[..3].iter().all(|slug| slug.ends_with("-abend")), "what was changed last comes first");
    all.sort();
    all.dedup();
    assert_eq!(all.len().to_string(), count);
    for wrong in ["state=new", "state=unknown", "review_due=maybe", "cursor=ff", "kind=event"] {
        let path = format!("/api/v1/staff/offers?{wrong}");
        let answer = house.send(Request::new(Method::GET, path).bearer(&desk.key)).await;
        problem(&answer, ProblemKind::InvalidRequest);
    }
}

#[tokio::test]
async fn a_new_offer_is_made_once_has_a_name_of_its_own_and_makes_sense() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let send = async |key: &str, body: &Value| {
        let request = Request::new(Method::POST, "/api/v1/staff/offers").bearer(&desk.key);
        house.send(request.header("Idempotency-Key", key).json(body).unwrap()).await
    };
    let first = send("one", &json!({ "content": content("Doppelt") })).await;
    let again = send("one", &json!({ "content": content("Doppelt") })).await;
    assert_eq!((first.status.as_u16(), again.body == first.body), (201, true));
    assert_eq!(header(&again, "idempotency-replayed"), "true");
    assert_eq!(header(&again, "etag"), header(&first, "etag"));
    problem(&send("one", &json!({ "content": content("Anders") })).await, ProblemKind::IdempotencyKeyReused);
    assert_eq!(json(&send("two", &json!({ "content": content("Doppelt") })).await)["slug"], "doppelt-2");
    for (body, pointer) in [
        (json!({ "slug": "doppelt", "content": content("X") }), "/slug"),
        (json!({ "slug": "Groß", "content": content("X") }), "/slug"),
        (json!({ "content": content("") }), "/content/texts/de/title"),
        (json!({ "content": content("a\u{0}b") }), "/content/texts/de/title"),
        (json!({ "content": { "kind": "event", "texts": {} } }), "/content/category"),
        (json!({ "content": content("X"), "state": "published" }), "/state"),
    ] {
        let refusal = problem(&send("three", &body).await, ProblemKind::InvalidRequest);
        assert_eq!(refusal.errors[0].pointer, pointer, "{refusal:?}");
    }
}

#[tokio::test]
async fn a_draft_can_be_thrown_away_and_what_was_published_cannot() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let (draft, public) = (id(&desk.add("Papierkorb").await), id(&desk.add("Aushang").await));
    desk.step(&public, "/publish", &json!({})).await;
    let remove = async |id: &str| {
        let request = Request::new(Method::DELETE, format!("/api/v1/staff/offers/{id}")).bearer(&desk.key);
        house.send(request.header("If-Match", desk.tag(id).await)).await
    };
    assert_eq!(remove(&draft).await.status, 204);
    assert_eq!(house.one(&format!("SELECT count(*) FROM offer_versions WHERE offer_id = '{draft}'")).await, "0");
    problem(&remove(&public).await, ProblemKind::WrongState);
    let auditor = house.key(Role::Auditor).await;
    let refused = house.order(&auditor, Method::POST, "/offers", &json!({ "content": content("X") })).await;
    problem(&refused, ProblemKind::Forbidden);
}
