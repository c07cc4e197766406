//! Pictures, read by a parser that is not ours.

use serde_json::Value;
use shared::problem::ProblemKind;

use super::{HERE, again, fill, shown};
use crate::harness::{House, at, header, problem, told_by_python};

const READER: &str = r#"
import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
svg = "{http://www.w3.org/2000/svg}"
assert root.tag == svg + "svg" and root.get("role") == "img"
every = list(root.iter())
for one in every:
    for name, value in one.attrib.items():
        assert not name.startswith("on") and "href" not in name, name
assert not [one for one in every if one.tag in (svg + "script", svg + "image", svg + "foreignObject")]
classes = [one.get("class") for one in every if one.get("class")]
print(json.dumps({"title": root.find(svg + "title").text, "lang": root.get("{http://www.w3.org/XML/1998/namespace}lang"),
    "width": float(root.get("width")), "height": float(root.get("height")), "style": root.find(svg + "style").text,
    "text": ["".join(one.itertext()) for one in every if one.tag == svg + "text"],
    "classes": {name: classes.count(name) for name in classes}, "desc": root.findtext(svg + "desc")}))
"#;

/// The picture of a path, as another program reads it.
async fn picture(house: &House, path: &str) -> Value {
    let answer = house.get(path).await;
    shown(&answer, path);
    assert_eq!(header(&answer, "content-type"), "image/svg+xml; charset=utf-8");
    assert!(header(&answer, "content-security-policy").starts_with("default-src 'none';"), "{path}");
    assert!(answer.body.len() < 30_000, "{path}: {}", answer.body.len());
    serde_json::from_slice(&told_by_python(&["-c", READER], &answer.body).await).unwrap()
}

#[tokio::test]
async fn the_pill_says_how_many_are_free_in_both_languages_and_every_theme() {
    let house = House::open().await;
    let badge = picture(&house, &format!("{HERE}/badge.svg")).await;
    assert_eq!(
        (badge["title"].as_str(), badge["lang"].as_str()),
        (Some("43 von 44 Plätzen frei, heute bis 18 Uhr"), Some("de"))
    );
    assert_eq!(badge["text"][0], "43 von 44 Plätzen frei · bis 18 Uhr");
    assert!(badge["style"].as_str().unwrap().contains("@media (prefers-color-scheme:dark)"));
    let english = picture(&house, &format!("{HERE}/badge.svg?lang=en&theme=dark")).await;
    assert_eq!(english["text"][0], "43 of 44 desks free · until 18:00");
    let style = english["style"].as_str().unwrap();
    assert!(style.contains("#19221F") && !style.contains("#FFFFFF") && !style.contains("@media"), "{style}");
    let light = picture(&house, &format!("{HERE}/badge.svg?theme=light")).await;
    assert!(!light["style"].as_str().unwrap().contains("#19221F"));
}

#[tokio::test]
async fn the_pill_has_another_shape_when_the_hall_is_full_or_closed() {
    let house = House::open().await;
    let path = format!("{HERE}/badge.svg");
    let open = picture(&house, &path).await;
    assert_eq!(open["classes"]["d"], 1);
    fill(&house).await;
    let full = picture(&house, &path).await;
    assert_eq!(
        (full["text"][0].as_str(), &full["classes"]["m"]),
        (Some("Gerade alle Plätze belegt · bis 18 Uhr geöffnet"), &Value::from(1))
    );
    house.set(at("2026-11-24T19:00"));
    let closed = picture(&house, &path).await;
    assert_eq!(closed["text"][0], "Gerade geschlossen · öffnet morgen um 8 Uhr");
    assert_eq!((&closed["classes"]["o"], &closed["classes"]["d"]), (&Value::from(1), &Value::Null));
    assert!(closed["width"].as_f64() > open["width"].as_f64(), "as wide as its text");
    house.set(at("2026-12-24T12:00"));
    assert_eq!(picture(&house, &path).await["text"][0], "Heute geschlossen · öffnet am Sonntag um 10 Uhr");
}

