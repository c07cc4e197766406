//! What is refused in an offer, each at its place.

use serde_json::{Value, json};

use crate::offers::OfferContent;

fn whole() -> Value {
    json!({
        "kind": "event", "category": "music", "example": true, "audience": ["all"], "languages": ["de", "uk"],
        "schedules": [{ "starts": "2026-12-12T11:00:00", "minutes": 90, "rrule": "FREQ=WEEKLY;COUNT=3",
            "exceptions": [{ "starts": "2026-12-19T11:00:00", "outcome": "moved", "moved_to": "2026-12-20T11:00:00" }] }],
        "place": { "name": "Rathaus", "geo": { "lat": 52.4, "lon": 9.7 } },
        "contact": { "office": "Kulturbüro", "email": "kultur@example.org", "website": "https://example.org" },
        "images": [{ "id": "01900000-0000-7000-8000-000000000001", "alt": { "de": "Ein Chor", "en": "A choir" },
            "credit": "A. Muster", "licence": "CC BY 4.0" }],
        "texts": {
            "de": { "title": "Chor", "summary": "Es singt ein Chor.", "body": "**Alle** [hier](https://example.org).\n\n- eins" },
            "en": { "title": "Choir", "summary": "A choir sings.", "body": "Come." },
        },
    })
}

fn faults(value: Value) -> Vec<String> {
    let content: OfferContent = serde_json::from_value(value).expect("readable");
    content.check().into_iter().map(|fault| fault.pointer).collect()
}

#[test]
fn an_offer_that_makes_sense_has_no_fault_and_comes_back_as_it_was() {
    assert_eq!(faults(whole()), [""; 0]);
    let content: OfferContent = serde_json::from_value(whole()).expect("readable");
    let again: OfferContent = serde_json::from_value(serde_json::to_value(&content).expect("json")).expect("readable");
    assert_eq!(again, content);
    assert!(serde_json::from_value::<OfferContent>(json!({ "kind": "event", "texts": {}, "categori": "x" })).is_err());
}

#[test]
fn a_fault_names_its_place() {
    for (pointer, value) in [
        ("/kind", json!("feast")),
        ("/category", json!("Mu sic")),
        ("/audience/0", json!("")),
        ("/languages/1", json!("Deutsch")),
        ("/max_age", json!(151)),
        ("/leika_key", json!("123")),
        ("/ags", json!("0324100x")),
        ("/amount_cents", json!(-1)),
        ("/source_as_of", json!("gestern")),
        ("/source_url", json!("javascript:alert(1)")),
        ("/reviewer_email", json!("nobody")),
        ("/review_on", json!("9999-01-01")),
        ("/place/geo", json!({ "lat": 91.0, "lon": 0.0 })),
        ("/place/name", json!("\u{0}")),
        ("/contact/website", json!("ftp://example.org")),
        ("/contact/email", json!("a@b@example.org")),
        ("/schedules/0/minutes", json!(0)),
        ("/schedules/0/all_day", json!(true)),
        ("/schedules/0/rrule", json!("FREQ=HOURLY")),
        ("/schedules/0/exceptions/0/moved_to", json!(null)),
        ("/images/0/credit", json!(" ")),
        ("/texts/de/title", json!("a\u{0}b")),
        ("/texts/de/summary", json!("x".repeat(161))),
        ("/texts/de/body", json!("[x](javascript:alert(1))")),
        ("/texts/en/body", json!("\u{1b}")),
    ] {
        let mut offer = whole();
        let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
        let parent = offer.pointer_mut(parent).expect("a parent");
        match name.parse::<usize>() {
            Ok(index) => parent[index] = value,
            Err(_name) => parent[name] = value,
        }
        assert_eq!(faults(offer), [pointer], "{pointer}");
    }
}

#[test]
fn what_belongs_together_is_asked_for_together() {
    let mut offer = whole();
    offer["example"] = json!(false);
    assert_eq!(faults(offer), ["/source_url", "/source_as_of"]);
    let mut offer = whole();
    offer["images"][0]["alt"] = json!({ "de": "Ein Chor" });
    assert_eq!(faults(offer), ["/images/0/alt/en"]);
    let mut offer = whole();
    let german = offer["texts"]["de"].take();
    offer["texts"] = json!({ "en": german });
    assert_eq!(faults(offer), ["/texts/de"]);
    let mut offer = whole();
    offer["valid_from"] = json!("2026-12-02T00:00:00+01:00");
    offer["valid_to"] = json!("2026-12-01T00:00:00+01:00");
    assert_eq!(faults(offer), ["/valid_to"]);
}

#[test]
fn passes_are_those_of_texts_and_rules_each_once() {
    let mut offer = whole();
    offer["pass_rules"] = json!([{ "pass": "b", "effect": "price" }, { "pass": "a", "effect": "valid" }]);
    offer["texts"]["de"]["passes"] = json!([{ "pass": "a", "label": "A", "price_text": "frei" }]);
    let content: OfferContent = serde_json::from_value(offer).expect("readable");
    assert_eq!(content.pass_keys(), ["a", "b"]);
}
