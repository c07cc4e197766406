//! Each page is whole: valid, with one heading, its language, its address in both languages, and links that lead
//! somewhere.

use std::collections::BTreeSet;

use client::{Method, Request};
use serde_json::Value;

use super::{Site, linked, read, texts};
use crate::harness::{at, header};

const PATHS: [&str; 13] = [
    "/",
    "/offers",
    "/offers?kind=event",
    "/offers?kind=event&when=week",
    "/offers?q=Ferien",
    "/offers?q=xyzzyqwertz",
    "/offers/feriencard",
    "/offers/vorlesestunde-im-advent",
    "/imprint",
    "/privacy",
    "/accessibility",
    "/house-rules",
    "/book",
];

/// Both languages of a path.
fn both(path: &str) -> [String; 2] {
    [path.to_owned(), if path == "/" { "/en".to_owned() } else { format!("/en{path}") }]
}

/// What holds for every page.
fn whole(page: &Value, path: &str) {
    assert_eq!(texts(&page["errors"]), [""; 0], "{path}");
    assert_eq!(texts(&page["twice"]), [""; 0], "{path}: ids");
    assert_eq!(page["lang"], if path.starts_with("/en") { "en" } else { "de" }, "{path}");
    assert_eq!(texts(&page["h1"]).len(), 1, "{path}");
    assert_eq!(texts(&page["title"]).len(), 1, "{path}");
    assert!(page["title"][0].as_str().unwrap().ends_with("Rathaus Co-Working"), "{path}: {}", page["title"]);
    for name in ["description", "og:title", "og:url", "og:description", "viewport"] {
        assert!(page["meta"][name].as_str().is_some_and(|text| !text.is_empty()), "{path}: {name}");
    }
    let levels: Vec<u64> = page["headings"].as_array().unwrap().iter().map(|level| level.as_u64().unwrap()).collect();
    assert_eq!(levels[0], 1, "{path}");
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{path}: a level is left out in {levels:?}");
    assert_eq!(page["inline"].as_array().unwrap().len(), 0, "{path}: a script of its own");
    assert_eq!(texts(&page["handlers"]), [""; 0], "{path}");
    assert_eq!(texts(&page["scripts"]), ["/assets/theme.js", "/assets/boot.js"], "{path}: what loads the app stays");
}

#[tokio::test]
async fn every_page_is_whole_in_both_languages_and_names_the_other() {
    let site = Site::open("whole").await;
    let paths: Vec<String> = PATHS.iter().flat_map(|path| both(path)).collect();
    let pages = site.pages(&paths, 200).await;
    for (path, page) in paths.iter().zip(&pages) {
        whole(page, path);
        if path.contains("q=") || path.contains("when=") {
            assert_eq!(page["meta"]["robots"], "noindex", "{path}: what somebody has searched is nothing to find");
            continue;
        }
        assert_eq!(texts(&page["canonical"]), [format!("http://rathaus.test{path}")], "{path}");
        assert_eq!(page["alternates"]["x-default"], page["alternates"]["de"], "{path}");
        let other = if path.starts_with("/en") { "de" } else { "en" };
        let there = page["alternates"][other].as_str().unwrap().strip_prefix("http://rathaus.test").unwrap();
        let (_, twin) = paths.iter().zip(&pages).find(|(path, _)| *path == there).unwrap();
        assert_eq!((&twin["alternates"], twin["lang"].as_str()), (&page["alternates"], Some(other)), "{path}");
    }
}

#[tokio::test]
async fn every_link_of_the_pages_leads_somewhere() {
    let site = Site::open("links").await;
    let paths: Vec<String> = PATHS.iter().flat_map(|path| both(path)).collect();
    let pages = site.pages(&paths, 200).await;
    let mut links = BTreeSet::new();
    for (path, page) in paths.iter().zip(&pages) {
        for link in texts(&page["links"]) {
            let (there, place) = link.split_once('#').unwrap_or((link, ""));
            if there.is_empty() {
                assert!(texts(&page["ids"]).contains(&place), "{path}: {link}");
            } else if let Some(rest) = there.strip_prefix('/') {
                assert!(!rest.starts_with('/'), "{path}: {link}");
                links.insert(there.to_owned());
            } else {
                assert!(["https://", "http://", "mailto:", "tel:"].iter().any(|way| link.starts_with(way)), "{link}");
            }
        }
    }
    assert!(links.len() > 60, "{links:?}");
    for link in links {
        let status = site.house.get(&link).await.status.as_u16();
        assert!(status < 400, "{link} answers {status}");
    }
}

#[tokio::test]
async fn what_is_not_there_says_so_with_404_and_keeps_its_page_from_search_engines() {
    let site = Site::open("missing").await;
    for path in ["/offers/gibt-es-nicht", "/en/offers/%00", "/nothing", "/en/nothing/here", "/offers/a%22%3Cb"] {
        let page = site.page(path, 404).await;
        whole(&page, path);
        assert_eq!(page["meta"]["robots"], "noindex", "{path}");
        assert_eq!(page["linked"].as_array().unwrap().len(), 0, "{path}");
    }
    let page = site.page("/offers/gibt-es-nicht", 404).await;
    assert_eq!(page["h1"][0], "Dieses Angebot gibt es nicht mehr");
    site.house.sql("UPDATE offers SET state = 'archived' WHERE slug = 'feriencard'").await;
    site.page("/offers/feriencard", 404).await;
}

