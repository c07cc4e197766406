//! `/sitemap.xml`: every page for everybody, in both languages, each naming the other.

use std::fmt::Write as _;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};

use super::html::escape;
use crate::app::App;
use crate::lang::{Lang, href};
use crate::offers;
use crate::problem::Failure;
use crate::venues::PUBLIC;
use crate::wire::{conditional, tag_of};

/// Where it is.
pub(super) const PATH: &str = "/sitemap.xml";

/// Pages beside the offers.
const PAGES: [&str; 8] =
    ["/", "/offers", "/book", "/easy-language", "/accessibility", "/house-rules", "/imprint", "/privacy"];

/// A sitemap has 50 000 addresses at most (sitemaps.org); an offer has two.
const MOST: i64 = 24_000;

/// The sitemap.
pub(super) async fn sitemap(app: Data<App>, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let mut conn = app.db.conn().await?;
    let offers = offers::public(&mut conn, app.clock.now(), MOST).await?;
    let mut pages: Vec<(String, Option<DateTime<Utc>>)> = PAGES.iter().map(|page| ((*page).to_owned(), None)).collect();
    pages.extend(offers.into_iter().map(|offer| (format!("/offers/{}", offer.slug), Some(offer.updated_at))));
    let body = written(&app.public_url, &pages).into_bytes();
    Ok(conditional(&request, &tag_of(&body), PUBLIC, "application/xml; charset=utf-8", body))
}

fn written(public_url: &str, pages: &[(String, Option<DateTime<Utc>>)]) -> String {
    let mut xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
                   xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
            .to_owned();
    for (path, changed) in pages {
        let address = |lang| escape(&format!("{public_url}{}", href(lang, path)));
        for lang in [Lang::De, Lang::En] {
            let changed = changed.map(|at| format!("<lastmod>{}</lastmod>", at.format("%Y-%m-%dT%H:%M:%SZ")));
            // Writing into a string can't fail.
            let _ = write!(xml, "<url><loc>{}</loc>{}", address(lang), changed.unwrap_or_default());
            for (tag, lang) in [("de", Lang::De), ("en", Lang::En), ("x-default", Lang::De)] {
                let _ = write!(xml, "<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{}\"/>", address(lang));
            }
            xml.push_str("</url>\n");
        }
    }
    xml.push_str("</urlset>\n");
    xml
}
