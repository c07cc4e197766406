//! What an app gives in, and how it gets to visitors.

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::apps::Scope;
use shared::problem::ProblemKind;
use shared::staff::Role;

use super::super::{Desk, content, finds, id, state, strict};
use super::{WORDS, app, give_in, new, picture};
use crate::harness::{House, VENUE, header, json, problem};

#[tokio::test]
async fn an_app_gives_an_offer_in_somebody_publishes_it_and_a_visitor_finds_it() {
    // One person is enough where two are wanted: the other pair of eyes is the app's.
    let house = strict().await;
    let office = app(&house, &[Scope::OffersWrite]).await;
    let desk = Desk::of(&house, Role::Editor).await;
    let given = give_in(&office, "Posaunen im Lichthof").await;
    let offer = id(&given);
    assert_eq!(state(&given), ("draft", false, &json!(1)));
    assert_eq!((&given["app"], &given["written_by"]), (&json!("Stadt-App"), &json!("Stadt-App")));
    let submitted = office.step(&offer, "/submit", &json!({ "reason": "Neu im Programm." })).await;
    assert_eq!(state(&submitted), ("in_review", false, &json!(1)));
    let public = async || house.get("/api/v1/offers/posaunen-im-lichthof").await;
    problem(&public().await, ProblemKind::NotFound);
    let waiting = desk.get("?state=in_review").await;
    assert_eq!((&waiting["items"][0]["id"], &waiting["items"][0]["written_by"]), (&json!(offer), &json!("Stadt-App")));
    assert_eq!(desk.get(&format!("/{offer}/versions")).await["items"][0]["written_by"], "Stadt-App");
    assert_eq!(state(&desk.step(&offer, "/publish", &json!({})).await), ("published", true, &json!(1)));
    assert_eq!(json(&public().await)["title"], "Posaunen im Lichthof");
    assert!(finds(&house, "q=posaunen", "posaunen-im-lichthof").await);

    // What changes later is given in the same way; until somebody publishes it, visitors see what they saw.
    let mut next = content("Hörner im Lichthof");
    next["min_age"] = json!(6);
    assert_eq!(state(&office.write(&offer, &next).await), ("draft", true, &json!(2)));
    assert_eq!(json(&public().await)["title"], "Posaunen im Lichthof");
    office.step(&offer, "/submit", &json!({})).await;
    desk.step(&offer, "/publish", &json!({})).await;
    assert_eq!(json(&public().await)["title"], "Hörner im Lichthof");

    let admin = house.key(Role::Admin).await;
    let audit = Request::new(Method::GET, format!("/api/v1/staff/audit?subject={offer}")).bearer(&admin);
    let audit = json(&house.send(audit).await);
    let mut done: Vec<String> = audit["items"].as_array().unwrap().iter().map(told).collect();
    done.sort();
    assert_eq!(
        done,
        [
            "app Stadt-App offer.added",
            "app Stadt-App offer.changed",
            "app Stadt-App offer.submitted",
            "app Stadt-App offer.submitted Neu im Programm.",
            "staff_key Robin Amt offer.published",
            "staff_key Robin Amt offer.published",
        ]
    );
}

