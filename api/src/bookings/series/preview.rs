//! What a series would come to, before anybody books it.

use actix_web::http::header;
use actix_web::{HttpResponse, post};
use shared::bookings::{NewSeries, SeriesOutcome, SeriesPreview};

use super::dates::occurrences;
use crate::access::Caller;
use crate::app::Shared;
use crate::problem::Failure;
use crate::wire::Body;

/// Previews a series: names every date, whether it fits, and why not. Changes nothing.
#[utoipa::path(tag = "bookings", request_body = NewSeries, responses((status = 200, body = SeriesPreview)))]
#[post("/series/preview")]
pub(crate) async fn preview_series(
    app: Shared,
    caller: Caller,
    body: Body<NewSeries>,
) -> Result<HttpResponse, Failure> {
    // What is kept for a group depends on who asks (rule 6).
    let email = caller.address().map(str::to_owned).or(body.value.email);
    let new = NewSeries { email, ..body.value };
    let venue = app.venue_of(&new.venue)?;
    app.current(&venue).await?;
    let dates = occurrences(&venue, &new, app.clock.now())?;
    let items: Vec<_> = dates.into_iter().map(|date| date.against(&venue).wire(&app, &venue)).collect();
    let fitting = items.iter().filter(|item| item.outcome == SeriesOutcome::Fits).count();
    let answer = SeriesPreview { items, fitting, next: None };
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(answer))
}
