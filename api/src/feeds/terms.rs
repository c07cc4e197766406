//! Whether the terms of a source make sense.

use shared::feeds::{FeedFormat, FeedMapping, FeedTerms, FeedTermsShown, PAUSES};
use shared::offers::OfferKind;

use crate::app::App;
use crate::bookings::check_email;
use crate::problem::Failure;

const LONGEST_URL: usize = 2000;
const MOST_AUDIENCES: usize = 20;

/// Refuses what makes no sense, with its place.
pub(super) fn checked(app: &App, terms: FeedTerms) -> Result<FeedTermsShown, Failure> {
    line("/name", Some(&terms.name), 120)?;
    line("/office", Some(&terms.office), 200)?;
    check_email(&terms.email)?;
    if !PAUSES.contains(&terms.every_minutes) {
        let (least, most) = (PAUSES.start(), PAUSES.end());
        return Err(Failure::invalid("/every_minutes", format!("should be from {least} to {most}")));
    }
    if let Some(url) = &terms.url {
        if url.chars().count() > LONGEST_URL || url.chars().any(|letter| letter.is_whitespace() || letter.is_control())
        {
            return Err(Failure::invalid(
                "/url",
                format!("should have at most {LONGEST_URL} characters and no spaces"),
            ));
        }
        app.outgoing.check(url).map_err(|refused| Failure::invalid("/url", refused.to_string()))?;
    } else if terms.format != FeedFormat::Csv {
        return Err(Failure::invalid("/url", "should be there; only a table can be sent by hand"));
    }
    mapping(&terms.mapping)?;
    let website = terms.mapping.contact.as_ref().and_then(|contact| contact.website.as_ref());
    if terms.url.is_none() && website.is_none() {
        let detail = "should be there: what has no address of its own has to say where it comes from";
        return Err(Failure::invalid("/mapping/contact/website", detail));
    }
    match (terms.format, terms.mapping.columns.is_some()) {
        (FeedFormat::Csv, false) => Err(Failure::invalid("/mapping/columns", "should say which column means what")),
        (FeedFormat::Icalendar | FeedFormat::Rss | FeedFormat::Jsonld, true) => {
            Err(Failure::invalid("/mapping/columns", "is for tables alone"))
        }
        _ => Ok(terms.into()),
    }
}

fn mapping(mapping: &FeedMapping) -> Result<(), Failure> {
    if mapping.kind == OfferKind::Unknown {
        return Err(Failure::invalid("/mapping/kind", "is not a kind of offer"));
    }
    word("/mapping/category", &mapping.category)?;
    if mapping.audience.len() > MOST_AUDIENCES {
        return Err(Failure::invalid("/mapping/audience", "should have at most 20 entries"));
    }
    for (index, audience) in mapping.audience.iter().enumerate() {
        word(&format!("/mapping/audience/{index}"), audience)?;
    }
    let mut parts = mapping.language.split('-');
    let first =
        parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase()));
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let rest = parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(letter));
    if !first || !rest || mapping.language.len() > 20 {
        return Err(Failure::invalid("/mapping/language", "should be a language tag such as de or en"));
    }
    if let Some(place) = &mapping.place {
        line("/mapping/place/name", Some(&place.name), 200)?;
        line("/mapping/place/street", place.street.as_ref(), 200)?;
        line("/mapping/place/postcode", place.postcode.as_ref(), 20)?;
        line("/mapping/place/city", place.city.as_ref(), 100)?;
    }
    if let Some(contact) = &mapping.contact {
        line("/mapping/contact/phone", contact.phone.as_ref(), 60)?;
        if contact.email.as_ref().is_some_and(|email| check_email(email).is_err() || !email.contains('.')) {
            return Err(Failure::invalid("/mapping/contact/email", "should be an e-mail address"));
        }
        let page = |url: &String| {
            let fine = url.starts_with("https://") || url.starts_with("http://");
            fine && url.len() <= LONGEST_URL
                && !url.chars().any(|letter| letter.is_whitespace() || letter.is_control() || "<>\"\\".contains(letter))
        };
        if contact.website.as_ref().is_some_and(|url| !page(url)) {
            return Err(Failure::invalid("/mapping/contact/website", "should be an address that begins with https://"));
        }
    }
    let Some(columns) = &mapping.columns else { return Ok(()) };
    let named = [
        ("title", Some(&columns.title)),
        ("uid", columns.uid.as_ref()),
        ("summary", columns.summary.as_ref()),
        ("body", columns.body.as_ref()),
        ("starts", columns.starts.as_ref()),
        ("ends", columns.ends.as_ref()),
        ("place", columns.place.as_ref()),
        ("street", columns.street.as_ref()),
        ("postcode", columns.postcode.as_ref()),
        ("city", columns.city.as_ref()),
        ("url", columns.url.as_ref()),
    ];
    named.into_iter().try_for_each(|(name, column)| line(&format!("/mapping/columns/{name}"), column, 120))
}

fn word(pointer: &str, text: &str) -> Result<(), Failure> {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if (1..=40).contains(&text.len()) && text.bytes().all(letter) {
        return Ok(());
    }
    Err(Failure::invalid(pointer, "should have 1 to 40 small letters, digits and _"))
}

fn line(pointer: &str, text: Option<&String>, most: usize) -> Result<(), Failure> {
    let Some(text) = text else { return Ok(()) };
    if text.trim().is_empty() || text.chars().count() > most || text.chars().any(char::is_control) {
        return Err(Failure::invalid(pointer, format!("should have 1 to {most} characters on one line")));
    }
    Ok(())
}
