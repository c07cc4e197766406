//! Signing in, and what is known about whoever has: codes, sessions, tokens, `/me`.
//!
//! The cookie is the browser's business: it keeps it and sends it along to the one origin it is for. A
//! [`Client`] that carries a token is made with [`Client::with_token`].

use shared::appointments::Appointment;
use shared::bookings::Booking;
use shared::ids::SessionId;
use shared::people::{AccessToken, CodeSent, Export, NewCode, Person, Session, SignIn};
use shared::venues::Page;

use crate::{Answer, Client, Error, Method, QueryString, Reply, Request};

impl Client {
    /// The same client for somebody who has signed in: everything is asked in her name.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// Mails a code to sign in with. The answer says nothing about the address.
    pub fn send_code(&self, new: &NewCode) -> Reply<CodeSent> {
        self.ask(Request::new(Method::POST, "/api/v1/auth/codes").json(new))
    }

    /// Signs in with the code from the mail; the browser keeps the cookie.
    pub fn sign_in(&self, sign_in: &SignIn) -> Reply<Session> {
        self.ask(Request::new(Method::POST, "/api/v1/auth/sessions").json(sign_in))
    }

    /// A token for the cookie.
    pub fn token(&self) -> Reply<AccessToken> {
        self.ask(Ok(Request::new(Method::POST, "/api/v1/auth/token")))
    }

    /// Ends the session of the cookie and of the token.
    pub fn sign_out(&self) -> Reply<()> {
        self.reply(Ok(Request::new(Method::POST, "/api/v1/auth/logout")), nothing)
    }

    /// What is stored about whoever asks.
    pub fn me(&self) -> Reply<Person> {
        self.get("/api/v1/me".to_owned())
    }

    /// A page of one's own bookings, the newest first.
    pub fn my_bookings(&self, cursor: Option<&str>) -> Reply<Page<Booking>> {
        self.get(format!("/api/v1/me/bookings{}", QueryString::default().with("cursor", cursor)))
    }

    /// A page of one's own appointments, the newest first.
    pub fn my_appointments(&self, cursor: Option<&str>) -> Reply<Page<Appointment>> {
        self.get(format!("/api/v1/me/appointments{}", QueryString::default().with("cursor", cursor)))
    }

    /// Everything that is held about whoever asks, to take away.
    pub fn my_export(&self) -> Reply<Export> {
        self.get("/api/v1/me/export".to_owned())
    }

    /// The same as the text it is, to be kept as a file.
    pub fn my_export_text(&self) -> Reply<String> {
        self.reply(Ok(Request::new(Method::GET, "/api/v1/me/export")), Answer::text)
    }

    /// One's own bookings as a calendar file.
    pub fn my_calendar(&self) -> Reply<String> {
        self.reply(Ok(Request::new(Method::GET, "/api/v1/me/bookings.ics")), Answer::text)
    }

    /// Erases everything that is held about whoever asks, at once.
    pub fn erase_me(&self) -> Reply<()> {
        self.reply(Ok(Request::new(Method::DELETE, "/api/v1/me")), nothing)
    }

    /// A page of one's own sign-ins, the newest first.
    pub fn my_sessions(&self, cursor: Option<&str>) -> Reply<Page<Session>> {
        self.get(format!("/api/v1/me/sessions{}", QueryString::default().with("cursor", cursor)))
    }

    /// Ends one of one's own sign-ins.
    pub fn end_session(&self, id: SessionId) -> Reply<()> {
        self.reply(Ok(Request::new(Method::DELETE, format!("/api/v1/me/sessions/{id}"))), nothing)
    }
}

/// An answer without a body.
pub(crate) fn nothing(answer: Answer) -> Result<(), Error> {
    answer.text().map(drop)
}
