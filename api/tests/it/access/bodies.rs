//! Bodies of operations.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{VENUE, wish};

/// A body that is good enough to get past the door; what it asks for is no matter.
pub(crate) fn body(path: &str) -> Value {
    let wished = wish(&["A9"], "2026-11-24T09:00", "2026-11-24T10:00");
    let mut series = json!({ "venue": VENUE, "rrule": "FREQ=DAILY;COUNT=2", "desk_codes": ["A9"] });
    (series["from"], series["to"]) = (json!(wished.from), json!(wished.to));
    let words = json!({ "title": "Chor", "summary": "Es singt ein Chor.", "body": "Kommen Sie." });
    let offer = json!({ "kind": "event", "category": "music", "example": true, "texts": { "de": words } });
    match path {
        "/api/v1/bookings/{id}/confirm" | "/api/v1/appointments/{id}/confirm" => json!({ "code": "000000" }),
        "/api/v1/bookings/{id}/extend" => json!({ "to": wished.to }),
        "/api/v1/bookings/{id}/reminder" => json!({ "minutes": null }),
        "/api/v1/series" | "/api/v1/series/preview" => series,
        "/api/v1/bookings" => json!({ "venue": VENUE, "from": wished.from, "to": wished.to, "desk_codes": ["A9"] }),
        "/api/v1/walk-ins" => json!({ "venue": VENUE, "desk_code": "A7" }),
        "/api/v1/waiting-list" => json!({ "venue": VENUE, "from": wished.from, "to": wished.to }),
        "/api/v1/auth/codes" => json!({ "email": "x@example.org" }),
        "/api/v1/auth/sessions" => json!({ "email": "x@example.org", "code": "000000" }),
        "/api/v1/apps" => json!({ "name": "Stadt-App", "scopes": ["offers:read"] }),
        "/api/v1/webhooks" => json!({ "url": "https://example.org/hooks" }),
        "/api/v1/auth/staff/sessions" => json!({ "login": "nobody", "password": "x", "totp": "000000" }),
        "/api/v1/auth/staff/enrolments" => json!({ "token": "rcw_x" }),
        "/api/v1/staff/accounts" => json!({ "login": "robin", "name": "Robin", "role": "editor" }),
        "/api/v1/staff/me/recovery-codes" => json!({ "current": "x", "totp": "000000" }),
        "/api/v1/staff/me/password" => json!({ "current": "x", "totp": "000000", "password": "Laterne Kaktus Elf" }),
        "/api/v1/staff/bookings" => json!({ "from": wished.from, "to": wished.to, "desk_codes": ["A9"] }),
        "/api/v1/staff/contingents" | "/api/v1/staff/contingents/{id}" => {
            json!({ "label_de": "Rat", "label_en": "Council", "desk_codes": ["T1"], "members": [] })
        }
        "/api/v1/staff/contingents/{id}/invitations" => json!({ "email": "kim@example.org" }),
        "/api/v1/appointments" => json!({
            "advice_hour": "019a0000-0000-7000-8000-000000000000", "from": wished.from, "email": "x@example.org",
        }),
        "/api/v1/staff/advice-hours" | "/api/v1/staff/advice-hours/{id}" => crate::advice::terms(),
        "/api/v1/staff/advice-hours/{id}/cancel-day" => {
            json!({ "date": "2026-11-24", "reason_de": "Krank.", "reason_en": "Ill." })
        }
        "/api/v1/staff/appointments/{id}/cancel" => json!({ "reason_de": "Krank.", "reason_en": "Ill." }),
        "/api/v1/staff/offers" => json!({ "venue": VENUE, "content": offer }),
        "/api/v1/staff/offers/{id}" => offer,
        "/api/v1/staff/feeds" | "/api/v1/staff/feeds/{id}" => {
            json!({ "name": "Liga", "url": "https://example.org/a.ics",
            "format": "icalendar", "every_minutes": 60, "mapping": { "kind": "event", "category": "sports" },
            "office": "Sport", "email": "sport@example.org" })
        }
        "/api/v1/staff/boards" | "/api/v1/staff/boards/{id}" => {
            json!({ "slug": "kuppelhalle", "name": "Kuppelhalle", "orientation": "portrait",
            "playlist": [{ "kind": "hall", "seconds": 30 }] })
        }
        "/api/v1/staff/emergency" | "/api/v1/staff/boards/{id}/emergency" => {
            json!({ "text_de": "Bitte gehen Sie hinaus.", "text_en": "Please leave." })
        }
        "/api/v1/staff/feeds/{id}/release" => json!({ "offer": "019a0000-0000-7000-8000-000000000000" }),
        "/api/v1/staff/furniture" => {
            json!({ "code": "S-7", "kind": "sofa", "origin": "Zwischenraum", "condition": "worn" })
        }
        "/api/v1/staff/plans" | "/api/v1/staff/plans/preview" => json!({ "plan": { "closure": {
            "from": wished.from + TimeDelta::days(40), "to": wished.to + TimeDelta::days(40),
            "reason_de": "Der Boden wird geschliffen.", "reason_en": "The floor is sanded.",
        } } }),
        _ => json!({}),
    }
}
