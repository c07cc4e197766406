//! Pictures: the pill with the number, the day as bars, the plan of the hall. For any page, mail or document that can
//! show an image; each says in its title what it shows, in words.

mod badge;
pub(super) mod bars;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::answer::{PICTURE_POLICY, SHORT, Sent, of_content};
use super::hall;
use super::kept::Kept;
use super::views::Kind;
use super::{asked, plan as hall_plan};
use crate::app::App;
use crate::problem::Failure;
use crate::venues;
use crate::wire::Params;

/// As long as a page may say that its picture is another one now.
const LONGEST_MARK: usize = 40;

/// The pill.
pub(super) async fn badge(
    app: Data<App>,
    kept: Data<Kept>,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let (lang, theme) = (params.lang()?, asked::theme(&mut params)?);
    params.end()?;
    let venue = venues::find(&app, &path)?;
    let told = kept.told(&app, &venue, lang).await?;
    app.views.count(&app, &venue, &request, Kind::Badge);
    Ok(picture(&request, badge::drawn(lang, theme, told.hall.state, &told.written.sentences)))
}

/// A day.
pub(super) async fn day(
    app: Data<App>,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let (lang, theme) = (params.lang()?, asked::theme(&mut params)?);
    let venue = venues::find(&app, &path)?;
    let now = app.clock.now();
    let today = venue.facts.schedule.zone.date(now);
    let date = asked::day(&mut params, today, venue.facts.rules().horizon_days)?.unwrap_or(today);
    params.end()?;
    super::kept::current(&app, &venue).await?;
    let day = hall::day(&venue, date, now, None);
    app.views.count(&app, &venue, &request, Kind::Day);
    Ok(picture(&request, bars::drawn(&venue, lang, theme, &day, today)))
}

/// The plan.
pub(super) async fn plan(
    app: Data<App>,
    kept: Data<Kept>,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let (lang, theme) = (params.lang()?, asked::theme(&mut params)?);
    // Whatever it is: a page that shows the plan for hours has its browser ask again with it.
    if params.text("v")?.is_some_and(|mark| mark.len() > LONGEST_MARK) {
        return Err(Failure::invalid("v", format!("should have at most {LONGEST_MARK} characters")));
    }
    params.end()?;
    let venue = venues::find(&app, &path)?;
    let told = kept.told(&app, &venue, lang).await?;
    app.views.count(&app, &venue, &request, Kind::Plan);
    let drawn = hall_plan::drawn(&venue.facts, lang, theme, &told.hall, told.at);
    drawn.map(|drawn| picture(&request, drawn)).ok_or_else(|| Failure::not_found().detail("No layout is valid now."))
}

fn picture(request: &HttpRequest, drawn: String) -> HttpResponse {
    let (kind, body) = ("image/svg+xml; charset=utf-8", drawn.into_bytes());
    of_content(request, Sent { kind, cache: SHORT, policy: Some(PICTURE_POLICY), body })
}
