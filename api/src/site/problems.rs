//! `/problems/{slug}`: the page behind a problem's `type`, for people who build on the API.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use shared::problem::ProblemKind;

use crate::problem::Failure;
use crate::site::{html, texts};

/// All kinds there are.
pub(super) async fn list() -> HttpResponse {
    let items = ProblemKind::ALL.iter().fold(String::new(), |items, kind| {
        let (slug, status, title) = (kind.slug(), kind.status(), kind.title());
        let german = html::escape(texts::german(*kind).title);
        format!(
            "{items}<li><a href=\"/problems/{slug}\">{german}</a><br><span class=\"small\">{status} <code>{slug}</code> \
             <span lang=\"en\">{title}</span></span></li>\n"
        )
    });
    html::page(StatusCode::OK, "Fehlerarten der API", &format!("<h1>Fehlerarten der API</h1>\n<ul>\n{items}</ul>"))
}

/// One kind, in both languages.
pub(super) async fn page(slug: Path<String>) -> Result<HttpResponse, Failure> {
    let kind = ProblemKind::from_slug(&slug).ok_or_else(Failure::not_found)?;
    let (german, english) = (texts::german(kind), texts::english(kind));
    let main = format!(
        "<p class=\"small\">{status} <code>{slug}</code></p>\n<h1>{title_de}</h1>\n<p>{meaning_de}</p>\n\
         <p>{advice_de}</p>\n<section lang=\"en\">\n<h2>{title_en}</h2>\n<p>{meaning_en}</p>\n<p>{advice_en}</p>\n\
         </section>\n<p><a href=\"/problems\">Alle Fehlerarten</a> · <a href=\"/api/docs\">API</a></p>",
        status = kind.status(),
        slug = kind.slug(),
        title_de = html::escape(german.title),
        meaning_de = html::escape(german.meaning),
        advice_de = html::escape(german.advice),
        title_en = html::escape(english.title),
        meaning_en = html::escape(english.meaning),
        advice_en = html::escape(english.advice),
    );
    Ok(html::page(StatusCode::OK, german.title, &main))
}
