//! The sitemap and robots.txt, as search engines read them.

use serde_json::Value;

use super::Site;
use crate::harness::{header, told_by_python};

const SITEMAP: &str = r#"
import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
s, x = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"
assert root.tag == s + "urlset"
print(json.dumps([{"loc": u.find(s + "loc").text, "lastmod": u.findtext(s + "lastmod"),
    "alternates": {l.get("hreflang"): l.get("href") for l in u.findall(x + "link")}} for u in root.findall(s + "url")]))
"#;

#[tokio::test]
async fn the_sitemap_has_every_page_in_both_languages_and_each_is_there() {
    let site = Site::open("sitemap").await;
    let answer = site.house.get("/sitemap.xml").await;
    assert_eq!(header(&answer, "content-type"), "application/xml; charset=utf-8");
    let pages: Value = serde_json::from_slice(&told_by_python(&["-c", SITEMAP], &answer.body).await).unwrap();
    let pages = pages.as_array().unwrap();
    let known: Vec<&str> = pages.iter().map(|page| page["loc"].as_str().unwrap()).collect();
    // What is over is in no list any more, and still has its page.
    let all: usize = site.house.one("SELECT count(*) FROM offers WHERE state = 'published'").await.parse().unwrap();
    assert_eq!(pages.len(), 2 * (all + 8));
    for page in pages {
        let loc = page["loc"].as_str().unwrap();
        let path = loc.strip_prefix("http://rathaus.test").unwrap();
        assert_eq!(site.house.get(path).await.status, 200, "{loc}");
        let alternates = page["alternates"].as_object().unwrap();
        assert!(alternates.values().all(|other| known.contains(&other.as_str().unwrap())), "{page}");
        assert_eq!(alternates["x-default"], alternates["de"]);
        assert_eq!(path.contains("/offers/"), page["lastmod"].is_string(), "{page}");
    }
    site.house.sql("UPDATE offers SET valid_to = '2020-01-01' WHERE slug = 'feriencard'").await;
    let answer = site.house.get("/sitemap.xml").await;
    assert!(!answer.text().unwrap().contains("/offers/feriencard<"), "what is over is left out");
}

const ROBOTS: &str = r#"
import json, sys, urllib.robotparser
robots = urllib.robotparser.RobotFileParser()
robots.parse(sys.stdin.read().splitlines())
paths = ["/", "/en", "/offers", "/en/offers/feriencard", "/sitemap.xml", "/imprint", "/staff", "/en/staff/audit", "/me",
    "/en/me", "/booking/1", "/en/booking/1", "/waiting/1", "/p/A1", "/sign-in", "/api/v1/offers", "/outbox"]
print(json.dumps({"may": [path for path in paths if robots.can_fetch("*", path)], "maps": robots.site_maps()}))
"#;

#[tokio::test]
async fn robots_are_told_what_is_for_them_and_kept_out_of_a_sandbox() {
    let site = Site::with("robots", &["--sandbox", "false"]).await;
    let answer = site.house.get("/robots.txt").await;
    let told: Value = serde_json::from_slice(&told_by_python(&["-c", ROBOTS], &answer.body).await).unwrap();
    let open = ["/", "/en", "/offers", "/en/offers/feriencard", "/sitemap.xml", "/imprint"];
    assert_eq!(told["may"], Value::from(open.to_vec()));
    assert_eq!(told["maps"], Value::from(vec!["http://rathaus.test/sitemap.xml"]));
    let sandbox = Site::open("sandbox").await;
    let answer = sandbox.house.get("/robots.txt").await;
    let told: Value = serde_json::from_slice(&told_by_python(&["-c", ROBOTS], &answer.body).await).unwrap();
    assert_eq!(told["may"].as_array().unwrap().len(), 0, "{told}");
}
