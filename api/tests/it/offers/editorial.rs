//! How an offer is written and gets to the public: the story of one, and what must not happen on the way.

use std::sync::Arc;

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::problem::ProblemKind;
use shared::staff::Role;

use super::{list, slugs};
use crate::harness::{House, Plan, at, header, json, problem};

/// Somebody who edits, with the entity tag of what they saw last.
pub(super) struct Desk<'a> {
    pub(super) house: &'a House,
    pub(super) key: String,
}

pub(super) fn content(title: &str) -> Value {
    json!({
        "kind": "event", "category": "music", "example": true, "audience": ["all"],
        "contact": { "office": "Kulturbüro" },
        "schedules": [{ "starts": "2026-12-12T18:00:00", "minutes": 90 }],
        "texts": { "de": { "title": title, "summary": "Ein Abend mit Musik.", "body": "Kommen Sie **alle**." } },
    })
}

impl<'a> Desk<'a> {
    pub(super) async fn of(house: &'a House, role: Role) -> Self {
        Self { house, key: house.key(role).await }
    }

    pub(super) async fn get(&self, path: &str) -> Value {
        let answer =
            self.house.send(Request::new(Method::GET, format!("/api/v1/staff/offers{path}")).bearer(&self.key));
        let answer = answer.await;
        assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
        json(&answer)
    }

    pub(super) async fn tag(&self, id: &str) -> String {
        let request = Request::new(Method::GET, format!("/api/v1/staff/offers/{id}")).bearer(&self.key);
        header(&self.house.send(request).await, "etag").to_owned()
    }

    pub(super) async fn add(&self, title: &str) -> Value {
        let answer = self.house.order(&self.key, Method::POST, "/offers", &json!({ "content": content(title) })).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        json(&answer)
    }

    /// Sends something as somebody who has just looked.
    pub(super) async fn send(&self, method: Method, id: &str, step: &str, body: &Value) -> Answer {
        let tag = self.tag(id).await;
        self.with(method, id, step, body, &tag).await
    }

    pub(super) async fn with(&self, method: Method, id: &str, step: &str, body: &Value, tag: &str) -> Answer {
        let request = Request::new(method, format!("/api/v1/staff/offers/{id}{step}"));
        self.house.send(request.bearer(&self.key).header("If-Match", tag).json(body).unwrap()).await
    }

    pub(super) async fn step(&self, id: &str, step: &str, body: &Value) -> Value {
        let answer = self.send(Method::POST, id, step, body).await;
        assert_eq!(answer.status, 200, "{step}: {}", String::from_utf8_lossy(&answer.body));
        json(&answer)
    }

    pub(super) async fn write(&self, id: &str, content: &Value) -> Value {
        let answer = self.send(Method::PUT, id, "", content).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        json(&answer)
    }
}

pub(super) fn id(offer: &Value) -> String {
    offer["id"].as_str().unwrap().to_owned()
}

/// Whether the public finds an offer by these words; words that look alike find others, and may.
async fn finds(house: &House, query: &str, slug: &str) -> bool {
    slugs(&list(house, query).await).iter().any(|found| found == slug)
}

fn state(offer: &Value) -> (&str, bool, &Value) {
    (offer["state"].as_str().unwrap(), offer["shown"].as_bool().unwrap(), &offer["version"])
}

/// A house whose venue wants two people for what is published.
async fn strict() -> House {
    let house = House::open().await;
    house.sql("UPDATE venues SET rules = rules || '{\"offers_four_eyes\": true}'").await;
    House::on(Arc::clone(&house.database), Plan { seed: 3, ..Plan::default() }).await
}

