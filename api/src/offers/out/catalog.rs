//! The catalogue of what is published as open data (DCAT-AP.de 3.0), as JSON-LD and as Turtle.
//!
//! What always holds: both are written from the same statements, so they say the same; and what can be downloaded is
//! all there is, not a page of it.

use actix_web::{HttpRequest, HttpResponse, get};
use serde_json::{Map, Value, json};

use super::file;
use crate::app::{App, Shared};
use crate::problem::Failure;
use crate::wire::Params;

const PREFIXES: [(&str, &str); 6] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcatde", "http://dcat-ap.de/def/dcatde/"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];
/// Vocabularies of the EU's Publications Office.
const EU: &str = "http://publications.europa.eu/resource/authority";

/// Form, media type, entry of the EU's list of file types, and what to call it.
const FORMS: [(&str, &str, &str, &str); 5] = [
    ("offers?all=true", "application/json", "JSON", "JSON"),
    ("offers?all=true&format=jsonld", "application/ld+json", "JSON_LD", "schema.org (JSON-LD)"),
    ("offers.csv", "text/csv", "CSV", "CSV"),
    ("offers.ics", "text/calendar", "ICS", "iCalendar"),
    ("offers.atom", "application/atom+xml", "ATOM", "Atom"),
];

/// What a statement says of its subject.
enum Object {
    Iri(String),
    Text(String, &'static str),
    Typed(String, &'static str),
}

/// Everything said of one thing.
struct Subject {
    iri: String,
    kind: &'static str,
    says: Vec<(&'static str, Object)>,
}

/// The catalogue as JSON-LD.
#[utoipa::path(tag = "offers", responses(
    (status = 200, body = serde_json::Value, content_type = "application/ld+json"),
    (status = 304, description = "Not modified"),
))]
#[get("/opendata/catalog.jsonld")]
pub(crate) async fn get_catalog(app: Shared, params: Params, request: HttpRequest) -> Result<HttpResponse, Failure> {
    params.end()?;
    let context: Map<String, Value> =
        PREFIXES.into_iter().map(|(prefix, iri)| (prefix.to_owned(), json!(iri))).collect();
    let graph: Vec<Value> = subjects(&app).iter().map(node).collect();
    Ok(file(&request, "application/ld+json", json!({ "@context": context, "@graph": graph }).to_string()))
}

/// The catalogue as Turtle.
#[utoipa::path(tag = "offers", responses(
    (status = 200, body = String, content_type = "text/turtle"),
    (status = 304, description = "Not modified"),
))]
#[get("/opendata/catalog.ttl")]
pub(crate) async fn get_catalog_turtle(
    app: Shared,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let prefixes = PREFIXES.iter().map(|(prefix, iri)| format!("@prefix {prefix}: <{iri}> .\n"));
    let text: Vec<String> = prefixes.chain(subjects(&app).iter().map(turtle)).collect();
    Ok(file(&request, "text/turtle; charset=utf-8", text.concat()))
}

