//! Somebody who works here and signs in, with as few words as a test needs.

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::people::AccessToken;
use shared::staff::Role;
use totp_rs::{Builder, Secret, Totp};

use super::{House, cookie, json as body_of};

/// A good one.
pub(crate) const PASSWORD: &str = "Laterne Kaktus Vierzehn";

/// Somebody on the staff who has taken up an invitation.
pub(crate) struct Employee {
    /// Id of the account.
    pub(crate) id: String,
    /// What their authenticator knows.
    pub(crate) totp: Totp,
    /// Codes for when it is lost.
    pub(crate) codes: Vec<String>,
    /// The cookie as the browser would send it.
    pub(crate) cookie: String,
    /// An access token.
    pub(crate) token: String,
}

impl House {
    /// Sends a body without any sign-in.
    pub(crate) async fn tell(&self, path: &str, body: &Value) -> Answer {
        self.send(Request::new(Method::POST, path).json(body).unwrap()).await
    }

    /// Lets somebody in, as an administrator with this key or token does; gives the one-time password.
    pub(crate) async fn invitation(&self, admin: &str, login: &str, role: Role) -> (String, String) {
        let new = json!({ "login": login, "name": format!("{login} Amt"), "role": role });
        let answer = self.order(admin, Method::POST, "/accounts", &new).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        let told = body_of(&answer);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        (text(&told["account"]["id"]), text(&told["token"]))
    }

    /// What an authenticator shows now.
    pub(crate) fn shown(&self, totp: &Totp) -> String {
        totp.generate(u64::try_from(self.app.clock.now().timestamp()).unwrap()).to_string()
    }

    /// Ties an authenticator to what a one-time password opens.
    pub(crate) async fn authenticator(&self, token: &str) -> Totp {
        let answer = self.tell("/api/v1/auth/staff/enrolments", &json!({ "token": token })).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        let secret = body_of(&answer)["secret"].as_str().unwrap().to_owned();
        Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).with_skew(1).build().unwrap()
    }

    /// Somebody who was let in and has signed in.
    pub(crate) async fn employee(&self, login: &str, role: Role) -> Employee {
        let admin = self.key(Role::Admin).await;
        let (id, token) = self.invitation(&admin, login, role).await;
        let totp = self.authenticator(&token).await;
        let body = json!({ "token": token, "password": PASSWORD, "totp": self.shown(&totp) });
        let answer = self.tell("/api/v1/auth/staff/enrolments", &body).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        let codes = body_of(&answer)["recovery_codes"].as_array().unwrap().clone();
        let codes = codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect();
        let exchanged = self.exchange(&cookie(&answer)).await;
        assert_eq!(exchanged.status, 200);
        let cookie = cookie(&exchanged);
        let token = exchanged.json::<AccessToken>().unwrap().access_token;
        Employee { id, totp, codes, cookie, token }
    }

    /// Signs somebody on the staff in, whatever comes of it.
    pub(crate) async fn try_staff(&self, login: &str, password: &str, code: &str) -> Answer {
        let body = json!({ "login": login, "password": password, "totp": code });
        self.tell("/api/v1/auth/staff/sessions", &body).await
    }
}
