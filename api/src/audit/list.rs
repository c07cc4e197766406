//! Reading the audit, page by page.

use actix_web::{HttpRequest, HttpResponse, get};
use shared::audit::{Action, AuditEntry};
use shared::staff::Right;
use shared::venues::Page;
use uuid::Uuid;

use super::store::{self, Filter};
use crate::app::Shared;
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Params, cacheable, linked};

/// As long as an id of a record is at the most.
const LONGEST_ID: usize = 100;

/// Lists what was done, the newest first: at the venue, and to the house as a whole.
#[utoipa::path(tag = "staff", params(
    crate::openapi::Paging,
    ("from" = Option<String>, Query, description = "Entries from this instant on"),
    ("to" = Option<String>, Query, description = "Entries before this instant"),
    ("action" = Option<String>, Query, description = "What was done, such as `plan.applied`"),
    ("actor" = Option<String>, Query, description = "Id of the account, key or person who did it"),
    ("subject" = Option<String>, Query, description = "Id of the record it was done to"),
), responses((status = 200, body = Page<AuditEntry>), (status = 304, description = "Not modified")))]
#[get("/audit")]
pub(crate) async fn list_audit(
    app: Shared,
    staff: Staff,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    let filter = filter(&mut params)?;
    params.end()?;
    staff.require_sight(Right::Audit)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let before = paging.cursor.as_deref().map(str::parse::<Uuid>).transpose();
    let before =
        before.map_err(|_malformed: uuid::Error| Failure::invalid("cursor", "is not a cursor of this list"))?;
    let mut conn = app.db.conn().await?;
    let zone = &venue.facts.schedule.zone;
    let items = store::entries(&mut conn, staff.venue, &filter, before, paging.wanted(), zone).await?;
    let page = paging.cut(items, |last| last.id.to_string());
    let mut answer = cacheable(&request, &page, PRIVATE)?;
    linked(&request, page.next.as_deref(), &mut answer);
    Ok(answer)
}

/// What a query asks for.
pub(super) fn filter(params: &mut Params) -> Result<Filter, Failure> {
    let action = params.text("action")?;
    let action = action.map(|name| Action::from_name(&name).ok_or_else(|| Failure::invalid("action", "is no action")));
    let actor = params.text("actor")?.map(|id| id.parse());
    let actor = actor.transpose().map_err(|_malformed: uuid::Error| Failure::invalid("actor", "should be a UUID"))?;
    let subject = params.text("subject")?;
    if subject.as_ref().is_some_and(|id| id.len() > LONGEST_ID || id.chars().any(char::is_control)) {
        return Err(Failure::invalid("subject", "is the id of no record"));
    }
    Ok(Filter { from: params.instant("from")?, to: params.instant("to")?, action: action.transpose()?, actor, subject })
}