#[tokio::test]
async fn a_day_has_a_bar_an_hour_and_says_in_words_how_full_it_is() {
    let house = House::open().await;
    house.booked(&["A1", "A2"], "2026-11-25T09:00", "2026-11-25T10:00").await;
    let day = picture(&house, &format!("{HERE}/day.svg?date=2026-11-25")).await;
    assert_eq!(day["title"], "Auslastung, morgen: 8 bis 18 Uhr");
    assert_eq!((&day["classes"]["b"], &day["classes"]["s"]), (&Value::from(10), &Value::from(10)));
    assert!(day["desc"].as_str().unwrap().contains("9 Uhr 4 Prozent belegt"), "{day}");
    let today = picture(&house, &format!("{HERE}/day.svg?lang=en")).await;
    assert_eq!(today["title"], "How busy it is, today: 08:00 to 18:00");
    let closed = picture(&house, &format!("{HERE}/day.svg?date=2026-12-24")).await;
    assert_eq!((closed["text"][1].as_str(), &closed["classes"]["b"]), (Some("geschlossen"), &Value::Null));
    house.set(at("2026-11-24T19:00"));
    assert_eq!(picture(&house, &format!("{HERE}/day.svg")).await["text"][1], "vorbei");
}

#[tokio::test]
async fn the_plan_has_every_desk_with_its_state() {
    let house = House::open().await;
    house.booked(&["A1", "A2"], "2026-11-24T08:00", "2026-11-24T09:00").await;
    let plan = picture(&house, &format!("{HERE}/plan.svg")).await;
    assert_eq!(plan["title"], "Saalplan: 41 von 44 Plätzen frei");
    let many = |name: &str| plan["classes"][name].as_u64().unwrap_or(0);
    assert_eq!((many("f"), many("t"), many("w"), many("x"), many("n")), (35, 2, 6, 1, 0));
    assert_eq!(plan["text"][0], "Infopunkt");
    assert_eq!(picture(&house, &format!("{HERE}/plan.svg?lang=en&theme=dark&v=abc")).await["text"][0], "Info point");
    house.set(at("2026-11-24T19:00"));
    let closed = picture(&house, &format!("{HERE}/plan.svg")).await;
    assert_eq!(closed["title"], "Saalplan. Der Saal ist gerade geschlossen.");
    assert_eq!((&closed["classes"]["n"], &closed["classes"]["f"]), (&Value::from(44), &Value::Null));
}

#[tokio::test]
async fn a_picture_is_sent_once_and_bad_wishes_are_refused() {
    let house = House::open().await;
    for picture in ["badge.svg", "day.svg", "plan.svg"] {
        let path = format!("{HERE}/{picture}");
        let tag = header(&house.get(&path).await, "etag").to_owned();
        house.set(at("2026-11-24T08:14"));
        let same = again(&house, &path, &tag).await;
        assert_eq!((same.status.as_u16(), same.body.len()), (304, 0), "{picture}");
        problem(&house.get(&format!("/embed/v1/nowhere/{picture}")).await, ProblemKind::NotFound);
        for query in ["lang=fr", "theme=blue", "size=full", "x=1"] {
            problem(&house.get(&format!("{path}?{query}")).await, ProblemKind::InvalidRequest);
        }
        house.set(at("2026-11-24T08:05"));
    }
    for date in ["2027-06-01", "2026-2-3", "morgen"] {
        problem(&house.get(&format!("{HERE}/day.svg?date={date}")).await, ProblemKind::InvalidRequest);
    }
    // A page that was written yesterday has no broken picture today.
    let past = house.get(&format!("{HERE}/day.svg?date=2026-11-23")).await;
    assert_eq!(past.text().unwrap(), house.get(&format!("{HERE}/day.svg")).await.text().unwrap());
    problem(&house.get(&format!("{HERE}/plan.svg?v={}", "x".repeat(41))).await, ProblemKind::InvalidRequest);
}