fn told(entry: &Value) -> String {
    let parts = ["actor_kind", "actor_name", "action", "reason"].map(|name| entry[name].as_str());
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn an_app_keeps_the_pictures_of_what_it_has_made_and_throws_drafts_away() {
    let house = House::open().await;
    let office = app(&house, &[Scope::OffersWrite]).await;
    let offer = id(&give_in(&office, "Bilderbuch").await);
    let add = async |key: &str| {
        let request = Request::new(Method::POST, format!("/api/v1/staff/offers/{offer}/images?{WORDS}"));
        let request = request.bearer(&office.key).header("If-Match", office.tag(&offer).await);
        house.send(request.header("Idempotency-Key", key).body("image/png", picture())).await
    };
    let sent = add("one").await;
    assert_eq!(sent.status, 201, "{}", String::from_utf8_lossy(&sent.body));
    assert_eq!(header(&add("one").await, "idempotency-replayed"), "true");
    let image = json(&sent)["images"][0]["id"].as_str().unwrap().to_owned();
    let remove = async |path: String| {
        let request = Request::new(Method::DELETE, format!("/api/v1/staff/offers/{path}")).bearer(&office.key);
        house.send(request.header("If-Match", office.tag(&offer).await)).await
    };
    problem(&remove(format!("{offer}/images/{image}")).await, ProblemKind::WrongState);
    office.write(&offer, &content("Bilderbuch")).await;
    assert_eq!(remove(format!("{offer}/images/{image}")).await.status, 200);
    assert_eq!(house.one("SELECT count(*) FROM offer_images").await, "0");
    assert_eq!(remove(offer.clone()).await.status, 204);
    assert_eq!(house.one(&format!("SELECT count(*) FROM offers WHERE id = '{offer}'")).await, "0");
    let done = "SELECT string_agg(action, ' ' ORDER BY action) FROM audit_entries WHERE actor_kind = 'app'";
    assert_eq!(house.one(done).await, "offer.added offer.changed offer.image_added offer.image_removed offer.removed");
}

#[tokio::test]
async fn an_app_says_at_which_venue_and_its_keys_are_its_own() {
    let house = House::open().await;
    let (office, other) = (app(&house, &[Scope::OffersWrite]).await, app(&house, &Scope::ALL).await);
    let desk = Desk::of(&house, Role::Editor).await;
    let send = async |by: &Desk<'_>, key: &str, body: &Value| {
        let request = Request::new(Method::POST, "/api/v1/staff/offers").bearer(&by.key);
        house.send(request.header("Idempotency-Key", key).json(body).unwrap()).await
    };
    let pointer = |answer: Answer| problem(&answer, ProblemKind::InvalidRequest).errors[0].pointer.clone();
    assert_eq!(pointer(send(&office, "a", &json!({ "content": content("Ort") })).await), "/venue");
    assert_eq!(pointer(send(&office, "a", &json!({ "venue": "x", "content": content("Ort") })).await), "/venue");
    let first = send(&office, "a", &new("Ort")).await;
    let again = send(&office, "a", &new("Ort")).await;
    assert_eq!((first.status.as_u16(), header(&again, "idempotency-replayed")), (201, "true"));
    assert_eq!(header(&again, "etag"), header(&first, "etag"));
    problem(&send(&office, "a", &new("Anderswo")).await, ProblemKind::IdempotencyKeyReused);
    let others = send(&other, "a", &new("Anderswo")).await;
    assert_eq!(others.status, 201, "the key of one app is nothing to another");
    // Staff have a venue and need not say it.
    assert_eq!(send(&desk, "b", &new("Anderer Ort")).await.status, 201);
    assert_eq!(pointer(send(&desk, "c", &json!({ "venue": "x", "content": content("Ort") })).await), "/venue");
    let list = async |by: &Desk<'_>, query: &str| {
        house.send(Request::new(Method::GET, format!("/api/v1/staff/offers{query}")).bearer(&by.key)).await
    };
    assert_eq!(pointer(list(&office, "").await), "venue");
    assert_eq!(pointer(list(&office, "?venue=x").await), "venue");
    let own = json(&list(&office, &format!("?venue={VENUE}")).await);
    assert_eq!((own["items"].as_array().unwrap().len(), &own["items"][0]["slug"]), (1, &json!("ort")));
    let theirs = json(&list(&other, &format!("?venue={VENUE}")).await);
    assert_eq!((theirs["items"].as_array().unwrap().len(), &theirs["items"][0]["slug"]), (1, &json!("anderswo")));
    let all = json(&list(&desk, &format!("?venue={VENUE}&limit=2")).await);
    assert_eq!(all["items"].as_array().unwrap().len(), 2);
}
