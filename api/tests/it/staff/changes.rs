//! What administrators change about others: roles, keeping out, beginning anew, and the first of them.

use std::os::unix::fs::PermissionsExt;

use api::staff;
use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::problem::ProblemKind;
use shared::staff::Role;

use crate::harness::{Employee, House, PASSWORD, at, header, json as body_of, problem};

async fn patch(house: &House, admin: &str, id: &str, change: &Value) -> Answer {
    let path = format!("/api/v1/staff/accounts/{id}");
    let seen = house.send(Request::new(Method::GET, path.as_str()).bearer(admin)).await;
    let request = Request::new(Method::PATCH, path).bearer(admin).header("If-Match", header(&seen, "etag"));
    house.send(request.json(change).unwrap()).await
}

async fn works(house: &House, employee: &Employee) -> u16 {
    house.send(Request::new(Method::GET, "/api/v1/staff/me").bearer(&employee.token)).await.status.as_u16()
}

#[tokio::test]
async fn a_new_role_and_keeping_out_end_every_sign_in_at_once() {
    let house = House::open().await;
    let admin = house.key(Role::Admin).await;
    let robin = house.employee("robin", Role::HallManager).await;
    assert_eq!(patch(&house, &admin, &robin.id, &json!({ "name": "Robin Neu" })).await.status, 200);
    assert_eq!(works(&house, &robin).await, 200, "a name ends nothing");
    let changed = patch(&house, &admin, &robin.id, &json!({ "role": "auditor" })).await;
    assert_eq!((changed.status.as_u16(), body_of(&changed)["role"].as_str()), (200, Some("auditor")));
    assert_eq!((works(&house, &robin).await, house.exchange(&robin.cookie).await.status.as_u16()), (401, 401));
    assert_eq!(patch(&house, &admin, &robin.id, &json!({ "suspended": true })).await.status, 200);
    house.set(at("2026-11-24T08:10:00"));
    problem(&house.try_staff("robin", PASSWORD, &house.shown(&robin.totp)).await, ProblemKind::WrongCode);
    assert_eq!(patch(&house, &admin, &robin.id, &json!({ "suspended": false })).await.status, 200);
    house.set(at("2026-11-24T08:11:00"));
    assert_eq!(house.try_staff("robin", PASSWORD, &house.shown(&robin.totp)).await.status, 201);
    let told = house
        .one("SELECT string_agg(detail::text, ' ' ORDER BY id) FROM audit_entries WHERE action = 'staff.changed'")
        .await;
    assert!(told.contains("hall_manager → auditor") && told.contains("\"suspended\": \"true\""), "{told}");
    let stale = Request::new(Method::PATCH, format!("/api/v1/staff/accounts/{}", robin.id)).bearer(&admin);
    let stale = stale.header("If-Match", "\"1\"").json(&json!({ "name": "x" })).unwrap();
    problem(&house.send(stale).await, ProblemKind::PreconditionFailed);
}

#[tokio::test]
async fn whoever_has_lost_everything_begins_anew_and_nothing_old_is_good() {
    let house = House::open().await;
    let admin = house.key(Role::Admin).await;
    let robin = house.employee("robin", Role::HallManager).await;
    let path = format!("/api/v1/staff/accounts/{}/invitation", robin.id);
    let again = house.send(Request::new(Method::POST, path.as_str()).bearer(&admin)).await;
    assert_eq!(again.status, 200, "{}", String::from_utf8_lossy(&again.body));
    house.set(at("2026-11-24T08:10:00"));
    assert_eq!(works(&house, &robin).await, 401);
    problem(&house.try_staff("robin", PASSWORD, &house.shown(&robin.totp)).await, ProblemKind::WrongCode);
    problem(&house.try_staff("robin", PASSWORD, &robin.codes[0]).await, ProblemKind::WrongCode);
    let token = body_of(&again)["token"].as_str().unwrap().to_owned();
    let totp = house.authenticator(&token).await;
    assert_ne!(house.shown(&totp), house.shown(&robin.totp), "another secret");
}

#[tokio::test]
async fn a_venue_keeps_an_administrator_who_can_sign_in() {
    let house = House::open().await;
    let key = house.key(Role::Admin).await;
    let (ada, bob) = (house.employee("ada", Role::Admin).await, house.employee("bob", Role::Admin).await);
    assert_eq!(patch(&house, &key, &ada.id, &json!({ "role": "editor" })).await.status, 200);
    for change in [json!({ "role": "editor" }), json!({ "suspended": true })] {
        problem(&patch(&house, &key, &bob.id, &change).await, ProblemKind::WrongState);
    }
    let path = format!("/api/v1/staff/accounts/{}", bob.id);
    let remove = Request::new(Method::DELETE, path.as_str()).bearer(&key).header("If-Match", "*");
    problem(&house.send(remove).await, ProblemKind::WrongState);
    // Two who send each other away at the same moment.
    assert_eq!(patch(&house, &key, &ada.id, &json!({ "role": "admin" })).await.status, 200);
    let demoted = json!({ "role": "editor" });
    let (one, two) = tokio::join!(patch(&house, &key, &ada.id, &demoted), patch(&house, &key, &bob.id, &demoted));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(house.deadlocks().await, 0);
}

#[tokio::test]
async fn an_account_of_another_venue_does_not_exist_and_logins_are_taken_once() {
    let house = House::open().await;
    let key = house.key(Role::Admin).await;
    house.employee("robin", Role::Editor).await;
    let again = json!({ "login": "ROBIN", "name": "Other", "role": "editor" });
    let answer = house.order(&key, Method::POST, "/accounts", &again).await;
    assert_eq!(problem(&answer, ProblemKind::InvalidRequest).errors[0].pointer, "/login");
    for login in ["", "two words", "not@an address", "a\nb", &"x".repeat(255)] {
        let new = json!({ "login": login, "name": "Robin", "role": "editor" });
        problem(&house.order(&key, Method::POST, "/accounts", &new).await, ProblemKind::InvalidRequest);
    }
    for id in ["x", "019a0000-0000-7000-8000-000000000000"] {
        let ask = Request::new(Method::GET, format!("/api/v1/staff/accounts/{id}")).bearer(&key);
        problem(&house.send(ask).await, ProblemKind::NotFound);
    }
}

#[tokio::test]
async fn the_first_administrator_is_made_once_and_only_the_server_s_user_can_read_the_file() {
    let house = House::open().await;
    let path = staff::first_admin(&house.app).await.unwrap().expect("nobody was there");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(&path).unwrap();
    let token = text.lines().find_map(|line| line.trim().strip_prefix("one-time password")).unwrap().trim().to_owned();
    assert!(text.contains(&format!("/staff/enrol#t={token}")), "{text}");
    assert!(staff::first_admin(&house.app).await.unwrap().is_none(), "once");
    let totp = house.authenticator(&token).await;
    let body = json!({ "token": token, "password": PASSWORD, "totp": house.shown(&totp) });
    assert_eq!(house.tell("/api/v1/auth/staff/enrolments", &body).await.status, 201);
    house.set(at("2026-11-24T08:10:00"));
    let signed = house.try_staff("admin", PASSWORD, &house.shown(&totp)).await;
    assert_eq!((signed.status.as_u16(), body_of(&signed)["role"].as_str()), (201, Some("admin")));
}
