//! How an endpoint fails: one type that becomes RFC 9457 problem details at the edge.
//!
//! Verbs have their own error enums and turn them into a [`Failure`] here. What always holds: a
//! failure never carries SQL, a stack trace or anybody's data to the client; the unexpected ones
//! keep their source, which `edge` logs once with its whole chain.

use std::error::Error;
use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use chrono::{DateTime, FixedOffset};
use shared::bookings::{Rule, Violation};
use shared::desks::Alternative;
use shared::plans::PlanPreview;
use shared::problem::{FieldError, Problem, ProblemKind};
use shared::zones::Zone;

/// The media type of problem details.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What is said about one wrong value is no longer than this, characters.
const LONGEST: usize = 300;

/// A refusal or a fault, ready for the edge.
#[derive(Debug)]
pub struct Failure(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ProblemKind,
    oauth: Option<&'static str>,
    detail: Option<String>,
    errors: Vec<FieldError>,
    rule: Option<Rule>,
    limit: Option<i64>,
    allowed_from: Option<DateTime<FixedOffset>>,
    allowed_to: Option<DateTime<FixedOffset>>,
    alternatives: Option<Vec<Alternative>>,
    tries_left: Option<u8>,
    policies: Vec<String>,
    preview: Option<Box<PlanPreview>>,
    forged: bool,
    headers: Vec<(HeaderName, HeaderValue)>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Failure {
    /// A failure of this kind with nothing more to say.
    pub fn new(kind: ProblemKind) -> Self {
        Self(Box::new(Inner {
            kind,
            oauth: None,
            detail: None,
            errors: Vec::new(),
            rule: None,
            limit: None,
            allowed_from: None,
            allowed_to: None,
            alternatives: None,
            tries_left: None,
            policies: Vec::new(),
            preview: None,
            forged: false,
            headers: Vec::new(),
            source: None,
        }))
    }

    /// There is no such thing, or the caller must not know of it.
    pub fn not_found() -> Self {
        Self::new(ProblemKind::NotFound)
    }

    /// Something broke on our side; the source is for the log alone.
    pub fn internal(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let mut failure = Self::new(ProblemKind::Internal);
        failure.0.source = Some(source.into());
        failure
    }

    /// Something we need is away; the source is for the log alone.
    pub fn unavailable(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let mut failure = Self::new(ProblemKind::Unavailable)
            .header(actix_web::http::header::RETRY_AFTER, HeaderValue::from_static("2"));
        failure.0.source = Some(source.into());
        failure
    }

    /// One wrong value.
    pub fn invalid(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        let mut failure = Self::new(ProblemKind::InvalidRequest);
        failure.0.errors.push(FieldError { pointer: short(pointer), detail: short(detail) });
        failure
    }

    /// One more wrong value.
    #[must_use]
    pub fn error(mut self, pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        self.0.errors.push(FieldError { pointer: short(pointer), detail: short(detail) });
        self
    }

    /// The wrong values were fields of a body, not query values: their names become pointers.
    #[must_use]
    pub fn in_body(mut self) -> Self {
        for error in &mut self.0.errors {
            error.pointer.insert(0, '/');
        }
        self
    }

    /// A booking rule refused; its instants are told in the venue's time.
    pub fn rule(violation: Violation, zone: &Zone) -> Self {
        let mut failure = Self::new(ProblemKind::RuleViolated);
        failure.0.rule = Some(violation.rule);
        failure.0.limit = violation.limit;
        failure.0.allowed_from = violation.allowed_from.map(|at| zone.local(at));
        failure.0.allowed_to = violation.allowed_to.map(|at| zone.local(at));
        failure.0.detail = match violation.rule {
            Rule::HoldsPerAddress => Some(
                "As much is held for this address as may be without a word from it. Confirm with the code from the \
                 mail, or sign in: then nothing has to be held.",
            ),
            Rule::HoldsPerNetwork => Some(
                "As many desks are held from this network as may be without being confirmed. Confirm one with the \
                 code from the mail, sign in, or try again when the first hold has ended.",
            ),
            _ => None,
        }
        .map(str::to_owned);
        failure
    }

    /// From when on it would be allowed, in the venue's time.
    #[must_use]
    pub fn allowed_from(mut self, at: DateTime<FixedOffset>) -> Self {
        self.0.allowed_from = Some(at);
        self
    }

    /// What happened this time, for people.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// What went wrong in the words of OAuth (RFC 6749, section 5.2).
    #[must_use]
    pub fn oauth(mut self, error: &'static str) -> Self {
        self.0.oauth = Some(error);
        self
    }

    /// A header of the answer, such as `Retry-After` or `Allow`.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.push((name, value));
        self
    }

    /// What could be booked instead.
    #[must_use]
    pub fn alternatives(mut self, alternatives: Vec<Alternative>) -> Self {
        self.0.alternatives = Some(alternatives);
        self
    }

    /// Tries that are left for a code.
    #[must_use]
    pub fn tries_left(mut self, tries: u8) -> Self {
        self.0.tries_left = Some(tries);
        self
    }

    /// The rate-limit policies that were exceeded.
    #[must_use]
    pub fn policies(mut self, policies: Vec<String>) -> Self {
        self.0.policies = policies;
        self
    }

    /// What a plan would do now.
    #[must_use]
    pub fn preview(mut self, preview: PlanPreview) -> Self {
        self.0.preview = Some(Box::new(preview));
        self
    }

    /// What was sent as proof was never good: a guess, and not something that has ended.
    #[must_use]
    pub fn forged(mut self) -> Self {
        self.0.forged = true;
        self
    }

    /// Whether it was a guess.
    pub fn is_forged(&self) -> bool {
        self.0.forged
    }

    /// Its kind.
    pub fn kind(&self) -> ProblemKind {
        self.0.kind
    }

    /// The problem details of this failure, for the request with this id.
    pub fn problem(&self, public_url: &str, instance: String) -> Problem {
        let inner = &self.0;
        Problem {
            kind: format!("{public_url}/problems/{}", inner.kind.slug()),
            title: inner.kind.title().to_owned(),
            error: inner.oauth.map(str::to_owned),
            status: inner.kind.status(),
            detail: inner.detail.clone(),
            instance,
            errors: inner.errors.clone(),
            rule: inner.rule,
            limit: inner.limit,
            allowed_from: inner.allowed_from,
            allowed_to: inner.allowed_to,
            alternatives: inner.alternatives.clone(),
            tries_left: inner.tries_left,
            violated_policies: inner.policies.clone(),
            preview: inner.preview.clone(),
        }
    }
}

