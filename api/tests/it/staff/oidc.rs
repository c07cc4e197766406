//! The city's own sign-in: what a provider may say, what it may not, and who somebody is then.

use client::{Answer, Method, Request};
use jsonwebtoken::{Algorithm, Header};
use serde_json::{Value, json};
use shared::people::AccessToken;
use shared::problem::ProblemKind;
use shared::staff::Role;

use super::provider::{CLIENT, Provider, Says};
use crate::harness::{House, Plan, at, header, json as body_of, problem, wish};

/// A browser on its way to the provider.
struct Dance {
    cookie: String,
    state: String,
    nonce: String,
    challenge: String,
}

async fn house(provider: &Provider) -> House {
    house_with(provider, &[]).await
}

async fn house_with(provider: &Provider, more: &[&str]) -> House {
    let settings = [
        "--oidc-issuer",
        &provider.issuer,
        "--oidc-client-id",
        CLIENT,
        "--oidc-client-secret",
        "secret",
        "--oidc-name",
        "Stadt Beispiel",
        "--oidc-roles",
        "hall=hall_manager,desk=front_desk",
        "--oidc-role-claim",
        "realm.roles",
    ];
    let settings = settings.iter().chain(more).map(|text| (*text).to_owned()).collect();
    House::with(Plan { settings, ..Plan::default() }).await
}

async fn start(house: &House) -> Dance {
    let answer = house.get("/api/v1/auth/staff/oidc/start?lang=en").await;
    assert_eq!(answer.status, 303, "{}", String::from_utf8_lossy(&answer.body));
    let cookie = header(&answer, "set-cookie");
    assert!(
        cookie.starts_with("__Host-rathaus-oidc=") && cookie.contains("HttpOnly; SameSite=Lax; Max-Age=600; Secure")
    );
    let address = header(&answer, "location").to_owned();
    let (_, query) = address.split_once('?').unwrap();
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let value = |name: &str| pairs.iter().find(|(key, _)| key == name).unwrap().1.clone();
    assert_eq!((value("response_type"), value("code_challenge_method")), ("code".to_owned(), "S256".to_owned()));
    assert_eq!(value("redirect_uri"), "http://rathaus.test/api/v1/auth/staff/oidc/callback");
    assert_eq!(value("scope"), "openid profile email");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    Dance { cookie, state: value("state"), nonce: value("nonce"), challenge: value("code_challenge") }
}

/// What a good ID token says. The provider lives in the real time, whatever the house's clock shows.
fn claims(provider: &Provider, dance: &Dance) -> Value {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    json!({
        "iss": provider.issuer, "aud": CLIENT, "sub": "4711", "nonce": dance.nonce, "iat": now, "exp": now + 300,
        "name": "Robin Amt", "preferred_username": "robin", "realm": { "roles": ["hall"] },
    })
}

fn says(provider: &Provider, dance: &Dance, claims: Value) {
    provider.says(Says { claims, challenge: dance.challenge.clone(), ..Says::default() });
}

async fn come_back(house: &House, cookie: &str, query: &str) -> Answer {
    let path = format!("/api/v1/auth/staff/oidc/callback?{query}");
    house.send(Request::new(Method::GET, path).header("Cookie", cookie)).await
}

async fn whole(house: &House, provider: &Provider, change: impl FnOnce(&mut Value)) -> Answer {
    let dance = start(house).await;
    let mut said = claims(provider, &dance);
    change(&mut said);
    says(provider, &dance, said);
    come_back(house, &dance.cookie, &format!("code=right&state={}", dance.state)).await
}

/// The session's cookie, if there is one.
fn session(answer: &Answer) -> Option<String> {
    let cookies = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap().to_owned());
    let mut own = cookies.filter(|cookie| cookie.starts_with("__Host-rathaus="));
    own.next().map(|cookie| cookie.split(';').next().unwrap().to_owned())
}

#[track_caller]
fn refused(answer: &Answer, why: &str) {
    assert_eq!(answer.status, 303);
    assert!(header(answer, "location").ends_with(&format!("/staff/sign-in?problem={why}")), "{:?}", answer.headers);
    assert!(session(answer).is_none());
}

