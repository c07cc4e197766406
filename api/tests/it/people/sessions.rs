//! Sessions: one cookie for one purpose, replaced at each use, and ended at once.

use client::{Answer, Method, Request};
use serde_json::json;
use shared::people::{AccessToken, Session};
use shared::problem::ProblemKind;

use crate::harness::{House, at, cookie, header, json, problem};

const KIM: &str = "kim@example.org";

async fn signed_in(house: &House, remember: bool) -> Answer {
    let code = house.sign_in_code(KIM).await;
    let body = json!({ "email": KIM, "code": code, "remember": remember });
    let answer = house.send(Request::new(Method::POST, "/api/v1/auth/sessions").json(&body).unwrap()).await;
    assert_eq!(answer.status, 201);
    answer
}

/// The token of an exchange that went well.
fn token(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    answer.clone().json::<AccessToken>().unwrap().access_token
}

async fn me(house: &House, token: &str) -> u16 {
    house.send(Request::new(Method::GET, "/api/v1/me").bearer(token)).await.status.as_u16()
}

fn refused(answer: &Answer) {
    problem(answer, ProblemKind::Unauthorized);
}

#[tokio::test]
async fn the_cookie_is_for_one_host_no_script_and_no_other_site() {
    let house = House::open().await;
    let answer = signed_in(&house, false).await;
    let set = header(&answer, "set-cookie");
    assert!(set.starts_with("__Host-rathaus="), "{set}");
    assert!(set.ends_with("; Path=/; HttpOnly; SameSite=Strict; Secure"), "{set}");
    assert!(!set.contains("Max-Age") && !set.contains("Domain"), "it goes with the window: {set}");
    assert_eq!(header(&answer, "cache-control"), "no-store");
    let session = answer.clone().json::<Session>().unwrap();
    assert_eq!(header(&answer, "location"), format!("http://rathaus.test/api/v1/me/sessions/{}", session.id));
    assert_eq!((session.expires_at, session.remembered, session.current), (at("2026-11-24T20:05"), false, true));
    let remembered = signed_in(&house, true).await;
    assert!(header(&remembered, "set-cookie").contains("; Max-Age=2592000; Path=/"));
    assert_eq!(remembered.json::<Session>().unwrap().expires_at, at("2026-12-24T08:05"));
    let rows = house.sql("SELECT row_to_json(s)::text FROM sessions s").await;
    let proof = cookie(&answer).rsplit('.').next().unwrap().to_owned();
    assert!(rows.iter().all(|row| !row[0].as_ref().unwrap().contains(&proof)));
    let own = Request::new(Method::GET, "/api/v1/me").header("Cookie", cookie(&answer));
    refused(&house.send(own).await);
}

#[tokio::test]
async fn each_use_replaces_the_cookie_and_an_old_value_ends_everything() {
    let house = House::open().await;
    let first = cookie(&signed_in(&house, false).await);
    let answer = house.exchange(&first).await;
    assert_eq!(header(&answer, "cache-control"), "no-store");
    let body = json(&answer);
    assert_eq!((&body["token_type"], &body["expires_in"]), (&json!("Bearer"), &json!(600)));
    assert_eq!(body["scope"], "me bookings:read bookings:write");
    let (second, old) = (cookie(&answer), token(&answer));
    assert_ne!(first, second);
    house.set(at("2026-11-24T08:10"));
    let answer = house.exchange(&second).await;
    let (third, new) = (cookie(&answer), token(&answer));
    assert_eq!((me(&house, &old).await, me(&house, &new).await), (200, 200));

    let reused = house.exchange(&first).await;
    refused(&reused);
    assert!(header(&reused, "set-cookie").starts_with("__Host-rathaus=; Max-Age=0"), "the browser forgets it");
    refused(&house.exchange(&third).await);
    assert_eq!((me(&house, &old).await, me(&house, &new).await), (401, 401), "tokens end with their session");
    assert_eq!(house.one("SELECT count(*) FROM sessions").await, "0");
}

