//! The headers that keep browsers out of trouble, on every kind of answer, and what `security.txt` says.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, TimeDelta, Utc};
use client::{Answer, Method, Request};
use shared::staff::Role;

use crate::access::{body, operations};
use crate::faults::program::{Folder, Program};
use crate::harness::{Database, House, Plan, header, wish};

/// A house with an app of a few files.
async fn house(folder: &Folder, public_url: &'static str) -> House {
    fs::create_dir_all(folder.0.join("assets")).unwrap();
    for (file, text) in [
        ("index.html", "<!doctype html>"),
        ("offers.html", "<!doctype html>"),
        ("account.html", "<!doctype html>"),
        ("assets/app-1.js", "1"),
        ("favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("manifest.webmanifest", "{}"),
    ] {
        fs::write(folder.0.join(file), text).unwrap();
    }
    let settings = ["--public-url", public_url, "--web-dir", folder.0.to_str().unwrap()];
    House::with(Plan { settings: settings.map(str::to_owned).to_vec(), ..Plan::default() }).await
}

/// What holds for every answer there is.
fn guarded(answer: &Answer, what: &str) {
    assert_eq!(header(answer, "x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header(answer, "referrer-policy"), "no-referrer", "{what}");
    assert_eq!(header(answer, "cross-origin-opener-policy"), "same-origin", "{what}");
    assert!(header(answer, "permissions-policy").contains("geolocation=()"), "{what}");
    assert!(["same-origin", "cross-origin"].contains(&header(answer, "cross-origin-resource-policy")), "{what}");
    assert_eq!(answer.header("server"), None, "{what}");
    let kind = answer.header("content-type").unwrap_or_default();
    let part = ["text/javascript", "text/css", "image/", "font/", "application/wasm", "application/manifest"];
    if part.iter().any(|part| kind.starts_with(part)) {
        return;
    }
    let policy = header(answer, "content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{what}: {policy}");
    let script = policy.split(';').find(|part| part.trim().starts_with("script-src")).unwrap_or_default();
    assert!(!script.contains("unsafe-inline") && !script.contains("'unsafe-eval'") && !script.contains('*'), "{what}");
}

#[tokio::test]
async fn every_page_and_file_and_refusal_has_them() {
    let folder = Folder::new("headers");
    let house = house(&folder, "http://rathaus.test").await;
    for path in [
        "/",
        "/en/offers",
        "/me",
        "/nothing",
        "/nothing.js",
        "/assets/app-1.js",
        "/favicon.svg",
        "/manifest.webmanifest",
        "/plain.css",
        "/robots.txt",
        "/sitemap.xml",
        "/problems",
        "/problems/not-found",
        "/.well-known/security.txt",
        "/.well-known/jwks.json",
        "/healthz",
        "/readyz",
        "/outbox",
        "/outbox/no.eml",
        "/api/docs",
        "/api/docs/",
        "/api/docs/swagger-ui.css",
        "/api/v1/openapi.json",
        "/api/v1/openapi.yaml",
        "/api/v1/nothing",
        "/%61pi/v1/venues",
        "/api/v1/venues",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/../.stamp",
        "/assets/%2e%2e/x.js",
    ] {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS, Method::DELETE, Method::POST] {
            let answer = house.send(Request::new(method.clone(), path)).await;
            guarded(&answer, &format!("{method} {path}"));
            assert!(answer.status.as_u16() < 500, "{method} {path}");
            assert!(!String::from_utf8_lossy(&answer.body).contains("root:"), "{path}");
            assert_eq!(answer.header("strict-transport-security"), None, "plain HTTP: {path}");
        }
    }
}

#[tokio::test]
async fn every_operation_has_them_and_what_is_somebodys_is_kept_by_nobody() {
    let house = House::open().await;
    let taken = house.booked(&["A1"], "2026-11-25T11:00", "2026-11-25T12:00").await;
    let key = house.key(Role::Admin).await;
    let endless = |path: &str| path.ends_with("/changes") || path.ends_with("/sandbox/reset");
    let all = operations(&house).await.into_iter().filter(|(_, path, _)| !endless(path));
    for (number, (method, path, operation)) in all.enumerate() {
        // Somebody else each time, because some of what is asked for ends a session.
        let guest = house.guest(&format!("kim@{number}.example.net")).await;
        let place = path
            .replace("{venue}", crate::harness::VENUE)
            .replace("{id}", &taken.booking.id.to_string())
            .replace("{desk_code}", "A1")
            .replace("{date}", "2026-11-24")
            .replace("{slug}", "hannover-aktivpass");
        let place = if path.ends_with("/availability") {
            format!("{place}?from=2026-11-24T09:00:00Z&to=2026-11-24T10:00:00Z")
        } else {
            place
        };
        let bearer = if path.contains("/staff/") { &key } else { &guest.token };
        let request =
            Request::new(method.clone(), place).bearer(bearer).header("Booking-Secret", taken.secret.as_str());
        let request = if operation["requestBody"].is_null() { request } else { request.json(&body(&path)).unwrap() };
        let answer = house.send(request).await;
        guarded(&answer, &format!("{method} {path}"));
        let public = ["/venues", "/offers", "/.well-known", "/healthz", "/readyz", "/auth/staff/ways", "/opendata/"]
            .iter()
            .any(|part| path.contains(part));
        if !public {
            let kept = answer.header("cache-control").unwrap_or_default();
            assert!(kept.contains("no-store"), "{method} {path} {}: {kept}", answer.status);
        }
    }
}

#[tokio::test]
async fn only_where_people_come_by_https_is_it_promised() {
    let folder = Folder::new("hsts");
    let house = house(&folder, "https://rathaus.example").await;
    for path in ["/", "/api/v1/venues", "/nothing.js", "/.well-known/security.txt"] {
        let promised = house.get(path).await;
        assert_eq!(header(&promised, "strict-transport-security"), "max-age=31536000", "{path}");
    }
}

#[tokio::test]
async fn nothing_a_client_calls_this_host_comes_back_in_an_answer() {
    let house = House::open().await;
    for name in ["Host", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Original-URL", "X-Rewrite-URL"] {
        for path in ["/api/v1/venues", "/api/v1/nothing", "/.well-known/security.txt", "/.well-known/jwks.json", "/"] {
            let answer = house.send(Request::new(Method::GET, path).header(name, "evil.example")).await;
            let text = String::from_utf8_lossy(&answer.body).into_owned();
            assert!(!format!("{:?}{text}", answer.headers).contains("evil.example"), "{name} {path}: {text}");
        }
        let request = Request::new(Method::POST, "/api/v1/bookings").header(name, "evil.example");
        let answer = house.send(request.json(&wish(&["A1"], "2026-11-25T11:00", "2026-11-25T12:00")).unwrap()).await;
        assert!(!String::from_utf8_lossy(&answer.body).contains("evil.example"), "{name}");
    }
    assert_eq!(house.one("SELECT count(*) FROM outbox WHERE body_text LIKE '%evil%'").await, "0");
}

/// Its fields as RFC 9116 has them: each once, but for `Contact`.
fn fields(text: &str) -> Vec<(&str, &str)> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split_once(": ").unwrap()).collect()
}

