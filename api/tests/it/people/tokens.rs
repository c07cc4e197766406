//! Tokens as they come in with requests. What a token may say is tested beside `api/src/tokens/claims.rs`.

use api::tokens::Bearer;
use client::{Method, Request};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use shared::ids::SessionId;
use shared::problem::ProblemKind;
use uuid::Uuid;

use crate::harness::{House, at, header, json, problem};

const KIM: &str = "kim@example.org";

async fn status(house: &House, authorization: &str) -> u16 {
    let request = Request::new(Method::GET, "/api/v1/me").header("Authorization", authorization);
    let answer = house.send(request).await;
    if answer.status != 200 {
        problem(&answer, ProblemKind::Unauthorized);
        assert_eq!(header(&answer, "www-authenticate"), "Bearer");
    }
    answer.status.as_u16()
}

#[tokio::test]
async fn only_a_token_of_ours_for_a_session_that_lasts_is_believed() {
    let house = House::open().await;
    let kim = house.guest(KIM).await;
    let (message, signature) = kim.token.rsplit_once('.').unwrap();
    let (head, claims) = message.split_once('.').unwrap();
    assert_eq!(status(&house, &format!("bearer {}", kim.token)).await, 200);
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0";
    let mut hmac = Header::new(Algorithm::HS256);
    hmac.typ = Some("at+jwt".to_owned());
    hmac.kid = jsonwebtoken::decode_header(&kim.token).unwrap().kid;
    let keys = json(&house.get("/.well-known/jwks.json").await);
    let public = keys["keys"][0]["x"].as_str().unwrap().as_bytes().to_vec();
    let said: serde_json::Value = jsonwebtoken::dangerous::insecure_decode(&kim.token).unwrap().claims;
    let confused = jsonwebtoken::encode(&hmac, &said, &EncodingKey::from_secret(&public)).unwrap();
    let wrong = [
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        "Bearer x".to_owned(),
        format!("Bearer {message}."),
        format!("Bearer {message}"),
        format!("Bearer {none}.{claims}."),
        format!("Bearer {none}.{claims}.{signature}"),
        format!("Bearer {head}.{}.{signature}", claims.replacen('e', "f", 1)),
        format!("Bearer {confused}"),
        format!("Basic {}", kim.token),
        kim.token.clone(),
    ];
    for authorization in &wrong {
        assert_eq!(status(&house, authorization).await, 401, "{authorization}");
    }
    // Signed well, for a session that never was, and for one of somebody else.
    let (now, ids) = (house.app.clock.now(), [said["sub"].as_str().unwrap(), said["sid"].as_str().unwrap()]);
    let [person, session] = ids.map(|id| id.parse::<Uuid>().unwrap());
    let signed = |person, session| {
        let bearer = Bearer { subject: person, session: SessionId(session) };
        house.app.tokens.sign(bearer, "me", Uuid::from_u128(9), now).unwrap()
    };
    assert_eq!(status(&house, &format!("Bearer {}", signed(person, session))).await, 200);
    for token in [signed(person, Uuid::from_u128(1)), signed(Uuid::from_u128(1), session)] {
        assert_eq!(status(&house, &format!("Bearer {token}")).await, 401);
    }
}

#[tokio::test]
async fn a_token_ends_by_the_house_s_clock() {
    let house = House::open().await;
    let kim = house.guest(KIM).await;
    let bearer = format!("Bearer {}", kim.token);
    house.set(at("2026-11-24T08:15:04"));
    assert_eq!(status(&house, &bearer).await, 200);
    house.set(at("2026-11-24T08:15:05"));
    assert_eq!(status(&house, &bearer).await, 401);
    house.set(at("2026-11-24T08:04:54"));
    assert_eq!(status(&house, &bearer).await, 401, "nor does it hold before it was made");
}

/// Who believes to be signed in must not be served as a stranger.
#[tokio::test]
async fn a_token_that_is_not_believed_is_refused_where_nobody_needs_one() {
    let house = House::open().await;
    let wish = crate::harness::wish(&["A1"], "2026-11-24T09:00", "2026-11-24T10:00");
    let request = Request::new(Method::POST, "/api/v1/bookings").bearer("x").json(&wish).unwrap();
    problem(&house.send(request).await, ProblemKind::Unauthorized);
    assert_eq!(house.one("SELECT count(*) FROM bookings").await, "0");
    let proxy = Request::new(Method::POST, "/api/v1/bookings").header("Authorization", "Basic a2ltOng=");
    assert_eq!(house.send(proxy.json(&wish).unwrap()).await.status, 201, "another scheme is a proxy's business");
}
