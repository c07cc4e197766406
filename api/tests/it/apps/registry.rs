//! Apps and their keys over HTTP: staff keep them, an app looks at its own.

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::apps::{AppKey, RegisteredApp, Scope};
use shared::ids::AppId;
use shared::problem::ProblemKind;
use shared::staff::Role;
use shared::venues::Page;

use super::{Registered, key_id};
use crate::harness::{House, at, header, problem, secret_of};

/// What the audit says was done, by whom.
async fn audited(house: &House) -> Vec<String> {
    let said = "SELECT actor_kind || ' ' || action FROM audit_entries WHERE action LIKE 'app%' ORDER BY 1";
    house.sql(said).await.into_iter().map(|row| row[0].clone().unwrap()).collect()
}

/// Staff or an app, by what they send.
struct Desk<'a> {
    house: &'a House,
    bearer: String,
}

impl Desk<'_> {
    async fn get(&self, path: &str) -> Answer {
        self.house.send(Request::new(Method::GET, format!("/api/v1/apps{path}")).bearer(&self.bearer)).await
    }

    async fn post(&self, path: &str, key: &str, body: &Value) -> Answer {
        let request = Request::new(Method::POST, format!("/api/v1/apps{path}")).bearer(&self.bearer);
        self.house.send(request.header("Idempotency-Key", key).json(body).unwrap()).await
    }

    async fn change(&self, id: AppId, tag: &str, body: &Value) -> Answer {
        let request = Request::new(Method::PATCH, format!("/api/v1/apps/{id}")).bearer(&self.bearer);
        self.house.send(request.header("If-Match", tag).json(body).unwrap()).await
    }

    async fn revoke(&self, id: AppId, key: &str) -> Answer {
        let path = format!("/api/v1/apps/{id}/keys/{key}");
        self.house.send(Request::new(Method::DELETE, path).bearer(&self.bearer)).await
    }

    async fn keys(&self, id: AppId) -> Vec<AppKey> {
        self.get(&format!("/{id}/keys")).await.json::<Page<AppKey>>().unwrap().items
    }

    /// Registers an app that books.
    async fn app(&self) -> AppId {
        let body = json!({ "name": "Stadt-App", "scopes": ["bookings:write", "bookings:read"] });
        let answer = self.post("", "app", &body).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        answer.json::<RegisteredApp>().unwrap().id
    }
}

async fn admin(house: &House) -> Desk<'_> {
    Desk { house, bearer: house.key(Role::Admin).await }
}

/// What an answer says, which is looked at for more.
fn read<T: serde::de::DeserializeOwned>(answer: &Answer) -> T {
    serde_json::from_slice(&answer.body).unwrap()
}

fn known(id: AppId, key: &str) -> Registered {
    Registered { id, key: key.to_owned() }
}

#[tokio::test]
async fn staff_register_an_app_and_change_it_and_what_was_changed_since_is_not_overwritten() {
    let house = House::open().await;
    let admin = admin(&house).await;
    let body = json!({ "name": " Stadt-App ", "scopes": ["bookings:write", "bookings:read", "bookings:write"] });
    let made = admin.post("", "once", &body).await;
    assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.body));
    let app: RegisteredApp = read(&made);
    assert_eq!(
        (app.name.as_str(), app.scopes.as_slice()),
        ("Stadt-App", &[Scope::BookingsRead, Scope::BookingsWrite][..])
    );
    assert_eq!(header(&made, "location"), format!("http://rathaus.test/api/v1/apps/{}", app.id));
    let again = admin.post("", "once", &body).await;
    assert_eq!((header(&again, "idempotency-replayed"), read::<RegisteredApp>(&again)), ("true", app.clone()));
    assert_eq!(house.one("SELECT count(*) FROM apps").await, "1");
    let shown = admin.get(&format!("/{}", app.id)).await;
    let tag = header(&shown, "etag").to_owned();
    assert_eq!((tag.as_str(), read::<RegisteredApp>(&shown)), (header(&made, "etag"), app.clone()));
    let changed = admin.change(app.id, &tag, &json!({ "name": "Andere App", "scopes": ["offers:read"] })).await;
    let changed: RegisteredApp = changed.json().unwrap();
    assert_eq!((changed.name.as_str(), changed.scopes.as_slice()), ("Andere App", &[Scope::OffersRead][..]));
    problem(&admin.change(app.id, &tag, &json!({})).await, ProblemKind::PreconditionFailed);
    for (wrong, pointer) in [
        (json!({ "name": "", "scopes": ["offers:read"] }), "/name"),
        (json!({ "name": "x", "scopes": [] }), "/scopes"),
        (json!({ "name": "x", "scopes": ["everything"] }), "/scopes/0"),
        (json!({ "name": "x", "scopes": ["offers:read"], "key": 1 }), "/key"),
    ] {
        let refused = problem(&admin.post("", "wrong", &wrong).await, ProblemKind::InvalidRequest);
        assert_eq!(refused.errors[0].pointer, pointer, "{wrong}");
    }
    let path = format!("/{}", AppId(uuid::Uuid::from_u128(1)));
    problem(&admin.get(&path).await, ProblemKind::NotFound);
    problem(&admin.get("/x").await, ProblemKind::NotFound);
}

