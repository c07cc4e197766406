//! Offers as linked data in the words of schema.org: `Event`, `Place`, `GovernmentService`, `JobPosting`.

use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Map, Value, json};
use shared::offers::{DateState, EventState, FullOffer, OfferKind};

use super::{file, page};
use crate::app::App;
use crate::offers::plain::plain;
use crate::problem::Failure;
use crate::wire::Params;

const LINKED: &str = "application/ld+json";

/// Whether schema.org is asked for; no other form is known.
pub(crate) fn wants_jsonld(params: &mut Params) -> Result<bool, Failure> {
    match params.text("format")?.as_deref() {
        None => Ok(false),
        Some("jsonld") => Ok(true),
        Some(_) => Err(Failure::invalid("format", "should be jsonld")),
    }
}

/// A list, as a graph.
pub(crate) fn jsonld_list(app: &App, request: &HttpRequest, offers: &[FullOffer]) -> HttpResponse {
    let graph: Vec<Value> = offers.iter().map(|offer| node(app, offer)).collect();
    let text = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
    file(request, LINKED, text)
}

/// One offer.
pub(crate) fn jsonld_one(app: &App, request: &HttpRequest, offer: &FullOffer) -> HttpResponse {
    file(request, LINKED, linked(app, offer).to_string())
}

/// One offer as a document of its own.
pub(crate) fn linked(app: &App, offer: &FullOffer) -> Value {
    let mut one = node(app, offer);
    if let Some(object) = one.as_object_mut() {
        object.insert("@context".to_owned(), json!("https://schema.org"));
    }
    one
}

/// An offer in the words of schema.org. What is not known is left out.
fn node(app: &App, whole: &FullOffer) -> Value {
    let (offer, details) = (&whole.offer, &whole.details);
    let mut node = json!({
        "@type": kind(whole),
        "@id": format!("urn:uuid:{}", offer.id),
        "identifier": offer.slug,
        "name": offer.title,
        "description": format!("{}\n\n{}", offer.summary, plain(&offer.body)),
        "url": page(app, whole),
        "sameAs": offer.source_url,
    });
    let more = match kind(whole) {
        "Event" => event(app, whole),
        "JobPosting" => job(whole),
        "Place" => itself(whole),
        _ => service(whole),
    };
    if let (Some(node), Value::Object(more)) = (node.as_object_mut(), more) {
        node.extend(more);
        if let Some(leika) = &details.leika_key {
            node.insert("additionalType".to_owned(), json!(format!("urn:leika:{leika}")));
        }
    }
    without_nulls(node)
}

/// The type, such that it has what the type asks for: an event without a date is none.
fn kind(whole: &FullOffer) -> &'static str {
    let (placed, dated) =
        (whole.offer.place.is_some(), !whole.details.dates.is_empty() || whole.offer.starts_at.is_some());
    match whole.offer.kind {
        OfferKind::Job if whole.details.closes_at.is_some() => "JobPosting",
        OfferKind::Event | OfferKind::Culture | OfferKind::Participation if dated => "Event",
        OfferKind::Culture | OfferKind::Place if placed => "Place",
        _ => "GovernmentService",
    }
}

fn event(app: &App, whole: &FullOffer) -> Value {
    let (offer, details) = (&whole.offer, &whole.details);
    let place = location(app, whole);
    let first = details.dates.first();
    let state = |state: DateState| match state {
        DateState::Cancelled => "https://schema.org/EventCancelled",
        DateState::Postponed => "https://schema.org/EventPostponed",
        DateState::Moved => "https://schema.org/EventRescheduled",
        DateState::Scheduled | DateState::Unknown => "https://schema.org/EventScheduled",
    };
    let whole_state = match details.event_state {
        EventState::Cancelled => state(DateState::Cancelled),
        EventState::Postponed => state(DateState::Postponed),
        EventState::Scheduled | EventState::Unknown => state(first.map_or(DateState::Scheduled, |date| date.state)),
    };
    let others: Vec<Value> = details
        .dates
        .iter()
        .skip(1)
        .map(|date| {
            json!({ "@type": "Event", "name": offer.title, "startDate": date.from, "endDate": date.to,
                "eventStatus": state(date.state), "location": place })
        })
        .collect();
    json!({
        "startDate": first.map(|date| date.from).or(offer.starts_at),
        "endDate": first.map(|date| date.to).or(offer.ends_at),
        "eventStatus": whole_state,
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": place,
        "organizer": office(whole),
        "inLanguage": offer.languages,
        "isAccessibleForFree": offer.price.free,
        "offers": price(whole),
        "subEvent": (!others.is_empty()).then_some(others),
    })
}

