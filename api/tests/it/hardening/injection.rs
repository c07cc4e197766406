//! Texts that are something else to somebody: SQL, HTML, headers, lines of a log, directions of writing. In every
//! field of every body, in every query value and path, and in headers.

use std::collections::BTreeSet;

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::staff::Role;

use crate::access::{body, operations};
use crate::harness::{House, VENUE, at, json as body_of, refused, wish};

/// A word that is looked for where it must not be.
const MARK: &str = "x-injected";

/// What is tried everywhere.
fn payloads() -> Vec<String> {
    let texts = [
        "'; DROP TABLE bookings; --",
        "' OR '1'='1",
        "\\'; select pg_sleep(10); --",
        "$1; $2::text; %s; {0}",
        "%' OR lower(email) LIKE '%",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "a\r\nX-Injected: 1",
        "a\nBcc: all@example.org",
        "a\r\n\r\n<html>",
        "a\u{0}b",
        "\u{202e}gpj.exe",
        "a\u{2028}b\u{2029}c",
        "\u{feff}\u{200b}\u{2066}",
        "\u{1b}[2J\u{1b}]0;x\u{7}",
        "../../../../etc/passwd",
        "..\\..\\x",
        "${jndi:ldap://x}",
        "{{7*7}}",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ﷽ 👩‍👩‍👧‍👦",
        "",
        " ",
    ];
    texts
        .into_iter()
        .map(str::to_owned)
        .chain([format!("{}@example.org", "x".repeat(10_000)), "-".repeat(10_000)])
        .collect()
}

/// What every answer must be, whatever it was asked.
fn sound(answer: &Answer, what: &str) {
    let text = String::from_utf8_lossy(&answer.body);
    assert!(answer.status.as_u16() < 500, "{what}: {text}");
    for (name, value) in &answer.headers {
        assert!(!name.as_str().contains(MARK), "{what}: {name}");
        assert!(value.as_bytes().iter().all(|byte| *byte >= b' '), "{what}: {name}: {value:?}");
    }
    if answer.status.is_client_error() {
        refused(answer);
    }
    assert!(!answer.header("content-type").unwrap_or_default().starts_with("text/html"), "{what}: {text}");
}

/// The names of the fields of a body, its own alone.
fn fields(document: &Value, operation: &Value) -> Vec<String> {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let Some(reference) = schema["$ref"].as_str() else { return Vec::new() };
    let object = document.pointer(reference.trim_start_matches('#')).unwrap();
    object["properties"].as_object().map(|all| all.keys().cloned().collect()).unwrap_or_default()
}

fn place(path: &str, with: &str) -> String {
    let venue = if path.contains("{desk_code}") || path.contains("{date}") || !path.ends_with("{venue}") {
        VENUE
    } else {
        with
    };
    path.replace("{venue}", venue)
        .replace("{id}", with)
        .replace("{slug}", with)
        .replace("{desk_code}", with)
        .replace("{date}", with)
}

pub(super) fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
}

/// Every place of an operation that takes a text, with this text in it.
fn attempts(
    method: &Method,
    path: &str,
    (document, operation): (&Value, &Value),
    payload: &str,
) -> Vec<(String, Request)> {
    let short: String = payload.chars().take(40).collect();
    let mut requests = Vec::new();
    for field in fields(document, operation) {
        let mut content = body(path);
        content[&field] = if field.ends_with('s') { json!([payload]) } else { json!(payload) };
        let request = Request::new(method.clone(), place(path, "A1")).json(&content).unwrap();
        requests.push((format!("{method} {path} {field} = {short:?}"), request));
    }
    if payload.len() > 1000 || !operation["requestBody"].is_null() {
        return requests;
    }
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let queries = parameters.filter(|one| one["in"] == "query").map(|one| one["name"].as_str().unwrap());
    let mut addresses: Vec<String> =
        queries.map(|query| format!("{}?{query}={}", place(path, "A1"), percent(payload))).collect();
    if path.contains('{') {
        addresses.push(place(path, &percent(payload)));
    }
    requests.extend(addresses.into_iter().map(|at| (format!("{method} {at}"), Request::new(method.clone(), at))));
    requests
}

/// What the database holds that nobody may drop.
async fn tables(house: &House) -> BTreeSet<String> {
    let rows = house.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'").await;
    rows.into_iter().filter_map(|mut row| row.remove(0)).collect()
}

#[tokio::test]
async fn no_field_no_query_value_and_no_path_is_anything_but_a_text() {
    let house = House::open().await;
    let before = tables(&house).await;
    let (key, guest) = (house.key(Role::Admin).await, house.guest("kim@example.org").await);
    let document = body_of(&house.get("/api/v1/openapi.json").await);
    let endless = |path: &str| {
        path.ends_with("/changes") || path.contains("/sandbox/") || path.ends_with("/me") || path.ends_with("/logout")
    };
    let mut tried = 0;
    for (method, path, operation) in operations(&house).await.into_iter().filter(|(_, path, _)| !endless(path)) {
        let token = if path.contains("/staff/") { &key } else { &guest.token };
        for payload in payloads() {
            for (what, request) in attempts(&method, &path, (&document, &operation), &payload) {
                sound(&house.send(request.bearer(token)).await, &what);
                tried += 1;
            }
        }
    }
    assert!(tried > 1500, "{tried}");
    assert_eq!(tables(&house).await, before);
    assert_eq!(
        house.one("SELECT count(*) FROM outbox WHERE subject ~ '[\\r\\n]' OR recipient ~ '[\\r\\n]'").await,
        "0"
    );
}

