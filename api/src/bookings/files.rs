//! A booking as a calendar file and as a code to scan.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use shared::bookings::BookingState;

use super::{mails, show};
use crate::access::{Caller, Proof};
use crate::app::Shared;
use crate::problem::Failure;
use crate::wire::Params;

/// The booking as a calendar file (RFC 5545).
#[utoipa::path(tag = "bookings", params(crate::openapi::OwnBooking), responses((status = 200, body = String, content_type = "text/calendar")))]
#[get("/bookings/{id}.ics")]
pub(crate) async fn get_calendar_file(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let (venue, booking) = show::owned(&app, &path, &Proof::of(&request, &caller)).await?;
    let gone = matches!(booking.state, BookingState::Cancelled | BookingState::Expired | BookingState::NoShow);
    let ics = mails::calendar(&app, &venue, std::slice::from_ref(&booking), None, gone);
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.ics\"", booking.code)))
        .content_type("text/calendar; charset=utf-8")
        .body(ics))
}

/// The booking's code for the front desk, as a QR code.
#[utoipa::path(tag = "bookings", params(crate::openapi::OwnBooking), responses((status = 200, body = String, content_type = "image/svg+xml")))]
#[get("/bookings/{id}/qr.svg")]
pub(crate) async fn get_qr(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let (_, booking) = show::owned(&app, &path, &Proof::of(&request, &caller)).await?;
    let code = QrCode::with_error_correction_level(booking.code.as_bytes(), EcLevel::Q).map_err(Failure::internal)?;
    let svg = code.render::<svg::Color<'_>>().min_dimensions(160, 160).quiet_zone(true).build();
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .content_type("image/svg+xml")
        .body(svg))
}
