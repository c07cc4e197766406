//! Offers as an Atom feed (RFC 4287): text only, nothing that a reader could run.

use std::fmt::Write as _;

use actix_web::{HttpRequest, HttpResponse, get};
use shared::offers::FullOffer;

use super::{Asked, Part, page, part, title};
use crate::app::{App, Shared};
use crate::offers::plain::{escaped, plain};
use crate::problem::Failure;
use crate::wire::{self, Params};

/// The offers that match, as a feed in the order of the list.
#[utoipa::path(tag = "offers", params(
    ("q" = Option<String>, Query, description = "Words to search for", max_length = 200), crate::offers::Filters,
    ("cursor" = Option<String>, Query, description = "From the `Link` of the file before: one has up to 1000 offers"),
    ("lang" = Option<String>, Query, description = "Language of the texts (BCP 47), default `de`", max_length = 20, pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
), responses(
    (status = 200, body = String, content_type = "application/atom+xml"),
    (status = 304, description = "Not modified"),
))]
#[get("/offers.atom")]
pub(crate) async fn get_feed(app: Shared, params: Params, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let asked = Asked::read(params)?;
    let Part { offers, next } = asked.part(&app, 1).await?;
    let feed = written(&app, &request, &asked.lang, &offers, next.as_deref());
    Ok(part(&request, "application/atom+xml; charset=utf-8", feed, next.as_deref()))
}

fn written(app: &App, request: &HttpRequest, lang: &str, offers: &[FullOffer], next: Option<&str>) -> String {
    let updated = offers.iter().map(|offer| offer.offer.updated_at).max();
    let updated = updated.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |at| at.to_rfc3339());
    let this = escaped(&format!("{}{}", app.public_url, request.uri()));
    let title = title(lang);
    // Where there are more, readers follow a link within the feed (RFC 5005).
    let next = next.map(|cursor| {
        let href = escaped(&format!("{}{}", app.public_url, wire::next_path(request, cursor)));
        format!("<link rel=\"next\" type=\"application/atom+xml\" href=\"{href}\"/>\n")
    });
    let next = next.unwrap_or_default();
    let entries: String = offers.iter().map(|offer| entry(app, offer)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
        <id>{this}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n\
        <link rel=\"self\" type=\"application/atom+xml\" href=\"{this}\"/>\n\
        <link rel=\"alternate\" type=\"text/html\" href=\"{}/offers\"/>\n{next}\
        <author><name>Rathaus Co-Working</name></author>\n{entries}</feed>\n",
        escaped(lang),
        escaped(&app.public_url)
    )
}

fn entry(app: &App, offer: &FullOffer) -> String {
    let one = &offer.offer;
    let mut text = format!(
        "<entry xml:lang=\"{}\">\n<id>urn:uuid:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
        <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<category term=\"{}\"/>\n<category term=\"{}\"/>\n\
        <summary>{}</summary>\n<content type=\"text\">{}</content>\n",
        escaped(&one.lang),
        one.id,
        escaped(&one.title),
        one.updated_at.to_rfc3339(),
        escaped(&page(app, offer)),
        one.kind.name(),
        escaped(&one.category),
        escaped(&one.summary),
        escaped(&plain(&one.body)),
    );
    if let Some(at) = offer.details.published_at {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "<published>{}</published>", at.to_rfc3339());
    }
    if let Some(office) = one.contact.as_ref().and_then(|contact| contact.office.as_ref()) {
        let _ = writeln!(text, "<author><name>{}</name></author>", escaped(office));
    }
    text.push_str("</entry>\n");
    text
}
