//! News, pages and tables.

use client::{Method, Request};
use serde_json::json;
use shared::feeds::{Feed, FeedPreview, FeedRun, FeedTrigger};
use shared::problem::ProblemKind;

use super::{Desk, counts};
use crate::harness::{json as body, problem};

#[tokio::test]
async fn rss_and_atom_become_notices() {
    let desk = Desk::open().await;
    let item = |number: u32| {
        format!(
            "<item><guid isPermaLink=\"false\">n{number}</guid><title>Hallenbad {number} öffnet</title>\
             <link>https://example.org/n/{number}</link><description><![CDATA[<p>Ab <b>Mai</b> wieder.</p>]]></description></item>"
        )
    };
    let rss = |numbers: &[u32]| {
        let items: String = numbers.iter().map(|number| item(*number)).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>x</title>{items}</channel></rss>"
        )
    };
    desk.source.file("/news", "application/rss+xml", rss(&[1, 2, 3]));
    let feed = desk.add(&desk.terms("/news", "rss", "notice")).await;
    assert_eq!(counts(&desk.fetch(&feed).await), [3, 0, 0, 0, 0]);
    desk.source.file("/news", "application/rss+xml", rss(&[2, 3, 4]));
    assert_eq!(counts(&desk.fetch(&feed).await), [1, 0, 1, 0, 2]);
    assert_eq!(desk.titles("hallenbad").await, ["Hallenbad 2 öffnet", "Hallenbad 3 öffnet", "Hallenbad 4 öffnet"]);
    let slug = desk.slug("Hallenbad 4 öffnet").await;
    let offer = body(&desk.house.get(&format!("/api/v1/offers/{slug}")).await);
    assert_eq!((&offer["summary"], &offer["body"]), (&json!("Ab Mai wieder."), &json!("Ab Mai wieder.")));
    assert_eq!((&offer["kind"], &offer["source_url"]), (&json!("notice"), &json!("https://example.org/n/4")));
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>f</id><title>x</title><updated>2026-11-01T00:00:00Z</updated>\
        <entry><id>urn:a</id><title>Freibad schließt</title><updated>2026-11-01T00:00:00Z</updated><summary>Bis Mai.</summary></entry></feed>";
    desk.source.file("/atom", "application/atom+xml", atom);
    let feed = desk.add(&desk.terms("/atom", "rss", "notice")).await;
    assert_eq!(counts(&desk.fetch(&feed).await), [1, 0, 0, 0, 0]);
    assert_eq!(desk.titles("freibad").await, ["Freibad schließt"]);
}

#[tokio::test]
async fn what_a_page_tells_search_engines_becomes_events() {
    let desk = Desk::open().await;
    let page = |title: &str| {
        format!(
            "<!doctype html><title>Konzerte</title><script type=\"application/ld+json\">{{\"@context\": \"https://schema.org\", \
             \"@type\": \"MusicEvent\", \"@id\": \"https://example.org/k/1\", \"name\": \"{title}\", \"url\": \"https://example.org/k/1\", \
             \"startDate\": \"2027-02-01T19:30:00+01:00\", \"endDate\": \"2027-02-01T21:00:00+01:00\", \"description\": \"Lieder.\", \
             \"location\": {{\"@type\": \"Place\", \"name\": \"Kuppelsaal\", \"address\": {{\"addressLocality\": \"Hannover\"}}}}}}</script>"
        )
    };
    desk.source.file("/konzerte", "text/html", page("Orgelkonzert"));
    let mut terms = desk.terms("/konzerte", "jsonld", "event");
    terms["mapping"]["category"] = json!("music");
    let feed = desk.add(&terms).await;
    assert_eq!(counts(&desk.fetch(&feed).await), [1, 0, 0, 0, 0]);
    let slug = desk.slug("Orgelkonzert").await;
    let offer = body(&desk.house.get(&format!("/api/v1/offers/{slug}")).await);
    assert_eq!((&offer["place"]["name"], &offer["category"]), (&json!("Kuppelsaal"), &json!("music")));
    assert_eq!(desk.dates(&slug).await[0].0, "2027-02-01T19:30:00+01:00");
    desk.source.file("/konzerte", "text/html", page("Orgelnacht"));
    assert_eq!(counts(&desk.fetch(&feed).await), [0, 1, 0, 0, 0]);
    assert_eq!(desk.slug("Orgelnacht").await, slug);
}

fn table(desk: &Desk, url: Option<&str>) -> serde_json::Value {
    let mut terms = desk.terms("/tabelle.csv", "csv", "event");
    terms["url"] = json!(url);
    terms["mapping"]["contact"] = json!({ "website": "https://example.org/sport" });
    terms["mapping"]["columns"] =
        json!({ "uid": "Nr", "title": "Titel", "body": "Text", "starts": "Beginn", "ends": "Ende", "place": "Ort" });
    terms
}

async fn send(desk: &Desk, feed: &Feed, path: &str, table: &str) -> client::Answer {
    let address = format!("/api/v1/staff/feeds/{}/{path}", feed.id);
    let request = Request::new(Method::POST, address).bearer(&desk.key);
    desk.house.send(request.body("text/csv", table)).await
}

#[tokio::test]
async fn a_table_is_fetched_or_sent_by_hand() {
    let desk = Desk::open().await;
    let rows = "Nr;Titel;Beginn;Ende;Ort;Text\r\n1;Flohmarkt;24.01.2027 10:00;24.01.2027 16:00;Markthalle;Trödel\r\n\
        2;Ferienspiele;2027-02-01;05.02.2027;;Für alle\r\n3;Falsch;bald;;;\r\n";
    desk.source.file("/tabelle.csv", "text/csv", rows);
    let fetched = desk.add(&table(&desk, Some(&desk.source.url("/tabelle.csv")))).await;
    let run = desk.fetch(&fetched).await;
    assert_eq!((counts(&run), run.problems.len()), ([2, 0, 0, 0, 0], 1), "{run:?}");
    let by_hand = desk.add(&table(&desk, None)).await;
    assert_eq!(by_hand.next_fetch_at, None);
    let fetch = desk.ask(Method::POST, &format!("/{}/fetch", by_hand.id), Some(&json!({}))).await;
    problem(&fetch, ProblemKind::WrongState);
    let preview: FeedPreview = send(&desk, &by_hand, "content/preview", rows).await.json().unwrap();
    assert_eq!((preview.added.len(), preview.problems.len()), (2, 1));
    let run: FeedRun = send(&desk, &by_hand, "content", rows).await.json().unwrap();
    assert_eq!((run.trigger, counts(&run)), (FeedTrigger::Upload, [2, 0, 0, 0, 0]));
    let run: FeedRun = send(&desk, &by_hand, "content", &rows.replace("Trödel", "Bücher")).await.json().unwrap();
    assert_eq!(counts(&run), [0, 1, 0, 0, 1]);
    assert_eq!(desk.titles("bücher").await, ["Flohmarkt"]);
    let request = Request::new(Method::POST, format!("/api/v1/staff/feeds/{}/content", by_hand.id)).bearer(&desk.key);
    problem(&desk.house.send(request.json(&json!({})).unwrap()).await, ProblemKind::UnsupportedMediaType);
    let large = "x".repeat(5 * 1024 * 1024 + 1);
    problem(&send(&desk, &by_hand, "content", &large).await, ProblemKind::PayloadTooLarge);
    let calendar = desk.add(&desk.terms("/liga.ics", "icalendar", "event")).await;
    problem(&send(&desk, &calendar, "content", rows).await, ProblemKind::WrongState);
}
