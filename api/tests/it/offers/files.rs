//! What other programs read of offers, each read by an independent reader.

use client::{Method, Request};
use serde_json::{Value, json};
use shared::problem::ProblemKind;

use super::{list, slugs};
use crate::harness::{House, header, json as body, problem, told_by_python};

/// What a program in Python prints of a text, as JSON.
pub(crate) async fn read(program: &str, text: &[u8]) -> Value {
    serde_json::from_slice(&told_by_python(&["-c", program], text).await).unwrap()
}

const ICS: &str = r#"
import json, sys
from icalendar import Calendar
calendar = Calendar.from_ical(sys.stdin.buffer.read())
def when(event, name):
    value = event.get(name)
    return None if value is None else event.decoded(name).isoformat()
def dates(event, name):
    value = event.get(name, [])
    return [d.dt.isoformat() for one in (value if isinstance(value, list) else [value]) for d in one.dts]
print(json.dumps({"names": [str(calendar["NAME"]), str(calendar["X-WR-CALNAME"])], "zones": [str(z["TZID"]) for z in calendar.walk("VTIMEZONE")],
    "offsets": [str(o["TZOFFSETTO"].to_ical()) for z in calendar.walk("VTIMEZONE") for o in z.subcomponents],
    "events": [{"uid": str(e["UID"]), "from": when(e, "DTSTART"), "to": when(e, "DTEND"), "summary": str(e["SUMMARY"]),
        "rule": e["RRULE"].to_ical().decode() if "RRULE" in e else None, "except": dates(e, "EXDATE"),
        "instead": when(e, "RECURRENCE-ID"), "status": str(e["STATUS"]), "place": str(e.get("LOCATION", ""))}
        for e in calendar.walk("VEVENT")]}))
"#;

async fn calendar(house: &House, path: &str) -> Value {
    let answer = house.get(path).await;
    assert_eq!(answer.status, 200, "{path}");
    assert_eq!(header(&answer, "content-type"), "text/calendar; charset=utf-8");
    let text = answer.text().unwrap();
    assert!(text.lines().all(|line| line.len() <= 75), "RFC 5545, 3.1: fold long lines\n{text}");
    assert!(text.split_inclusive('\n').all(|line| line.ends_with("\r\n")), "{text}");
    read(ICS, text.as_bytes()).await
}

#[tokio::test]
async fn another_program_reads_an_events_rule_and_its_exceptions() {
    let house = House::open().await;
    let story = calendar(&house, "/api/v1/offers/vorlesestunde-im-advent.ics").await;
    assert_eq!(story["zones"], json!(["Europe/Berlin"]));
    assert!(story["offsets"].as_array().unwrap().contains(&json!("+0200")), "{story}");
    let [rule, moved] = <[Value; 2]>::try_from(story["events"].as_array().unwrap().clone()).unwrap();
    assert_eq!(
        (&rule["from"], &rule["to"]),
        (&json!("2026-11-28T15:00:00+01:00"), &json!("2026-11-28T15:45:00+01:00"))
    );
    assert_eq!(rule["rule"], "FREQ=WEEKLY;COUNT=4");
    assert_eq!(
        (&moved["instead"], &moved["from"]),
        (&json!("2026-12-12T15:00:00+01:00"), &json!("2026-12-13T15:00:00+01:00"))
    );
    assert_eq!(rule["uid"], moved["uid"]);
    assert!(rule["place"].as_str().unwrap().contains("Trammplatz 2"), "{rule}");
    let cafe = calendar(&house, "/api/v1/offers/sprachcafe-deutsch.ics").await;
    assert_eq!(cafe["events"][0]["except"], json!(["2026-12-23T17:00:00+01:00", "2026-12-30T17:00:00+01:00"]));
    let tour = calendar(&house, "/api/v1/offers/fuehrung-stadt-im-fluss.ics").await;
    assert_eq!(tour["events"][0]["rule"], "FREQ=WEEKLY;UNTIL=20261213T225959Z;BYDAY=TU,TH,SA,SU");
    let open = calendar(&house, "/api/v1/offers/tag-der-offenen-tuer.ics").await;
    assert_eq!((&open["events"][0]["from"], &open["events"][0]["to"]), (&json!("2027-06-20"), &json!("2027-06-21")));
}

#[tokio::test]
async fn what_is_called_off_stays_in_the_file_and_keeps_its_name() {
    let house = House::open().await;
    let singing = calendar(&house, "/api/v1/offers/adventssingen.ics").await;
    assert_eq!(
        (singing["events"].as_array().unwrap().len(), &singing["events"][0]["status"]),
        (1, &json!("CANCELLED"))
    );
    let before = calendar(&house, "/api/v1/offers/repair-cafe.ics").await;
    house.sql("UPDATE offer_texts SET title = 'Anders' WHERE title = 'Repair-Café'").await;
    let after = calendar(&house, "/api/v1/offers/repair-cafe.ics").await;
    assert_eq!(before["events"][0]["uid"], after["events"][0]["uid"]);
    assert_eq!(after["events"][0]["summary"], "Anders");
    problem(&house.get("/api/v1/offers/feriencard.ics").await, ProblemKind::NotFound);
    problem(&house.get("/api/v1/offers/nothing.ics").await, ProblemKind::NotFound);
}

