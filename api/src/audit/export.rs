//! Taking the audit away, as a table that any program reads (RFC 4180). That is itself written down.

use actix_web::http::header;
use actix_web::{HttpResponse, get};
use diesel_async::AsyncConnection;
use shared::audit::{Action, AuditEntry};
use shared::staff::Right;

use super::{Deed, list, store};
use crate::app::Shared;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::Params;

/// As many entries as one file has; who wants more asks for shorter times.
const MOST: i64 = 50_000;
const COLUMNS: &str = "id,at,actor_kind,actor_id,actor_name,action,subject_id,reason,detail\r\n";

/// Takes entries away as CSV, the newest first; at most 50 000.
#[utoipa::path(tag = "staff", params(
    ("from" = Option<String>, Query, description = "Entries from this instant on"),
    ("to" = Option<String>, Query, description = "Entries before this instant"),
    ("action" = Option<String>, Query, description = "What was done, such as `plan.applied`"),
    ("actor" = Option<String>, Query, description = "Id of the account, key or person who did it"),
    ("subject" = Option<String>, Query, description = "Id of the record it was done to"),
), responses((status = 200, content_type = "text/csv", body = String)))]
#[get("/audit.csv")]
pub(crate) async fn export_audit(app: Shared, staff: Staff, mut params: Params) -> Result<HttpResponse, Failure> {
    let filter = list::filter(&mut params)?;
    params.end()?;
    staff.require_sight(Right::Audit)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let mut conn = app.db.conn().await?;
    let zone = &venue.facts.schedule.zone;
    let entries = conn.transaction(async |conn| {
        let entries = store::entries(conn, staff.venue, &filter, None, MOST, zone).await?;
        let deed = Deed::of(&staff, Action::AuditExported, staff.venue).with("entries", entries.len());
        store::record(conn, &app, deed).await?;
        Ok::<_, Failure>(entries)
    });
    let entries = entries.await?;
    let body = entries.iter().fold(COLUMNS.to_owned(), |mut text, entry| {
        text.push_str(&line(entry));
        text
    });
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(body))
}

fn line(entry: &AuditEntry) -> String {
    let detail: Vec<String> = entry.detail.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let cells = [
        entry.id.to_string(),
        entry.at.to_rfc3339(),
        entry.actor_kind.clone(),
        id(entry.actor_id),
        entry.actor_name.clone().unwrap_or_default(),
        entry.action.clone(),
        entry.subject_id.clone().unwrap_or_default(),
        entry.reason.clone().unwrap_or_default(),
        detail.join("; "),
    ];
    cells.map(|cell| quoted(&cell)).join(",") + "\r\n"
}

/// A cell. What begins like a formula is kept from being one: spreadsheets run what they find.
fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_one_cell_and_no_formula() {
        assert_eq!(quoted("a \"b\", c\r\nd"), "\"a \"\"b\"\", c\r\nd\"");
        assert_eq!(quoted("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(quoted("2026"), "\"2026\"");
    }
}
