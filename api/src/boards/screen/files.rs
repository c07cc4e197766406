//! Script and style of boards, as they lie in `boards/`, under names that say their content; and the worker that keeps
//! them, under a name that stays, as browsers want it.

use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use sha2::{Digest, Sha256};

use super::BASE;
use crate::embeds::answer::FOREVER;
use crate::embeds::files::{Asset, CSS, JAVASCRIPT};
use crate::problem::Failure;

/// What a page needs beside its own files, as the app has it.
const FONTS: [&str; 3] = ["Light", "Regular", "SemiBold"];

static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new(JAVASCRIPT, "board", include_str!("../../../../boards/board.js")));
static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new(CSS, "board", include_str!("../../../../boards/board.css")));

/// What is different with every build that a screen should be loaded anew for.
static PROGRAM: LazyLock<String> = LazyLock::new(|| {
    let parts = [
        SCRIPT.name.as_str(),
        STYLE.name.as_str(),
        include_str!("../../../../boards/sw.js"),
        include_str!("board.html"),
        include_str!("panel.html"),
    ];
    let digest = Sha256::digest(parts.join("\n"));
    digest.iter().take(8).fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
});

static WORKER: LazyLock<Asset> = LazyLock::new(|| {
    let fonts = FONTS.map(|weight| format!("/fonts/FiraSans-{weight}.subset.woff2"));
    let list = [style(), script()].into_iter().chain(fonts).map(|file| format!("'{file}'")).collect::<Vec<_>>();
    let source = include_str!("../../../../boards/sw.js");
    Asset::new(JAVASCRIPT, "sw", &source.replace("$PROGRAM", &PROGRAM).replace("$FILES", &list.join(", ")))
});

/// Where the style sheet is.
pub(super) fn style() -> String {
    format!("{BASE}/-/{}", STYLE.name)
}

/// Where the script is.
pub(super) fn script() -> String {
    format!("{BASE}/-/{}", SCRIPT.name)
}

/// Which build this is.
pub(super) fn program() -> &'static str {
    &PROGRAM
}

/// The file with a name.
pub(super) async fn serve(path: Path<String>, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let found = [&SCRIPT, &STYLE].into_iter().find(|asset| asset.name == *path);
    found.map(|asset| asset.sent(&request, FOREVER)).ok_or_else(Failure::not_found)
}

/// The worker. It may load what it keeps, and run nothing else.
pub(super) async fn worker(request: HttpRequest) -> HttpResponse {
    let mut answer = WORKER.sent(&request, "no-cache");
    let policy = header::HeaderValue::from_static("default-src 'none'; connect-src 'self'");
    answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_knows_its_files_and_its_build() {
        let text = std::str::from_utf8(&WORKER.text).unwrap();
        assert!(text.contains(&SCRIPT.name) && text.contains(&STYLE.name) && text.contains(program()), "{text}");
        assert!(!text.contains("$PROGRAM") && !text.contains("$FILES"), "{text}");
    }

    #[test]
    fn they_keep_nothing_and_call_nobody_else() {
        let stored = ["document.cookie", "localStorage", "sessionStorage", "indexedDB"];
        for asset in [&*SCRIPT, &*STYLE, &*WORKER] {
            let text = std::str::from_utf8(&asset.text).unwrap();
            for word in stored.into_iter().chain(["@import", "http://", "https://"]) {
                assert!(!text.contains(word), "{}: {word}", asset.name);
            }
        }
    }
}
