//! The way from the picture of the plan into the app: whoever presses a desk comes to that desk on the right day.
//!
//! The picture is as large as a page lets it be, so where it was pressed is told in shares of its width and height.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use actix_web::web::{Data, Path};
use shared::venues::Point;

use super::kept::Kept;
use super::{now, plan};
use crate::app::App;
use crate::problem::Failure;
use crate::venues;
use crate::wire::Params;

/// Leads to the desk that lies there, or to the day alone where there is none.
pub(super) async fn serve(
    app: Data<App>,
    kept: Data<Kept>,
    path: Path<String>,
    mut params: Params,
) -> Result<HttpResponse, Failure> {
    let lang = params.lang()?;
    let at = params.text("at")?.map(|text| shares(&text)).transpose()?;
    params.end()?;
    let venue = venues::find(&app, &path)?;
    let told = kept.told(&app, &venue, lang).await?;
    let desk = at.and_then(|at| plan::desk_at(&venue.facts, told.at, at));
    let there = now::book(&app, &venue, lang, &told.hall, desk.as_deref());
    Ok(HttpResponse::SeeOther().insert_header((LOCATION, there)).insert_header((CACHE_CONTROL, "no-store")).finish())
}

/// "0.31,0.44": from the left, and from the top.
fn shares(text: &str) -> Result<Point, Failure> {
    let share = |text: &str| text.parse::<f64>().ok().filter(|share| (0.0..=1.0).contains(share));
    let found = text.split_once(',').and_then(|(across, down)| Some([share(across)?, share(down)?]));
    found.ok_or_else(|| Failure::invalid("at", "should be two shares between 0 and 1, from the left and from the top"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_two_numbers_between_nothing_and_all() {
        let near = |text: &str, [across, down]: Point| {
            let [x, y] = shares(text).unwrap();
            assert!((x - across).abs() < 1e-9 && (y - down).abs() < 1e-9, "{text}: {x}, {y}");
        };
        near("0,1", [0.0, 1.0]);
        near("0.25,5e-1", [0.25, 0.5]);
        for text in ["", "1", "0.5,", "0.5,1.1", "-0.1,0", "NaN,0", "0,0,0", "a,b", "inf,0"] {
            assert!(shares(text).is_err(), "{text}");
        }
    }
}
