//! Pictures of offers: what is taken, what is made of it, who may see it, and what is refused.

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::problem::ProblemKind;
use shared::staff::Role;

use super::editorial::{Desk, content, id};
use crate::harness::{House, at, header, json, problem};

/// 11,000 × 11,000 pixels of nothing.
const BOMB: &[u8] = include_bytes!("bomb.png");
const WORDS: &str = "alt%5Bde%5D=Ein%20Chor&credit=A.%20Muster&licence=CC%20BY%204.0";

/// A picture of 700 × 350 pixels with something in its EXIF data, as a camera writes it.
fn photo() -> Vec<u8> {
    let shade = |part: u32| u8::try_from(part).unwrap();
    let picture = image::RgbImage::from_fn(700, 350, |x, y| image::Rgb([shade(x / 3), shade(y / 2), 90]));
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Jpeg).unwrap();
    let mut file = file.into_inner();
    let noted = b"Exif\0\0II*\0\x08\0\0\0\0\0Geheimer Ort";
    let length = u16::try_from(noted.len() + 2).unwrap().to_be_bytes();
    let segment = [[0xff, 0xe1].as_slice(), &length, noted].concat();
    file.splice(2..2, segment);
    file
}

async fn send(desk: &Desk<'_>, id: &str, query: &str, kind: &str, file: impl Into<Vec<u8>>) -> Answer {
    let request = Request::new(Method::POST, format!("/api/v1/staff/offers/{id}/images?{query}")).bearer(&desk.key);
    desk.house.send(request.header("If-Match", desk.tag(id).await).body(kind, file)).await
}

fn pointers(answer: &Answer) -> Vec<String> {
    problem(answer, ProblemKind::InvalidRequest).errors.into_iter().map(|error| error.pointer).collect()
}

/// The path of an address.
fn path(url: &Value) -> String {
    url.as_str().unwrap().strip_prefix("http://rathaus.test").unwrap().to_owned()
}

