//! Problem details (RFC 9457): every answer of 400 and above, as a closed set of kinds.
//!
//! The api builds them, the browser reads them back into the same type and chooses its words by
//! [`ProblemKind`], so no page ever parses a sentence.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::bookings::Rule;
use crate::desks::Alternative;
use crate::plans::PlanPreview;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $slug:literal, $status:literal, $title:literal;)*) => {
        /// What went wrong, as a closed set; each has a page that explains it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ProblemKind {
            $($(#[$doc])* $name,)*
        }

        impl ProblemKind {
            /// Every kind, for the pages that explain them and for tests.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The last segment of the problem's `type`.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }

            /// The HTTP status it is answered with.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// A short English summary that never changes with the occurrence.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

kinds! {
    /// The request is not HTTP or JSON as it should be.
    BadRequest = "bad-request", 400, "The request could not be read";
    /// Who is asking is unknown.
    Unauthorized = "unauthorized", 401, "Sign-in is needed";
    /// Who is asking is known and may not do this.
    Forbidden = "forbidden", 403, "This is not allowed";
    /// There is no such thing, or the caller must not know of it.
    NotFound = "not-found", 404, "There is nothing here";
    /// The path exists, the method does not.
    MethodNotAllowed = "method-not-allowed", 405, "This method is not allowed here";
    /// None of the representations asked for can be served.
    NotAcceptable = "not-acceptable", 406, "No acceptable representation";
    /// The body did not come in time.
    RequestTimeout = "request-timeout", 408, "The request took too long to arrive";
    /// Somebody else has the desk for some of that time.
    DeskTaken = "desk-taken", 409, "The desk is taken";
    /// Everybody who gives advice then is taken.
    SlotTaken = "slot-taken", 409, "The slot is taken";
    /// The state machine has no such move from here.
    WrongState = "wrong-state", 409, "This can't be done in its present state";
    /// The confirmation code is spent or too old.
    CodeExpired = "code-expired", 409, "The code is no longer valid";
    /// The first request with this idempotency key is still running.
    RequestInProgress = "request-in-progress", 409, "The same request is still running";
    /// There are as many of it as there may be.
    LimitReached = "limit-reached", 409, "There are as many as there may be";
    /// The resource has changed since it was read.
    PreconditionFailed = "precondition-failed", 412, "The resource has changed";
    /// The body is larger than what is accepted.
    PayloadTooLarge = "payload-too-large", 413, "The body is too large";
    /// The body is not of a type that is understood.
    UnsupportedMediaType = "unsupported-media-type", 415, "The media type is not supported";
    /// Values of the wrong type or shape, or unknown fields.
    InvalidRequest = "invalid-request", 422, "The request has invalid values";
    /// A booking rule says no.
    RuleViolated = "rule-violated", 422, "A booking rule does not allow this";
    /// The idempotency key was used for another request.
    IdempotencyKeyReused = "idempotency-key-reused", 422, "The idempotency key belongs to another request";
    /// The confirmation code is wrong.
    WrongCode = "wrong-code", 422, "The code does not match";
    /// A change needs an `If-Match`.
    PreconditionRequired = "precondition-required", 428, "If-Match is required";
    /// Too many requests.
    RateLimited = "rate-limited", 429, "Too many requests";
    /// What is asked for is a part of a standard that is not offered here.
    NotImplemented = "not-implemented", 501, "This is not offered here";
    /// Something broke on the server's side.
    Internal = "internal", 500, "Something went wrong";
    /// The database, or something else that is needed, is away for the moment.
    Unavailable = "unavailable", 503, "The service is temporarily unavailable";
}

impl ProblemKind {
    /// The kind with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.slug() == slug)
    }
}

/// One value that was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON pointer (RFC 6901) into the body, or the name of the path or query value.
    pub pointer: String,
    /// What is wrong with it.
    pub detail: String,
}

/// Problem details as they travel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Address of the page that explains this kind; its last segment is the slug.
    #[serde(rename = "type")]
    pub kind: String,
    /// Summary of the kind.
    pub title: String,
    /// For `POST /oauth/token`: what went wrong in the words of OAuth (RFC 6749, section 5.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The HTTP status, repeated for those who only see the body.
    pub status: u16,
    /// What happened this time, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The request's id, also in `X-Request-Id`.
    pub instance: String,
    /// The values that were wrong.
    #[serde(default, deserialize_with = "crate::absent::list", skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// The booking rule that refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// The number the rule allows, where it has one (minutes, days, persons …).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// The earliest instant the rule would allow, or from which on it may be tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_from: Option<DateTime<FixedOffset>>,
    /// The latest instant the rule would allow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_to: Option<DateTime<FixedOffset>>,
    /// What could be booked instead, nearest in time first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternatives: Option<Vec<Alternative>>,
    /// Tries that are left for a confirmation code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tries_left: Option<u8>,
    /// Rate-limit policies that were exceeded.
    #[serde(default, deserialize_with = "crate::absent::list", skip_serializing_if = "Vec::is_empty")]
    pub violated_policies: Vec<String>,
    /// What the plan would do now, when bookings have changed since the preview that was expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<Box<PlanPreview>>,
}

impl Problem {
    /// The kind, if this version knows it.
    pub fn known_kind(&self) -> Option<ProblemKind> {
        ProblemKind::from_slug(self.kind.rsplit('/').next()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn slugs_are_unique_and_lead_back_to_their_kind() {
        let slugs: BTreeSet<_> = ProblemKind::ALL.iter().map(|kind| kind.slug()).collect();
        assert_eq!(slugs.len(), ProblemKind::ALL.len());
        for kind in ProblemKind::ALL {
            assert_eq!(ProblemKind::from_slug(kind.slug()), Some(*kind));
            assert!((400..600).contains(&kind.status()));
        }
    }
}
