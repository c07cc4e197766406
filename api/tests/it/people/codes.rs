//! Codes to sign in with: good once, for a while, for one address, and told to nobody.

use client::{Answer, Method, Request};
use serde_json::json;
use shared::problem::ProblemKind;

use crate::harness::{House, Plan, at, header, json, problem};

const KIM: &str = "kim@example.org";

/// Six digits that are not these.
fn other(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

/// The refusal without what differs in every answer.
fn words(answer: &Answer) -> serde_json::Value {
    problem(answer, ProblemKind::WrongCode);
    let mut body = json(answer);
    body["instance"] = serde_json::Value::Null;
    body
}

#[tokio::test]
async fn everybody_is_answered_alike_and_the_mail_has_code_and_link() {
    let house = House::open().await;
    house.guest("known@example.org").await;
    let mut bodies = Vec::new();
    for email in ["known@example.org", "nobody@example.org", "KNOWN@example.org"] {
        let answer = house.ask_code(email).await;
        assert_eq!((answer.status.as_u16(), header(&answer, "cache-control")), (202, "no-store"));
        bodies.push(answer.body);
    }
    bodies.dedup();
    assert_eq!(bodies, [b"{\"expires_in\":600}".to_vec()]);
    let mail =
        house.sql("SELECT subject, body_text FROM outbox WHERE recipient = 'nobody@example.org'").await.remove(0);
    let (subject, text) = (mail[0].clone().unwrap(), mail[1].clone().unwrap());
    let code = &subject[..6];
    assert_eq!(subject, format!("{code} ist Ihr Code zum Anmelden"));
    let link = format!("http://rathaus.test/sign-in#e=nobody%40example.org&c={code}");
    assert!(text.contains(&link) && text.contains("10 Minuten"), "{text}");
    let english = Request::new(Method::POST, "/api/v1/auth/codes");
    house.send(english.json(&json!({ "email": "en@example.org", "locale": "en" })).unwrap()).await;
    let mail = house.one("SELECT subject || body_text FROM outbox WHERE recipient = 'en@example.org'").await;
    assert!(mail.contains("is your code to sign in") && mail.contains("/en/sign-in#e=en%40example.org&c="), "{mail}");
}

#[tokio::test]
async fn a_code_is_good_once_and_for_its_address_alone() {
    let house = House::open().await;
    let code = house.sign_in_code(KIM).await;
    let mut refusals =
        vec![words(&house.try_code("toni@example.org", &code).await), words(&house.try_code(KIM, &other(&code)).await)];
    assert_eq!(house.try_code(" KIM@EXAMPLE.ORG".trim(), &code).await.status, 201, "whatever the case");
    refusals.push(words(&house.try_code(KIM, &code).await));
    let first = house.sign_in_code(KIM).await;
    let second = house.sign_in_code(KIM).await;
    refusals.push(words(&house.try_code(KIM, &first).await));
    assert_eq!(house.try_code(KIM, &second).await.status, 201, "only the newest is good");
    refusals.dedup();
    assert_eq!(refusals.len(), 1, "{refusals:#?}");
    for odd in ["", "12345", "1234567", "12345a", "１２３４５６"] {
        let refusal = problem(&house.try_code(KIM, odd).await, ProblemKind::InvalidRequest);
        assert_eq!(refusal.errors[0].pointer, "/code", "{odd}");
    }
}

#[tokio::test]
async fn ten_minutes_and_five_tries_are_all_there_is() {
    let house = House::open().await;
    let late = house.sign_in_code(KIM).await;
    house.set(at("2026-11-24T08:15"));
    words(&house.try_code(KIM, &late).await);
    let code = house.sign_in_code(KIM).await;
    house.set(at("2026-11-24T08:24:59"));
    for _ in 0..4 {
        words(&house.try_code(KIM, &other(&code)).await);
    }
    assert_eq!(house.try_code(KIM, &code).await.status, 201, "the fifth");
    let code = house.sign_in_code(KIM).await;
    for _ in 0..5 {
        words(&house.try_code(KIM, &other(&code)).await);
    }
    words(&house.try_code(KIM, &code).await);
}

#[tokio::test]
async fn of_two_who_use_a_code_at_the_same_moment_one_is_let_in() {
    let house = House::open().await;
    let code = house.sign_in_code(KIM).await;
    let answers = futures_util::future::join_all((0..8).map(|_| house.try_code(KIM, &code))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422, 422, 422, 422, 422, 422, 422]);
    assert_eq!(house.one("SELECT count(*) FROM sessions").await, "1");
    assert_eq!(house.deadlocks().await, 0);
}

