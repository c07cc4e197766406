//! Offers as a table (RFC 4180), one row an offer.

use actix_web::{HttpRequest, HttpResponse, get};
use shared::offers::{DateState, EventDate, FullOffer};

use super::{Asked, Part, page, part};
use crate::app::{App, Shared};
use crate::problem::Failure;
use crate::wire::Params;

/// Dates that are looked at for the next one.
const DATES: i64 = 5;
const COLUMNS: [&str; 30] = [
    "id",
    "slug",
    "kind",
    "category",
    "lang",
    "title",
    "summary",
    "price",
    "amount_cents",
    "free_of_charge",
    "audience",
    "min_age",
    "max_age",
    "passes",
    "place",
    "street",
    "postcode",
    "city",
    "step_free",
    "languages",
    "next_from",
    "next_to",
    "office",
    "phone",
    "website",
    "source_url",
    "source_as_of",
    "example",
    "updated_at",
    "url",
];

/// The offers that match, as a table in the order of the list.
#[utoipa::path(tag = "offers", params(
    ("q" = Option<String>, Query, description = "Words to search for", max_length = 200), crate::offers::Filters,
    ("cursor" = Option<String>, Query, description = "From the `Link` of the file before: one has up to 1000 offers"),
    ("lang" = Option<String>, Query, description = "Language of the texts (BCP 47), default `de`", max_length = 20, pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
), responses(
    (status = 200, body = String, content_type = "text/csv"),
    (status = 304, description = "Not modified"),
))]
#[get("/offers.csv")]
pub(crate) async fn get_table(app: Shared, params: Params, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let Part { offers, next } = Asked::read(params)?.part(&app, DATES).await?;
    let mut table = line(&COLUMNS.map(str::to_owned));
    for offer in &offers {
        table.push_str(&line(&row(&app, offer)));
    }
    Ok(part(&request, "text/csv; charset=utf-8; header=present", table, next.as_deref()))
}

fn row(app: &App, whole: &FullOffer) -> [String; 30] {
    let offer = &whole.offer;
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let text = |value: Option<&String>| value.cloned().unwrap_or_default();
    let (place, contact) = (offer.place.as_ref(), offer.contact.as_ref());
    // The next one that takes place; one that was called off is none to come to.
    let on = |date: &&EventDate| !matches!(date.state, DateState::Cancelled | DateState::Postponed);
    let next = whole.details.dates.iter().find(on);
    let passes: Vec<&str> = whole.details.pass_rules.iter().map(|rule| rule.pass.as_str()).collect();
    let step_free = place.and_then(|place| place.step_free).map(|yes| yes.to_string()).unwrap_or_default();
    [
        offer.id.to_string(),
        offer.slug.clone(),
        offer.kind.name().to_owned(),
        offer.category.clone(),
        offer.lang.clone(),
        offer.title.clone(),
        offer.summary.clone(),
        offer.price.text.clone(),
        number(offer.price.amount_cents.map(i64::from)),
        offer.price.free.to_string(),
        offer.audience.join(" "),
        number(offer.min_age.map(i64::from)),
        number(offer.max_age.map(i64::from)),
        passes.join(" "),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        text(place.and_then(|place| place.street.as_ref())),
        text(place.and_then(|place| place.postcode.as_ref())),
        text(place.and_then(|place| place.city.as_ref())),
        step_free,
        offer.languages.join(" "),
        next.map(|date| date.from.to_rfc3339()).unwrap_or_default(),
        next.map(|date| date.to.to_rfc3339()).unwrap_or_default(),
        text(contact.and_then(|contact| contact.office.as_ref())),
        text(contact.and_then(|contact| contact.phone.as_ref())),
        text(contact.and_then(|contact| contact.website.as_ref())),
        text(offer.source_url.as_ref()),
        text(offer.source_as_of.as_ref()),
        offer.example.to_string(),
        offer.updated_at.to_rfc3339(),
        page(app, whole),
    ]
}

fn line(cells: &[String]) -> String {
    let mut line = cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// A cell. What a spreadsheet would take for a formula is told as text: the apostrophe is how they mark that.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_their_text_and_are_no_formulas() {
        for (cell, told) in
            [("a", "a"), ("a,b", "\"a,b\""), ("\"x\"", "\"\"\"x\"\"\""), ("=1+1", "'=1+1"), ("0511 1", "0511 1")]
        {
            assert_eq!(quoted(cell), told);
        }
    }
}
