//! Reading what was done, and taking it away as a table.

use chrono::{DateTime, FixedOffset};
use shared::audit::{Action, AuditEntry};
use shared::venues::Page;

use crate::venues::instant;
use crate::{Answer, Client, Method, QueryString, Reply, Request};

/// Which entries are asked for; all of them at first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// What was done.
    pub action: Option<Action>,
    /// From when on.
    pub from: Option<DateTime<FixedOffset>>,
    /// Until before when.
    pub to: Option<DateTime<FixedOffset>>,
}

impl AuditQuery {
    fn written(&self) -> QueryString {
        QueryString::default()
            .with("action", self.action.map(Action::name))
            .with("from", self.from.map(instant))
            .with("to", self.to.map(instant))
    }
}

impl Client {
    /// A page of what was done, the newest first.
    pub fn audit(&self, query: &AuditQuery, cursor: Option<&str>) -> Reply<Page<AuditEntry>> {
        self.get(format!("/api/v1/staff/audit{}", query.written().with("cursor", cursor)))
    }

    /// The same as a table for other programs.
    pub fn audit_csv(&self, query: &AuditQuery) -> Reply<String> {
        let request = Request::new(Method::GET, format!("/api/v1/staff/audit.csv{}", query.written()));
        self.reply(Ok(request), Answer::text)
    }
}
