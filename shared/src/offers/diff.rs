//! What is different between two versions of an offer, field by field.
//!
//! Pure, and on the content as it travels: a field that is added to offers is compared from its first day on.

use serde_json::Value;

use super::OfferContent;
use super::editorial::FieldChange;

/// What became of each field from one version to the other, in the order of their names.
pub fn differences(before: &OfferContent, after: &OfferContent) -> Vec<FieldChange> {
    let as_json = |content: &OfferContent| serde_json::to_value(content).unwrap_or_default();
    let mut changes = Vec::new();
    compare("", Some(&as_json(before)), Some(&as_json(after)), &mut changes);
    changes
}

/// Objects are compared by their names, lists by their places. What one side does not have is `None`, and so is
/// `null`: leaving a field out means the same.
fn compare(pointer: &str, before: Option<&Value>, after: Option<&Value>, changes: &mut Vec<FieldChange>) {
    let (before, after) = (before.filter(|value| !value.is_null()), after.filter(|value| !value.is_null()));
    match (before, after) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
            names.sort();
            names.dedup();
            for name in names {
                let place = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                compare(&place, old.get(name), new.get(name), changes);
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => {
            for index in 0..old.len().max(new.len()) {
                compare(&format!("{pointer}/{index}"), old.get(index), new.get(index), changes);
            }
        }
        (old, new) if old == new => {}
        (old, new) => {
            changes.push(FieldChange { pointer: pointer.to_owned(), before: old.cloned(), after: new.cloned() });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn offer(change: impl FnOnce(&mut Value)) -> OfferContent {
        let mut offer = json!({
            "kind": "event", "category": "music", "example": true, "audience": ["all", "families"],
            "texts": { "de": { "title": "Chor", "summary": "Es singt ein Chor.", "body": "Alle." } },
        });
        change(&mut offer);
        serde_json::from_value(offer).expect("an offer")
    }

    fn told(after: &OfferContent) -> Vec<(String, Value, Value)> {
        let changes = differences(&offer(|_| {}), after);
        changes
            .into_iter()
            .map(|change| (change.pointer, change.before.unwrap_or_default(), change.after.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn the_same_has_no_differences_and_what_differs_is_named_by_its_place() {
        assert_eq!(told(&offer(|_| {})), []);
        let after = offer(|offer| {
            offer["category"] = json!("literature");
            offer["audience"] = json!(["all"]);
            offer["min_age"] = json!(6);
            offer["texts"]["de"]["title"] = json!("Lesung");
        });
        assert_eq!(
            told(&after),
            [
                ("/audience/1".to_owned(), json!("families"), json!(null)),
                ("/category".to_owned(), json!("music"), json!("literature")),
                ("/min_age".to_owned(), json!(null), json!(6)),
                ("/texts/de/title".to_owned(), json!("Chor"), json!("Lesung")),
            ]
        );
    }

    #[test]
    fn a_language_that_is_added_is_one_change() {
        let english = json!({ "title": "Choir", "summary": "A choir.", "body": "All." });
        let after = offer(|offer| offer["texts"]["en"] = english);
        let changes = told(&after);
        assert_eq!(changes.len(), 1);
        assert_eq!((changes[0].0.as_str(), &changes[0].2["title"]), ("/texts/en", &json!("Choir")));
    }
}
