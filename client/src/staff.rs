//! Who works here: signing in with two factors, one's own account, and the accounts of the others.
//!
//! Everything but signing in is asked with the token of who has: see [`Client::with_token`].

use shared::ids::{SessionId, StaffId};
use shared::people::Session;
use shared::staff::{
    NewPassword, NewStaff, RecoveryCodes, SecondFactor, StaffAccount, StaffChange, StaffEnrolment, StaffInvitation,
    StaffMe, StaffProof, StaffSignIn, StaffSignedIn, StaffWays,
};
use shared::venues::Page;

use crate::people::nothing;
use crate::{Client, Method, QueryString, Reply, Request};

impl Client {
    /// In which ways people who work here can sign in.
    pub fn staff_ways(&self) -> Reply<StaffWays> {
        self.get("/api/v1/auth/staff/ways".to_owned())
    }

    /// Signs in with both factors; the browser keeps the cookie.
    pub fn sign_in_staff(&self, sign_in: &StaffSignIn) -> Reply<StaffSignedIn> {
        self.ask(Request::new(Method::POST, "/api/v1/auth/staff/sessions").json(sign_in))
    }

    /// What the authenticator has to know, for who has been invited.
    pub fn second_factor(&self, token: &str) -> Reply<SecondFactor> {
        let enrolment = StaffEnrolment { token: token.to_owned(), password: None, totp: None };
        self.ask(Request::new(Method::POST, "/api/v1/auth/staff/enrolments").json(&enrolment))
    }

    /// Takes up an invitation with password and code; signs in.
    pub fn enrol_staff(&self, enrolment: &StaffEnrolment) -> Reply<RecoveryCodes> {
        self.ask(Request::new(Method::POST, "/api/v1/auth/staff/enrolments").json(enrolment))
    }

    /// Who asks.
    pub fn staff_me(&self) -> Reply<StaffMe> {
        self.get("/api/v1/staff/me".to_owned())
    }

    /// Another password of one's own; every other sign-in ends.
    pub fn change_staff_password(&self, new: &NewPassword) -> Reply<()> {
        self.reply(Request::new(Method::POST, "/api/v1/staff/me/password").json(new), nothing)
    }

    /// New codes for a lost authenticator; those before open nothing any more.
    pub fn renew_recovery_codes(&self, proof: &StaffProof) -> Reply<RecoveryCodes> {
        self.ask(Request::new(Method::POST, "/api/v1/staff/me/recovery-codes").json(proof))
    }

    /// A page of one's own sign-ins, the newest first.
    pub fn staff_sessions(&self, cursor: Option<&str>) -> Reply<Page<Session>> {
        self.get(format!("/api/v1/staff/me/sessions{}", QueryString::default().with("cursor", cursor)))
    }

    /// Ends one of one's own sign-ins.
    pub fn end_staff_session(&self, id: SessionId) -> Reply<()> {
        self.reply(Ok(Request::new(Method::DELETE, format!("/api/v1/staff/me/sessions/{id}"))), nothing)
    }

    /// A page of the accounts of who works here.
    pub fn staff_accounts(&self, cursor: Option<&str>) -> Reply<Page<StaffAccount>> {
        self.get(format!("/api/v1/staff/accounts{}", QueryString::default().with("cursor", cursor)))
    }

    /// Lets somebody in.
    pub fn add_staff(&self, new: &NewStaff) -> Reply<StaffInvitation> {
        self.ask(Request::new(Method::POST, "/api/v1/staff/accounts").json(new))
    }

    /// Changes an account that was read at a revision.
    pub fn change_staff(&self, id: StaffId, revision: i64, change: &StaffChange) -> Reply<StaffAccount> {
        let request = Request::new(Method::PATCH, format!("/api/v1/staff/accounts/{id}"));
        self.ask(request.header("If-Match", tag(revision)).json(change))
    }

    /// Lets somebody begin anew.
    pub fn invite_staff_again(&self, id: StaffId) -> Reply<StaffInvitation> {
        self.ask(Ok(Request::new(Method::POST, format!("/api/v1/staff/accounts/{id}/invitation"))))
    }

    /// Takes away an account that was read at a revision.
    pub fn remove_staff(&self, id: StaffId, revision: i64) -> Reply<()> {
        let request = Request::new(Method::DELETE, format!("/api/v1/staff/accounts/{id}"));
        self.reply(Ok(request.header("If-Match", tag(revision))), nothing)
    }
}

/// The entity tag of a revision.
fn tag(revision: i64) -> String {
    format!("\"{revision}\"")
}