#[tokio::test]
async fn security_txt_is_whole_and_good_for_months_by_the_real_clock() {
    let (folder, database) = (Folder::new("security"), Database::new().await);
    let program = Program::talkative(&folder.0, database.url());
    let answer = program.client.send(Request::new(Method::GET, "/.well-known/security.txt")).await.unwrap();
    assert_eq!(header(&answer, "content-type"), "text/plain; charset=utf-8");
    let text = String::from_utf8(answer.body.clone()).unwrap();
    let fields = fields(&text);
    let of =
        |name: &str| fields.iter().filter(|(field, _)| *field == name).map(|(_, value)| *value).collect::<Vec<_>>();
    assert!(!of("Contact").is_empty() && of("Contact").iter().all(|contact| contact.starts_with("http")), "{text}");
    assert_eq!(of("Canonical").len(), 1, "{text}");
    assert_eq!(of("Preferred-Languages"), ["de, en"]);
    let [expires] = of("Expires")[..] else { panic!("exactly one: {text}") };
    let expires: DateTime<Utc> = expires.parse().expect("RFC 3339");
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let now = DateTime::from_timestamp(i64::try_from(seconds).unwrap(), 0).unwrap();
    assert!(expires > now + TimeDelta::days(90), "{expires} is soon after {now}");
    assert!(expires < now + TimeDelta::days(365), "RFC 9116, section 2.5.5: less than a year");
    let last = of("Contact").len() + of("Canonical").len() + of("Expires").len() + of("Preferred-Languages").len();
    assert_eq!(last, fields.len(), "no field that nobody knows: {text}");
}
