//! Codes for the desks of a layout, as cards to be cut out. Each leads to the page of who wants to sit down there.

use actix_web::{HttpResponse, get};
use shared::flyers::{DeskCode, DeskCodes, Record};
use shared::staff::Right;

use super::{answer, words_in};
use crate::app::Shared;
use crate::lang::{href, pick};
use crate::problem::Failure;
use crate::staff::Staff;
use crate::venues::Layout;
use crate::wire::Params;

/// The codes of every desk of a layout.
#[utoipa::path(tag = "staff", params(
    ("layout" = Option<String>, Query, description = "Key of the layout; the one that is valid today where nothing is said", max_length = 80),
    ("lang" = Option<String>, Query, description = "Language of the words, default `de`", pattern = "^(de|en)$"),
), responses((status = 200, description = "Tagged PDF (PDF/UA-1), ten cards on a page of A4", body = String, content_type = "application/pdf")))]
#[get("/desk-codes.pdf")]
pub(crate) async fn get_desk_codes(app: Shared, staff: Staff, mut params: Params) -> Result<HttpResponse, Failure> {
    let (wanted, lang) = (params.text("layout")?, params.lang()?);
    params.end()?;
    staff.require_sight(Right::BookForVisitors)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let (facts, today) = (&venue.facts, venue.facts.schedule.zone.date(app.clock.now()));
    let layout: &Layout = match wanted {
        Some(slug) => facts
            .layouts
            .iter()
            .find(|layout| layout.slug == slug)
            .ok_or_else(|| Failure::invalid("layout", "no layout is called that"))?,
        None => facts
            .layout_on(today)
            .map(|(layout, _)| layout)
            .ok_or_else(|| Failure::not_found().detail("No layout is valid today."))?,
    };
    let desks = layout.spots.iter().filter_map(|spot| {
        let desk = facts.desk(spot.place)?;
        let zone = facts.venue.zones.iter().find(|zone| zone.key == desk.zone);
        Some(DeskCode {
            code: desk.code.clone(),
            zone: zone.map_or(desk.zone.as_str(), |zone| pick(lang, &zone.label_de, &zone.label_en)).to_owned(),
            url: format!("{}{}", app.public_url, href(lang, &format!("/p/{}", desk.code))),
            walk_in: spot.walk_in,
        })
    });
    let record = DeskCodes {
        lang: words_in(lang),
        printed_on: today,
        venue: facts.venue.name.clone(),
        layout: layout.label.clone(),
        desks: desks.collect(),
    };
    if record.desks.is_empty() {
        return Err(Failure::not_found().detail("This layout has no desks."));
    }
    answer("desk-codes", &app.flyers.print(&Record::DeskCodes(record)).await?)
}
