//! Sources that mean harm, or are only broken. After each of them what was good is still there, and the house answers.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use shared::feeds::{Feed, FeedOutcome, FeedRun, FeedState};

use super::source::{Manner, Source};
use super::{Desk, calendar, counts, game, games};
use crate::harness::json as body;

/// A source that was good once.
async fn good() -> (Desk, Feed) {
    let desk = Desk::open().await;
    desk.source.file("/liga.ics", "text/calendar", games(1..=4));
    let feed = desk.add(&desk.terms("/liga.ics", "icalendar", "event")).await;
    assert_eq!(counts(&desk.fetch(&feed).await), [4, 0, 0, 0, 0]);
    (desk, feed)
}

/// Has somebody look at what is there now, which is no good.
async fn harmless(desk: &Desk, feed: &Feed) -> FeedRun {
    let run = desk.fetch(feed).await;
    assert_eq!((run.outcome, counts(&run)), (FeedOutcome::Failed, [0; 5]), "{run:?}");
    assert_eq!(desk.titles("heimspiel").await.len(), 4);
    assert_eq!(desk.house.get("/readyz").await.status, 200);
    let shown = desk.show(feed).await;
    assert_eq!((shown.state, shown.last_error.as_ref()), (FeedState::Failing, run.error.as_ref()));
    run
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[tokio::test]
async fn a_redirect_leads_nowhere_it_should_not() {
    let (desk, feed) = good().await;
    let hidden = Source::open();
    hidden.file("/liga.ics", "text/calendar", games(5..=9));
    for place in [
        hidden.url("/liga.ics"),
        "http://localhost:22/".to_owned(),
        "https://10.0.0.1/liga.ics".to_owned(),
        "https://[::1]/liga.ics".to_owned(),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "https://localhost/liga.ics".to_owned(),
        "file:///etc/passwd".to_owned(),
        "https://kim:geheim@example.org/".to_owned(),
    ] {
        desk.source.raw("/liga.ics", &format!("302 Found\r\nLocation: {place}\r\nContent-Length: 0"), b"");
        let error = harmless(&desk, &feed).await.error.unwrap();
        assert!(error.starts_with("the address it redirects to"), "{place}: {error}");
        let inside = !place.starts_with("file:") && !place.contains("example.org");
        assert_eq!(error.ends_with("leads to a network that is not public"), inside, "{place}: {error}");
    }
    assert_eq!(hidden.asked().len(), 0);
    desk.source.raw("/liga.ics", "301 Moved\r\nLocation: /liga.ics\r\nContent-Length: 0", b"");
    assert!(harmless(&desk, &feed).await.error.unwrap().contains("without an end"));
    // One that stays where it may be is followed.
    desk.source.file("/neu.ics", "text/calendar", games(1..=4));
    desk.source.raw("/liga.ics", "308 Moved\r\nLocation: /neu.ics\r\nContent-Length: 0", b"");
    assert_eq!(desk.fetch(&feed).await.outcome, FeedOutcome::NotModified, "it is what was read first");
    assert_eq!(desk.show(&feed).await.state, FeedState::Ok);
}

#[tokio::test]
async fn bodies_that_are_too_large_or_too_slow_are_not_waited_for() {
    let (desk, feed) = good().await;
    desk.source.has("/liga.ics", Manner::Endless);
    let endless = harmless(&desk, &feed).await.error.unwrap();
    assert!(endless.contains("5242880 bytes") || endless.contains("in time"), "{endless}");
    desk.source.raw("/liga.ics", "200 OK\r\nContent-Length: 2147483648", b"BEGIN:VCALENDAR\r\n");
    assert!(harmless(&desk, &feed).await.error.unwrap().contains("5242880 bytes"));
    desk.source.has("/liga.ics", Manner::Silent);
    assert_eq!(harmless(&desk, &feed).await.error.unwrap(), "it has not answered in time");
    let bomb = gzip(&vec![b' '; 64 * 1024 * 1024]);
    desk.source.raw("/liga.ics", &format!("200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}", bomb.len()), &bomb);
    assert!(harmless(&desk, &feed).await.error.unwrap().contains("5242880 bytes"));
    desk.source.raw("/liga.ics", "200 OK\r\nContent-Encoding: br\r\nContent-Length: 3", b"abc");
    assert!(harmless(&desk, &feed).await.error.unwrap().contains("packed"));
    let packed = gzip(games(1..=4).as_bytes());
    desk.source.raw(
        "/liga.ics",
        &format!("200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}", packed.len()),
        &packed,
    );
    assert_eq!(counts(&desk.fetch(&feed).await), [0, 0, 0, 0, 4], "what is packed well is unpacked");
}

#[tokio::test]
async fn what_is_no_calendar_is_not_believed() {
    let (desk, feed) = good().await;
    let whole = games(1..=4);
    let cut = whole.get(..whole.len() / 2).unwrap();
    let nested = "BEGIN:VEVENT\r\n".repeat(100_000);
    let many = games(1..=9).replace("END:VCALENDAR\r\n", "");
    let event =
        |number| format!("BEGIN:VEVENT\r\nUID:{number}\r\nSUMMARY:x\r\nDTSTART:20270101T100000\r\nEND:VEVENT\r\n");
    let thousands = (0..2500).map(event).collect::<Vec<_>>().concat();
    for (kind, bytes) in [
        ("text/calendar", cut.as_bytes().to_vec()),
        ("text/html", b"<html><h1>Wartung</h1></html>".to_vec()),
        ("text/calendar", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR".to_vec()),
        ("image/png", format!("{whole}\r\n").into_bytes()),
        ("text/calendar", Vec::new()),
        ("text/calendar", format!("BEGIN:VCALENDAR\r\n{nested}END:VCALENDAR\r\n").into_bytes()),
        ("text/calendar", format!("{many}{thousands}END:VCALENDAR\r\n").into_bytes()),
        ("application/json", "[".repeat(200_000).into_bytes()),
    ] {
        desk.source.file("/liga.ics", kind, bytes);
        harmless(&desk, &feed).await;
    }
    desk.source.raw("/liga.ics", "500 Oh dear\r\nContent-Length: 0", b"");
    assert_eq!(harmless(&desk, &feed).await.error.unwrap(), "it has answered with 500");
    assert_eq!(desk.house.one("SELECT count(*) FROM outbox WHERE recipient = 'sport@example.org'").await, "1");
    // Nobody repaired it for a while, then somebody did.
    desk.source.file("/liga.ics", "text/calendar", format!("{whole}\r\n"));
    assert_eq!(counts(&desk.fetch(&feed).await), [0, 0, 0, 0, 4]);
}

#[tokio::test]
async fn rules_that_explode_are_left_out_and_the_rest_is_taken() {
    let (desk, feed) = good().await;
    let mut events: Vec<String> = (1..=4).map(|number| game(number, &format!("Heimspiel {number}"))).collect();
    for (number, rule) in
        ["FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=99999999", "FREQ=DAILY;COUNT=4000000000"].iter().enumerate()
    {
        events.push(format!(
            "BEGIN:VEVENT\nUID:x{number}\nSUMMARY:Endlos\nDTSTART:20270101T100000\nRRULE:{rule}\nEND:VEVENT\n"
        ));
    }
    desk.source.file("/liga.ics", "text/calendar", calendar(&events));
    let run = desk.fetch(&feed).await;
    assert_eq!((run.outcome, counts(&run), run.problems.len()), (FeedOutcome::Read, [0, 0, 0, 0, 4], 3), "{run:?}");
    assert!(desk.titles("endlos").await.is_empty());
    // What was good and can't be understood any more stays as it was.
    events.truncate(4);
    events[0] = events[0].replace("END:VEVENT", "RRULE:FREQ=SECONDLY\nEND:VEVENT");
    desk.source.file("/liga.ics", "text/calendar", calendar(&events));
    let run = desk.fetch(&feed).await;
    assert_eq!((counts(&run), run.problems.len()), ([0, 0, 0, 0, 3], 1));
    assert_eq!(desk.titles("heimspiel").await.len(), 4);
}

#[tokio::test]
async fn script_in_a_title_is_no_script_wherever_it_comes_out() {
    let desk = Desk::open().await;
    let evil = "<script>alert(1)</script>Straßenfest <img src=x onerror=alert(2)>&lt;svg onload=alert(3)&gt;";
    desk.source.file(
        "/liga.ics",
        "text/calendar",
        calendar(&[format!(
            "BEGIN:VEVENT\nUID:<script>alert(4)</script>\nSUMMARY:{evil}\nDESCRIPTION:[klick](javascript:alert(5)) {evil}\n\
             LOCATION:\"><script>alert(6)</script>Platz\nURL:javascript:alert(7)\nDTSTART:20270101T100000\nEND:VEVENT\n"
        )]),
    );
    let feed = desk.add(&desk.terms("/liga.ics", "icalendar", "event")).await;
    assert_eq!(counts(&desk.fetch(&feed).await), [1, 0, 0, 0, 0]);
    let slug = desk.house.one("SELECT slug FROM offers o JOIN feed_items f ON f.offer_id = o.id").await;
    let offer = body(&desk.house.get(&format!("/api/v1/offers/{slug}")).await);
    let title = offer["title"].as_str().unwrap();
    assert!(title.starts_with("Straßenfest"), "{title}");
    for path in [
        format!("/api/v1/offers/{slug}"),
        format!("/api/v1/offers/{slug}?format=jsonld"),
        format!("/api/v1/offers/{slug}.ics"),
        "/api/v1/offers.atom?q=strassenfest".to_owned(),
        "/api/v1/offers.csv?q=strassenfest".to_owned(),
        "/api/v1/offers?q=strassenfest".to_owned(),
        format!("/offers/{slug}"),
    ] {
        let answer = desk.house.get(&path).await;
        let text = String::from_utf8_lossy(&answer.body).to_lowercase();
        assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{path}: {text}");
        assert!(!text.contains("](javascript:") && !text.contains("href=\"javascript:"), "{path}: {text}");
        let kind = crate::harness::header(&answer, "content-type");
        if kind.contains("html") || kind.contains("xml") {
            assert!(!text.contains("<svg onload"), "{path}: {text}");
        }
    }
    let links = offer["links"].as_array().unwrap();
    let urls: Vec<&Value> = links.iter().map(|link| &link["url"]).collect();
    assert_eq!(urls, [&json!(desk.source.url("/liga.ics"))]);
}
