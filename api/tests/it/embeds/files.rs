//! Scripts and styles of the embeds.

use client::{Method, Request};
use shared::problem::ProblemKind;

use super::{again, shown};
use crate::harness::{House, header, json, problem, told_by_python};

const DIGESTS: &str = "import base64, hashlib, json, sys; text = sys.stdin.buffer.read(); \
    print(json.dumps([hashlib.sha256(text).hexdigest()[:16], 'sha384-' + base64.b64encode(hashlib.sha384(text).digest()).decode()]))";

#[tokio::test]
async fn the_script_is_there_under_a_name_that_stays_and_one_that_names_its_content() {
    let house = House::open().await;
    let moving = house.get("/embed/v1/widget.js").await;
    shown(&moving, "widget.js");
    assert_eq!(header(&moving, "content-type"), "text/javascript; charset=utf-8");
    assert!(header(&moving, "cache-control").contains("max-age=3600"));
    let digests: Vec<String> = serde_json::from_slice(&told_by_python(&["-c", DIGESTS], &moving.body).await).unwrap();
    let about = house.get("/embed/v1/widget.json").await;
    shown(&about, "widget.json");
    let about = json(&about);
    assert_eq!(about["src"], "http://rathaus.test/embed/v1/widget.js");
    assert_eq!(about["immutable"], format!("http://rathaus.test/embed/v1/widget-{}.js", digests[0]));
    assert_eq!(about["integrity"], digests[1].as_str());
    let fixed = house.get(&format!("/embed/v1/widget-{}.js", digests[0])).await;
    shown(&fixed, "by its content");
    assert_eq!(header(&fixed, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(fixed.body, moving.body);
}

#[tokio::test]
async fn it_is_sent_small_and_once_whatever_is_put_behind_its_name() {
    let house = House::open().await;
    let plain = house.get("/embed/v1/widget.js?ver=6.4").await;
    let tag = header(&plain, "etag").to_owned();
    assert_eq!(again(&house, "/embed/v1/widget.js", &tag).await.status, 304);
    let small = house.send(Request::new(Method::GET, "/embed/v1/widget.js").header("accept-encoding", "gzip")).await;
    assert_eq!(header(&small, "content-encoding"), "gzip");
    assert!(small.body.len() <= 8 * 1024, "{}", small.body.len());
    for missing in ["widget-0000000000000000.js", "widget.css", "x"] {
        problem(&house.get(&format!("/embed/v1/{missing}")).await, ProblemKind::NotFound);
    }
}
