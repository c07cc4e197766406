//! The index against a naive model: offers that come, change and go, in any order.

use std::collections::{BTreeMap, HashMap};

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;

const WORDS: [&str; 6] = ["kino", "kinder", "kindertheater", "museum", "garten", "theater"];

fn row(number: u8, lines: &[Vec<usize>], kind: &str) -> Row {
    let word = |at: &usize| WORDS[*at % WORDS.len()];
    let lines: Vec<String> = lines.iter().map(|line| line.iter().map(word).collect::<Vec<_>>().join(" ")).collect();
    let facets = Combination { kind: kind.to_owned(), ..Combination::default() };
    Row {
        id: Uuid::from_u128(u128::from(number)),
        slug: format!("offer-{number}"),
        sort: 0,
        facets,
        shown: (None, None),
        words: lines.join("\n"),
        dates: Vec::new(),
        over: None,
    }
}

#[derive(Debug, Clone)]
enum Step {
    Put(u8, Vec<Vec<usize>>, &'static str),
    Remove(u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let lines = proptest::collection::vec(proptest::collection::vec(0..WORDS.len(), 0..4), 4);
    let put = (0..5_u8, lines, prop_oneof![Just("event"), Just("job")]);
    let step = prop_oneof![3 => put.prop_map(|(n, lines, kind)| Step::Put(n, lines, kind)), 1 => (0..5_u8).prop_map(Step::Remove)];
    proptest::collection::vec(step, 0..24)
}

/// For each word the offers that have it, by their ids.
fn postings(index: &Index) -> BTreeMap<&'static str, Vec<(Uuid, f32)>> {
    let of = |word| {
        let id = |(place, score): &(Place, f32)| (index.entry(*place).unwrap().id, *score);
        let mut found: Vec<_> = index.lexicon.postings(word).iter().map(id).collect();
        found.sort_by_key(|(id, _)| *id);
        (word, found)
    };
    WORDS.into_iter().map(of).collect()
}

proptest! {
    #[test]
    fn whatever_comes_and_goes_the_index_is_as_if_made_anew(steps in steps()) {
        let (mut index, mut model) = (Index::default(), BTreeMap::new());
        for step in steps {
            match step {
                Step::Put(number, lines, kind) => {
                    let row = row(number, &lines, kind);
                    model.insert(number, row.clone());
                    index.put(row, &HashMap::new());
                }
                Step::Remove(number) => {
                    model.remove(&number);
                    index.remove(Uuid::from_u128(u128::from(number)));
                }
            }
        }
        let mut anew = Index::default();
        model.values().cloned().for_each(|row| anew.put(row, &HashMap::new()));
        prop_assert_eq!(postings(&index), postings(&anew));
        let told = |index: &Index| {
            let kind = |entry: &Entry| index.combinations()[entry.facets].kind.clone();
            index.entries().map(|(_, entry)| (entry.id, entry.slug.clone(), kind(entry))).collect::<std::collections::BTreeSet<_>>()
        };
        prop_assert_eq!(told(&index), told(&anew));
        // A word is there if and only if some offer's text has it, and says more the further up it stands.
        for word in WORDS {
            let having = model.values().filter(|row| row.words.split_whitespace().any(|one| one == word)).count();
            prop_assert_eq!(index.lexicon.postings(word).len(), having);
            prop_assert_eq!(index.lexicon.itself(word).is_some(), having > 0);
        }
    }
}

#[test]
fn a_word_says_more_in_the_title_than_in_the_text_and_each_time_again_less() {
    let says = |words: &str| scores(words)["kino"];
    let title = says("kino\n\n\n");
    let text = says("\n\n\nkino");
    assert!((title / text - 10.0).abs() < 1e-4, "{title} {text}");
    assert!(says("kino\n\n\nkino kino") < title * 1.1);
    assert!(says("kino\n\n\nkino") > title);
}

#[test]
fn a_date_counts_when_it_has_any_time_in_common_with_what_is_asked_for() {
    let at = |hours: i64| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(hours);
    let mut index = Index::default();
    let dates = vec![(at(0), at(2)), (at(5), at(5)), (at(6), at(8))];
    index.put(Row { dates, shown: (Some(at(0)), Some(at(9))), ..row(1, &[], "event") }, &HashMap::new());
    let entry = index.entry(0).unwrap();
    assert_eq!(entry.soonest(at(1), at(9)), Some(at(0)), "it is on");
    assert_eq!(entry.soonest(at(2), at(9)), Some(at(6)), "it ended as this begins, and what has no length is never on");
    assert_eq!(entry.soonest(at(2), at(6)), None);
    assert_eq!(entry.soonest(at(7), at(7)), None, "no time has nothing in it");
    assert_eq!([-1, 0, 8, 9].map(|hours| entry.is_shown(at(hours))), [false, true, true, false]);
}
