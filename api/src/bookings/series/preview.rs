//! What a series would come to, before anybody books it.

use actix_web::http::header;
use actix_web::{HttpResponse, post};
use shared::bookings::{NewSeries, SeriesOutcome, SeriesPreview};

use super::dates::occurrences;
use crate::app::Shared;
use crate::problem::Failure;
use crate::wire::Body;

/// Previews a series: names every date, whether it fits, and why not. Changes nothing.
#[utoipa::path(tag = "bookings", request_body = NewSeries, responses((status = 200, body = SeriesPreview)))]
#[post("/series/preview")]
pub(crate) async fn preview_series(app: Shared, body: Body<NewSeries>) -> Result<HttpResponse, Failure> {
    let venue = app.venue_of(&body.value.venue)?;
    app.current(&venue).await?;
    let dates = occurrences(&venue, &body.value, app.clock.now())?;
    let items: Vec<_> = dates.into_iter().map(|date| date.against(&venue).wire(&app, &venue)).collect();
    let fitting = items.iter().filter(|item| item.outcome == SeriesOutcome::Fits).count();
    let answer = SeriesPreview { items, fitting, next: None };
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(answer))
}
