//! Offers that apps give in: what they may do with their own, and that people alone publish.

mod story;
mod walls;

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::apps::Scope;

use super::{Desk, content};
use crate::apps::Registered;
use crate::harness::{House, VENUE, json};

const WORDS: &str = "alt%5Bde%5D=Ein%20Chor&credit=A.%20Muster&licence=CC%20BY%204.0";

/// An app with these scopes, at the same desk as editors.
async fn app<'a>(house: &'a House, scopes: &[Scope]) -> Desk<'a> {
    Desk { house, key: Registered::with(house, scopes).await.token(house).await }
}

/// A new offer as an app sends it.
fn new(title: &str) -> Value {
    json!({ "venue": VENUE, "content": content(title) })
}

/// Gives an offer in.
async fn give_in(app: &Desk<'_>, title: &str) -> Value {
    let answer = app.house.order(&app.key, Method::POST, "/offers", &new(title)).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    json(&answer)
}

/// The smallest picture that is taken.
fn picture() -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(16, 16).write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

/// Asks for an operation on an offer with what it takes, whoever asks: `{image}` is this one.
async fn ask(by: &Desk<'_>, (method, path): (&str, &str), offer: &str, image: &str, tag: &str) -> Answer {
    let (listed, pictures) = (path.ends_with("/offers"), path.ends_with("/images"));
    let address = path.replace("{id}", offer).replace("{image}", image).replace("{version}", "1");
    let address = match method {
        "GET" if listed => format!("{address}?venue={VENUE}"),
        "POST" if pictures => format!("{address}?{WORDS}"),
        _ => address,
    };
    let request = Request::new(method.parse::<Method>().unwrap(), address).bearer(&by.key);
    let request = if method == "GET" || listed { request } else { request.header("If-Match", tag) };
    by.house
        .send(match method {
            "POST" if pictures => request.body("image/png", picture()),
            "POST" | "PUT" => request.json(&crate::access::body(path)).unwrap(),
            _ => request,
        })
        .await
}
