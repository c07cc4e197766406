//! A visitor asks to be reminded. The mail itself is written by `jobs::reminders`.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::TimeDelta;
use shared::bookings::{Booking, BookingState, Reminder};

use super::moves::{Bid, perform, wrong_state};
use crate::access::Caller;
use crate::app::Shared;
use crate::problem::Failure;
use crate::wire::Body;

/// Asks for a mail some time before the start, or for none any more.
#[utoipa::path(tag = "bookings", request_body = Reminder, params(crate::openapi::OwnBooking), responses((status = 200, body = Booking)))]
#[post("/bookings/{id}/reminder")]
pub(crate) async fn set_reminder(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    body: Body<Reminder>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let minutes = body.value.minutes;
    if minutes.is_some_and(|minutes| !(5..=7 * 24 * 60).contains(&minutes)) {
        return Err(Failure::invalid("/minutes", "should be 5 to 10080, or null"));
    }
    perform(&app, &path, &request, Bid::of(&request, &caller), &move |_, _, booking, now| {
        if !matches!(booking.state, BookingState::Held | BookingState::Confirmed) {
            return Err(wrong_state(booking.state));
        }
        let at = minutes.map(|minutes| booking.period.start() - TimeDelta::minutes(minutes));
        if at.is_some_and(|at| at <= now) {
            return Err(Failure::invalid("/minutes", "is before now: the start is nearer than that"));
        }
        booking.remind_at = at;
        Ok(None)
    })
    .await
}