#[tokio::test]
async fn one_network_may_have_an_address_sent_four_codes_an_hour_on_whichever_node_and_nobody_is_told() {
    let house = House::open().await;
    let other = House::on(std::sync::Arc::clone(&house.database), Plan { seed: 2, ..Plan::default() }).await;
    let mails = async || house.one("SELECT count(*) FROM outbox WHERE recipient = 'kim@example.org'").await;
    for number in 0..8 {
        let node = if number % 2 == 0 { &house } else { &other };
        assert_eq!(node.ask_code(KIM).await.status, 202);
    }
    assert_eq!(mails().await, "4");
    assert_eq!(house.ask_code("toni@example.org").await.status, 202);
    assert_eq!(house.one("SELECT count(*) FROM outbox WHERE recipient LIKE 'toni%'").await, "1");
    house.set(at("2026-11-24T09:05"));
    futures_util::future::join_all((0..8).map(|_| house.ask_code(KIM))).await;
    assert_eq!(mails().await, "6");
    house.set(at("2026-11-24T12:00"));
    house.ask_code(KIM).await;
    assert_eq!(mails().await, "6", "six a day");
    house.pass(at("2026-11-25T09:06")).await;
    house.ask_code(KIM).await;
    assert_eq!(mails().await, "7");
    assert_eq!(house.one("SELECT count(*) FROM sign_in_codes").await, "1", "what counts no longer is dropped");
}

/// A code for Kim, asked for from somewhere.
async fn ask_from(house: &House, network: &str) {
    let request = Request::new(Method::POST, "/api/v1/auth/codes").header("X-Forwarded-For", network);
    assert_eq!(house.send(request.json(&json!({ "email": KIM })).unwrap()).await.status, 202);
}

#[tokio::test]
async fn a_stranger_elsewhere_cant_use_up_what_is_there_for_her() {
    let house = House::open().await;
    let mails = async || house.one("SELECT count(*) FROM outbox WHERE recipient = 'kim@example.org'").await;
    for _ in 0..20 {
        ask_from(&house, "198.51.100.1").await;
    }
    assert_eq!(mails().await, "4");
    ask_from(&house, "192.0.2.1").await;
    assert_eq!(mails().await, "5", "she gets hers");
    for _ in 0..20 {
        ask_from(&house, "2001:db8::1").await;
        ask_from(&house, "2001:db8:0:1::1").await;
    }
    assert_eq!(mails().await, "8", "one household, and eight an hour from wherever they are asked for");
    ask_from(&house, "203.0.113.1").await;
    assert_eq!(mails().await, "8");
    let rows = house.one("SELECT string_agg(c::text, ' ') FROM sign_in_codes c").await;
    assert!(!rows.contains("198.51") && !rows.contains("2001:db8"), "{rows}");
}

#[tokio::test]
async fn one_network_may_ask_for_ten_codes_in_a_row() {
    let house = House::with(Plan { limits: true, ..Plan::default() }).await;
    for number in 0..10 {
        assert_eq!(house.ask_code(&format!("kim@{number}.example.org")).await.status, 202);
    }
    let refused = house.ask_code("kim@11.example.org").await;
    let told = problem(&refused, ProblemKind::RateLimited);
    assert_eq!(told.violated_policies, ["codes"]);
    assert!(header(&refused, "retry-after").parse::<u64>().unwrap() <= 30);
    assert_eq!(house.get("/api/v1/venues").await.status, 200);
    for _ in 0..20 {
        words(&house.try_code(KIM, "000000").await);
    }
    let refused = house.try_code(KIM, "000000").await;
    assert_eq!(problem(&refused, ProblemKind::RateLimited).violated_policies, ["sign-ins"]);
}

#[tokio::test]
async fn neither_code_nor_address_is_kept_and_both_are_in_no_table_after_a_day() {
    let house = House::open().await;
    let code = house.sign_in_code(KIM).await;
    let row = house.one("SELECT row_to_json(c)::text FROM sign_in_codes c").await;
    assert!(!row.contains(&code) && !row.contains("kim"), "{row}");
    house.pass(at("2026-11-25T08:04")).await;
    assert_eq!(house.one("SELECT count(*) FROM sign_in_codes").await, "1", "it still counts");
    house.pass(at("2026-11-25T08:05")).await;
    assert_eq!(house.one("SELECT count(*) FROM sign_in_codes").await, "0");
}