fn subjects(app: &App) -> Vec<Subject> {
    let base = &app.public_url;
    let (catalog, dataset) = (format!("{base}/opendata/catalog"), format!("{base}/opendata/offers"));
    let (publisher, iri) = (format!("{base}/opendata/publisher"), |text: &str| Object::Iri(text.to_owned()));
    let venue = app.calendars.all().into_iter().next();
    let name = venue.map_or_else(|| "Rathaus Co-Working".to_owned(), |venue| venue.facts.venue.name.clone());
    let mut all = vec![
        Subject { iri: publisher.clone(), kind: "foaf:Agent", says: vec![("foaf:name", Object::Text(name, "de"))] },
        Subject {
            iri: catalog,
            kind: "dcat:Catalog",
            says: vec![
                ("dct:title", Object::Text("Offene Daten am Infopunkt".to_owned(), "de")),
                ("dct:title", Object::Text("Open data of the info point".to_owned(), "en")),
                ("dct:description", Object::Text("Was die Stadt anbietet, für Programme.".to_owned(), "de")),
                ("dct:publisher", iri(&publisher)),
                ("dct:language", iri(&format!("{EU}/language/DEU"))),
                ("foaf:homepage", iri(&format!("{base}/"))),
                ("dcat:dataset", iri(&dataset)),
            ],
        },
    ];
    let mut says = vec![
        ("dct:title", Object::Text("Angebote der Stadt".to_owned(), "de")),
        ("dct:title", Object::Text("What the city offers".to_owned(), "en")),
        ("dct:description", Object::Text("Unterstützung, Kultur, Orte, Termine, Beteiligung, Arbeit und Dienste, je mit Quelle und Stand. Beispiele sind als solche gekennzeichnet.".to_owned(), "de")),
        ("dct:publisher", iri(&publisher)),
        ("dct:language", iri(&format!("{EU}/language/DEU"))),
        ("dct:language", iri(&format!("{EU}/language/ENG"))),
        ("dct:accrualPeriodicity", iri(&format!("{EU}/frequency/CONT"))),
        ("dct:accessRights", iri(&format!("{EU}/access-right/PUBLIC"))),
        ("dcatde:politicalGeocodingLevelURI", iri("http://dcat-ap.de/def/politicalGeocoding/Level/municipality")),
        ("dcat:landingPage", iri(&format!("{base}/offers"))),
    ];
    says.extend(["GOVE", "SOCI", "EDUC"].map(|theme| ("dcat:theme", iri(&format!("{EU}/data-theme/{theme}")))));
    says.extend(
        ["Kultur", "Veranstaltungen", "Soziales", "Beteiligung"]
            .map(|word| ("dcat:keyword", Object::Text(word.to_owned(), "de"))),
    );
    let forms = FORMS.into_iter().zip(1..);
    says.extend(forms.clone().map(|(_, number)| ("dcat:distribution", iri(&format!("{dataset}/{number}")))));
    all.push(Subject { iri: dataset.clone(), kind: "dcat:Dataset", says });
    all.extend(forms.map(|((path, media, format, title), number)| Subject {
        iri: format!("{dataset}/{number}"),
        kind: "dcat:Distribution",
        says: vec![
            ("dct:title", Object::Text(title.to_owned(), "de")),
            ("dcat:accessURL", iri(&format!("{base}/api/v1/{path}"))),
            ("dcat:downloadURL", iri(&format!("{base}/api/v1/{path}"))),
            ("dct:format", iri(&format!("{EU}/file-type/{format}"))),
            ("dcat:mediaType", iri(&format!("https://www.iana.org/assignments/media-types/{media}"))),
            ("dct:license", iri(&format!("{EU}/licence/EUPL_1_2"))),
            ("dct:issued", Object::Typed("2026-11-26".to_owned(), "xsd:date")),
        ],
    }));
    all
}

fn node(subject: &Subject) -> Value {
    let mut node: Map<String, Value> = Map::new();
    node.insert("@id".to_owned(), json!(subject.iri));
    node.insert("@type".to_owned(), json!(subject.kind));
    for (property, object) in &subject.says {
        let object = match object {
            Object::Iri(iri) => json!({ "@id": iri }),
            Object::Text(text, lang) => json!({ "@value": text, "@language": lang }),
            Object::Typed(text, kind) => json!({ "@value": text, "@type": kind }),
        };
        if let Value::Array(list) = node.entry(*property).or_insert_with(|| json!([])) {
            list.push(object);
        }
    }
    Value::Object(node)
}

fn turtle(subject: &Subject) -> String {
    let literal = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let says: String = subject
        .says
        .iter()
        .map(|(property, object)| match object {
            Object::Iri(iri) => format!(" ;\n    {property} <{iri}>"),
            Object::Text(text, lang) => format!(" ;\n    {property} \"{}\"@{lang}", literal(text)),
            Object::Typed(text, kind) => format!(" ;\n    {property} \"{}\"^^{kind}", literal(text)),
        })
        .collect();
    format!("\n<{}> a {}{says} .\n", subject.iri, subject.kind)
}