#[tokio::test]
async fn a_picture_is_sent_published_and_shown_without_what_the_camera_knew() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let offer = id(&desk.add("Bilderabend").await);
    let sent = send(&desk, &offer, WORDS, "image/jpeg", photo()).await;
    assert_eq!(sent.status, 201, "{}", String::from_utf8_lossy(&sent.body));
    let sent = json(&sent);
    let stored = &sent["images"][0];
    assert_eq!(
        (&stored["width"], &stored["height"], &stored["widths"]),
        (&json!(700), &json!(350), &json!([320, 640, 700]))
    );
    assert_eq!((&sent["version"], &sent["content"]["images"][0]["alt"]["de"]), (&json!(2), &json!("Ein Chor")));
    let image = stored["id"].as_str().unwrap();
    let address = format!("/api/v1/offers/bilderabend/images/{image}/640.webp");
    problem(&house.get(&address).await, ProblemKind::NotFound);
    desk.step(&offer, "/publish", &json!({})).await;
    let shown = json(&house.get("/api/v1/offers/bilderabend?lang=en").await);
    let told = &shown["images"][0];
    assert_eq!(
        (&told["alt"], &told["credit"], &told["licence"]),
        (&json!("Ein Chor"), &json!("A. Muster"), &json!("CC BY 4.0"))
    );
    assert_eq!(told["srcset"].as_str().unwrap().split(", ").count(), 3);
    assert_eq!(path(&told["src"]), address.replace("640", "700"));
    let picture = house.get(&address).await;
    assert_eq!((picture.status.as_u16(), header(&picture, "content-type")), (200, "image/webp"));
    assert_eq!(header(&picture, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!((&picture.body[..4], &picture.body[8..12]), (b"RIFF".as_slice(), b"WEBP".as_slice()));
    let holds = |needle: &[u8]| picture.body.windows(needle.len()).any(|part| part == needle);
    assert!(photo().windows(6).any(|part| part == b"Geheim"));
    assert!(!holds(b"EXIF") && !holds(b"Exif") && !holds(b"Geheim"));
    let tag = header(&picture, "etag").to_owned();
    let known = house.send(Request::new(Method::GET, address.as_str()).header("If-None-Match", tag)).await;
    assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
    for other in
        [address.replace("640", "641"), address.replace("bilderabend", "feriencard"), address.replace("640", "x")]
    {
        problem(&house.get(&other).await, ProblemKind::NotFound);
    }
    desk.step(&offer, "/archive", &json!({})).await;
    problem(&house.get(&address).await, ProblemKind::NotFound);
}

#[tokio::test]
async fn a_picture_after_the_approval_takes_the_time_of_publishing_away() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let offer = id(&desk.add("Bilderplan").await);
    let planned = desk.step(&offer, "/publish", &json!({ "publish_at": "2026-11-25T08:00:00+01:00" })).await;
    assert_eq!((&planned["state"], planned["publish_at"].is_string()), (&json!("in_review"), true));
    assert_eq!(send(&desk, &offer, WORDS, "image/jpeg", photo()).await.status, 201);
    let now = desk.get(&format!("/{offer}")).await;
    assert_eq!((&now["state"], &now["publish_at"]), (&json!("draft"), &Value::Null));
    house.pass(at("2026-11-25T09:00")).await;
    problem(&house.get("/api/v1/offers/bilderplan").await, ProblemKind::NotFound);
    // Who has it approved again publishes it with the picture.
    desk.step(&offer, "/publish", &json!({ "publish_at": "2026-11-26T08:00:00+01:00" })).await;
    house.pass(at("2026-11-26T09:00")).await;
    let shown = json(&house.get("/api/v1/offers/bilderplan").await);
    assert_eq!(shown["images"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn pictures_are_put_in_order_taken_out_and_removed_for_good() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let offer = id(&desk.add("Bilderfolge").await);
    for _ in 0..2 {
        assert_eq!(send(&desk, &offer, WORDS, "image/jpeg", photo()).await.status, 201);
    }
    let mut next = desk.get(&format!("/{offer}")).await["content"].clone();
    let images = next["images"].as_array().unwrap().clone();
    next["images"] = json!([images[1], images[0]]);
    desk.write(&offer, &next).await;
    desk.step(&offer, "/publish", &json!({})).await;
    let order = async || {
        let shown = json(&house.get("/api/v1/offers/bilderfolge").await);
        shown["images"].as_array().unwrap().iter().map(|image| image["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(order().await, [images[1]["id"].clone(), images[0]["id"].clone()]);
    let gone = images[0]["id"].as_str().unwrap();
    let remove = async || {
        let path = format!("/api/v1/staff/offers/{offer}/images/{gone}");
        let request = Request::new(Method::DELETE, path).bearer(&desk.key);
        house.send(request.header("If-Match", desk.tag(&offer).await)).await
    };
    problem(&remove().await, ProblemKind::WrongState);
    next["images"] = json!([images[1]]);
    desk.write(&offer, &next).await;
    problem(&remove().await, ProblemKind::WrongState);
    desk.step(&offer, "/publish", &json!({})).await;
    assert_eq!(order().await, [images[1]["id"].clone()]);
    assert_eq!(remove().await.status, 200);
    problem(&remove().await, ProblemKind::NotFound);
    assert_eq!(house.one("SELECT count(*) FROM offer_image_copies").await, "3");
    // A version that had it comes back without it.
    let back = desk.step(&offer, "/versions/4/restore", &json!({})).await;
    assert_eq!(back["content"]["images"], json!([images[1]]));
    next["images"] = json!([images[0]]);
    assert_eq!(pointers(&desk.send(Method::PUT, &offer, "", &next).await), ["/images/0/id"]);
}

#[tokio::test]
async fn what_is_no_picture_has_no_words_or_would_burst_is_refused() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let offer = id(&desk.add("Bilderwahn").await);
    assert!(BOMB.len() < 20_000, "small as a file, half a gigabyte as a picture");
    for (kind, file) in [
        ("image/png", b"Guten Tag, ich bin ein Text.".to_vec()),
        ("image/png", photo()),
        ("image/png", BOMB.to_vec()),
        ("image/jpeg", photo()[..5000].to_vec()),
        ("image/webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ".to_vec()),
        ("image/jpeg", Vec::new()),
    ] {
        assert_eq!(pointers(&send(&desk, &offer, WORDS, kind, file).await), [""], "{kind}");
    }
    for kind in ["image/gif", "image/svg+xml", "application/json", "multipart/form-data", ""] {
        problem(&send(&desk, &offer, WORDS, kind, photo()).await, ProblemKind::UnsupportedMediaType);
    }
    problem(
        &send(&desk, &offer, WORDS, "image/jpeg", vec![0; 5 * 1024 * 1024 + 1]).await,
        ProblemKind::PayloadTooLarge,
    );
    for (query, pointer) in [
        ("credit=A&licence=B", "alt[de]"),
        ("alt[de]=%20&credit=A&licence=B", "alt[de]"),
        ("alt[de]=x&alt[x]=y&credit=A&licence=B", "alt[x]"),
        ("alt[de]=x&licence=B", "credit"),
        ("alt[de]=x&credit=A&licence=%0A", "licence"),
        ("alt[de]=x&credit=A&licence=B&title=C", "title"),
    ] {
        assert_eq!(pointers(&send(&desk, &offer, query, "image/jpeg", photo()).await), [pointer], "{query}");
    }
    let mut next = content("Bilderwahn");
    next["texts"]["en"] = json!({ "title": "Pictures", "summary": "Many.", "body": "Come." });
    desk.write(&offer, &next).await;
    assert_eq!(pointers(&send(&desk, &offer, WORDS, "image/jpeg", photo()).await), ["alt[en]"]);
    assert_eq!(house.one("SELECT count(*) FROM offer_images").await, "0");
}
