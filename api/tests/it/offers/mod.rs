//! The info point: what is found by which words, in which language it is told, and what other programs read.

mod dates;
mod editorial;
mod files;
pub(crate) mod flyers;
mod images;
mod live;
mod over;
mod paper;
mod queries;
mod search;
mod tables;
mod texts;
mod written;

pub(crate) use files::read;
use serde_json::Value;

use crate::harness::{House, json};

/// The answer to a question for offers.
pub(crate) async fn list(house: &House, query: &str) -> Value {
    let answer = house.get(&format!("/api/v1/offers?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", String::from_utf8_lossy(&answer.body));
    json(&answer)
}

/// The slugs of a list, in order.
pub(crate) fn slugs(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().unwrap();
    items.iter().map(|item| item["slug"].as_str().unwrap().to_owned()).collect()
}

/// A question with its words as an address takes them.
pub(crate) fn asking(words: &str) -> String {
    let encoded: String = words
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    format!("q={encoded}")
}
