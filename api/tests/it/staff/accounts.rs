//! People who work here: being let in, proving who one is with both factors, and being kept out.

use client::{Method, Request};
use serde_json::json;
use shared::problem::ProblemKind;
use shared::staff::Role;

use crate::harness::{House, PASSWORD, at, header, json as body_of, problem, secret_of};

const ENROLMENTS: &str = "/api/v1/auth/staff/enrolments";

#[tokio::test]
async fn an_invitation_is_good_once_for_a_while_and_needs_both_factors() {
    let house = House::open().await;
    let admin = house.key(Role::Admin).await;
    let (id, token) = house.invitation(&admin, "robin@stadt.example.org", Role::HallManager).await;
    let mail = house.one("SELECT body_text FROM outbox WHERE recipient = 'robin@stadt.example.org'").await;
    assert!(mail.contains(&format!("/staff/enrol#t={token}")), "{mail}");
    let stored = house.one(&format!("SELECT row_to_json(a)::text FROM staff_accounts a WHERE id = '{id}'")).await;
    let secret = secret_of(&token);
    assert!(!stored.contains(secret) && stored.contains("\"password_hash\":null"), "{stored}");
    let enrol = async |body: serde_json::Value| house.tell(ENROLMENTS, &body).await;

    let totp = house.authenticator(&token).await;
    let wrong = json!({ "token": token, "password": PASSWORD, "totp": "000000" });
    assert_eq!(problem(&enrol(wrong).await, ProblemKind::InvalidRequest).errors[0].pointer, "/totp");
    let weak = json!({ "token": token, "password": "password12345", "totp": house.shown(&totp) });
    assert_eq!(problem(&enrol(weak).await, ProblemKind::InvalidRequest).errors[0].pointer, "/password");
    for half in [json!({ "token": token, "password": PASSWORD }), json!({ "token": token, "totp": "123456" })] {
        problem(&enrol(half).await, ProblemKind::InvalidRequest);
    }
    let whole = json!({ "token": token, "password": PASSWORD, "totp": house.shown(&totp) });
    let opened = enrol(whole.clone()).await;
    assert_eq!(opened.status, 201, "{}", String::from_utf8_lossy(&opened.body));
    assert_eq!(body_of(&opened)["recovery_codes"].as_array().unwrap().len(), 10);
    problem(&enrol(whole).await, ProblemKind::WrongCode);
    problem(&enrol(json!({ "token": token })).await, ProblemKind::WrongCode);
    let stored = house.one("SELECT password_hash FROM staff_accounts WHERE login LIKE 'robin%'").await;
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");

    let (_, late) = house.invitation(&admin, "kim", Role::Editor).await;
    house.set(at("2026-11-27T08:05:00"));
    problem(&enrol(json!({ "token": late })).await, ProblemKind::WrongCode);
    for token in ["", "rcw_x", &format!("rcw_{}_{}", "0".repeat(32), "A".repeat(43)), &admin] {
        problem(&enrol(json!({ "token": token })).await, ProblemKind::WrongCode);
    }
}