fn job(whole: &FullOffer) -> Value {
    let (offer, details) = (&whole.offer, &whole.details);
    let employment: Vec<&str> = details
        .employment
        .iter()
        .filter_map(|one| match one.as_str() {
            "full_time" => Some("FULL_TIME"),
            "part_time" => Some("PART_TIME"),
            "temporary" => Some("TEMPORARY"),
            "apprenticeship" => Some("OTHER"),
            _ => None,
        })
        .collect();
    json!({
        "title": offer.title,
        "datePosted": details.published_at.map(|at| at.date_naive()),
        "validThrough": details.closes_at,
        "employmentType": employment,
        "hiringOrganization": office(whole).unwrap_or_else(|| json!({ "@type": "GovernmentOrganization", "name": "Rathaus" })),
        "jobLocation": address(whole),
    })
}

fn service(whole: &FullOffer) -> Value {
    let offer = &whole.offer;
    json!({
        "serviceType": offer.category,
        "provider": office(whole),
        "audience": offer.audience.iter().map(|one| json!({ "@type": "Audience", "audienceType": one })).collect::<Vec<_>>(),
        "availableLanguage": offer.languages,
        "offers": price(whole),
        "areaServed": whole.details.ags.as_ref().map(|ags| json!({ "@type": "AdministrativeArea", "identifier": ags })),
        "availableChannel": address(whole).map(|place| json!({ "@type": "ServiceChannel", "serviceLocation": place })),
    })
}

fn price(whole: &FullOffer) -> Option<Value> {
    let cents = whole.offer.price.amount_cents?;
    Some(json!({ "@type": "Offer", "priceCurrency": "EUR", "price": format!("{}.{:02}", cents / 100, cents % 100) }))
}

fn office(whole: &FullOffer) -> Option<Value> {
    let contact = whole.offer.contact.as_ref()?;
    let name = contact.office.as_ref()?;
    Some(
        json!({ "@type": "GovernmentOrganization", "name": name, "telephone": contact.phone, "email": contact.email, "url": contact.website }),
    )
}

/// Where an event is: its place, or the house where it has a room there.
fn location(app: &App, whole: &FullOffer) -> Option<Value> {
    address(whole).or_else(|| {
        let rooms = whole.details.dates.iter().filter_map(|date| date.room.as_ref());
        let room = rooms.chain(whole.offer.recurring.as_ref().and_then(|weekly| weekly.room.as_ref())).next()?;
        let venue = app.calendars.all().into_iter().next()?;
        let (name, address) = (&venue.facts.venue.name, &venue.facts.venue.address);
        Some(json!({ "@type": "Place", "name": format!("{room}, {name}"),
            "address": { "@type": "PostalAddress", "streetAddress": address.street, "postalCode": address.postcode,
                "addressLocality": address.city, "addressCountry": address.country } }))
    })
}

/// What is offered is a place: it is called as the offer is.
fn itself(whole: &FullOffer) -> Value {
    let mut place = address(whole).unwrap_or_default();
    if let Some(place) = place.as_object_mut() {
        place.insert("name".to_owned(), json!(whole.offer.title));
    }
    place
}

fn address(whole: &FullOffer) -> Option<Value> {
    let place = whole.offer.place.as_ref()?;
    let geo =
        whole.details.geo.map(|geo| json!({ "@type": "GeoCoordinates", "latitude": geo.lat, "longitude": geo.lon }));
    let mut node = json!({
        "@type": "Place",
        "name": place.name,
        "address": { "@type": "PostalAddress", "streetAddress": place.street, "postalCode": place.postcode,
            "addressLocality": place.city, "addressCountry": "DE" },
        "geo": geo,
    });
    if let (Some(node), Some(true)) = (node.as_object_mut(), place.step_free) {
        let feature = json!({ "@type": "LocationFeatureSpecification", "name": "step-free", "value": true });
        node.insert("amenityFeature".to_owned(), feature);
    }
    Some(node)
}

/// The same without what is not known, at every depth.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let kept = object.into_iter().map(|(key, value)| (key, without_nulls(value)));
            Value::Object(kept.filter(|(_, value)| !value.is_null() && *value != json!([])).collect::<Map<_, _>>())
        }
        Value::Array(list) => list.into_iter().map(without_nulls).collect(),
        other => other,
    }
}
