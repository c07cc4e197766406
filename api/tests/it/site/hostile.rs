//! What an editor, or a feed, may write into an offer can do no harm on a page.

use serde_json::{Value, json};

use super::{Site, linked, texts};
use crate::harness::header;

const TITLE: &str = "</title></script><script>alert(1)</script><!-- \"x\" 'y' & onload=z";

/// Fills every text of an offer with what it should not.
async fn spoil(site: &Site, slug: &str) {
    let quoted = |text: &str| text.replace('\'', "''");
    let title = quoted(TITLE);
    let body = quoted(
        "## <img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) [b](https://a.example/\"onclick=\"x) **<b>** `</code>`\n\n\
         - </ul></main><script>alert(1)</script>\n\n| <a> | b |\n|---|---|\n| <td> | <script> |",
    );
    let one = |value: Value| quoted(&value.to_string());
    let passes = one(json!([{ "pass": "x", "label": TITLE, "price_text": TITLE }]));
    let place = one(
        json!({ "name": TITLE, "street": TITLE, "postcode": "<", "city": "&", "step_free": true, "access_notes": TITLE }),
    );
    let links = one(
        json!([{ "label": TITLE, "url": "javascript:alert(1)" }, { "label": TITLE, "url": "https://a.example/?\"><script>" }]),
    );
    let contact = one(
        json!({ "office": TITLE, "phone": "\"><script>", "email": "\"><script>@x", "website": "https://\"><script>" }),
    );
    site.house
        .sql(&format!(
            "UPDATE offer_texts t SET title = '{title}', summary = '{title}', body = '{body}', price_text = '{title}', \
             passes = '{passes}', place = '{place}', links = '{links}' FROM offers o WHERE o.id = t.offer_id AND o.slug = '{slug}'"
        ))
        .await;
    site.house
        .sql(&format!(
            "UPDATE offers SET contact = '{contact}', source_url = 'data:text/html,<script>', source_as_of = '{title}' \
             WHERE slug = '{slug}'"
        ))
        .await;
}

/// Nothing runs, nothing is broken off, and nothing leads to what runs.
fn harmless(page: &Value, path: &str) {
    assert_eq!(texts(&page["errors"]), [""; 0], "{path}");
    assert_eq!(page["inline"].as_array().unwrap().len(), 0, "{path}");
    assert_eq!(texts(&page["scripts"]), ["/assets/theme.js", "/assets/boot.js"], "{path}");
    assert_eq!(texts(&page["handlers"]), [""; 0], "{path}");
    assert!(!texts(&page["tags"]).contains(&"img"), "{path}");
    for link in texts(&page["links"]) {
        assert!(!link.starts_with("javascript:") && !link.starts_with("data:"), "{path}: {link}");
    }
}

#[tokio::test]
async fn an_offer_full_of_markup_comes_out_as_text() {
    let site = Site::open("hostile").await;
    spoil(&site, "feriencard").await;
    spoil(&site, "vorlesestunde-im-advent").await;
    for slug in ["feriencard", "vorlesestunde-im-advent"] {
        let path = format!("/offers/{slug}");
        let page = site.page(&path, 200).await;
        harmless(&page, &path);
        let shown = TITLE.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(page["h1"][0], shown);
        assert_eq!(page["title"][0], format!("{shown} – Rathaus Co-Working"));
        assert_eq!(page["meta"]["description"], shown);
        assert_eq!(page["linked"][0]["name"], TITLE, "linked data says the same");
        assert!(page["main"].as_str().unwrap().contains("<img src=x onerror=alert(1)>"), "{}", page["main"]);
    }
    for path in ["/offers", "/en/offers?kind=event", "/offers?q=feriencard"] {
        harmless(&site.page(path, 200).await, path);
    }
    site.house.set(crate::harness::at("2026-11-28T15:10"));
    let start = site.page("/", 200).await;
    harmless(&start, "/");
    assert!(start["main"].as_str().unwrap().contains("<script>alert(1)</script>"), "today's story is on it, as text");
}

#[tokio::test]
async fn what_an_address_says_is_text_as_well() {
    let site = Site::open("address").await;
    for query in [
        "q=%3C%2Fscript%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "q=%22%20onfocus%3Dalert(1)%20x%3D%22",
        "kind=%22%3E%3Cscript%3E",
        "cursor=%22%3E%3Cscript%3E",
        "%3Cscript%3E=%3Cscript%3E",
    ] {
        let path = format!("/offers?{query}");
        let page = site.page(&path, 200).await;
        harmless(&page, &path);
    }
    // What is no audience and no pass is left out of the address before anything is written.
    let answer = site.house.get("/offers?q=x&audience=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&pass=%27").await;
    assert_eq!((answer.status.as_u16(), header(&answer, "location"), answer.body.len()), (303, "/offers?q=x", 0));
    let page = site.page("/offers?q=%22%20onfocus%3Dalert(1)%20x%3D%22", 200).await;
    assert_eq!(page["fields"]["q"], "\" onfocus=alert(1) x=\"");
    assert_eq!(linked(&page, "ItemList").len(), 1);
}
