//! Somebody who signs in, with as few words as a test needs.

use client::{Answer, Client, Method, Request};
use serde_json::json;
use shared::people::AccessToken;

use super::{House, header};

/// Somebody who has signed in.
#[derive(Debug, Clone)]
pub(crate) struct Guest {
    /// The cookie as the browser would send it.
    pub(crate) cookie: String,
    /// An access token.
    pub(crate) token: String,
}

impl House {
    /// Asks for a code, whatever comes of it.
    pub(crate) async fn ask_code(&self, email: &str) -> Answer {
        let request = Request::new(Method::POST, "/api/v1/auth/codes");
        self.send(request.json(&json!({ "email": email })).unwrap()).await
    }

    /// A new code, from the outbox, where it waits for the postman.
    pub(crate) async fn sign_in_code(&self, email: &str) -> String {
        let known = "SELECT coalesce(string_agg(id::text, ','), '') FROM outbox";
        let known = self.one(known).await;
        assert_eq!(self.ask_code(email).await.status, 202);
        // Ids of one instant have no order.
        let code = format!(
            "SELECT left(subject, 6) FROM outbox WHERE recipient = '{email}'
             AND subject LIKE '______ ist Ihr Code zum Anmelden' AND id <> ALL ('{{{known}}}')"
        );
        self.one(&code).await
    }

    /// Sends a code, whatever comes of it.
    pub(crate) async fn try_code(&self, email: &str, code: &str) -> Answer {
        let request = Request::new(Method::POST, "/api/v1/auth/sessions");
        self.send(request.json(&json!({ "email": email, "code": code })).unwrap()).await
    }

    /// Exchanges a cookie, whatever comes of it.
    pub(crate) async fn exchange(&self, cookie: &str) -> Answer {
        self.send(Request::new(Method::POST, "/api/v1/auth/token").header("Cookie", cookie)).await
    }

    /// Signs somebody in.
    pub(crate) async fn guest(&self, email: &str) -> Guest {
        let code = self.sign_in_code(email).await;
        let answer = self.try_code(email, &code).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        let exchanged = self.exchange(&cookie(&answer)).await;
        let cookie = cookie(&exchanged);
        let token = exchanged.json::<AccessToken>().unwrap().access_token;
        Guest { cookie, token }
    }

    /// The typed client in somebody's name.
    pub(crate) fn client_of(&self, guest: &Guest) -> Client {
        self.client.with_token(&guest.token)
    }

    /// Reads a path in somebody's name.
    pub(crate) async fn get_as(&self, guest: &Guest, path: &str) -> Answer {
        self.send(Request::new(Method::GET, path).bearer(&guest.token)).await
    }
}

/// The cookie an answer sets, as it is sent back.
pub(crate) fn cookie(answer: &Answer) -> String {
    header(answer, "set-cookie").split(';').next().unwrap().to_owned()
}
