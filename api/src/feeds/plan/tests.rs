//! What is added, changed, removed, and when nothing of it is believed.

use std::collections::BTreeMap;

use shared::offers::TextContent;
use uuid::Uuid;

use super::*;

fn now() -> DateTime<Utc> {
    "2026-11-24T08:00:00Z".parse().unwrap()
}

fn draft(uid: &str, title: &str) -> Draft {
    let text = TextContent { title: title.to_owned(), ..TextContent::default() };
    let content = OfferContent::empty(BTreeMap::from([("de".to_owned(), text)]));
    Draft { uid: uid.to_owned(), title: title.to_owned(), content }
}

fn known(draft: &Draft) -> Known {
    Known {
        uid: draft.uid.clone(),
        offer: OfferId(Uuid::nil()),
        title: draft.title.clone(),
        content: serde_json::to_value(&draft.content).unwrap(),
        written: Vec::new(),
        released: false,
        gone: false,
    }
}

fn ending(mut draft: Draft, last: &str) -> Draft {
    draft.content.valid_to = Some(last.parse().unwrap());
    draft
}

#[test]
fn the_same_twice_changes_nothing_and_a_difference_has_a_name() {
    let drafts = [draft("a", "Eins"), draft("b", "Zwei")];
    let before = [known(&drafts[0]), known(&draft("b", "Anders"))];
    let made = plan(&before, &drafts, &HashSet::new(), now());
    assert_eq!((made.added.len(), made.unchanged.len(), made.removed.len()), (0, 1, 0));
    let [(known, _, fields)] = made.changed.as_slice() else { panic!("{made:?}") };
    assert_eq!((known.uid.as_str(), fields.as_slice()), ("b", ["texts".to_owned()].as_slice()));
}

#[test]
fn what_is_gone_is_removed_unless_too_much_is_gone() {
    let drafts: Vec<Draft> = (0..10).map(|number| draft(&number.to_string(), "x")).collect();
    let before: Vec<Known> = drafts.iter().map(known).collect();
    let removed = |left: usize| {
        let made = plan(&before, &drafts[..left], &HashSet::new(), now());
        (made.removed.len(), made.doubt.is_some())
    };
    assert_eq!(removed(9), (1, false));
    assert_eq!(removed(5), (5, false));
    assert_eq!(removed(4), (6, true));
    assert_eq!(removed(0), (10, true));
    let one = [known(&drafts[0])];
    assert!(plan(&one, &[], &HashSet::new(), now()).doubt.is_some(), "nothing at all is never believed");
    let made = plan(&before[..3], &drafts[..1], &HashSet::new(), now());
    assert_eq!((made.removed.len(), made.doubt), (2, None), "few may go");
}

#[test]
fn what_could_not_be_understood_has_not_gone() {
    let before = [known(&draft("a", "Eins")), known(&draft("b", "Zwei"))];
    let drafts = [draft("a", "Eins")];
    let made = plan(&before, &drafts, &HashSet::from(["b".to_owned()]), now());
    assert!(made.removed.is_empty() && made.doubt.is_none());
}

#[test]
fn what_is_over_neither_comes_nor_counts_when_it_goes() {
    let past = ending(draft("old", "Vorbei"), "2026-11-20T20:00:00+01:00");
    let to_come = ending(draft("new", "Bald"), "2026-12-20T20:00:00+01:00");
    let drafts = [past.clone(), to_come.clone()];
    assert_eq!(plan(&[], &drafts, &HashSet::new(), now()).added.len(), 1);
    let before: Vec<Known> = (0..9)
        .map(|number| known(&Draft { uid: number.to_string(), ..past.clone() }))
        .chain([known(&to_come)])
        .collect();
    let drafts = [to_come];
    let made = plan(&before, &drafts, &HashSet::new(), now());
    assert_eq!((made.removed.len(), made.doubt), (9, None));
}

#[test]
fn what_comes_back_and_what_is_released_is_written_again() {
    let drafts = [draft("a", "Eins"), draft("b", "Zwei")];
    let before = [Known { gone: true, ..known(&drafts[0]) }, Known { released: true, ..known(&drafts[1]) }];
    let made = plan(&before, &drafts, &HashSet::new(), now());
    assert_eq!(made.changed.len(), 2);
    let made = plan(&before[..1], &[], &HashSet::new(), now());
    assert!(made.removed.is_empty() && made.doubt.is_none(), "it has gone already");
}
