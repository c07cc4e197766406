//! Audit: what is done is written down with it, and nobody can change that afterwards.

use api::db::{self, Db};
use client::{Method, Request};
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use shared::problem::ProblemKind;
use shared::staff::Role;

use crate::harness::{House, at, connect, json as body_of, problem, wish};

async fn entries(house: &House, key: &str, query: &str) -> Vec<Value> {
    let answer = house.send(Request::new(Method::GET, format!("/api/v1/staff/audit{query}")).bearer(key)).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    body_of(&answer)["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn who_did_what_to_which_record_when_and_why() {
    let house = House::open().await;
    let robin = house.employee("robin", Role::HallManager).await;
    let auditor = house.employee("vera", Role::Auditor).await;
    let wished = wish(&["A9"], "2026-11-24T09:00", "2026-11-24T09:15");
    let short =
        json!({ "from": wished.from, "to": wished.to, "desk_codes": ["A9"], "override_reason": "Nur ein Anruf" });
    let answer = house.order(&robin.token, Method::POST, "/bookings", &short).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    let booking = body_of(&answer)["id"].as_str().unwrap().to_owned();
    let made = entries(&house, &auditor.token, "?action=booking.made").await;
    assert_eq!(made.len(), 1);
    for (name, value) in [
        ("actor_kind", "staff"),
        ("actor_id", robin.id.as_str()),
        ("actor_name", "robin Amt"),
        ("subject_id", booking.as_str()),
        ("reason", "Nur ein Anruf"),
        ("at", "2026-11-24T08:05:00+01:00"),
    ] {
        assert_eq!(made[0][name], value, "{name}");
    }
    let overrides = house.send(Request::new(Method::GET, "/api/v1/staff/overrides").bearer(&auditor.token)).await;
    assert_eq!(body_of(&overrides)["items"][0]["by"], "robin Amt");
    // Whatever is refused is not written down as if it had been done.
    assert_eq!(house.order(&robin.token, Method::POST, "/bookings", &short).await.status, 409);
    assert_eq!(entries(&house, &auditor.token, "?action=booking.made").await.len(), 1);
    assert_eq!(entries(&house, &auditor.token, &format!("?subject={booking}")).await.len(), 1);
    assert_eq!(entries(&house, &auditor.token, "?action=plan.applied").await.len(), 0);
    let by_robin = entries(&house, &auditor.token, &format!("?actor={}", robin.id)).await;
    assert!(by_robin.iter().any(|entry| entry["action"] == "staff.enrolled"), "{by_robin:?}");
    let wrong = Request::new(Method::GET, "/api/v1/staff/audit?action=party.held").bearer(&auditor.token);
    problem(&house.send(wrong).await, ProblemKind::InvalidRequest);
    let forbidden = Request::new(Method::GET, "/api/v1/staff/audit").bearer(&robin.token);
    problem(&house.send(forbidden).await, ProblemKind::Forbidden);
}

#[tokio::test]
async fn it_is_taken_away_as_a_table_and_that_is_written_down() {
    let house = House::open().await;
    let auditor = house.employee("vera", Role::Auditor).await;
    // Ids of one instant have no order.
    house.set(at("2026-11-24T08:06:00"));
    let answer = house.send(Request::new(Method::GET, "/api/v1/staff/audit.csv").bearer(&auditor.token)).await;
    let text = String::from_utf8(answer.body.clone()).unwrap();
    assert!(text.starts_with("id,at,actor_kind,") && text.contains("\"staff.enrolled\""), "{text}");
    assert_eq!(text.matches("\r\n").count(), text.lines().count());
    assert_eq!(entries(&house, &auditor.token, "?action=audit.exported").await.len(), 1);
    let page = entries(&house, &auditor.token, "?limit=1").await;
    assert_eq!((page.len(), page[0]["action"].as_str()), (1, Some("audit.exported")), "the newest first");
}

#[tokio::test]
async fn neither_the_api_nor_whoever_owns_the_table_can_change_an_entry() {
    let house = House::open().await;
    house.key(Role::Admin).await;
    let limited = Db::at(db::serving(house.database.url()).await.unwrap(), 1).unwrap();
    let mut conn = limited.conn().await.unwrap();
    let owner = connect(house.database.url()).await;
    for statement in [
        "UPDATE audit_entries SET reason = 'x'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "TRUNCATE audit_entries CASCADE",
    ] {
        let refused = diesel::sql_query(statement).execute(&mut conn).await.unwrap_err();
        assert!(refused.to_string().contains("permission denied"), "{statement}: {refused}");
        let refused = owner.batch_execute(statement).await.unwrap_err();
        assert!(refused.as_db_error().unwrap().message().contains("never changed"), "{statement}: {refused}");
    }
    for statement in
        ["DROP TABLE audit_entries", "ALTER TABLE audit_entries DISABLE TRIGGER ALL", "CREATE TABLE x (id int)"]
    {
        assert!(diesel::sql_query(statement).execute(&mut conn).await.is_err(), "{statement}");
    }
    assert_eq!(house.one("SELECT count(*)::text FROM audit_entries").await, "1");
    let mut serving = house.app.db.conn().await.unwrap();
    assert!(
        diesel::sql_query("DELETE FROM audit_entries").execute(&mut serving).await.is_err(),
        "the pool that serves"
    );
}

#[tokio::test]
async fn after_a_year_entries_go_and_not_before() {
    let house = House::open().await;
    house.key(Role::Admin).await;
    let owner = connect(house.database.url()).await;
    let old = "INSERT INTO audit_entries (id, at, actor_kind, action)
        SELECT gen_random_uuid(), now() - age, 'system', 'staff.changed'
        FROM unnest(ARRAY['366 days', '364 days']::interval[]) age";
    owner.batch_execute(old).await.unwrap();
    let mut conn = house.app.db.conn().await.unwrap();
    assert_eq!(api::audit::forget(&mut conn).await.unwrap(), 1);
    assert_eq!(house.one("SELECT count(*)::text FROM audit_entries").await, "2");
}
