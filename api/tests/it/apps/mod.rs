//! Other people's programs: keys buy tokens, tokens say what may be done, and an app has its own bookings alone.

mod booking;
mod owning;
mod registry;
mod tokens;

use api::apps;
use api::db::Db;
use api::ids::Ids;
use client::{Answer, Method, Request};
use diesel_async::AsyncPgConnection;
use shared::apps::Scope;
use shared::ids::{AppId, AppKeyId};

use crate::harness::{House, json};

/// An app and its first key.
#[derive(Debug, Clone)]
pub(crate) struct Registered {
    /// Its id.
    pub(crate) id: AppId,
    /// The key.
    pub(crate) key: String,
}

/// A connection beside the node's own.
async fn conn(house: &House) -> impl std::ops::DerefMut<Target = AsyncPgConnection> {
    Db::new(house.database.url(), 1).unwrap().conn().await.unwrap()
}

/// Ids apart from the node's own.
fn ids() -> Ids {
    Ids::random().unwrap()
}

impl Registered {
    /// One with these scopes.
    pub(crate) async fn with(house: &House, scopes: &[Scope]) -> Self {
        let (ids, now) = (ids(), house.app.clock.now());
        let (id, key) = apps::add(&mut *conn(house).await, &ids, "Stadt-App", scopes, 30, now).await.unwrap();
        Self { id, key }
    }

    /// One more key.
    async fn another_key(&self, house: &House) -> Result<String, apps::AppError> {
        let (ids, now) = (ids(), house.app.clock.now());
        apps::add_key(&mut *conn(house).await, &ids, self.id, 60, now).await
    }

    /// A token with all it may do.
    pub(crate) async fn token(&self, house: &House) -> String {
        let answer = self.ask(house, &self.key, "").await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        json(&answer)["access_token"].as_str().unwrap().to_owned()
    }

    /// Asks for a token with a key, whatever comes of it.
    async fn ask(&self, house: &House, key: &str, more: &str) -> Answer {
        let form = format!("grant_type=client_credentials&client_id={}&client_secret={key}{more}", self.id);
        post(house, &form, None).await
    }
}

/// Sends a form to the token's endpoint.
async fn post(house: &House, form: &str, authorization: Option<&str>) -> Answer {
    let request = Request::new(Method::POST, "/api/v1/oauth/token");
    let request = request.body("application/x-www-form-urlencoded", form.as_bytes());
    house.send(if let Some(value) = authorization { request.header("Authorization", value) } else { request }).await
}

/// The id in a key.
fn key_id(key: &str) -> AppKeyId {
    key.split('_').nth(1).unwrap().parse().unwrap()
}
