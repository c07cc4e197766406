//! What a look at a source would change: what is known of it against what is in it.
//!
//! Pure. What always holds:
//! - The same source twice changes nothing the second time.
//! - What could not be understood is there: it never counts as gone.
//! - Much missing at once is doubted, and all of it missing always: a broken source destroys nothing.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use serde_json::Value;
use shared::ids::OfferId;
use shared::offers::OfferContent;

use super::shape::Draft;

/// So many may be missing without a doubt, if not more than half are.
const FEW: usize = 3;

/// Something that was taken over before.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// What the source calls it.
    pub(super) uid: String,
    pub(super) offer: OfferId,
    pub(super) title: String,
    /// What the source said of it when it was last taken over.
    pub(super) content: Value,
    /// The offer as it was right after that.
    pub(super) written: Vec<u8>,
    /// Somebody has said that it is to follow its source whatever was changed by hand.
    pub(super) released: bool,
    pub(super) gone: bool,
}

impl Known {
    fn is_over(&self, now: DateTime<Utc>) -> bool {
        let last = self.content.get("valid_to").and_then(Value::as_str);
        last.and_then(|last| DateTime::parse_from_rfc3339(last).ok()).is_some_and(|last| last <= now)
    }
}

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    pub(super) added: Vec<&'a Draft>,
    /// With the names of what is different.
    pub(super) changed: Vec<(&'a Known, &'a Draft, Vec<String>)>,
    pub(super) removed: Vec<&'a Known>,
    pub(super) unchanged: Vec<&'a Known>,
    /// Why what is missing is not believed to be gone.
    pub(super) doubt: Option<String>,
}

/// Holds what is known against what there is. `seen` has every name in the source, of what could not be
/// understood as well.
pub(super) fn plan<'a>(
    known: &'a [Known],
    drafts: &'a [Draft],
    seen: &HashSet<String>,
    now: DateTime<Utc>,
) -> Plan<'a> {
    let mut plan = Plan::default();
    let by_uid: HashMap<&str, &Known> = known.iter().map(|one| (one.uid.as_str(), one)).collect();
    for draft in drafts {
        match by_uid.get(draft.uid.as_str()).copied() {
            // What is over already when somebody first hears of it is nobody's business.
            None if draft.is_over(now) => {}
            None => plan.added.push(draft),
            Some(known) => {
                let fields = differing(&known.content, &draft.content);
                let back = known.gone && !draft.is_over(now);
                if fields.is_empty() && !back && !known.released {
                    plan.unchanged.push(known);
                } else {
                    plan.changed.push((known, draft, fields));
                }
            }
        }
    }
    let here: HashSet<&str> = drafts.iter().map(|draft| draft.uid.as_str()).collect();
    let there = |one: &&Known| here.contains(one.uid.as_str()) || seen.contains(&one.uid);
    let (over, current): (Vec<&Known>, Vec<&Known>) =
        known.iter().filter(|one| !one.gone).partition(|one| one.is_over(now));
    let missing: Vec<&Known> = current.iter().copied().filter(|one| !there(one)).collect();
    plan.doubt = doubt(missing.len(), current.len(), here.is_empty() && seen.is_empty());
    // Sources drop what is past; that is no news, and out of view it is already.
    plan.removed = over.into_iter().filter(|one| !there(one)).chain(missing).collect();
    plan
}

fn doubt(missing: usize, known: usize, empty: bool) -> Option<String> {
    if missing > 0 && empty {
        return Some(format!("there is nothing in it any more; {known} were known"));
    }
    let many = missing > FEW && missing.saturating_mul(2) > known;
    many.then(|| format!("{missing} of {known} that were known are missing"))
}

/// The names of the parts that are different.
fn differing(before: &Value, now: &OfferContent) -> Vec<String> {
    let now = serde_json::to_value(now).unwrap_or_default();
    let none = serde_json::Map::new();
    let (before, now) = (before.as_object().unwrap_or(&none), now.as_object().unwrap_or(&none));
    let names: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let absent = Value::Null;
    let differs = |name: &&&String| before.get(**name).unwrap_or(&absent) != now.get(**name).unwrap_or(&absent);
    names.iter().filter(differs).map(|name| (*name).clone()).collect()
}

#[cfg(test)]
mod tests;