const HEADERS: &[&str] = &[
    "Booking-Secret",
    "If-None-Match",
    "If-Match",
    "Idempotency-Key",
    "Authorization",
    "Cookie",
    "Accept",
    "Accept-Language",
    "Accept-Encoding",
    "X-Request-Id",
    "X-Forwarded-For",
    "Last-Event-ID",
    "Range",
    "Origin",
    "Referer",
    "User-Agent",
];
const HOSTILE: &[&str] = &[
    "'; DROP TABLE bookings; --",
    "<script>",
    "\u{fc}\u{202e}",
    "%0d%0aX-Injected: 1",
    "Bearer '\"",
    "\t",
    ",,,;;;===",
    "Bearer rcw_00000000-0000-0000-0000-000000000000_'",
    "Basic Og==",
    "rathaus=..;a",
    "bytes=0-0,0-0,0-0",
];

#[tokio::test]
async fn headers_are_texts_as_well() {
    let house = House::open().await;
    for &name in HEADERS {
        for &value in HOSTILE {
            let what = format!("{name}: {value}");
            for (method, path) in [
                (Method::GET, "/api/v1/venues"),
                (Method::GET, "/api/v1/bookings/x"),
                (Method::POST, "/api/v1/auth/token"),
            ] {
                let answer = house.send(Request::new(method, path).header(name, value)).await;
                sound(&answer, &what);
            }
        }
        let wish = wish(&["A1"], "2026-11-25T11:00", "2026-11-25T12:00");
        let long = Request::new(Method::POST, "/api/v1/bookings").json(&wish).unwrap().header(name, "x".repeat(10_000));
        sound(&house.send(long).await, name);
    }
}

/// Names that are markup to a mail program, or turn a line around.
#[tokio::test]
async fn a_name_is_a_name_in_mails_and_in_the_outbox_and_never_markup() {
    let house = House::open().await;
    let hostile = "<b>Kim</b> \"&' <script>alert(1)</script>";
    for (desk, locale) in [("A1", "de"), ("A2", "en")] {
        let wish = json!({ "venue": VENUE, "from": at("2026-11-25T11:00"), "to": at("2026-11-25T12:00"), "desk_codes": [desk],
            "email": format!("kim+{locale}@example.org"), "name": hostile, "locale": locale });
        let answer = house.send(Request::new(Method::POST, "/api/v1/bookings").json(&wish).unwrap()).await;
        assert_eq!(answer.status, 201);
    }
    for row in house.sql("SELECT body_html, subject FROM outbox").await {
        let html = row[0].clone().unwrap();
        assert!(!html.contains("<script") && !html.contains("<b>Kim"), "{html}");
        assert!(!row[1].as_ref().unwrap().contains('<'), "{row:?}");
    }
    for name in
        ["Kim\u{202e}", "Kim\u{2066}x", "Kim\u{2028}Amt", "Kim\r\nBcc: x@y", "Kim\u{0}", "Kim\u{1b}[2J", "\u{200f}Kim"]
    {
        let mut wish = wish(&["A3"], "2026-11-25T11:00", "2026-11-25T12:00");
        wish.name = Some(name.to_owned());
        let answer = house.ask(&wish).await;
        assert_eq!(refused(&answer).errors[0].pointer, "/name", "{name:?}");
    }
}

#[tokio::test]
async fn no_address_carries_a_second_header_or_a_second_address() {
    let house = House::open().await;
    for email in [
        "kim@example.org\r\nBcc: all@example.org",
        "kim@example.org\nBcc: x",
        "\"kim\r\nBcc: x\"@example.org",
        "kim@example.org, all@example.org",
        "kim@example.org;all@example.org",
        "<kim@example.org>",
        "Kim <kim@example.org>",
        "kim@example.org\0",
        "kim\u{202e}@example.org",
        "kim@exa\u{2028}mple.org",
        "kim@example.org%0abcc:x",
        "\u{0}@example.org",
        "kim@[127.0.0.1]\r\n",
        "kim@example.org ",
        "@",
        "kim@",
    ] {
        let mut wished = wish(&["A1"], "2026-11-25T11:00", "2026-11-25T12:00");
        wished.email = Some(email.to_owned());
        assert_eq!(house.ask(&wished).await.status, 422, "{email:?}");
        assert_eq!(house.ask_code(email).await.status, 422, "{email:?}");
    }
    assert_eq!(house.one("SELECT count(*) FROM outbox").await, "0");
}

#[tokio::test]
async fn what_staff_write_is_text_in_the_mails_it_goes_into() {
    let house = House::open().await;
    house.booked(&["A1"], "2026-11-25T11:00", "2026-11-25T12:00").await;
    let key = house.key(Role::HallManager).await;
    let plan = |reason: &str| {
        json!({ "plan": { "closure": { "from": at("2026-11-25T10:00"), "to": at("2026-11-25T13:00"),
        "reason_de": reason, "reason_en": reason } } })
    };
    let applied = house.order(&key, Method::POST, "/plans", &plan("<script>alert(1)</script> & \"so\"")).await;
    assert_eq!(applied.status, 201, "{}", String::from_utf8_lossy(&applied.body));
    let mails = house.sql("SELECT body_html FROM outbox WHERE body_text LIKE '%alert%'").await;
    assert!(!mails.is_empty(), "somebody was told");
    assert!(mails.iter().all(|row| !row[0].as_ref().unwrap().contains("<script")), "{mails:?}");
}