#[tokio::test]
async fn signing_in_takes_both_factors_and_says_one_thing_whatever_was_wrong() {
    let house = House::open().await;
    let robin = house.employee("robin", Role::HallManager).await;
    house.set(at("2026-11-24T09:00:00"));
    let right = house.shown(&robin.totp);
    let mut said = Vec::new();
    for (login, password, code) in [
        ("robin", "Laterne Kaktus Fünfzehn", right.as_str()),
        ("robin", PASSWORD, "000000"),
        ("nobody", PASSWORD, right.as_str()),
        ("robin", PASSWORD, "ABCDEF-GHJKLM"),
        ("robin", PASSWORD, "äöü"),
    ] {
        said.push(problem(&house.try_staff(login, password, code).await, ProblemKind::WrongCode).detail);
    }
    said.dedup();
    assert_eq!(said.len(), 1, "{said:?}");
    let answer = house.try_staff("ROBIN", PASSWORD, &format!("{} {}", &right[..3], &right[3..])).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    assert_eq!(body_of(&answer)["role"], "hall_manager");
    assert!(header(&answer, "set-cookie").contains("HttpOnly; SameSite=Strict"));
    problem(&house.try_staff("robin", PASSWORD, &right).await, ProblemKind::WrongCode);
    house.set(at("2026-11-24T09:00:30"));
    assert_eq!(house.try_staff("robin", PASSWORD, &house.shown(&robin.totp)).await.status, 201);
    let paper = robin.codes[0].to_lowercase();
    let answer = house.try_staff("robin", PASSWORD, &paper).await;
    assert_eq!((answer.status.as_u16(), body_of(&answer)["recovery_codes_left"].as_u64()), (201, Some(9)));
    problem(&house.try_staff("robin", PASSWORD, &paper).await, ProblemKind::WrongCode);
    let hidden = house.one("SELECT string_agg(detail::text || coalesce(reason, ''), ' ') FROM audit_entries").await;
    assert!(!hidden.contains(&right) && !hidden.contains(PASSWORD), "{hidden}");
}

#[tokio::test]
async fn an_account_that_was_tried_too_often_is_closed_for_a_while_also_to_its_owner() {
    let house = House::open().await;
    let robin = house.employee("robin", Role::Admin).await;
    house.set(at("2026-11-24T09:00:00"));
    for _ in 0..10 {
        problem(&house.try_staff("robin", "wrong", "000000").await, ProblemKind::WrongCode);
    }
    let closed = house.try_staff("robin", PASSWORD, &house.shown(&robin.totp)).await;
    let until = problem(&closed, ProblemKind::RateLimited).allowed_from.expect("an instant");
    assert_eq!(until, at("2026-11-24T09:15:00"), "what the page tells people");
    assert_eq!(header(&closed, "retry-after"), "900");
    house.set(at("2026-11-24T09:14:59"));
    problem(&house.try_staff("robin", PASSWORD, &house.shown(&robin.totp)).await, ProblemKind::RateLimited);
    house.set(at("2026-11-24T09:15:00"));
    assert_eq!(house.try_staff("robin", PASSWORD, &house.shown(&robin.totp)).await.status, 201);
    assert_eq!(house.one("SELECT count(*)::text FROM audit_entries WHERE action = 'staff.refused'").await, "10");
}

#[tokio::test]
async fn the_same_code_at_the_same_moment_lets_in_one() {
    let house = House::open().await;
    let robin = house.employee("robin", Role::Admin).await;
    house.set(at("2026-11-24T09:00:00"));
    let code = house.shown(&robin.totp);
    let tries = futures_util::future::join_all((0..6).map(|_| house.try_staff("robin", PASSWORD, &code))).await;
    assert_eq!(tries.iter().filter(|answer| answer.status == 201).count(), 1);
}