#[tokio::test]
async fn two_tabs_at_the_same_moment_both_go_on() {
    let house = House::open().await;
    let first = cookie(&signed_in(&house, false).await);
    let answers = futures_util::future::join_all((0..6).map(|_| house.exchange(&first))).await;
    let mut cookies: Vec<String> = answers.iter().map(cookie).collect();
    cookies.dedup();
    assert_eq!(cookies.len(), 1, "whichever answer comes last, the browser keeps the same value");
    for answer in &answers {
        assert_eq!(me(&house, &token(answer)).await, 200);
    }
    house.set(at("2026-11-24T08:05:29"));
    assert_eq!(cookie(&house.exchange(&first).await), cookies[0], "an answer that got lost is asked for again");
    house.set(at("2026-11-24T08:05:30"));
    refused(&house.exchange(&first).await);
    refused(&house.exchange(&cookies[0]).await);
}

#[tokio::test]
async fn what_is_not_ours_is_no_cookie() {
    let house = House::open().await;
    let right = cookie(&signed_in(&house, false).await);
    let (name, value) = right.split_once('=').unwrap();
    let parts: Vec<&str> = value.split('.').collect();
    let odd = [
        format!("{name}="),
        format!("{name}=x"),
        format!("rathaus={value}"),
        format!("{name}={}.{}.{}", parts[0], 2, parts[2]),
        format!("{name}={}.{}.{}", "0".repeat(32), parts[1], parts[2]),
        format!("{name}={}.{}.{}x", parts[0], parts[1], parts[2]),
    ];
    for cookie in odd {
        refused(&house.exchange(&cookie).await);
    }
    refused(&house.send(Request::new(Method::POST, "/api/v1/auth/token")).await);
    assert_eq!(house.exchange(&format!("theme=dark; {right}")).await.status, 200, "none of that has ended it");
}

