//! What comes back: an answer, or one of four reasons why there is none that can be used.

use std::sync::Arc;

use http::StatusCode;
use serde::de::DeserializeOwned;
use shared::problem::{Problem, ProblemKind};

#[cfg(target_arch = "wasm32")]
pub(crate) use crate::script::read;

/// Why an operation gave no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The api refused, and says why.
    #[error("refused with status {}: {}", .0.status, .0.title)]
    Problem(Arc<Problem>),
    /// No answer: no network, no server, or too late.
    #[error("no answer: {reason}")]
    Offline {
        /// For logs; it says nothing a visitor could use.
        reason: String,
    },
    /// An answer that is neither what was promised nor a problem, such as a proxy's own page.
    #[error("an unexpected answer with status {status}")]
    Unexpected {
        /// Its status.
        status: u16,
    },
    /// The request itself could not be written.
    #[error("the request cannot be written: {reason}")]
    Unsendable {
        /// Why.
        reason: String,
    },
}

impl Error {
    /// The problem, if the api sent one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            Self::Offline { .. } | Self::Unexpected { .. } | Self::Unsendable { .. } => None,
        }
    }

    /// The kind of problem, if the api sent one this version knows.
    pub fn kind(&self) -> Option<ProblemKind> {
        self.problem().and_then(Problem::known_kind)
    }

    /// Whether there was no answer at all, so that asking again later may help.
    pub fn is_offline(&self) -> bool {
        matches!(self, Self::Offline { .. })
    }
}

/// An answer as it came, before anybody has judged it.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers. The app has no use for them.
    #[cfg(not(target_arch = "wasm32"))]
    pub headers: http::HeaderMap,
    /// Its body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header as text, if it is there and is text.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as `T`, if the status says that it is one.
    pub fn json<T: DeserializeOwned + 'static>(self) -> Result<T, Error> {
        let status = self.status.as_u16();
        let body = self.success()?;
        read(&body).ok_or(Error::Unexpected { status })
    }

    /// The body as text, if the status says that it is one.
    pub fn text(self) -> Result<String, Error> {
        let status = self.status.as_u16();
        String::from_utf8(self.success()?).map_err(|_not_text| Error::Unexpected { status })
    }

    /// The body as it is, if the status says that it is one.
    pub fn bytes(self) -> Result<Vec<u8>, Error> {
        self.success()
    }

    /// The body of a success; everything else is an error, as a problem where it is one.
    fn success(self) -> Result<Vec<u8>, Error> {
        if self.status.is_success() {
            return Ok(self.body);
        }
        Err(match read::<Problem>(&self.body) {
            Some(problem) => Error::Problem(Arc::new(problem)),
            None => Error::Unexpected { status: self.status.as_u16() },
        })
    }
}

/// JSON as a `T`; `None` if it is neither.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    serde_json::from_slice(body).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        let status = StatusCode::from_u16(status).expect("a status");
        Answer { status, headers: http::HeaderMap::new(), body: body.as_bytes().to_vec() }
    }

    #[test]
    fn a_problem_is_told_by_its_kind() {
        let body = r#"{"type":"https://example.org/problems/wrong-code","title":"The code does not match",
            "status":422,"instance":"r1","tries_left":3}"#;
        let error = answer(422, body).json::<String>().expect_err("a refusal");
        assert_eq!(error.kind(), Some(ProblemKind::WrongCode));
        assert_eq!(error.problem().and_then(|problem| problem.tries_left), Some(3));
    }

    #[test]
    fn a_page_of_a_proxy_is_not_taken_for_an_answer() {
        let unexpected = |status| Err(Error::Unexpected { status });
        assert_eq!(answer(502, "<h1>Bad gateway</h1>").json::<String>(), unexpected(502));
        assert_eq!(answer(200, "<h1>Sign in to this network</h1>").json::<String>(), unexpected(200));
        assert_eq!(answer(304, "").text(), unexpected(304));
    }

    #[test]
    fn a_success_is_read() {
        assert_eq!(answer(201, "\"K7QX4P\"").json::<String>(), Ok("K7QX4P".to_owned()));
        assert_eq!(answer(200, "BEGIN:VCALENDAR").text(), Ok("BEGIN:VCALENDAR".to_owned()));
    }
}