#[tokio::test]
async fn a_list_with_a_mistyped_filter_leads_to_the_list_without_it() {
    let site = Site::open("mistyped").await;
    for (wrong, right) in [
        ("/offers?category=nonsense&kind=job&q=garten", "/offers?q=garten&kind=job"),
        ("/en/offers?language=nonsense&pass=nonsense", "/en/offers"),
    ] {
        let page = site.house.get(wrong).await;
        assert_eq!((page.status.as_u16(), header(&page, "location")), (303, right));
        site.page(right, 200).await;
    }
    let museums = site.house.get("/offers?category=museums").await;
    assert!(museums.status == 200 && museums.text().unwrap().contains("/offers/sprengel-museum"));
}

#[tokio::test]
async fn the_page_of_what_is_over_says_so() {
    let site = Site::open("over").await;
    for (path, words) in [
        ("/offers/maschseefest-2025", "Dieses Angebot endete am"),
        ("/en/offers/maschseefest-2025", "This offer ended on"),
    ] {
        assert!(site.house.get(path).await.text().unwrap().contains(words), "{path}");
    }
    assert!(!site.house.get("/offers").await.text().unwrap().contains("maschseefest"));
    // A rule has no end of its own; its last date says when it was over.
    let story = "/offers/vorlesestunde-im-advent";
    assert!(!site.house.get(story).await.text().unwrap().contains("Dieses Angebot endete am"));
    site.house.pass(at("2026-12-20T09:00")).await;
    assert!(
        site.house.get(story).await.text().unwrap().contains("Dieses Angebot endete am Samstag, 19. Dezember 2026")
    );
}

#[tokio::test]
async fn a_page_is_sent_once_as_small_as_it_can_be() {
    let site = Site::open("etag").await;
    let ask = |name: &'static str, value: String| {
        site.house.send(Request::new(Method::GET, "/offers/feriencard").header(name, value))
    };
    let plain = site.house.get("/offers/feriencard").await;
    let tag = header(&plain, "etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    assert_eq!(header(&plain, "cache-control"), "no-cache");
    assert!(header(&plain, "content-security-policy").contains("script-src 'self' 'wasm-unsafe-eval';"));
    let again = ask("if-none-match", tag.clone()).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    let small = ask("accept-encoding", "br".to_owned()).await;
    assert_eq!((header(&small, "content-encoding"), header(&small, "etag")), ("br", tag.as_str()));
    assert!(header(&small, "vary").to_ascii_lowercase().contains("accept-encoding"), "{}", header(&small, "vary"));
    assert!(small.body.len() * 2 < plain.body.len(), "{} of {}", small.body.len(), plain.body.len());
    site.house.sql("UPDATE offer_texts SET title = 'Anders' WHERE title = 'FerienCard'").await;
    assert_eq!(ask("if-none-match", tag).await.status.as_u16(), 200);
}

#[tokio::test]
async fn who_asks_for_the_head_alone_is_told_the_same_without_the_page() {
    let site = Site::open("head").await;
    for (path, status) in [("/", 200), ("/en/offers", 200), ("/offers/feriencard", 200), ("/offers/gibt-es-nicht", 404)]
    {
        let whole = site.house.get(path).await;
        let head = site.house.send(Request::new(Method::HEAD, path)).await;
        assert_eq!((head.status.as_u16(), head.body.len()), (status, 0), "{path}");
        for name in ["etag", "content-type", "cache-control", "content-length"] {
            assert_eq!(header(&head, name), header(&whole, name), "{path}: {name}");
        }
    }
}

#[tokio::test]
async fn what_can_only_be_read_says_so() {
    let site = Site::open("methods").await;
    let places =
        ["/", "/en/offers", "/offers/feriencard", "/index.html", "/problems", "/problems/not-found", "/outbox"];
    let more = ["/robots.txt", "/sitemap.xml", "/board/eingang", "/board/sw.js", "/embed/v1/neues-rathaus/book"];
    let documents = ["/api/v1/openapi.json", "/api/v1/openapi.yaml", "/.well-known/security.txt", "/embed"];
    for path in places.into_iter().chain(more).chain(documents) {
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
            let answer = site.house.send(Request::new(method, path)).await;
            assert_eq!(
                (answer.status.as_u16(), header(&answer, "content-type")),
                (405, "application/problem+json"),
                "{path}"
            );
            assert!(header(&answer, "allow").contains("GET, HEAD, OPTIONS"), "{path}: {}", header(&answer, "allow"));
        }
        let answer = site.house.send(Request::new(Method::OPTIONS, path)).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (204, 0), "{path}");
        assert!(header(&answer, "allow").contains("GET, HEAD, OPTIONS"), "{path}: {}", header(&answer, "allow"));
    }
    for path in ["/nothing", "/assets/nothing.js", "/offers/a/b"] {
        let answer = site.house.send(Request::new(Method::POST, path)).await;
        assert_eq!(
            (answer.status.as_u16(), header(&answer, "content-type")),
            (404, "application/problem+json"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn where_the_database_is_away_the_number_and_the_apps_page_are_still_there() {
    let site = Site::open("away").await;
    let shell = |page: &Value| page["main"].as_str().unwrap().contains("Diese Seite braucht JavaScript");
    site.house.sql("ALTER TABLE offers RENAME TO elsewhere").await;
    for path in ["/offers", "/en/offers?q=x", "/offers/feriencard"] {
        let answer = site.house.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        let page = read(&Value::from(vec![answer.text().unwrap()])).await.remove(0);
        assert!(shell(&page), "{path}");
    }
    site.house.set(at("2026-11-24T11:05"));
    let start = site.page("/", 200).await;
    let said = start["main"].as_str().unwrap();
    assert!(said.contains("Plätzen frei") && said.contains("Die Termine sind gerade nicht da."), "{said}");
    assert_eq!(linked(&start, "CivicStructure").len(), 1);
}
