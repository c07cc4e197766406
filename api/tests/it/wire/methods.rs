//! Methods: the wrong ones, HEAD, OPTIONS.

use std::collections::BTreeMap;

use client::{Method, Request};
use shared::problem::ProblemKind;

use super::{Operation, operations};
use crate::harness::{House, header, problem};

#[tokio::test]
async fn a_wrong_method_is_told_which_ones_there_are() {
    let house = House::open().await;
    let mut paths: BTreeMap<String, (Operation, Vec<String>)> = BTreeMap::new();
    for operation in operations(&house).await {
        let method = operation.method.to_string();
        paths.entry(operation.address()).or_insert_with(|| (operation, Vec::new())).1.push(method);
    }
    for (path, (operation, mut methods)) in paths {
        if methods.contains(&"GET".to_owned()) {
            methods.push("HEAD".to_owned());
        }
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "FROBNICATE"] {
            if methods.iter().any(|allowed| allowed == method) {
                continue;
            }
            let request = Request::new(method.parse().unwrap(), path.as_str());
            let answer = house.send(operation.with_key(request)).await;
            problem(&answer, ProblemKind::MethodNotAllowed);
            let mut allow: Vec<_> = header(&answer, "allow").split(", ").map(str::to_owned).collect();
            let mut expected = methods.clone();
            expected.push("OPTIONS".to_owned());
            allow.sort();
            expected.sort();
            assert_eq!(allow, expected, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    let house = House::open().await;
    let reads = operations(&house).await.into_iter().filter(|operation| operation.method == Method::GET);
    // Taking the audit away is itself written there, so it is longer at the second time.
    for operation in reads.filter(|operation| !operation.path.ends_with("/audit.csv")) {
        let get = house.send(operation.request()).await;
        let mut like = operation.clone();
        like.method = Method::HEAD;
        let head = house.send(like.request()).await;
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{operation:?}");
        assert_eq!(header(&get, "content-length"), get.body.len().to_string(), "{operation:?}");
        for name in ["content-type", "content-length", "etag", "cache-control", "access-control-allow-origin"] {
            assert_eq!(head.header(name), get.header(name), "{name} of {operation:?}");
        }
    }
}

#[tokio::test]
async fn options_tells_a_browser_of_another_origin_what_it_may_do() {
    let house = House::open().await;
    for operation in operations(&house).await {
        let answer = house.send(Request::new(Method::OPTIONS, operation.address())).await;
        assert_eq!(answer.status, 204, "{operation:?}");
        assert!(header(&answer, "allow").contains(operation.method.as_str()));
        if operation.path.starts_with("/api/") {
            assert_eq!(header(&answer, "access-control-allow-origin"), "*");
            assert!(header(&answer, "access-control-allow-methods").contains(operation.method.as_str()));
            let headers = header(&answer, "access-control-allow-headers").to_lowercase();
            for name in ["content-type", "idempotency-key", "booking-secret", "if-none-match"] {
                assert!(headers.contains(name), "{name}: {headers}");
            }
        }
        assert_eq!(answer.header("access-control-allow-credentials"), None);
    }
}

#[tokio::test]
async fn every_answer_has_an_id_of_its_own_and_tells_browsers_not_to_guess() {
    let house = House::open().await;
    let mut ids = Vec::new();
    for operation in operations(&house).await {
        let answer = house.send(operation.request()).await;
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
        assert_eq!(header(&answer, "referrer-policy"), "no-referrer");
        ids.push(header(&answer, "x-request-id").to_owned());
    }
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all);
}
