//! oEmbed: an address of ours that is pasted into an editor becomes a frame.

use client::Answer;
use shared::problem::ProblemKind;

use super::shown;
use crate::harness::{House, header, json, problem, told_by_python};

async fn ask(house: &House, url: &str, more: &str) -> Answer {
    let url: String = form_urlencoded(url);
    house.get(&format!("/oembed?url={url}{more}")).await
}

/// As it stands in a query.
fn form_urlencoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[tokio::test]
async fn pages_of_ours_become_frames_that_are_there() {
    let house = House::open().await;
    for (url, src) in [
        ("http://rathaus.test/", "/embed/v1/neues-rathaus/availability?lang=de&size=compact"),
        ("http://rathaus.test/en/book?date=2026-11-25#x", "/embed/v1/neues-rathaus/availability?lang=en&size=compact"),
        ("http://rathaus.test/offers?kind=event&q=x", "/embed/v1/offers?lang=de&kind=event"),
        (
            "http://rathaus.test/embed/v1/neues-rathaus/availability?size=full",
            "/embed/v1/neues-rathaus/availability?size=full",
        ),
    ] {
        let answer = ask(&house, url, "").await;
        shown(&answer, url);
        let told = json(&answer);
        assert_eq!((told["type"].as_str(), told["version"].as_str()), (Some("rich"), Some("1.0")));
        let escaped = src.replace('&', "&amp;");
        let html = told["html"].as_str().unwrap();
        assert!(html.starts_with(&format!("<iframe src=\"http://rathaus.test{escaped}\" title=\"")), "{html}");
        assert!(told["width"].is_u64() && told["height"].is_u64());
        assert_eq!(house.get(src).await.status, 200, "{src}");
    }
    let small = json(&ask(&house, "http://rathaus.test/", "&maxwidth=200&maxheight=100&format=json").await);
    assert_eq!((small["width"].as_u64(), small["height"].as_u64()), (Some(200), Some(100)));
}

#[tokio::test]
async fn it_is_told_as_xml_too_and_in_no_other_form() {
    let house = House::open().await;
    let answer = ask(&house, "http://rathaus.test/offers", "&format=xml").await;
    assert_eq!(header(&answer, "content-type"), "text/xml; charset=utf-8");
    let read = "import sys, xml.etree.ElementTree as tree; root = tree.fromstring(sys.stdin.buffer.read()); \
        assert root.tag == 'oembed'; print(root.findtext('html'))";
    let html = String::from_utf8(told_by_python(&["-c", read], &answer.body).await).unwrap();
    assert!(html.starts_with("<iframe src=\"http://rathaus.test/embed/v1/offers?lang=de\""), "{html}");
    problem(&ask(&house, "http://rathaus.test/", "&format=yaml").await, ProblemKind::NotImplemented);
}

#[tokio::test]
async fn other_addresses_are_not_known() {
    let house = House::open().await;
    for url in [
        "https://elsewhere.example/",
        "http://rathaus.test.evil.example/",
        "http://rathaus.test@evil.example/",
        "http://rathaus.test/staff",
        "http://rathaus.test/embed/v1/nowhere/availability",
        "http://rathaus.test/embed/v1/widget.js",
        "",
    ] {
        problem(&ask(&house, url, "").await, ProblemKind::NotFound);
    }
    problem(&house.get("/oembed").await, ProblemKind::InvalidRequest);
    problem(&ask(&house, "http://rathaus.test/", "&maxwidth=0").await, ProblemKind::InvalidRequest);
    problem(&ask(&house, "http://rathaus.test/", "&x=1").await, ProblemKind::InvalidRequest);
}