#[tokio::test]
async fn a_key_is_shown_again_for_the_same_request_and_is_stored_nowhere() {
    let house = House::open().await;
    let admin = admin(&house).await;
    let id = admin.app().await;
    let first = admin.post(&format!("/{id}/keys"), "first", &json!({ "days": 30 })).await;
    assert_eq!((first.status.as_u16(), header(&first, "cache-control")), (201, "no-store"));
    let first: AppKey = read(&first);
    let secret = first.secret.clone().unwrap();
    assert_eq!((key_id(&secret), first.expires_at), (first.id, at("2026-12-24T08:05")));
    let again = admin.post(&format!("/{id}/keys"), "first", &json!({ "days": 30 })).await;
    assert_eq!((header(&again, "idempotency-replayed"), read::<AppKey>(&again)), ("true", first.clone()));
    let half = secret_of(&secret);
    for table in ["app_keys", "idempotency_keys"] {
        assert_eq!(
            house.one(&format!("SELECT count(*) FROM {table} t WHERE position('{half}' in t::text) > 0")).await,
            "0"
        );
    }
    assert!(known(id, &secret).token(&house).await.len() > 20);
    let listed = admin.keys(id).await;
    assert_eq!((listed.len(), &listed[0].secret, listed[0].last_used_at), (1, &None, Some(at("2026-11-24T08:05"))));
}

#[tokio::test]
async fn two_keys_overlap_and_a_revoked_one_buys_nothing() {
    let house = House::open().await;
    let admin = admin(&house).await;
    let id = admin.app().await;
    let path = format!("/{id}/keys");
    let make = async |name: &str| admin.post(&path, name, &json!({})).await;
    let first: AppKey = make("first").await.json().unwrap();
    let second: AppKey = make("second").await.json().unwrap();
    problem(&make("third").await, ProblemKind::LimitReached);
    for key in [&first, &second] {
        known(id, key.secret.as_ref().unwrap()).token(&house).await;
    }
    assert_eq!(admin.revoke(id, &first.id.to_string()).await.status, 204);
    assert_eq!(admin.revoke(id, &first.id.to_string()).await.status, 204, "it is what was wanted");
    let app = known(id, first.secret.as_ref().unwrap());
    assert_eq!(app.ask(&house, &app.key, "").await.status, 401);
    let third: AppKey = make("third").await.json().unwrap();
    let revoked: Vec<_> = admin.keys(id).await.into_iter().filter(|key| key.revoked_at.is_some()).collect();
    assert_eq!((revoked.len(), revoked[0].id), (1, first.id));
    let other = Registered::with(&house, &[Scope::OffersRead]).await;
    problem(&admin.revoke(other.id, &third.id.to_string()).await, ProblemKind::NotFound);
    problem(&admin.revoke(id, "x").await, ProblemKind::NotFound);
    problem(&admin.post(&path, "days", &json!({ "days": 0 })).await, ProblemKind::InvalidRequest);
    let staff =
        ["staff_key app.registered", "staff_key app_key.made", "staff_key app_key.made", "staff_key app_key.made"];
    let all = [&staff[..], &["staff_key app_key.revoked", "terminal app.registered", "terminal app_key.made"]].concat();
    assert_eq!(audited(&house).await, all, "each once, and nothing of what was refused");
}

#[tokio::test]
async fn a_suspended_app_is_nobody_at_once_and_is_let_in_again_with_its_keys() {
    let house = House::open().await;
    let admin = admin(&house).await;
    let app = Registered::with(&house, &[Scope::BookingsRead]).await;
    let token = app.token(&house).await;
    let own = Desk { house: &house, bearer: token };
    let shown = own.get(&format!("/{}", app.id)).await;
    assert_eq!(shown.status, 200);
    let tag = header(&shown, "etag").to_owned();
    let suspended = admin.change(app.id, &tag, &json!({ "suspended": true })).await;
    assert_eq!(read::<RegisteredApp>(&suspended).suspended_at, Some(at("2026-11-24T08:05")));
    problem(&own.get(&format!("/{}", app.id)).await, ProblemKind::Unauthorized);
    assert_eq!(app.ask(&house, &app.key, "").await.status, 401);
    let tag = header(&suspended, "etag").to_owned();
    assert_eq!(admin.change(app.id, &tag, &json!({ "suspended": false })).await.status, 200);
    assert_eq!(own.get(&format!("/{}", app.id)).await.status, 200);
    app.token(&house).await;
    let done = ["staff_key app.resumed", "staff_key app.suspended", "terminal app.registered", "terminal app_key.made"];
    assert_eq!(audited(&house).await, done);
}

#[tokio::test]
async fn an_app_reads_its_own_entry_and_keys_whatever_its_scopes_and_nobody_elses() {
    let house = House::open().await;
    let (app, other) =
        (Registered::with(&house, &[Scope::OffersRead]).await, Registered::with(&house, &Scope::ALL).await);
    let own = Desk { house: &house, bearer: app.token(&house).await };
    let entry: RegisteredApp = own.get(&format!("/{}", app.id)).await.json().unwrap();
    assert_eq!((entry.id, entry.scopes), (app.id, vec![Scope::OffersRead]));
    assert_eq!(own.keys(app.id).await.len(), 1);
    problem(&own.get(&format!("/{}", other.id)).await, ProblemKind::NotFound);
    problem(&own.get(&format!("/{}/keys", other.id)).await, ProblemKind::NotFound);
    problem(&own.get("").await, ProblemKind::Forbidden);
    problem(&own.change(app.id, "*", &json!({ "scopes": ["bookings:vouch"] })).await, ProblemKind::Forbidden);
    problem(&own.post(&format!("/{}/keys", app.id), "more", &json!({})).await, ProblemKind::Forbidden);
    problem(&own.revoke(app.id, &key_id(&app.key).to_string()).await, ProblemKind::Forbidden);
    let page: Page<RegisteredApp> = admin(&house).await.get("?limit=1").await.json().unwrap();
    assert_eq!((page.items.len(), page.items[0].id), (1, app.id.min(other.id)));
    let rest: Page<RegisteredApp> =
        admin(&house).await.get(&format!("?limit=1&cursor={}", page.next.unwrap())).await.json().unwrap();
    assert_eq!((rest.items[0].id, rest.next), (app.id.max(other.id), None));
}