/// A text that may repeat what somebody has sent, at a length that fits into an answer.
fn short(text: impl Into<String>) -> String {
    let mut text = text.into();
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push('…');
    }
    text
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.kind.title())
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| -> &(dyn Error + 'static) { source })
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The body is written by `edge`, which alone knows the request's id.
    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::new(self.status_code());
        for (name, value) in &self.0.headers {
            answer.headers_mut().insert(name.clone(), value.clone());
        }
        answer
    }
}

impl From<diesel::result::Error> for Failure {
    /// A connection that breaks mid-way is the database being away, everything else is our fault.
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::DatabaseErrorKind::{ClosedConnection, SerializationFailure, UnableToSendCommand};
        match &error {
            diesel::result::Error::DatabaseError(ClosedConnection | SerializationFailure | UnableToSendCommand, _)
            | diesel::result::Error::BrokenTransactionManager => Self::unavailable(error),
            diesel::result::Error::DatabaseError(_, info) if is_outage(info.message()) => Self::unavailable(error),
            _ => Self::internal(error),
        }
    }
}

/// Whether Postgres' message says that it is going away, full or out of time rather than that the
/// statement was wrong.
fn is_outage(message: &str) -> bool {
    const OUTAGES: [&str; 9] = [
        "connection closed",
        "terminating connection",
        "the database system is",
        "No space left on device",
        "canceling statement due to",
        "could not extend file",
        "deadlock detected",
        "error communicating with the server",
        "remaining connection slots",
    ];
    OUTAGES.iter().any(|outage| message.contains(outage))
}