#[tokio::test]
async fn whoever_the_provider_vouches_for_has_the_role_it_says() {
    let provider = Provider::start();
    let house = house(&provider).await;
    assert_eq!(body_of(&house.get("/api/v1/auth/staff/ways").await), json!({ "oidc": "Stadt Beispiel" }));
    let answer = whole(&house, &provider, |_| {}).await;
    assert_eq!(header(&answer, "location"), "http://rathaus.test/en/staff");
    let exchanged = house.exchange(&session(&answer).unwrap()).await;
    let token = exchanged.json::<AccessToken>().unwrap().access_token;
    let ask = async || house.send(Request::new(Method::GET, "/api/v1/staff/me").bearer(&token)).await;
    assert_eq!(
        body_of(&ask().await),
        json!({ "name": "Robin Amt", "role": "hall_manager", "venue": "neues-rathaus", "login": "robin" })
    );
    // The same person with another role: what was begun with the old one ends.
    let again = whole(&house, &provider, |claims| claims["realm"] = json!({ "roles": "desk" })).await;
    assert!(session(&again).is_some());
    assert_eq!(ask().await.status, 401);
    assert_eq!(house.one("SELECT string_agg(role, ',') FROM staff_accounts").await, "front_desk", "one account");
    let told = house.one("SELECT string_agg(action || detail::text, ' ' ORDER BY id) FROM audit_entries").await;
    assert!(told.contains("staff.signed_in") && told.contains("hall_manager → front_desk"), "{told}");
    // Who has none any more, or is kept out here.
    refused(&whole(&house, &provider, |claims| claims["realm"] = json!({ "roles": ["other"] })).await, "no_role");
    refused(&whole(&house, &provider, |claims| drop(claims.as_object_mut().unwrap().remove("realm"))).await, "no_role");
    house.sql("UPDATE staff_accounts SET suspended_at = now()").await;
    refused(&whole(&house, &provider, |_| {}).await, "no_role");
    // A password would be a second way in, beside the provider's rules.
    let admin = house.key(Role::Admin).await;
    let id = house.one("SELECT id::text FROM staff_accounts").await;
    let path = format!("/api/v1/staff/accounts/{id}/invitation");
    assert_eq!(house.send(Request::new(Method::POST, path).bearer(&admin)).await.status, 409);
}

#[tokio::test]
async fn what_a_provider_says_wrongly_is_not_believed() {
    let provider = Provider::start();
    let house = house(&provider).await;
    for (claim, value) in [
        ("iss", json!("https://evil.test")),
        ("aud", json!("another")),
        ("nonce", json!("another")),
        ("nonce", Value::Null),
        ("exp", json!(1_700_000_000)),
        ("sub", Value::Null),
    ] {
        let answer = whole(&house, &provider, |claims| claims[claim] = value.clone()).await;
        refused(&answer, "refused");
    }
    for (other_key, header) in [(true, None), (false, Some(Header::new(Algorithm::HS256)))] {
        let dance = start(&house).await;
        let (claims, challenge) = (claims(&provider, &dance), dance.challenge.clone());
        provider.says(Says { claims, challenge, other_key, header });
        let query = format!("code=right&state={}", dance.state);
        refused(&come_back(&house, &dance.cookie, &query).await, "refused");
    }
    assert_eq!(house.one("SELECT count(*)::text FROM staff_accounts").await, "0");
}

#[tokio::test]
async fn an_answer_belongs_to_one_attempt_of_one_browser() {
    let provider = Provider::start();
    let house = house(&provider).await;
    let (mine, other) = (start(&house).await, start(&house).await);
    says(&provider, &mine, claims(&provider, &mine));
    let state = &mine.state;
    refused(&come_back(&house, &mine.cookie, &format!("code=right&state={}", other.state)).await, "refused");
    refused(&come_back(&house, &mine.cookie, "code=right").await, "refused");
    refused(&come_back(&house, &mine.cookie, &format!("error=access_denied&state={state}")).await, "refused");
    refused(&come_back(&house, &mine.cookie, &format!("code=wrong&state={state}")).await, "refused");
    let elsewhere = format!("code=right&state={state}&iss=https%3A%2F%2Fevil.test");
    refused(&come_back(&house, &mine.cookie, &elsewhere).await, "refused");
    refused(&come_back(&house, &other.cookie, &format!("code=right&state={state}")).await, "refused");
    // Somebody else's code under one's own state: the provider looks at the verifier, and we at the nonce.
    says(&provider, &other, claims(&provider, &mine));
    refused(&come_back(&house, &other.cookie, &format!("code=right&state={}", other.state)).await, "refused");
    for cookie in ["", "__Host-rathaus-oidc=x", "__Host-rathaus-oidc=019a00000000700080000000000000ff.de.x"] {
        refused(&come_back(&house, cookie, &format!("code=right&state={state}")).await, "expired");
    }
    says(&provider, &mine, claims(&provider, &mine));
    let right = format!("code=right&state={state}&iss={}", provider.issuer);
    house.set(at("2026-11-24T08:15:01"));
    refused(&come_back(&house, &mine.cookie, &right).await, "expired");
    house.set(at("2026-11-24T08:14:59"));
    assert!(session(&come_back(&house, &mine.cookie, &right).await).is_some());
}

