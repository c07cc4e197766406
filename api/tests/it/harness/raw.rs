//! Requests that the typed client would never make, and what must be true of every refusal.

use client::{Answer, Method, Request};
use serde_json::Value;
use shared::problem::{Problem, ProblemKind};

use super::House;

impl House {
    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: Request) -> Answer {
        self.client.send(request).await.unwrap()
    }

    /// Reads a path.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::new(Method::GET, path)).await
    }
}

/// A body as JSON.
pub(crate) fn json(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&answer.body)))
}

/// A header that must be there.
pub(crate) fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.header(name).unwrap_or_else(|| panic!("no {name} in {:?}", answer.headers))
}

/// The problem of a refusal of whatever kind.
pub(crate) fn refused(answer: &Answer) -> Problem {
    let (status, body) = (answer.status.as_u16(), String::from_utf8_lossy(&answer.body));
    assert!((400..500).contains(&status), "{status}: {body}");
    let said: Problem = serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {body}"));
    problem(answer, said.known_kind().unwrap_or_else(|| panic!("no kind of ours: {body}")))
}

/// The problem of a refusal, after checking everything that every problem has to be (RFC 9457).
pub(crate) fn problem(answer: &Answer, kind: ProblemKind) -> Problem {
    let body = String::from_utf8_lossy(&answer.body);
    assert_eq!(answer.status.as_u16(), kind.status(), "{kind:?}: {body}");
    assert_eq!(header(answer, "content-type"), "application/problem+json", "{body}");
    let problem: Problem = serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {body}"));
    assert_eq!(problem.known_kind(), Some(kind), "{body}");
    assert_eq!(problem.kind, format!("http://rathaus.test/problems/{}", kind.slug()));
    assert_eq!((problem.status, problem.title.as_str()), (kind.status(), kind.title()));
    assert_eq!(problem.instance, header(answer, "x-request-id"));
    for word in ["SELECT", "INSERT", "panicked", "src/", "Postgres"] {
        assert!(!body.contains(word), "{word} is nobody's business: {body}");
    }
    problem
}
