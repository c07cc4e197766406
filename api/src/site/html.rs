//! Plain pages written by the api: no script, one style sheet, everything escaped.

use std::fmt::Write as _;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, EntityTag, Header as _, IfNoneMatch};
use actix_web::{HttpRequest, HttpResponse};

/// What a page may load: its own files, and WASM. No inline script, no inline style.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The same for a page that shows frames and elements of ours, as other web sites do.
pub const FRAMING_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

/// What no page of ours and no answer asks a browser for.
pub const PERMISSIONS_POLICY: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

/// The headers of every page.
pub const PAGE_HEADERS: [(&str, &str); 6] = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", PERMISSIONS_POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

/// Where the style sheet of these pages is.
pub const STYLE_PATH: &str = "/plain.css";
const STYLE: &str = include_str!("plain.css");

/// A text as it may stand in HTML, in attributes too.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}

/// A whole page in German; `main` is HTML, its parts escaped by the caller, `title` is text.
pub fn page(status: StatusCode, title: &str, main: &str) -> HttpResponse {
    let title = escape(title);
    let mut html = String::new();
    // Writing into a string can't fail.
    let _ = write!(
        html,
        "<!doctype html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title} · Rathaus Co-Working</title>\n\
         <link rel=\"icon\" href=\"/favicon.svg\">\n         <link rel=\"stylesheet\" href=\"{STYLE_PATH}\">\n</head>\n<body>\n\
         <header><a href=\"/\">Rathaus Co-Working</a></header>\n<main>\n{main}\n</main>\n</body>\n</html>\n"
    );
    let mut answer = HttpResponse::build(status);
    for pair in PAGE_HEADERS {
        answer.insert_header(pair);
    }
    answer
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(html)
}

/// Instead of the app, when it was not built.
pub(super) fn missing_app() -> HttpResponse {
    page(
        StatusCode::NOT_FOUND,
        "Die App fehlt",
        "<h1>Die App ist noch nicht gebaut</h1>\n\
         <p>Der Server läuft, aber es gibt keine Seiten. Bauen Sie sie mit <code>cargo xtask web</code> und starten Sie \
         mit <code>--web-dir target/web</code>. <code>cargo xtask up</code> macht beides. Danach genügt es, diese Seite \
         neu zu laden.</p>\n\
         <section lang=\"en\">\n<h2>The app is not built yet</h2>\n\
         <p>The server runs, but there are no pages. Build them with <code>cargo xtask web</code> and start with \
         <code>--web-dir target/web</code>; <code>cargo xtask up</code> does both. Then reload this page.</p>\n</section>\n\
         <p><a href=\"/api/docs\">API</a></p>",
    )
}

/// The style sheet of these pages.
pub(super) async fn style(request: HttpRequest) -> HttpResponse {
    // The text changes with the program alone.
    let tag = EntityTag::new_strong(format!("{}-{}", env!("CARGO_PKG_VERSION"), STYLE.len()));
    let known = matches!(IfNoneMatch::parse(&request), Ok(IfNoneMatch::Items(tags)) if tags.iter().any(|known| known.weak_eq(&tag)));
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer
        .insert_header((header::ETAG, tag.to_string()))
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .insert_header(("Cross-Origin-Resource-Policy", "same-origin"));
    if known {
        return answer.finish();
    }
    answer.insert_header((header::CONTENT_TYPE, "text/css; charset=utf-8")).body(STYLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_escapes_the_escape() {
        assert_eq!(escape("<a href=\"x\" on='y'>&</a>"), "&lt;a href=&quot;x&quot; on=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
    }

    /// Where another server has the app's pages, they come with the same headers.
    #[test]
    fn the_web_server_of_the_compose_file_says_the_same() {
        let file = include_str!("../../../docker/Caddyfile");
        for (name, value) in PAGE_HEADERS {
            assert!(file.contains(&format!("\t\t\t{name} \"{value}\"\n")), "{name}");
        }
    }

    #[test]
    fn the_style_sheet_keeps_to_the_policy() {
        assert!(!STYLE.contains("@import") && !STYLE.contains("url("));
    }
}