#[tokio::test]
async fn without_a_provider_there_is_no_such_way_and_one_that_is_away_is_told() {
    let plain = House::open().await;
    assert_eq!(body_of(&plain.get("/api/v1/auth/staff/ways").await), json!({ "oidc": null }));
    for path in ["/api/v1/auth/staff/oidc/start", "/api/v1/auth/staff/oidc/callback?code=x"] {
        assert_eq!(plain.get(path).await.status, 404);
    }
    let provider = Provider::start();
    let house = house(&provider).await;
    drop(provider);
    refused(&house.get("/api/v1/auth/staff/oidc/start").await, "unavailable");
}

#[tokio::test]
async fn rule_6_a_member_the_provider_vouches_for_books_what_is_kept_for_her_group() {
    let provider = Provider::start();
    let house = house(&provider).await;
    let key = house.key(Role::HallManager).await;
    let group =
        json!({ "label_de": "Fraktionen", "label_en": "Council groups", "desk_codes": ["A1"], "claims": ["council"] });
    assert_eq!(house.order(&key, Method::POST, "/contingents", &group).await.status, 201);
    let member = |claims: &mut Value| {
        claims["realm"] = json!({ "roles": [] });
        (claims["groups"], claims["email"]) = (json!(["council"]), json!("Mia@Council.example"));
        claims["email_verified"] = json!(true);
    };
    let unproven = whole(&house, &provider, |claims| {
        member(claims);
        claims["email_verified"] = json!(false);
    });
    refused(&unproven.await, "no_role");
    let answer = whole(&house, &provider, member).await;
    assert_eq!(header(&answer, "location"), "http://rathaus.test/en/me");
    let cookie = session(&answer).unwrap();
    let token = house.exchange(&cookie).await.json::<AccessToken>().unwrap().access_token;
    let mut wished = wish(&["A1"], "2026-11-26T09:00", "2026-11-26T10:00");
    wished.email = None;
    let book = async |wished: &shared::bookings::NewBooking, token: &str| {
        house.send(Request::new(Method::POST, "/api/v1/bookings").bearer(token).json(wished).unwrap()).await
    };
    assert_eq!(book(&wished, &token).await.status, 201);
    // Nobody else, and she herself not once the provider says so no more, or has not for a month.
    let other = house.guest("other@example.org").await;
    let later = wish(&["A1"], "2026-11-26T11:00", "2026-11-26T12:00");
    problem(
        &book(&shared::bookings::NewBooking { email: None, ..later.clone() }, &other.token).await,
        ProblemKind::RuleViolated,
    );
    let hers = shared::bookings::NewBooking { email: Some("mia@council.example".to_owned()), ..later };
    refused(
        &whole(&house, &provider, |claims| {
            member(claims);
            claims["groups"] = json!([]);
        })
        .await,
        "no_role",
    );
    problem(&house.ask(&hers).await, ProblemKind::RuleViolated);
    whole(&house, &provider, member).await;
    let month = wish(&["A1"], "2026-12-28T09:00", "2026-12-28T10:00");
    let month = shared::bookings::NewBooking { email: Some("mia@council.example".to_owned()), ..month };
    house.set(at("2026-12-24T09:00:00"));
    problem(&house.ask(&month).await, ProblemKind::RuleViolated);
    house.pass(at("2026-12-24T09:01:00")).await;
    assert_eq!(house.one("SELECT count(*)::text FROM contingent_members").await, "0");
}

#[tokio::test]
async fn where_a_second_factor_is_demanded_a_sign_in_without_one_is_not_believed() {
    let provider = Provider::start();
    let house = house_with(&provider, &["--oidc-acr", "mfa,phr"]).await;
    let asked = header(&house.get("/api/v1/auth/staff/oidc/start").await, "location").to_owned();
    assert!(asked.contains("acr_values=mfa+phr") || asked.contains("acr_values=mfa%20phr"), "{asked}");
    refused(&whole(&house, &provider, |_| {}).await, "refused");
    refused(&whole(&house, &provider, |claims| claims["acr"] = json!("pwd")).await, "refused");
    let come = whole(&house, &provider, |claims| claims["acr"] = json!("phr")).await;
    assert!(session(&come).is_some());
}
