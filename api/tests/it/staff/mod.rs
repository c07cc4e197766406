//! The door in front of everything staff do.

mod accounts;
mod changes;
mod oidc;
mod provider;

use std::process::Command;

use api::ids::Ids;
use api::staff;
use client::{Method, Request};
use shared::problem::ProblemKind;
use shared::staff::Role;

use crate::harness::{House, at, connect, header, json, problem, secret_of};

/// Every operation below `/staff`, with an address that could be meant.
async fn operations(house: &House) -> Vec<(Method, String, serde_json::Value)> {
    let document = json(&house.get("/api/v1/openapi.json").await);
    let mut found = Vec::new();
    for (path, item) in
        document["paths"].as_object().unwrap().iter().filter(|(path, _)| path.starts_with("/api/v1/staff/"))
    {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            let address = path.replace("{id}", "019a0000-0000-7000-8000-000000000000");
            found.push((method, address, operation.clone()));
        }
    }
    assert!(found.len() >= 9, "{found:?}");
    found
}

#[tokio::test]
async fn nothing_is_told_to_whoever_has_no_key_or_a_wrong_one() {
    let house = House::open().await;
    let right = house.key(Role::Admin).await;
    let (id, secret) = right.strip_prefix("rcw_").unwrap().split_once('_').unwrap();
    let other = format!("{}A", &secret[..42]);
    let other = if other == secret { format!("{}B", &secret[..42]) } else { other };
    let wrong = [
        format!("Bearer rcw_{id}_{other}"),
        format!("Bearer rcw_{}_{secret}", "0".repeat(32)),
        format!("Bearer {right}x"),
        format!("Basic {right}"),
        right.clone(),
        "Bearer".to_owned(),
        String::new(),
    ];
    for (method, address, operation) in operations(&house).await {
        assert_eq!(operation["security"], serde_json::json!([{ "bearer": [] }]), "{method} {address}");
        let bare = || Request::new(method.clone(), address.as_str());
        let mut answers = vec![house.send(bare()).await, house.send(bare().body("application/json", "{")).await];
        for header in &wrong {
            answers.push(house.send(bare().header("Authorization", header.as_str())).await);
        }
        for answer in answers {
            problem(&answer, ProblemKind::Unauthorized);
            assert_eq!(header(&answer, "www-authenticate"), "Bearer", "{method} {address}");
        }
        let known = house.send(bare().header("Authorization", format!("bearer {right}"))).await;
        assert_ne!(known.status, 401, "{method} {address}");
    }
    problem(&house.get("/api/v1/staff/secret-things").await, ProblemKind::Unauthorized);
    let document = json(&house.get("/api/v1/openapi.json").await);
    assert_eq!(document["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
}

#[tokio::test]
async fn a_key_is_kept_as_a_hash_says_when_it_was_used_and_can_be_revoked() {
    let house = House::open().await;
    let key = house.key(Role::HallManager).await;
    let secret = secret_of(&key);
    let stored = house.one("SELECT row_to_json(staff_keys)::text FROM staff_keys").await;
    assert!(!stored.contains(secret) && stored.contains("\"last_used_at\":null"), "{stored}");
    let used = async || house.one("SELECT to_char(last_used_at, 'HH24:MI:SS') FROM staff_keys").await;
    let ask = async || house.send(Request::new(Method::GET, "/api/v1/staff/plans").bearer(&key)).await;
    assert_eq!((ask().await.status.as_u16(), used().await), (200, "07:05:00".to_owned()));
    house.set(at("2026-11-24T08:05:30"));
    assert_eq!((ask().await.status.as_u16(), used().await), (200, "07:05:00".to_owned()), "not a write for every read");
    house.set(at("2026-11-24T08:06:30"));
    assert_eq!((ask().await.status.as_u16(), used().await), (200, "07:06:30".to_owned()));
    let mut conn = house.app.db.conn().await.unwrap();
    let id = key.strip_prefix("rcw_").unwrap().split_once('_').unwrap().0.parse().unwrap();
    staff::revoke(&mut conn, &house.app.ids, id, house.app.clock.now()).await.unwrap();
    problem(&ask().await, ProblemKind::Unauthorized);
    let again = staff::revoke(&mut conn, &house.app.ids, id, house.app.clock.now()).await.unwrap_err();
    assert!(again.to_string().contains("no key in use"), "{again}");
}

#[tokio::test]
async fn keys_are_made_for_a_venue_that_is_there_by_people_with_a_name() {
    let house = House::open().await;
    let mut conn = house.app.db.conn().await.unwrap();
    let (ids, now) = (Ids::seeded(9), house.app.clock.now());
    assert!(staff::add(&mut conn, &ids, Some("atlantis"), ("Robin", Role::Admin, 1), now).await.is_err());
    for name in ["", "  ", "a\nb", &"x".repeat(101)] {
        assert!(staff::add(&mut conn, &ids, None, (name, Role::Admin, 1), now).await.is_err(), "{name}");
    }
    staff::add(&mut conn, &ids, Some(crate::harness::VENUE), (" Robin ", Role::Admin, 1), now).await.unwrap();
    assert_eq!(house.one("SELECT name FROM staff_keys").await, "Robin");
}

#[tokio::test]
async fn the_program_prints_a_key_once_and_takes_it_back() {
    let house = House::open().await;
    let rathaus = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rathaus"));
        command.args(arguments).env("DATABASE_URL", house.database.url());
        command.args(["--data-dir", house.folder().to_str().unwrap()]);
        let output = command.output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (done, key, said) = rathaus(&["staff", "add", "--name", "Kim", "--role", "admin"]);
    assert!(done, "{said}");
    let key = key.trim();
    let ask = async || house.send(Request::new(Method::GET, "/api/v1/staff/furniture").bearer(key)).await.status;
    assert_eq!(ask().await, 200);
    assert!(!said.contains(key), "{said}");
    let id = key.strip_prefix("rcw_").unwrap().split_once('_').unwrap().0;
    assert!(rathaus(&["staff", "revoke", "--id", id]).0);
    assert_eq!(ask().await, 401);
    let (done, _, said) = rathaus(&["staff", "revoke", "--id", id]);
    assert!(!done && said.contains("no key in use"), "{said}");
    assert!(!rathaus(&["staff", "add", "--name", "Kim", "--role", "king"]).0);
    let client = connect(house.database.url()).await;
    let roles: Vec<String> =
        client.query("SELECT role FROM staff_keys", &[]).await.unwrap().iter().map(|row| row.get(0)).collect();
    assert_eq!(roles, ["admin"]);
}

#[tokio::test]
async fn keys_are_listed_revoked_by_administrators_and_end_by_themselves() {
    let house = House::open().await;
    let (admin, desk) = (house.key(Role::Admin).await, house.key(Role::FrontDesk).await);
    let list = async |key: &str| house.send(Request::new(Method::GET, "/api/v1/staff/keys").bearer(key)).await;
    let listed = list(&admin).await;
    let secret = secret_of(&desk);
    assert!(!String::from_utf8_lossy(&listed.body).contains(secret));
    let items = json(&listed)["items"].as_array().unwrap().clone();
    assert_eq!(items.len(), 2);
    let of = |role: &str| items.iter().find(|key| key["role"] == role).unwrap().clone();
    let (of_desk, of_admin) = (of("front_desk"), of("admin"));
    assert_eq!((of_desk["name"].as_str(), of_desk["last_used_at"].is_null()), (Some("Robin Amt"), true));
    assert_eq!(of_admin["expires_at"], "2027-11-24T08:05:00+01:00");
    problem(&list(&desk).await, ProblemKind::Forbidden);
    let revoke = async |key: &str, id: &str| {
        house.send(Request::new(Method::DELETE, format!("/api/v1/staff/keys/{id}")).bearer(key)).await
    };
    let id = of_desk["id"].as_str().unwrap();
    problem(&revoke(&desk, id).await, ProblemKind::Forbidden);
    for _ in 0..2 {
        assert_eq!(revoke(&admin, id).await.status, 204);
    }
    problem(&list(&desk).await, ProblemKind::Unauthorized);
    problem(&revoke(&admin, "019a0000-0000-7000-8000-000000000000").await, ProblemKind::NotFound);
    assert_eq!(house.one("SELECT count(*) FROM audit_entries WHERE action = 'staff_key.revoked'").await, "1");
    house.set(at("2027-11-24T08:04:59"));
    assert_eq!(list(&admin).await.status, 200);
    house.set(at("2027-11-24T08:05:00"));
    problem(&list(&admin).await, ProblemKind::Unauthorized);
}
