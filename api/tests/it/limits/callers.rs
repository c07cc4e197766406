//! Who is known counts for herself, and nothing that is merely sent buys a better allowance.

use client::{Answer, Method, Request};
use shared::apps::Scope;
use shared::problem::ProblemKind;
use shared::staff::Role;

use crate::apps::Registered;
use crate::harness::{House, Plan, at, header, problem};

const VENUES: &str = "/api/v1/venues";

async fn house() -> House {
    House::with(Plan { limits: true, ..Plan::default() }).await
}

fn from(network: &str, request: Request) -> Request {
    request.header("X-Forwarded-For", network)
}

/// Name and what is left of the first policy.
fn left(answer: &Answer) -> (String, u32) {
    let state = header(answer, "ratelimit");
    let (name, rest) = state.split_once(";r=").unwrap();
    (name.trim_matches('"').to_owned(), rest.split(';').next().unwrap().parse().unwrap())
}

#[tokio::test]
async fn a_person_somebody_on_the_staff_and_an_app_count_for_themselves_wherever_they_are() {
    let house = house().await;
    let kim = house.guest("kim@example.org").await;
    let toni = house.guest("toni@example.org").await;
    let key = house.key(Role::HallManager).await;
    let app = Registered::with(&house, &[Scope::BookingsRead]).await.token(&house).await;
    for (token, name, most) in [(&kim.token, "visitor", 600), (&key, "staff", 1200), (&app, "app", 3000)] {
        for network in ["192.0.2.1", "192.0.2.2", "192.0.2.1"] {
            let answer = house.send(from(network, Request::new(Method::GET, VENUES).bearer(token))).await;
            let (policy, left) = left(&answer);
            // The allowance comes back all the time.
            assert!(policy == name && (most - 3..most).contains(&left), "{network}: {policy} {left}");
        }
    }
    let other = house.send(Request::new(Method::GET, VENUES).bearer(&toni.token)).await;
    assert_eq!(left(&other), ("visitor".to_owned(), 599), "somebody else is somebody else");
    let stranger = house.send(from("192.0.2.1", Request::new(Method::GET, VENUES))).await;
    assert_eq!(left(&stranger), ("anonymous".to_owned(), 2999), "nobody known has used up what strangers have");
}

#[tokio::test]
async fn a_second_sign_in_is_the_same_person() {
    let house = house().await;
    let (one, two) = (house.guest("kim@example.org").await, house.guest("kim@example.org").await);
    // Of those that come back slowly: one a second.
    let ask =
        |token: &str| house.send(Request::new(Method::POST, "/api/v1/walk-ins").bearer(token).body("text/plain", "x"));
    futures_util::future::join_all((0..50).map(|_| ask(&one.token))).await;
    let answer = ask(&two.token).await;
    let left = header(&answer, "ratelimit").split("\"bookings\";r=").nth(1).unwrap().split(';').next().unwrap();
    assert!(left.parse::<u32>().unwrap() < 40, "{left}");
}

#[tokio::test]
async fn what_is_not_believed_counts_as_a_stranger_and_as_a_guess() {
    let house = house().await;
    let forged = format!("{}x", house.guest("kim@example.org").await.token);
    let key = house.key(Role::Admin).await;
    let wrong = format!("{}x", &key[..key.len() - 1]);
    for number in 0..30 {
        let token = [forged.as_str(), wrong.as_str(), "x", ""][number % 4];
        let request = from("192.0.2.1", Request::new(Method::GET, "/api/v1/staff/plans").bearer(token));
        let answer = house.send(request).await;
        problem(&answer, ProblemKind::Unauthorized);
        assert_eq!(left(&answer).0, "anonymous");
    }
    let guess = |token: &str, path: &str| house.send(from("192.0.2.1", Request::new(Method::GET, path).bearer(token)));
    let refused = guess(&forged, "/api/v1/me").await;
    assert_eq!(problem(&refused, ProblemKind::RateLimited).violated_policies, ["guesses"]);
    assert!(header(&refused, "retry-after").parse::<u64>().unwrap() <= 10);
    assert_eq!(guess(&wrong, VENUES).await.status, 429, "also where nobody looks at it");
    assert_eq!(guess(&key, "/api/v1/staff/plans").await.status, 200, "who is known is let through");
    assert_eq!(house.send(from("192.0.2.1", Request::new(Method::GET, VENUES))).await.status, 200);
    assert_eq!(house.send(Request::new(Method::GET, "/api/v1/me").bearer(&forged)).await.status, 401, "elsewhere");
}

#[tokio::test]
async fn a_token_that_has_ended_is_no_guess() {
    let house = house().await;
    let guest = house.guest("kim@example.org").await;
    house.set(at("2026-11-24T08:30"));
    for _ in 0..40 {
        assert_eq!(house.get_as(&guest, "/api/v1/me").await.status, 401);
    }
}

#[tokio::test]
async fn wrong_secrets_codes_and_keys_are_guesses() {
    let house = house().await;
    let taken = house.hold(&["A1"], "2026-11-24T11:00", "2026-11-24T12:00").await;
    let path = format!("/api/v1/bookings/{}", taken.booking.id);
    let with = |network: &str, secret: &str| {
        house.send(from(network, Request::new(Method::GET, &path).header("Booking-Secret", secret)))
    };
    for _ in 0..30 {
        assert_eq!(with("192.0.2.1", "wrong").await.status, 404);
    }
    assert_eq!(with("192.0.2.1", "wrong").await.status, 429);
    assert_eq!(with("192.0.2.1", &taken.secret).await.status, 200, "the owner in the same hall");
    let confirm = Request::new(Method::POST, format!("{path}/confirm")).header("Booking-Secret", taken.secret.as_str());
    let code = if house.code(&taken).await == "000000" { "000001" } else { "000000" };
    let confirm = confirm.json(&serde_json::json!({ "code": code })).unwrap();
    assert_eq!(house.send(from("192.0.2.1", confirm)).await.status, 429);
    let form = format!("grant_type=client_credentials&client_id={}&client_secret=rcw_x", taken.booking.id);
    let key =
        || Request::new(Method::POST, "/api/v1/oauth/token").body("application/x-www-form-urlencoded", form.as_str());
    assert_eq!(house.send(from("192.0.2.1", key())).await.status, 429);
    for number in 0..60 {
        let expected = if number < 30 { 401 } else { 429 };
        assert_eq!(house.send(from("192.0.2.2", key())).await.status, expected, "{number}");
    }
    let refused = house.send(from("192.0.2.2", key())).await;
    assert_eq!(problem(&refused, ProblemKind::RateLimited).violated_policies, ["tokens"], "sixty of any kind");
}

#[tokio::test]
async fn who_is_signed_in_has_an_allowance_of_her_own_for_what_takes_desks() {
    let house = house().await;
    let guest = house.guest("kim@example.org").await;
    let ask =
        || house.send(Request::new(Method::POST, "/api/v1/walk-ins").bearer(&guest.token).body("text/plain", "x"));
    let answers = futures_util::future::join_all((0..200).map(|_| ask())).await;
    let refused = answers.iter().find(|answer| answer.status == 429).expect("sixty in a minute");
    assert_eq!(problem(refused, ProblemKind::RateLimited).violated_policies, ["bookings"]);
    assert!(answers.iter().filter(|answer| answer.status == 415).count() >= 60);
    assert_eq!(house.get_as(&guest, "/api/v1/me").await.status, 200);
}
