//! The keys that sign access tokens: told before they sign, kept until nothing they signed is about.

use std::collections::BTreeSet;
use std::sync::Arc;

use api::tokens::{Bearer, Holder};
use chrono::{DateTime, FixedOffset};
use shared::ids::SessionId;
use uuid::Uuid;

use crate::harness::{House, Plan, at, header, json};

const BEARER: Bearer = Bearer { subject: Uuid::from_u128(1), session: SessionId(Uuid::from_u128(2)) };

/// Names of the keys that are told, in their order.
async fn told(house: &House) -> Vec<String> {
    let answer = house.get("/.well-known/jwks.json").await;
    assert_eq!(answer.status, 200);
    let keys = json(&answer)["keys"].as_array().unwrap().clone();
    for key in &keys {
        assert_eq!(
            (&key["kty"], &key["crv"], &key["alg"], &key["use"]),
            (&"OKP".into(), &"Ed25519".into(), &"EdDSA".into(), &"sig".into())
        );
        assert_eq!(key["x"].as_str().unwrap().len(), 43);
        assert_eq!(key.as_object().unwrap().len(), 6, "nothing private: {key}");
    }
    keys.iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
}

/// A token made now, and the name of its key.
fn signed(house: &House) -> (String, String) {
    let token = house.app.tokens.sign(BEARER, "me", Uuid::from_u128(3), house.app.clock.now()).unwrap();
    let kid = jsonwebtoken::decode_header(&token).unwrap().kid.unwrap();
    (token, kid)
}

fn later(days: i64, minutes: i64) -> DateTime<FixedOffset> {
    at("2026-11-24T08:05") + chrono::TimeDelta::days(days) + chrono::TimeDelta::minutes(minutes)
}

#[tokio::test]
async fn a_key_is_told_a_day_before_it_signs_and_goes_after_its_last_token() {
    let house = House::open().await;
    let first = told(&house).await;
    assert_eq!(first.len(), 1);
    let answer = house.get("/.well-known/jwks.json").await;
    assert_eq!(header(&answer, "cache-control"), "public, max-age=300");
    assert_eq!(header(&answer, "access-control-allow-origin"), "*");
    house.pass(later(29, 0)).await;
    assert_eq!(told(&house).await, first);

    house.pass(later(30, 0)).await;
    let both = told(&house).await;
    assert_eq!((both.len(), &both[0]), (2, &first[0]));
    assert_eq!(signed(&house).1, first[0], "nobody may have heard of the new one yet");
    house.pass(later(31, -1)).await;
    let (old, kid) = signed(&house);
    assert_eq!(kid, first[0]);
    house.pass(later(31, 0)).await;
    assert_eq!(signed(&house).1, both[1]);
    assert_eq!(
        house.app.tokens.read(&old, house.app.clock.now()).unwrap(),
        Holder::Session(BEARER),
        "what the old one signed holds"
    );
    house.pass(later(31, 60)).await;
    assert_eq!(told(&house).await, both);
    house.pass(later(31, 71)).await;
    assert_eq!(told(&house).await, both[1..], "its last token has ended long ago");
    assert!(house.app.tokens.read(&old, house.app.clock.now()).is_err());
}

#[tokio::test]
async fn nodes_share_their_keys_and_make_one_at_a_time() {
    let house = House::open().await;
    let other = House::on(Arc::clone(&house.database), Plan { seed: 2, ..Plan::default() }).await;
    assert_eq!(told(&house).await, told(&other).await);
    let (token, _) = signed(&house);
    assert_eq!(other.app.tokens.read(&token, other.app.clock.now()).unwrap(), Holder::Session(BEARER));
    tokio::join!(house.pass(later(30, 0)), other.pass(later(30, 0)));
    assert_eq!(house.one("SELECT count(*) FROM token_keys").await, "2");
    house.pass(later(30, 1)).await;
    other.pass(later(30, 1)).await;
    assert_eq!(told(&house).await, told(&other).await);
}

/// A node that was asleep when another made a key hears of it from the first token that names it.
#[tokio::test]
async fn a_key_that_another_node_has_made_is_looked_up_once() {
    let house = House::open().await;
    let other = House::on(Arc::clone(&house.database), Plan { seed: 2, ..Plan::default() }).await;
    house.pass(later(30, 0)).await;
    house.pass(later(31, 0)).await;
    let (token, _) = signed(&house);
    other.set(later(31, 0));
    assert!(other.app.tokens.read(&token, other.app.clock.now()).is_err(), "not in its memory");
    assert_eq!(api::tokens::read(&other.app, &token).await.unwrap(), Holder::Session(BEARER));
}

#[tokio::test]
async fn the_database_has_the_public_halves_and_another_server_key_makes_its_own() {
    let house = House::open().await;
    let columns = house.sql("SELECT column_name FROM information_schema.columns WHERE table_name = 'token_keys'").await;
    let columns: BTreeSet<String> = columns.into_iter().filter_map(|mut row| row.remove(0)).collect();
    assert_eq!(columns, ["created_at", "id", "public_key"].map(str::to_owned).into());
    let (token, _) = signed(&house);
    let db = api::db::Db::new(house.database.url(), 1).unwrap();
    let secrets = api::secrets::Secrets::new([9; 32]);
    let (ids, now) = (api::ids::Ids::seeded(5), house.app.clock.now());
    let other = api::tokens::Tokens::open("http://rathaus.test", &db, &secrets, &ids, now).await.unwrap();
    let foreign = other.sign(BEARER, "me", Uuid::from_u128(3), now).unwrap();
    assert_eq!(
        other.read(&token, now).unwrap(),
        Holder::Session(BEARER),
        "what was signed before the change still holds"
    );
    assert!(house.app.tokens.read(&foreign, now).is_err(), "not before it was looked up");
    assert_eq!(api::tokens::read(&house.app, &foreign).await.unwrap(), Holder::Session(BEARER));
    assert_eq!(house.one("SELECT count(*) FROM token_keys").await, "2");
}
