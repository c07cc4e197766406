//! In which language an offer is told, and that the demo's data keeps its promises.

use std::collections::BTreeSet;

use serde_json::Value;

use super::list;
use crate::harness::{House, json};

async fn offer(house: &House, slug: &str, lang: &str) -> Value {
    json(&house.get(&format!("/api/v1/offers/{slug}?lang={lang}")).await)
}

#[tokio::test]
async fn texts_come_in_the_language_asked_for_or_say_in_which() {
    let house = House::open().await;
    for (slug, asked, told, fallback) in [
        ("feriencard", "de", "de", false),
        ("feriencard", "en", "en", false),
        ("feriencard", "de-simple", "de-simple", false),
        ("feriencard", "DE-Simple", "de-simple", false),
        ("repair-cafe", "de-simple", "de", true),
        ("feriencard", "uk", "en", true),
        ("feriencard", "en-GB", "en", false),
        ("feriencard", "de-AT", "de", false),
        ("feriencard", "xx", "en", true),
    ] {
        let offer = offer(&house, slug, asked).await;
        assert_eq!(offer["lang"], told, "{slug} {asked}");
        assert_eq!(offer["fallback"], fallback, "{slug} {asked}");
        assert_eq!(offer["lang_asked"], asked.to_lowercase());
    }
    for wrong in ["x", "deutsch", "de_DE", "de-", "%00"] {
        let answer = house.get(&format!("/api/v1/offers/feriencard?lang={wrong}")).await;
        assert_eq!(answer.status, 422, "{wrong}");
    }
}

#[tokio::test]
async fn another_language_is_told_as_soon_as_it_is_there() {
    let house = House::open().await;
    house
        .sql(
            "INSERT INTO offer_texts (venue_id, offer_id, lang, title, summary, body, price_text)
            SELECT venue_id, id, 'uk', 'Канікули', 'Для дітей', 'Літо', 'безкоштовно' FROM offers WHERE slug = 'feriencard'",
        )
        .await;
    let offer = offer(&house, "feriencard", "uk").await;
    assert_eq!((&offer["lang"], &offer["fallback"]), (&Value::from("uk"), &Value::from(false)));
    assert_eq!(offer["langs"], serde_json::json!(["de", "de-simple", "en", "uk"]));
}

#[tokio::test]
async fn the_main_offers_are_told_in_leichte_sprache_by_its_rules() {
    let house = House::open().await;
    let all = list(&house, "lang=de-simple&limit=200").await;
    let items = all["items"].as_array().unwrap();
    let simple: Vec<&Value> = items.iter().filter(|item| item["lang"] == "de-simple").collect();
    assert!(simple.len() >= 12, "{}", simple.len());
    for item in simple {
        let text = format!("{}\n{}\n{}", item["title"], item["summary"], item["body"].as_str().unwrap());
        for word in [" nicht ", " kein", " nichts ", " niemand", " ohne Termin", ";", "(", " usw", "z. B."] {
            assert!(!text.contains(word), "{word:?} in {}", item["slug"]);
        }
        let body = item["body"].as_str().unwrap().replace("**", "");
        for sentence in body.split(['.', '?', '!', ':', '\n']).map(str::trim) {
            assert!(sentence.split_whitespace().count() <= 14, "{}: {sentence}", item["slug"]);
        }
    }
}

#[tokio::test]
async fn every_fact_has_a_source_and_every_invention_says_that_it_is_one() {
    let house = House::open().await;
    let mut slugs = BTreeSet::new();
    for lang in ["de", "en"] {
        let all = list(&house, &format!("lang={lang}&limit=200")).await;
        for item in all["items"].as_array().unwrap() {
            let slug = item["slug"].as_str().unwrap();
            slugs.insert(slug.to_owned());
            assert_eq!(item["lang"], lang, "{slug}");
            let body = item["body"].as_str().unwrap();
            if item["example"] == true {
                assert!(body.contains("erfunden") || body.contains("invented"), "{slug} does not say it");
            } else {
                assert!(item["source_url"].as_str().is_some_and(|url| url.starts_with("http")), "{slug}");
                assert!(item["source_as_of"].is_string() && item["review_on"].is_string(), "{slug}");
            }
            assert!(item["summary"].as_str().unwrap().chars().count() <= 160, "{slug}");
            for name in ["title", "summary", "body"] {
                assert!(!item[name].as_str().unwrap().trim().is_empty(), "{slug} {name}");
            }
        }
    }
    assert!(slugs.len() >= 60, "{}", slugs.len());
}