#[tokio::test]
async fn the_calendar_of_all_events_follows_the_filters() {
    let house = House::open().await;
    let all = calendar(&house, "/api/v1/offers.ics").await;
    let uids: std::collections::BTreeSet<&str> =
        all["events"].as_array().unwrap().iter().map(|event| event["uid"].as_str().unwrap()).collect();
    assert!(uids.len() >= 20, "{}", uids.len());
    assert_eq!(all["names"], json!(["Angebote am Infopunkt", "Angebote am Infopunkt"]));
    let english = calendar(&house, "/api/v1/offers.ics?lang=en-GB&category=music").await;
    assert_eq!(english["names"][0], "Offers at the info point");
    let one = calendar(&house, "/api/v1/offers/mittagskonzert.ics?lang=en").await;
    assert_eq!(one["names"], json!(["Lunchtime concert in the hall", "Lunchtime concert in the hall"]));
    let music = calendar(&house, "/api/v1/offers.ics?category=music").await;
    let titles: Vec<&Value> = music["events"].as_array().unwrap().iter().map(|event| &event["summary"]).collect();
    assert!(
        !titles.is_empty()
            && titles.iter().all(|title| ["Mittagskonzert in der Halle", "Adventssingen in der Halle"]
                .contains(&title.as_str().unwrap())),
        "{titles:?}"
    );
}

const ATOM: &str = r#"
import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
a = "{http://www.w3.org/2005/Atom}"
assert root.tag == a + "feed" and root.find(a + "id") is not None and root.find(a + "updated") is not None
print(json.dumps([{"id": e.find(a + "id").text, "title": e.find(a + "title").text, "updated": e.find(a + "updated").text,
    "href": e.find(a + "link").get("href"), "type": e.find(a + "content").get("type")} for e in root.findall(a + "entry")]))
"#;

#[tokio::test]
async fn another_program_reads_the_feed_whatever_a_title_says() {
    let house = House::open().await;
    house.sql("UPDATE offer_texts SET title = '<b>&]]>' WHERE title = 'Repair-Café'").await;
    let answer = house.get("/api/v1/offers.atom?kind=event").await;
    assert_eq!(header(&answer, "content-type"), "application/atom+xml; charset=utf-8");
    let entries = read(ATOM, &answer.body).await;
    let entries = entries.as_array().unwrap();
    assert_eq!(list(&house, "kind=event&limit=1").await["total"], entries.len());
    assert!(entries.iter().any(|entry| entry["title"] == "<b>&]]>"), "{entries:?}");
    assert!(
        entries.iter().all(|entry| entry["type"] == "text" && entry["id"].as_str().unwrap().starts_with("urn:uuid:"))
    );
    assert!(entries.iter().any(|entry| entry["href"] == "http://rathaus.test/offers/repair-cafe"));
}

#[tokio::test]
async fn the_words_of_schema_org_have_what_their_types_ask_for() {
    let house = House::open().await;
    let answer = house.get("/api/v1/offers?format=jsonld&limit=200").await;
    assert_eq!(header(&answer, "content-type"), "application/ld+json");
    let graph = body(&answer);
    assert_eq!(graph["@context"], "https://schema.org");
    let nodes = graph["@graph"].as_array().unwrap();
    let mut kinds = std::collections::BTreeMap::new();
    for node in nodes {
        let kind = node["@type"].as_str().unwrap();
        *kinds.entry(kind).or_insert(0) += 1;
        let asked: &[&str] = match kind {
            "Event" => &["name", "startDate", "eventStatus"],
            "JobPosting" => &["title", "description", "datePosted", "validThrough", "hiringOrganization"],
            "Place" => &["name", "address"],
            _ => &["name", "description"],
        };
        assert!(asked.iter().all(|name| !node[*name].is_null()), "{node}");
        assert!(!node.to_string().contains("null"), "{node}");
    }
    assert!(
        ["Event", "JobPosting", "Place", "GovernmentService"].iter().all(|kind| kinds.contains_key(kind)),
        "{kinds:?}"
    );
    // A thing is called as its offer is, not as the place it is at; what has dates has them here too.
    let all = body(&house.get("/api/v1/offers?limit=200").await);
    for offer in all["items"].as_array().unwrap() {
        let node = nodes.iter().find(|node| node["identifier"] == offer["slug"]).unwrap();
        assert_eq!(node["name"], offer["title"], "{node}");
    }
    for slug in ["stadt-im-fluss", "planungswerkstatt-trammplatz"] {
        let node = nodes.iter().find(|node| node["identifier"] == slug).unwrap();
        assert!(node["@type"] == "Event" && !node["startDate"].is_null(), "{node}");
    }
    let singing = body(&house.get("/api/v1/offers/adventssingen?format=jsonld").await);
    assert_eq!(singing["eventStatus"], "https://schema.org/EventCancelled");
    problem(&house.get("/api/v1/offers?format=xml").await, ProblemKind::InvalidRequest);
}

