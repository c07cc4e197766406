//! What an app does not get at: the offers of others, what colleagues have in hand, and the public.

use api::access::table::{TABLE, Who};
use client::Method;
use serde_json::json;
use shared::apps::Scope;
use shared::problem::ProblemKind;
use shared::staff::Role;

use super::super::{Desk, content, id, state};
use super::{app, ask, give_in, new};
use crate::harness::{House, at, json, problem};

/// The operations on offers below `/staff`, and whether they are open to apps.
fn operations() -> impl Iterator<Item = ((&'static str, &'static str), bool)> {
    let rows = TABLE.iter().filter(|(_, path, _)| path.starts_with("/api/v1/staff/offers"));
    rows.map(|(method, path, who)| {
        (
            (*method, *path),
            matches!(who, Who::StaffOrMaker(_, Scope::OffersWrite) | Who::StaffSeesOrMaker(_, Scope::OffersWrite)),
        )
    })
}

#[tokio::test]
async fn each_operation_takes_the_scope_and_the_app_that_has_made_the_offer() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let office = app(&house, &[Scope::OffersWrite]).await;
    let other = app(&house, &Scope::ALL).await;
    let every: Vec<Scope> = Scope::ALL.into_iter().filter(|scope| *scope != Scope::OffersWrite).collect();
    let without = app(&house, &every).await;
    let (mut open, mut closed) = (0, 0);
    for (operation, is_open) in operations() {
        let offer = id(&give_in(&office, "Eigenes").await);
        let image = "019a0000-0000-7000-8000-000000000000";
        let tag = desk.tag(&offer).await;
        let lacking = problem(&ask(&without, operation, &offer, image, &tag).await, ProblemKind::Forbidden);
        if !is_open {
            problem(&ask(&office, operation, &offer, image, &tag).await, ProblemKind::Forbidden);
            closed += 1;
            continue;
        }
        assert_eq!(lacking.detail.unwrap(), "The token has no scope offers:write.", "{operation:?}");
        open += 1;
        if !operation.1.contains('{') {
            continue;
        }
        let of_others = problem(&ask(&other, operation, &offer, image, &tag).await, ProblemKind::NotFound);
        let of_nobody = problem(&ask(&other, operation, image, image, &tag).await, ProblemKind::NotFound);
        assert_eq!(of_others.detail, of_nobody.detail, "{operation:?}");
        let theirs = id(&desk.add("Von Menschen").await);
        let tag_of_theirs = desk.tag(&theirs).await;
        problem(&ask(&office, operation, &theirs, image, &tag_of_theirs).await, ProblemKind::NotFound);
        assert_eq!(desk.tag(&theirs).await, tag_of_theirs, "nothing has happened to it: {operation:?}");
        assert_eq!(desk.tag(&offer).await, tag, "nor to this: {operation:?}");
        let own = ask(&office, operation, &offer, image, &tag).await;
        if operation.1.contains("{image}") {
            assert_eq!(problem(&own, ProblemKind::NotFound).detail.unwrap(), "The offer has no picture of this id.");
        } else {
            assert!(own.status.is_success(), "{operation:?}: {}", String::from_utf8_lossy(&own.body));
        }
    }
    assert_eq!((open, closed), (8, 8));
}

#[tokio::test]
async fn what_colleagues_look_at_or_have_put_away_an_app_leaves_alone() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let office = app(&house, &[Scope::OffersWrite]).await;
    let offer = id(&give_in(&office, "Wartezeit").await);
    let writes: Vec<_> = operations()
        .filter(|((method, path), open)| *open && *method != "GET" && path.contains('{'))
        .map(|(operation, _)| operation)
        .collect();
    let refused = async |why: &str| {
        for operation in &writes {
            let tag = desk.tag(&offer).await;
            let image = "019a0000-0000-7000-8000-000000000000";
            problem(&ask(&office, *operation, &offer, image, &tag).await, ProblemKind::WrongState);
            assert_eq!(desk.tag(&offer).await, tag, "{why}: {operation:?}");
        }
    };
    office.step(&offer, "/submit", &json!({})).await;
    refused("in review").await;
    desk.step(&offer, "/publish", &json!({ "publish_at": "2026-12-01T08:00:00+01:00" })).await;
    refused("scheduled").await;
    // What is given back is the app's again. Who of the colleagues has written on it is not.
    desk.step(&offer, "/return", &json!({ "reason": "Der Ort fehlt." })).await;
    let mut next = content("Wartezeit");
    next["place"] = json!({ "name": "Neues Rathaus" });
    desk.write(&offer, &next).await;
    let seen = office.get(&format!("/{offer}")).await;
    assert_eq!((&seen["written_by"], &seen["app"]), (&json!(null), &json!("Stadt-App")));
    assert_eq!(seen["content"]["place"]["name"], "Neues Rathaus");
    let venue = crate::harness::VENUE;
    assert_eq!(office.get(&format!("?venue={venue}")).await["items"][0]["written_by"], json!(null));
    assert_eq!(desk.get(&format!("/{offer}")).await["written_by"], "Robin Amt");
    next["min_age"] = json!(6);
    assert_eq!(state(&office.write(&offer, &next).await), ("draft", false, &json!(3)));
    desk.step(&offer, "/publish", &json!({})).await;
    let kept = office.send(Method::DELETE, &offer, "", &json!({})).await;
    problem(&kept, ProblemKind::WrongState);
    desk.step(&offer, "/archive", &json!({})).await;
    refused("archived").await;
}

