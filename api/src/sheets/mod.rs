//! Sheets the house prints for itself, as staff ask for them: codes for desks, and the day at the front desk. They are
//! set by the program that prints flyers ([`crate::flyers`]).
//!
//! What always holds: a sheet with names on it is kept by nobody on its way, and who has printed it is written down.

mod codes;
mod day;

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, HeaderValue};
use actix_web::web::Bytes;
use shared::flyers::FlyerLanguage;

use crate::lang::Lang;
use crate::problem::Failure;
use crate::routes::Routes;

/// Its routes below `/staff`.
pub fn staff_routes(config: &mut Routes<'_, '_>) {
    config.service(codes::get_desk_codes).service(day::get_day_sheet);
}

/// The language of the words.
const fn words_in(lang: Lang) -> FlyerLanguage {
    match lang {
        Lang::De => FlyerLanguage::De,
        Lang::En => FlyerLanguage::En,
    }
}

/// Shown in the browser, and called so when it is kept.
fn answer(name: &str, pdf: &Bytes) -> Result<HttpResponse, Failure> {
    let file = HeaderValue::from_str(&format!("inline; filename=\"{name}.pdf\"")).map_err(Failure::internal)?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header((CACHE_CONTROL, "private, no-store")).insert_header((CONTENT_DISPOSITION, file));
    Ok(answer.content_type("application/pdf").body(pdf.clone()))
}
