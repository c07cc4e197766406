//! The plan of the hall in the layout that is valid at an instant.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, Utc};
use shared::venues::{Plan, PlanDesk};

use super::{PUBLIC, VenueFacts, find};
use crate::app::App;
use crate::problem::Failure;
use crate::wire::{Params, cacheable};

/// Draws the plan: outline, windows, doors, zones, exhibition areas, furniture and desks.
#[utoipa::path(tag = "venues", params(
    ("venue" = String, Path, description = "Slug of the venue", example = "neues-rathaus"),
    ("at" = Option<DateTime<Utc>>, Query, description = "Instant, default now"),
), responses((status = 200, body = Plan), (status = 304, description = "Not modified")))]
#[get("/venues/{venue}/plan")]
pub(crate) async fn get_plan(
    app: Data<App>,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let at = params.instant("at")?.unwrap_or_else(|| app.clock.now());
    params.end()?;
    let venue = find(&app, &path)?;
    let plan = drawn(&venue.facts, at).ok_or_else(|| Failure::not_found().detail("No layout is valid then."))?;
    cacheable(&request, &plan, PUBLIC)
}

/// The plan of a venue; `None` where no layout is valid.
pub(crate) fn drawn(facts: &VenueFacts, at: DateTime<Utc>) -> Option<Plan> {
    let (layout, period) = facts.layout_on(facts.schedule.zone.date(at))?;
    let desks = layout.spots.iter().filter_map(|spot| {
        let desk = facts.desk(spot.place)?;
        Some(PlanDesk {
            id: desk.id,
            code: desk.code.clone(),
            kind: desk.kind.clone(),
            zone: desk.zone.clone(),
            seats: desk.seats,
            features: desk.features.clone(),
            furniture_origin: desk.furniture_origin.clone(),
            table: facts.tables_of.get(spot.place).cloned().flatten(),
            walk_in: spot.walk_in,
            out_of_service_de: desk.out_of_service_de.clone(),
            out_of_service_en: desk.out_of_service_en.clone(),
            x: spot.x,
            y: spot.y,
            width: spot.width,
            depth: spot.depth,
            rotation: spot.rotation,
        })
    });
    let running = facts.exhibitions.iter().filter(|shown| shown.from <= at && at < shown.to);
    let (notice_de, notice_en) = facts.notice.clone();
    Some(Plan {
        venue: facts.venue.slug.clone(),
        hall: facts.venue.hall.clone(),
        layout_id: layout.id,
        layout: layout.slug.clone(),
        label: layout.label.clone(),
        valid_from: period.from,
        valid_to: period.to,
        unit: "m".to_owned(),
        notice_de,
        notice_en,
        room: facts.room.clone(),
        tables: layout.tables.clone(),
        exhibition_areas: layout.exhibition_areas.clone(),
        exhibitions: running.cloned().collect(),
        desks: desks.collect(),
    })
}