#[tokio::test]
async fn a_program_that_has_gone_wild_stops_at_a_hundred_drafts() {
    let house = House::open().await;
    let (wild, other) = (app(&house, &[Scope::OffersWrite]).await, app(&house, &[Scope::OffersWrite]).await);
    let first = give_in(&wild, "Nummer").await["id"].as_str().unwrap().to_owned();
    // Ninety-eight more, as they are in the tables.
    let copies = "CREATE TEMP TABLE more AS SELECT gen_random_uuid() AS id, n FROM generate_series(1, 98) n;
        INSERT INTO offers SELECT (jsonb_populate_record(NULL::offers, to_jsonb(o) || jsonb_build_object('id', more.id, 'slug', o.slug || '-c' || n))).*
            FROM offers o, more WHERE o.app_id IS NOT NULL;";
    house.sql(copies).await;
    let send = async |by: &Desk<'_>, title: &str| house.order(&by.key, Method::POST, "/offers", &new(title)).await;
    let rivals = futures_util::future::join_all((0..8).map(async |n| send(&wild, &format!("Rivale {n}")).await)).await;
    let made = rivals.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(made, 1, "one place was left");
    for refused in rivals.iter().filter(|answer| answer.status != 201) {
        problem(refused, ProblemKind::LimitReached);
    }
    assert_eq!(send(&other, "Andere").await.status, 201);
    // What people have put away makes room.
    house.sql(&format!("UPDATE offer_work SET state = 'archived' WHERE offer_id = '{first}'")).await;
    assert_eq!(send(&wild, "Neu").await.status, 201);
    problem(&send(&wild, "Noch eins").await, ProblemKind::LimitReached);
}

#[tokio::test]
async fn nothing_an_app_sends_gets_an_offer_to_the_public() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let office = app(&house, &Scope::ALL).await;
    let steps: Vec<_> = operations().map(|(operation, _)| operation).filter(|(method, _)| *method != "GET").collect();
    let shown = "SELECT count(*) FROM offers o LEFT JOIN offer_work w ON w.offer_id = o.id
        WHERE o.app_id IS NOT NULL AND (o.state <> 'draft' OR o.published_at IS NOT NULL OR w.publish_at IS NOT NULL
            OR w.state NOT IN ('draft', 'in_review') OR w.public_version IS NOT NULL)";
    let mut moved = 0;
    for one in &steps {
        for other in &steps {
            let offer = id(&give_in(&office, "Schleichweg").await);
            for step in [one, other] {
                let Some((tag, image)) = looked(&office, &offer).await else { continue };
                moved += usize::from(ask(&office, *step, &offer, &image, &tag).await.status.is_success());
            }
            assert_eq!(house.one(shown).await, "0", "{one:?}, then {other:?}");
            house.sql("DELETE FROM offers WHERE app_id IS NOT NULL").await;
        }
    }
    assert!(moved > steps.len(), "{moved}");
    // What is published stays as it is, whatever the app does to it.
    let offer = id(&give_in(&office, "Schleichweg").await);
    desk.step(&offer, "/publish", &json!({})).await;
    let seen = json(&house.get("/api/v1/offers/schleichweg").await);
    for step in steps.iter().chain(&steps) {
        let (tag, image) = looked(&office, &offer).await.unwrap();
        ask(&office, *step, &offer, &image, &tag).await;
        assert_eq!(json(&house.get("/api/v1/offers/schleichweg").await), seen, "{step:?}");
        if desk.get(&format!("/{offer}")).await["state"] == "in_review" {
            desk.step(&offer, "/return", &json!({})).await;
        }
    }
    let waits = id(&give_in(&office, "Wartesaal").await);
    office.step(&waits, "/submit", &json!({})).await;
    house.pass(at("2027-06-01T09:00")).await;
    assert_eq!(state(&desk.get(&format!("/{waits}")).await), ("in_review", false, &json!(1)), "time does not either");
    let done = "SELECT string_agg(DISTINCT action, ' ' ORDER BY action) FROM audit_entries
        WHERE actor_kind = 'app' AND action LIKE 'offer%'";
    assert_eq!(house.one(done).await, "offer.added offer.changed offer.image_added offer.removed offer.submitted");
}

/// The entity tag of an offer and one of its pictures, unless it is gone.
async fn looked(app: &Desk<'_>, offer: &str) -> Option<(String, String)> {
    let answer = ask(app, ("GET", "/api/v1/staff/offers/{id}"), offer, "", "").await;
    if answer.status == 404 {
        return None;
    }
    let tag = crate::harness::header(&answer, "etag").to_owned();
    let nobodys = "019a0000-0000-7000-8000-000000000000";
    Some((tag, json(&answer)["images"][0]["id"].as_str().unwrap_or(nobodys).to_owned()))
}
