//! What the real program says about people: nothing, however much it says.

use client::{Method, Request};
use serde_json::json;
use shared::bookings::NewBooking;
use shared::people::{AccessToken, NewCode, SignIn};

use crate::faults::program::{Folder, Program};
use crate::harness::{Database, cookie, wish};

const KIM: &str = "kim.quiet@example.org";

/// The code of the mail, once the postman has been round.
async fn code(program: &Program) -> String {
    for _ in 0..5000 {
        let page = program.client.send(Request::new(Method::GET, "/outbox")).await.unwrap().text().unwrap();
        if let Some(at) = page.find(" ist Ihr Code zum Anmelden") {
            return page[at - 6..at].to_owned();
        }
    }
    panic!("no mail came");
}

#[tokio::test]
async fn neither_address_nor_code_nor_cookie_nor_token_is_in_the_log() {
    let (folder, database) = (Folder::new("quiet"), Database::new().await);
    let program = Program::talkative(&folder.0, database.url());
    let client = &program.client;
    client.send_code(&NewCode { email: KIM.into(), locale: None }).await.unwrap();
    let code = code(&program).await;
    let wrong = SignIn { email: KIM.into(), code: "000000".into(), remember: false };
    let right = SignIn { code: code.clone(), ..wrong.clone() };
    assert!(code == "000000" || client.sign_in(&wrong).await.is_err());
    let post = |path: &str| Request::new(Method::POST, format!("/api/v1/auth/{path}"));
    let signed_in = client.send(post("sessions").json(&right).unwrap()).await.unwrap();
    let first = cookie(&signed_in);
    let answer = client.send(post("token").header("Cookie", first.as_str())).await.unwrap();
    let (second, token) = (cookie(&answer), answer.json::<AccessToken>().unwrap().access_token);
    let own = client.with_token(&token);
    let new = NewBooking { email: None, ..wish(&["A1"], "2026-11-24T11:07", "2026-11-24T12:00") };
    assert!(own.book(&new, "one").await.is_err());
    let odd = Request::new(Method::POST, "/api/v1/bookings").bearer(&token).json(&json!({ "email": KIM, "x": KIM }));
    assert_eq!(client.send(odd.unwrap()).await.unwrap().status, 422);
    own.my_export().await.unwrap();
    let forged = Request::new(Method::GET, "/api/v1/me").bearer(&format!("{token}x"));
    assert_eq!(client.send(forged).await.unwrap().status, 401);
    let third = client.send(post("token").header("Cookie", second.as_str())).await.unwrap();
    let reused = client.send(post("token").header("Cookie", first.as_str())).await.unwrap();
    assert_eq!((third.status.as_u16(), reused.status.as_u16()), (200, 401), "which ends the session, and is told");
    let said = program.last_words();
    assert!(said.contains("had been replaced") && said.contains("/api/v1/auth/sessions"), "{said}");
    let proof = |cookie: &str| cookie.rsplit('.').next().unwrap().to_owned();
    let signature = token.rsplit('.').next().unwrap().to_owned();
    for secret in [KIM.to_owned(), code, proof(&first), proof(&second), signature] {
        assert!(!said.contains(&secret), "{secret}: {said}");
    }
}