/// A reader of the part of Turtle that a catalogue needs: subjects, predicates and objects, and nothing left over.
const TURTLE: &str = r#"
import json, re, sys
text = sys.stdin.buffer.read().decode("utf-8")
token = re.compile(r'\s*(?:(@prefix)|(<[^<>"{}|^`\\\s]*>)|("(?:[^"\\\n]|\\.)*")(@[a-z-]+|\^\^\w+:\w+)?|(\w*:\w*|a(?=\s))|([.;,]))')
tokens, at = [], 0
while text[at:].strip():
    found = token.match(text, at)
    assert found, text[at:at + 80]
    tokens.append(found); at = found.end()
prefixes, triples, i = {}, [], 0
def name(t):
    if t.group(2): return t.group(2)[1:-1]
    if t.group(3): return json.loads(t.group(3))
    if t.group(5) == "a": return "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    prefix, local = t.group(5).split(":")
    return prefixes[prefix] + local
while i < len(tokens):
    if tokens[i].group(1):
        prefixes[tokens[i + 1].group(5)[:-1]] = tokens[i + 2].group(2)[1:-1]
        assert tokens[i + 3].group(6) == "."; i += 4; continue
    subject = name(tokens[i]); i += 1
    while True:
        triples.append([subject, name(tokens[i]), name(tokens[i + 1])]); end = tokens[i + 2].group(6); i += 3
        assert end in (".", ";"), end
        if end == ".": break
print(json.dumps(triples))
"#;

#[tokio::test]
async fn the_catalogue_says_the_same_in_both_forms_and_leads_to_what_is_there() {
    let house = House::open().await;
    let answer = house.get("/opendata/catalog.ttl").await;
    assert_eq!(header(&answer, "content-type"), "text/turtle; charset=utf-8");
    let triples = read(TURTLE, &answer.body).await;
    let triples = triples.as_array().unwrap();
    let catalog = body(&house.get("/opendata/catalog.jsonld").await);
    let graph = catalog["@graph"].as_array().unwrap();
    let said: usize =
        graph
            .iter()
            .map(|node| {
                node.as_object()
                    .unwrap()
                    .iter()
                    .map(|(key, value)| {
                        if key.starts_with('@') { usize::from(key == "@type") } else { value.as_array().unwrap().len() }
                    })
                    .sum::<usize>()
            })
            .sum();
    assert_eq!(said, triples.len());
    let asked = [
        "http://purl.org/dc/terms/title",
        "http://purl.org/dc/terms/description",
        "http://purl.org/dc/terms/publisher",
    ];
    let dataset = "http://rathaus.test/opendata/offers";
    for property in asked.into_iter().chain(["http://www.w3.org/ns/dcat#theme"]) {
        assert!(triples.iter().any(|triple| triple[0] == dataset && triple[1] == property), "{property}");
    }
    let urls: Vec<&str> = triples
        .iter()
        .filter(|triple| triple[1] == "http://www.w3.org/ns/dcat#downloadURL")
        .map(|triple| triple[2].as_str().unwrap())
        .collect();
    assert_eq!(urls.len(), 5);
    // All there is can be downloaded, not a page of it; calendars have what has dates.
    let there = slugs(&list(&house, "limit=200").await);
    assert!(there.len() > 50, "more than a page");
    for url in urls {
        let path = url.strip_prefix("http://rathaus.test").unwrap();
        let answer = house.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        let text = answer.text().unwrap();
        let missing: Vec<&String> = there.iter().filter(|slug| !text.contains(slug.as_str())).collect();
        assert!(missing.is_empty() || path.contains("offers.ics"), "{path}: {missing:?}");
    }
    problem(&house.get("/api/v1/offers?all=true&limit=5").await, ProblemKind::InvalidRequest);
}

#[tokio::test]
async fn a_file_that_is_known_already_is_not_sent_again() {
    let house = House::open().await;
    for path in ["offers.ics", "offers.atom", "offers.csv", "offers?format=jsonld", "offers/repair-cafe.ics"] {
        let path = format!("/api/v1/{path}");
        let answer = house.get(&path).await;
        let tag = header(&answer, "etag");
        let again = Request::new(Method::GET, path.clone()).header("If-None-Match", tag);
        assert_eq!(house.send(again).await.status, 304, "{path}");
        problem(
            &house.get(&format!("{path}{}nonsense=1", if path.contains('?') { "&" } else { "?" })).await,
            ProblemKind::InvalidRequest,
        );
    }
}
