//! A key buys a token, as long as it and its app are good.

use api::apps::{self, AppError};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use client::{Answer, Method, Request};
use serde_json::Value;
use shared::apps::Scope;
use shared::problem::ProblemKind;

use super::{Registered, conn, ids, key_id, post};
use crate::harness::{House, at, header, json, problem, wish};

/// A refusal in the words of OAuth.
fn refused(answer: &Answer, kind: ProblemKind, error: &str) {
    assert_eq!(problem(answer, kind).error.as_deref(), Some(error));
    assert_eq!(answer.status == 401, answer.header("www-authenticate").is_some_and(|way| way.starts_with("Basic")));
}

#[tokio::test]
async fn a_key_buys_a_token_that_says_it_is_an_app_s_in_form_and_header() {
    let house = House::open().await;
    let app = Registered::with(&house, &[Scope::BookingsRead, Scope::BookingsWrite]).await;
    let answer = app.ask(&house, &app.key, "").await;
    assert_eq!((answer.status.as_u16(), header(&answer, "cache-control")), (200, "no-store"));
    let bought = json(&answer);
    assert_eq!((&bought["token_type"], &bought["expires_in"]), (&"Bearer".into(), &600.into()));
    assert_eq!(bought["scope"], "bookings:read bookings:write");
    let token = bought["access_token"].as_str().unwrap();
    let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!((&claims["sub"], &claims["kind"]), (&app.id.to_string().into(), &"app".into()));
    assert!(claims["client_id"] == claims["sub"] && claims.get("sid").is_none(), "{claims}");
    let basic = format!("Basic {}", STANDARD.encode(format!("{}:{}", app.id, app.key.replace('_', "%5F"))));
    let narrow = post(&house, "grant_type=client_credentials&scope=bookings:read", Some(&basic)).await;
    assert_eq!(json(&narrow)["scope"], "bookings:read");
    assert_ne!(house.one("SELECT last_used_at FROM app_keys").await, "");
    assert_eq!(house.one("SELECT count(*) FROM app_keys k WHERE k::text LIKE '%rcw_%'").await, "0");
}

#[tokio::test]
async fn what_is_asked_wrongly_is_refused_in_the_words_of_oauth() {
    let house = House::open().await;
    let app = Registered::with(&house, &[Scope::BookingsRead]).await;
    let own = format!("client_id={}&client_secret={}", app.id, app.key);
    for (form, kind, error) in [
        (own.clone(), ProblemKind::BadRequest, "invalid_request"),
        (format!("{own}&grant_type=password"), ProblemKind::BadRequest, "unsupported_grant_type"),
        (format!("{own}&{own}&grant_type=client_credentials"), ProblemKind::BadRequest, "invalid_request"),
        (format!("{own}&grant_type=client_credentials&scope=offers:write"), ProblemKind::BadRequest, "invalid_scope"),
        (format!("{own}x&grant_type=client_credentials"), ProblemKind::Unauthorized, "invalid_client"),
        ("grant_type=client_credentials".to_owned(), ProblemKind::Unauthorized, "invalid_client"),
    ] {
        refused(&post(&house, &form, None).await, kind, error);
    }
    let more = post(&house, &format!("{own}&grant_type=client_credentials&x=1"), None).await;
    assert_eq!(more.status, 200, "RFC 6749, 3.2: what is not known is ignored");
    let basic = format!("Basic {}", STANDARD.encode(format!("{}:{}", app.id, app.key)));
    let twice = post(&house, &format!("{own}&grant_type=client_credentials"), Some(&basic)).await;
    refused(&twice, ProblemKind::BadRequest, "invalid_request");
    let other = Registered::with(&house, &[Scope::BookingsRead]).await;
    refused(&app.ask(&house, &other.key, "").await, ProblemKind::Unauthorized, "invalid_client");
}

#[tokio::test]
async fn two_keys_overlap_and_one_that_is_revoked_or_has_ended_buys_nothing() {
    let house = House::open().await;
    let app = Registered::with(&house, &[Scope::BookingsRead]).await;
    let next = app.another_key(&house).await.unwrap();
    assert!(matches!(app.another_key(&house).await, Err(AppError::Keys)));
    for key in [&app.key, &next] {
        assert_eq!(app.ask(&house, key, "").await.status, 200);
    }
    // The first was made for 30 days, the second for 60.
    house.set(at("2026-12-24T08:05"));
    refused(&app.ask(&house, &app.key, "").await, ProblemKind::Unauthorized, "invalid_client");
    assert_eq!(app.ask(&house, &next, "").await.status, 200);
    let third = app.another_key(&house).await.expect("room for one again");
    apps::revoke_key(&mut *conn(&house).await, &ids(), key_id(&next), house.app.clock.now()).await.unwrap();
    refused(&app.ask(&house, &next, "").await, ProblemKind::Unauthorized, "invalid_client");
    assert_eq!(app.ask(&house, &third, "").await.status, 200);
}

#[tokio::test]
async fn a_suspended_app_is_nobody_at_once() {
    let house = House::open().await;
    let app = Registered::with(&house, &[Scope::BookingsWrite]).await;
    let token = app.token(&house).await;
    let book = || {
        let wanted = wish(&["A1"], "2026-11-25T09:00", "2026-11-25T10:00");
        Request::new(Method::POST, "/api/v1/bookings").bearer(&token).json(&wanted).unwrap()
    };
    assert_eq!(house.send(book()).await.status, 201);
    apps::suspend(&mut *conn(&house).await, &ids(), app.id, house.app.clock.now()).await.unwrap();
    problem(&house.send(book()).await, ProblemKind::Unauthorized);
    refused(&app.ask(&house, &app.key, "").await, ProblemKind::Unauthorized, "invalid_client");
    assert!(app.another_key(&house).await.is_ok(), "which opens nothing");
    let listed = apps::list(&mut *conn(&house).await).await.unwrap();
    assert!(listed.contains("suspended") && listed.contains("Stadt-App"), "{listed}");
    assert!(matches!(
        apps::suspend(&mut *conn(&house).await, &ids(), app.id, house.app.clock.now()).await,
        Err(AppError::Already(..))
    ));
    apps::resume(&mut *conn(&house).await, &ids(), app.id, house.app.clock.now()).await.unwrap();
    assert_eq!(house.send(book()).await.status, 409, "somebody, and the desk is taken");
    assert!(matches!(
        apps::resume(&mut *conn(&house).await, &ids(), app.id, house.app.clock.now()).await,
        Err(AppError::Already(..))
    ));
}

#[tokio::test]
async fn a_program_finds_the_endpoint_by_itself() {
    let house = House::open().await;
    let told = json(&house.get("/.well-known/oauth-authorization-server").await);
    assert_eq!(told["issuer"], "http://rathaus.test");
    assert_eq!(told["token_endpoint"], "http://rathaus.test/api/v1/oauth/token");
    assert_eq!(told["grant_types_supported"], serde_json::json!(["client_credentials"]));
    assert_eq!(told["scopes_supported"].as_array().unwrap().len(), Scope::ALL.len());
}