#[tokio::test]
async fn an_offer_is_written_submitted_published_changed_and_archived() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let offer = desk.add("Hornkonzert im Lichthof").await;
    let id = id(&offer);
    assert_eq!(offer["slug"], "hornkonzert-im-lichthof");
    assert_eq!(state(&offer), ("draft", false, &json!(1)));
    let public = async || house.get("/api/v1/offers/hornkonzert-im-lichthof").await;
    problem(&public().await, ProblemKind::NotFound);
    assert_eq!(state(&desk.step(&id, "/submit", &json!({})).await), ("in_review", false, &json!(1)));
    let back = desk.step(&id, "/return", &json!({ "reason": "Der Ort fehlt." })).await;
    assert_eq!(state(&back), ("draft", false, &json!(1)));
    let mut next = content("Hornkonzert im Lichthof");
    next["place"] = json!({ "name": "Neues Rathaus", "step_free": true });
    assert_eq!(state(&desk.write(&id, &next).await), ("draft", false, &json!(2)));
    assert_eq!(state(&desk.write(&id, &next).await), ("draft", false, &json!(2)), "the same words are no new version");
    desk.step(&id, "/submit", &json!({})).await;
    let out = desk.step(&id, "/publish", &json!({})).await;
    assert_eq!((state(&out), &out["public_version"]), (("published", true, &json!(2)), &json!(2)));
    let seen = json(&public().await);
    assert_eq!(
        (&seen["place"]["name"], &seen["dates"][0]["from"]),
        (&json!("Neues Rathaus"), &json!("2026-12-12T18:00:00+01:00"))
    );
    assert_eq!(slugs(&list(&house, "q=hornkonzert").await), ["hornkonzert-im-lichthof"]);
    // What is written next is nobody's business until it is published.
    next["texts"]["de"]["title"] = json!("Tubakonzert im Lichthof");
    assert_eq!(state(&desk.write(&id, &next).await), ("draft", true, &json!(3)));
    assert_eq!(json(&public().await)["title"], "Hornkonzert im Lichthof");
    assert!(!finds(&house, "q=tubakonzert", "hornkonzert-im-lichthof").await);
    assert_eq!(state(&desk.step(&id, "/publish", &json!({})).await), ("published", true, &json!(3)));
    assert_eq!(json(&public().await)["title"], "Tubakonzert im Lichthof");
    assert_eq!(state(&desk.step(&id, "/archive", &json!({})).await), ("archived", false, &json!(3)));
    problem(&public().await, ProblemKind::NotFound);
    assert!(!finds(&house, "q=tubakonzert", "hornkonzert-im-lichthof").await);
    problem(&desk.send(Method::PUT, &id, "", &next).await, ProblemKind::WrongState);
    problem(&desk.send(Method::POST, &id, "/publish", &json!({})).await, ProblemKind::WrongState);
    assert_eq!(state(&desk.step(&id, "/restore", &json!({})).await), ("draft", false, &json!(3)));
    desk.step(&id, "/publish", &json!({})).await;
    assert_eq!(json(&public().await)["title"], "Tubakonzert im Lichthof");
    let done = "SELECT string_agg(action || coalesce(' ' || reason, ''), ', ' ORDER BY id) FROM audit_entries WHERE subject_id = ";
    assert_eq!(
        house.one(&format!("{done}'{id}'")).await,
        "offer.added, offer.submitted, offer.returned Der Ort fehlt., offer.changed, offer.submitted, offer.published, \
         offer.changed, offer.published, offer.archived, offer.restored, offer.published"
    );
}

#[tokio::test]
async fn where_the_venue_wants_four_eyes_nobody_publishes_what_they_have_written() {
    let house = strict().await;
    let (one, other) = (Desk::of(&house, Role::Editor).await, Desk::of(&house, Role::Admin).await);
    let id = id(&one.add("Vieraugenfest").await);
    problem(&other.send(Method::POST, &id, "/publish", &json!({})).await, ProblemKind::WrongState);
    one.step(&id, "/submit", &json!({})).await;
    problem(&one.send(Method::POST, &id, "/publish", &json!({})).await, ProblemKind::Forbidden);
    let later = json!({ "publish_at": "2026-12-01T08:00:00+01:00" });
    problem(&one.send(Method::POST, &id, "/publish", &later).await, ProblemKind::Forbidden);
    // Who changes a letter of it has written it.
    let mut next = content("Vieraugenfest");
    next["min_age"] = json!(6);
    other.write(&id, &next).await;
    other.step(&id, "/submit", &json!({})).await;
    problem(&other.send(Method::POST, &id, "/publish", &json!({})).await, ProblemKind::Forbidden);
    assert_eq!(state(&one.step(&id, "/publish", &json!({})).await), ("published", true, &json!(2)));
}

