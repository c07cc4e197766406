//! What holds for every operation alike, tried on each one that the OpenAPI document lists: nothing that anybody sends
//! brings forth a 500, and every refusal is a problem (RFC 9457).

mod bodies;
mod caching;
mod limits;
mod methods;
mod metrics;
mod values;

use client::{Method, Request};
use serde_json::Value;
use shared::apps::Scope;
use shared::staff::Role;

use crate::harness::{House, VENUE, json};

/// An operation of the document.
#[derive(Debug, Clone)]
struct Operation {
    method: Method,
    /// As the document has it, with names in braces.
    path: String,
    query: Vec<String>,
    /// For what only staff may do, or who has signed in: a key or a token.
    key: Option<String>,
    /// Whether it is about a booking that needs a secret.
    owned: bool,
    /// Properties of its body, if it takes one.
    body: Option<Vec<String>>,
}

impl Operation {
    /// Its path with values that exist, as far as they can without a booking.
    fn address(&self) -> String {
        let mut path = self.path.clone();
        for (name, value) in VALUES {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        assert!(!path.contains('{'), "a value for {path}");
        path
    }

    /// The names in its path.
    fn places(&self) -> impl Iterator<Item = &'static str> {
        VALUES.iter().map(|(name, _)| *name).filter(|name| self.path.contains(&format!("{{{name}}}")))
    }

    /// A whole request that could be meant.
    fn request(&self) -> Request {
        let mut address = self.address();
        if self.path.ends_with("/availability") {
            address += "?from=2026-11-24T09:00:00Z&to=2026-11-24T10:00:00Z";
        }
        self.with_key(Request::new(self.method.clone(), address))
    }

    /// The same by somebody who may.
    fn with_key(&self, request: Request) -> Request {
        match &self.key {
            Some(key) => request.bearer(key),
            None => request,
        }
    }

    /// Whether anybody may read it and keep it.
    fn is_public_read(&self) -> bool {
        self.method == Method::GET
            && !self.owned
            && self.key.is_none()
            && self.path.starts_with("/api/")
            && !self.path.contains("/sandbox/")
            // Files for other programs are read in `offers`.
            && ![".ics", ".atom", ".csv", ".pdf", ".webp"].iter().any(|kind| self.path.ends_with(kind))
    }
}

/// Values for the names in paths.
const VALUES: [(&str, &str); 10] = [
    ("venue", VENUE),
    ("desk_code", "A7"),
    ("date", "2026-11-24"),
    ("slug", "hannover-aktivpass"),
    ("id", "019a0000-0000-7000-8000-000000000000"),
    ("key", "019a0000-0000-7000-8000-000000000000"),
    ("delivery", "019a0000-0000-7000-8000-000000000000"),
    ("version", "1"),
    ("image", "019a0000-0000-7000-8000-000000000000"),
    ("width", "640"),
];

/// Every operation of the document.
async fn operations(house: &House) -> Vec<Operation> {
    let document = json(&house.get("/api/v1/openapi.json").await);
    // Signed in, so that there are sign-ins to be listed and ended.
    let staff = house.employee("ada", Role::Admin).await.token;
    let visitor = house.guest("someone@example.org").await.token;
    let app = crate::apps::Registered::with(house, &Scope::ALL).await.token(house).await;
    let mut found = Vec::new();
    // A stream has no end that one could wait for; `desks::changes` listens to it.
    let paths = document["paths"].as_object().unwrap().iter().filter(|(path, _)| !path.ends_with("/changes"));
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            if !["GET", "PUT", "POST", "DELETE", "PATCH"].contains(&method.as_str()) {
                continue;
            }
            // What sends a browser elsewhere answers nobody else; `staff::oidc` follows it.
            if operation["responses"].as_object().unwrap().keys().all(|status| !status.starts_with('2')) {
                continue;
            }
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let named = |place: &str| -> Vec<String> {
                let inside = parameters.iter().filter(|parameter| parameter["in"] == place);
                inside.map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect()
            };
            let owned = named("header").iter().any(|name| name == "Booking-Secret");
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let body = (!schema.is_null()).then(|| properties(&document, schema));
            let known = operation["security"] == serde_json::json!([{ "bearer": [] }]);
            let whose = match path.as_str() {
                path if path.starts_with("/api/v1/webhooks") => &app,
                path if path.starts_with("/api/v1/staff/") || path.starts_with("/api/v1/apps") => &staff,
                _ => &visitor,
            };
            let key = known.then(|| whose.clone());
            found.push(Operation { method, path: path.clone(), query: named("query"), key, owned, body });
        }
    }
    assert!(found.len() > 20, "{found:?}");
    found
}

fn properties(document: &Value, schema: &Value) -> Vec<String> {
    let pointer = schema["$ref"].as_str().unwrap().trim_start_matches('#');
    let object = document.pointer(pointer).unwrap()["properties"].as_object().unwrap();
    object.keys().cloned().collect()
}
