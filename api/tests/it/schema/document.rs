//! The OpenAPI document: whole, without doubles, and the one that is committed.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use crate::harness::{House, json};

async fn document() -> Value {
    let house = House::open().await;
    json(&house.get("/api/v1/openapi.json").await)
}

/// Every `$ref` below a value.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(target)) = fields.get("$ref") {
                found.push(target.clone());
            }
            fields.values().for_each(|field| references(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let document = document().await;
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 50, "{}", found.len());
    for target in found {
        let pointer = target.strip_prefix('#').unwrap_or_else(|| panic!("{target} leads out of the document"));
        assert!(document.pointer(pointer).is_some(), "{target}");
    }
}

#[tokio::test]
async fn every_operation_has_a_name_of_its_own_and_says_how_it_fails() {
    let document = document().await;
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let place = format!("{method} {path}");
            let name = operation["operationId"].as_str().unwrap_or_else(|| panic!("{place} has no name")).to_owned();
            assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{place}");
            let answers = operation["responses"].as_object().unwrap();
            assert!(answers.keys().any(|status| status.starts_with(['2', '3'])), "{place}");
            assert!(answers.contains_key("4XX") || answers.contains_key("default"), "{place}");
            if let Some(other) = names.insert(name.clone(), place.clone()) {
                panic!("{name} is {other} and {place}");
            }
        }
    }
    assert!(names.len() > 20, "{names:?}");
}

#[test]
fn the_committed_document_is_the_one_the_code_makes() {
    let made = Command::new(env!("CARGO_BIN_EXE_rathaus")).arg("openapi").output().unwrap();
    let made = String::from_utf8(made.stdout).unwrap();
    let committed = include_str!("../../../../openapi.yaml");
    assert!(made == committed, "openapi.yaml is not what the code says: run `cargo xtask openapi`");
}