#[tokio::test]
async fn pages_of_other_sites_can_do_none_of_it() {
    let house = House::open().await;
    let code = house.sign_in_code(KIM).await;
    let right = cookie(&house.try_code(KIM, &code).await);
    for (name, value) in [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Origin", "https://evil.test"),
        ("Origin", "null"),
    ] {
        for path in ["/auth/codes", "/auth/sessions", "/auth/token", "/auth/logout"] {
            let request = Request::new(Method::POST, format!("/api/v1{path}")).header("Cookie", right.as_str());
            let request = request.header(name, value);
            let request = match path {
                "/auth/codes" => request.json(&json!({ "email": KIM })).unwrap(),
                "/auth/sessions" => request.json(&json!({ "email": KIM, "code": code })).unwrap(),
                _ => request,
            };
            problem(&house.send(request).await, ProblemKind::Forbidden);
        }
    }
    let own = Request::new(Method::POST, "/api/v1/auth/token").header("Cookie", right.as_str());
    let own = own.header("Origin", "http://rathaus.test").header("Sec-Fetch-Site", "same-origin");
    assert_eq!(house.send(own).await.status, 200);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_its_tokens_at_once() {
    let house = House::open().await;
    let (kim, other) = (house.guest(KIM).await, house.guest(KIM).await);
    let out = Request::new(Method::POST, "/api/v1/auth/logout").header("Cookie", kim.cookie.as_str());
    let answer = house.send(out).await;
    assert_eq!((answer.status.as_u16(), header(&answer, "cache-control")), (204, "no-store"));
    assert!(header(&answer, "set-cookie").contains("Max-Age=0"));
    refused(&house.exchange(&kim.cookie).await);
    assert_eq!((me(&house, &kim.token).await, me(&house, &other.token).await), (401, 200));
    assert_eq!(house.send(Request::new(Method::POST, "/api/v1/auth/logout")).await.status, 204, "nobody was in");
    house.client_of(&other).sign_out().await.unwrap();
    assert_eq!(me(&house, &other.token).await, 401);
    let third = house.guest(KIM).await;
    let stale = Request::new(Method::POST, "/api/v1/auth/logout").bearer(&other.token);
    assert_eq!(house.send(stale.header("Cookie", third.cookie.as_str())).await.status, 204);
    assert_eq!(me(&house, &third.token).await, 401, "a token that has ended keeps nobody in");
}

#[tokio::test]
async fn a_session_ends_by_itself_and_is_tidied_away_with_its_person() {
    let house = House::open().await;
    let kim = house.guest(KIM).await;
    house.set(at("2026-11-24T20:04"));
    let last = house.exchange(&kim.cookie).await;
    let (cookie, token) = (cookie(&last), token(&last));
    assert_eq!(me(&house, &token).await, 200);
    house.set(at("2026-11-24T20:05"));
    assert_eq!(me(&house, &token).await, 401, "the token would have been good for nine minutes");
    refused(&house.exchange(&cookie).await);
    assert_eq!(house.one("SELECT count(*) FROM sessions").await, "1");
    house.pass(at("2026-11-24T20:06")).await;
    assert_eq!(house.one("SELECT count(*) FROM sessions").await, "0");
    assert_eq!(house.one("SELECT count(*) FROM people").await, "1");
    house.pass(at("2026-11-25T08:05")).await;
    assert_eq!(house.one("SELECT count(*) FROM people").await, "0", "signed in nowhere, known no longer");
}

#[tokio::test]
async fn sign_ins_are_listed_and_ended_from_elsewhere_but_only_ones_own() {
    let house = House::open().await;
    let (phone, toni) = (house.guest(KIM).await, house.guest("toni@example.org").await);
    house.set(at("2026-11-24T08:05:01"));
    let laptop = house.guest("KIM@example.org").await;
    let mine = house.client_of(&laptop).my_sessions(None).await.unwrap().items;
    assert_eq!(mine.iter().map(|session| session.current).collect::<Vec<_>>(), [true, false], "newest first");
    let page = json(&house.get_as(&laptop, "/api/v1/me/sessions?limit=1").await);
    let rest = format!("/api/v1/me/sessions?limit=1&cursor={}", page["next"].as_str().unwrap());
    assert_eq!(json(&house.get_as(&laptop, &rest).await)["items"][0]["id"], mine[1].id.to_string());
    let end = async |by: &crate::harness::Guest, id: &str| {
        let request = Request::new(Method::DELETE, format!("/api/v1/me/sessions/{id}")).bearer(&by.token);
        house.send(request).await
    };
    let foreign = problem(&end(&toni, &mine[1].id.to_string()).await, ProblemKind::NotFound);
    let none = problem(&end(&toni, "019a0000-0000-7000-8000-000000000000").await, ProblemKind::NotFound);
    assert_eq!(foreign.detail, none.detail);
    assert_eq!(end(&laptop, &mine[1].id.to_string()).await.status, 204);
    assert_eq!((me(&house, &phone.token).await, me(&house, &laptop.token).await), (401, 200));
}

#[tokio::test]
async fn signing_in_again_in_the_same_browser_ends_the_sign_in_before() {
    let house = House::open().await;
    let first = house.guest(KIM).await;
    let elsewhere = house.guest(KIM).await;
    let code = house.sign_in_code(KIM).await;
    let body = json!({ "email": KIM, "code": code });
    let again = |cookie: &str| {
        Request::new(Method::POST, "/api/v1/auth/sessions").header("Cookie", cookie).json(&body).unwrap()
    };
    // A wrong try ends nothing.
    let wrong = json!({ "email": KIM, "code": if code == "000000" { "000001" } else { "000000" } });
    let wrong =
        Request::new(Method::POST, "/api/v1/auth/sessions").header("Cookie", first.cookie.as_str()).json(&wrong);
    problem(&house.send(wrong.unwrap()).await, ProblemKind::WrongCode);
    assert_eq!(me(&house, &first.token).await, 200);
    assert_eq!(house.send(again(&first.cookie)).await.status, 201);
    assert_eq!(me(&house, &first.token).await, 401);
    assert_eq!(me(&house, &elsewhere.token).await, 200);
    let me = house.client_of(&elsewhere).me().await.unwrap();
    assert_eq!(me.sessions, 2);
}