#[tokio::test]
async fn of_two_editors_one_is_told_to_look_again() {
    let house = House::open().await;
    let (one, other) = (Desk::of(&house, Role::Editor).await, Desk::of(&house, Role::Editor).await);
    let id = id(&one.add("Wettlauf").await);
    let seen = one.tag(&id).await;
    let mut next = content("Wettlauf");
    next["min_age"] = json!(6);
    assert_eq!(other.with(Method::PUT, &id, "", &next, &seen).await.status, 200);
    for (method, step, body) in [
        (Method::PUT, "", content("Wettlauf um den Maschsee")),
        (Method::POST, "/submit", json!({})),
        (Method::POST, "/publish", json!({})),
        (Method::POST, "/versions/1/restore", json!({})),
    ] {
        problem(&one.with(method, &id, step, &body, &seen).await, ProblemKind::PreconditionFailed);
    }
    let blind = house.order(&one.key, Method::PUT, &format!("/offers/{id}"), &next).await;
    problem(&blind, ProblemKind::PreconditionRequired);
    assert_eq!(one.get(&format!("/{id}")).await["content"]["min_age"], 6);
    assert_eq!(house.one(&format!("SELECT count(*) FROM offer_versions WHERE offer_id = '{id}'")).await, "2");
}

#[tokio::test]
async fn what_is_scheduled_is_published_by_the_clock_and_what_is_over_expires() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let mut next = content("Zeitreise");
    next["valid_to"] = json!("2026-12-05T00:00:00+01:00");
    let answer =
        house.order(&desk.key, Method::POST, "/offers", &json!({ "slug": "zeitreise", "content": next })).await;
    let id = id(&json(&answer));
    let late = json!({ "publish_at": "2026-12-06T08:00:00+01:00" });
    problem(&desk.send(Method::POST, &id, "/publish", &late).await, ProblemKind::InvalidRequest);
    let offer = desk.step(&id, "/publish", &json!({ "publish_at": "2026-12-01T07:00:00Z" })).await;
    assert_eq!(
        (state(&offer), &offer["publish_at"]),
        (("in_review", false, &json!(1)), &json!("2026-12-01T08:00:00+01:00"))
    );
    house.pass(at("2026-12-01T07:59")).await;
    problem(&house.get("/api/v1/offers/zeitreise").await, ProblemKind::NotFound);
    house.pass(at("2026-12-01T08:00")).await;
    assert_eq!(house.get("/api/v1/offers/zeitreise").await.status, 200);
    assert_eq!(state(&desk.get(&format!("/{id}")).await), ("published", true, &json!(1)));
    // A next version is being written while this one runs out.
    next["min_age"] = json!(6);
    desk.write(&id, &next).await;
    house.set(at("2026-12-05T00:00"));
    problem(&house.get("/api/v1/offers/zeitreise").await, ProblemKind::NotFound);
    house.pass(at("2026-12-05T00:00")).await;
    assert_eq!(house.one("SELECT state FROM offers WHERE slug = 'zeitreise'").await, "expired");
    assert_eq!(state(&desk.get(&format!("/{id}")).await), ("draft", false, &json!(2)));
    next["valid_to"] = json!(null);
    desk.write(&id, &next).await;
    desk.step(&id, "/publish", &json!({})).await;
    assert_eq!(house.get("/api/v1/offers/zeitreise").await.status, 200);
    let by_time = "SELECT string_agg(action, ' ' ORDER BY id) FROM audit_entries WHERE actor_kind = 'system'";
    assert_eq!(house.one(by_time).await, "offer.published offer.expired");
}

#[tokio::test]
async fn a_schedule_is_given_up_when_the_offer_is_returned_or_changed() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let later = json!({ "publish_at": "2026-12-01T08:00:00+01:00" });
    let (one, other) = (id(&desk.add("Erstes Fest").await), id(&desk.add("Zweites Fest").await));
    for id in [&one, &other] {
        desk.step(id, "/publish", &later).await;
    }
    assert_eq!(desk.step(&one, "/return", &json!({})).await["publish_at"], Value::Null);
    assert_eq!(desk.write(&other, &content("Drittes Fest")).await["publish_at"], Value::Null);
    house.pass(at("2026-12-01T09:00")).await;
    assert_eq!(slugs(&list(&house, "q=fest").await).iter().filter(|slug| slug.ends_with("s-fest")).count(), 0);
}

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