#[tokio::test]
async fn a_sign_in_of_staff_is_short_and_ends_at_once() {
    let house = House::open().await;
    let robin = house.employee("robin", Role::HallManager).await;
    let ask = async |token: &str| {
        house.send(Request::new(Method::GET, "/api/v1/staff/me").bearer(token)).await.status.as_u16()
    };
    let me = house.send(Request::new(Method::GET, "/api/v1/staff/me").bearer(&robin.token)).await;
    assert_eq!(
        body_of(&me),
        json!({ "name": "robin Amt", "role": "hall_manager", "venue": "neues-rathaus", "login": "robin" })
    );
    assert_eq!(house.send(Request::new(Method::GET, "/api/v1/me").bearer(&robin.token)).await.status, 403);
    // Whoever does nothing for an hour is signed out; whoever goes on is after a working day.
    house.set(at("2026-11-24T09:04:59"));
    let renewed = house.exchange(&robin.cookie).await;
    assert_eq!(renewed.status, 200);
    let mut cookie = crate::harness::cookie(&renewed);
    for time in ["10:00", "10:55", "11:50", "12:45", "13:40", "14:35", "15:30", "16:25", "17:20", "18:04"] {
        house.set(at(&format!("2026-11-24T{time}:00")));
        let renewed = house.exchange(&cookie).await;
        assert_eq!(renewed.status, 200, "{time}");
        cookie = crate::harness::cookie(&renewed);
    }
    house.set(at("2026-11-24T18:05:01"));
    assert_eq!(house.exchange(&cookie).await.status, 401);
    let kim = house.employee("kim", Role::HallManager).await;
    house.set(at("2026-11-24T19:05:02"));
    assert_eq!(house.exchange(&kim.cookie).await.status, 401, "an hour without doing anything");

    let mia = house.employee("mia", Role::HallManager).await;
    let answer = house.send(Request::new(Method::GET, "/api/v1/staff/me/sessions").bearer(&mia.token)).await;
    let session = body_of(&answer)["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/staff/me/sessions/{session}");
    let end = async |token: &str| house.send(Request::new(Method::DELETE, path.as_str()).bearer(token)).await.status;
    let other = house.employee("other", Role::Admin).await;
    assert_eq!(end(&other.token).await, 404);
    assert_eq!((end(&mia.token).await.as_u16(), ask(&mia.token).await), (204, 401));
    let out = Request::new(Method::POST, "/api/v1/auth/logout").header("Cookie", other.cookie.as_str());
    assert_eq!((house.send(out).await.status.as_u16(), ask(&other.token).await), (204, 401));
}

#[tokio::test]
async fn a_new_password_needs_the_old_one_and_ends_the_other_sign_ins() {
    let house = House::open().await;
    let robin = house.employee("robin", Role::HallManager).await;
    house.set(at("2026-11-24T08:10:00"));
    let elsewhere = house.try_staff("robin", PASSWORD, &house.shown(&robin.totp)).await;
    assert_eq!(elsewhere.status, 201);
    house.set(at("2026-11-24T08:11:00"));
    let new = "Ampel Sofa Mandarine";
    let change = async |current: &str, code: &str, password: &str| {
        let body = json!({ "current": current, "totp": code, "password": password });
        house.order(&robin.token, Method::POST, "/me/password", &body).await
    };
    problem(&change("wrong", &house.shown(&robin.totp), new).await, ProblemKind::WrongCode);
    problem(&change(PASSWORD, "000000", new).await, ProblemKind::WrongCode);
    problem(&change(PASSWORD, &house.shown(&robin.totp), "robin robin robin").await, ProblemKind::InvalidRequest);
    assert_eq!(change(PASSWORD, &house.shown(&robin.totp), new).await.status, 204);
    assert_eq!(house.exchange(&crate::harness::cookie(&elsewhere)).await.status, 401);
    assert_eq!(house.exchange(&robin.cookie).await.status, 200, "the one that asked goes on");
    house.set(at("2026-11-24T08:12:00"));
    problem(&house.try_staff("robin", PASSWORD, &house.shown(&robin.totp)).await, ProblemKind::WrongCode);
    assert_eq!(house.try_staff("robin", new, &house.shown(&robin.totp)).await.status, 201);
    house.set(at("2026-11-24T08:13:00"));
    let draw = async |current: &str, code: &str| {
        let body = json!({ "current": current, "totp": code });
        house.order(&robin.token, Method::POST, "/me/recovery-codes", &body).await
    };
    problem(&draw(PASSWORD, &house.shown(&robin.totp)).await, ProblemKind::WrongCode);
    problem(&draw(new, "000000").await, ProblemKind::WrongCode);
    let drawn = draw(new, &house.shown(&robin.totp)).await;
    assert_eq!(drawn.status, 200);
    problem(&house.try_staff("robin", new, &robin.codes[3]).await, ProblemKind::WrongCode);
    let code = body_of(&drawn)["recovery_codes"][0].as_str().unwrap().to_owned();
    assert_eq!(house.try_staff("robin", new, &code).await.status, 201);
}
