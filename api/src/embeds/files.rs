//! Scripts and styles of the embeds, as they lie in `embed/`: under a name that stays, and under one that names their
//! content, for pages that want to know what they load.
//!
//! What is sent has neither the comments that stand on lines of their own nor the indentation: they are a fifth of it,
//! and this needs no tool. What always holds: query values are not looked at here. Content management systems add
//! their own to every script.

use std::io::Write as _;
use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use sha2::{Digest, Sha256, Sha384};

use super::BASE;
use super::answer::{FOREVER, HOUR, Sent, of_content, open, weak};
use crate::app::App;
use crate::problem::Failure;
use crate::site::accepts;
use crate::wire::{matches_tag, tag_of};

pub(crate) const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
pub(crate) const CSS: &str = "text/css; charset=utf-8";

/// Digits of a hash that stand in a name.
const DIGITS: usize = 16;

/// A file as it is sent.
#[derive(Debug)]
pub(crate) struct Asset {
    kind: &'static str,
    pub(crate) text: Bytes,
    gzip: Option<Bytes>,
    tag: String,
    /// Its name by its content.
    pub(crate) name: String,
}

impl Asset {
    pub(crate) fn new(kind: &'static str, stem: &str, source: &str) -> Self {
        let text = Bytes::from(lean(source));
        let hex = Sha256::digest(&text).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let hash: String = hex.chars().take(DIGITS).collect();
        let ending = if kind == CSS { "css" } else { "js" };
        Self { kind, gzip: packed(&text), tag: weak(&tag_of(&text)), name: format!("{stem}-{hash}.{ending}"), text }
    }

    /// Compressed once and well, because the server's own compression is made to be quick.
    pub(crate) fn sent(&self, request: &HttpRequest, cache: &'static str) -> HttpResponse {
        let known = matches_tag(request, &self.tag);
        let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        let gzip = self.gzip.as_ref().filter(|_| accepts(accepted.unwrap_or_default(), "gzip"));
        let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        open(&mut answer)
            .insert_header((header::ETAG, self.tag.as_str()))
            .insert_header((header::CACHE_CONTROL, cache))
            .insert_header((header::VARY, "Accept-Encoding"));
        if known {
            return answer.finish();
        }
        answer.content_type(self.kind);
        match gzip {
            Some(gzip) => answer.insert_header((header::CONTENT_ENCODING, "gzip")).body(gzip.clone()),
            None => answer.body(self.text.clone()),
        }
    }
}

static WIDGET: LazyLock<Asset> =
    LazyLock::new(|| Asset::new(JAVASCRIPT, "widget", include_str!("../../../embed/widget.js")));
static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new(JAVASCRIPT, "frame", include_str!("../../../embed/frame.js")));
static STYLE: LazyLock<Asset> = LazyLock::new(|| Asset::new(CSS, "frame", include_str!("../../../embed/frame.css")));

/// Where the style sheet of frames is.
pub(super) fn style() -> String {
    format!("{BASE}/{}", STYLE.name)
}

/// Where the script of frames is.
pub(super) fn script() -> String {
    format!("{BASE}/{}", SCRIPT.name)
}

/// Where the script of the elements is.
pub(crate) const WIDGET_PATH: &str = "/embed/v1/widget.js";

static EDITORS: LazyLock<Asset> =
    LazyLock::new(|| Asset::new(JAVASCRIPT, "editors", include_str!("../../../embed/editors.js")));

/// Where the script of the page for web editors is.
pub(crate) fn editors_script() -> String {
    format!("{BASE}/{}", EDITORS.name)
}

/// The tag that loads the elements' script of this day and no other.
pub(crate) fn pinned(base: &str) -> String {
    format!(
        "<script src=\"{base}{BASE}/{}\" integrity=\"{}\" crossorigin=\"anonymous\" data-rathaus-base=\"{base}{BASE}/\" async></script>",
        WIDGET.name,
        integrity()
    )
}

fn integrity() -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(&WIDGET.text)))
}

/// Without indentation, empty lines and lines that are comments.
fn lean(source: &str) -> String {
    let lines = source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.fold(String::with_capacity(source.len()), |text, line| text + line + "\n")
}

fn packed(text: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

/// The file with a name.
pub(super) async fn serve(app: Data<App>, path: Path<String>, request: HttpRequest) -> Result<HttpResponse, Failure> {
    match path.as_str() {
        "widget.js" => Ok(WIDGET.sent(&request, HOUR)),
        "widget.json" => widget(&app, &request),
        "share-de.png" => Ok(of_content(&request, share(include_bytes!("../../../embed/share/de.png")))),
        "share-en.png" => Ok(of_content(&request, share(include_bytes!("../../../embed/share/en.png")))),
        name => {
            let found = [&WIDGET, &SCRIPT, &STYLE, &EDITORS].into_iter().find(|asset| asset.name == name);
            found.map(|asset| asset.sent(&request, FOREVER)).ok_or_else(Failure::not_found)
        }
    }
}

/// What a shared link shows, for whoever reads `og:image`.
fn share(picture: &'static [u8]) -> Sent<'static> {
    Sent { kind: "image/png", cache: HOUR, policy: None, body: picture.to_vec() }
}

/// Where the elements' script is, and its hash.
fn widget(app: &App, request: &HttpRequest) -> Result<HttpResponse, Failure> {
    let at = |name: &str| format!("{}{BASE}/{name}", app.public_url);
    let told = json!({ "src": at("widget.js"), "immutable": at(&WIDGET.name), "integrity": integrity() });
    let body = serde_json::to_vec(&told).map_err(Failure::internal)?;
    Ok(of_content(request, Sent { kind: "application/json", cache: HOUR, policy: None, body }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_stay_at_home() {
        let source = "/*! A */\n// b\n  if (x) {\n    // c\n\n    y('https://z');\n  }\n";
        assert_eq!(lean(source), "/*! A */\nif (x) {\ny('https://z');\n}\n");
    }

    #[test]
    fn they_are_as_small_as_they_should_be_and_keep_nothing() {
        let size = |asset: &Asset| asset.gzip.as_ref().map_or(usize::MAX, Bytes::len);
        assert!(size(&WIDGET) <= 8 * 1024, "{}", size(&WIDGET));
        assert!(SCRIPT.text.len() <= 3 * 1024, "{}", SCRIPT.text.len());
        for asset in [&WIDGET, &SCRIPT, &STYLE, &EDITORS] {
            let text = std::str::from_utf8(&asset.text).unwrap();
            for word in ["document.cookie", "localStorage", "sessionStorage", "indexedDB", "@import", "url("] {
                assert!(!text.contains(word), "{}: {word}", asset.name);
            }
        }
    }
}
