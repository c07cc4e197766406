//! For people who develop against the api: a clock to set, a reset, a fixed answer to measure by.
//!
//! These routes exist only with `RATHAUS_SANDBOX=1`, which `RATHAUS_ENV=production` refuses.

use actix_web::{HttpResponse, get, post, put};
use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::{App, Shared};
use crate::problem::Failure;
use crate::routes::Routes;
use crate::seed::SeedError;
use crate::wire::{Body, Params};
use crate::{jobs, seed, staff};

/// The routes of this noun.
pub fn routes(config: &mut Routes<'_, '_>) {
    config.service(get_clock).service(set_clock).service(reset).service(get_fixed);
}

/// Where to set the clock: either an instant, or a step.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClockSetting {
    /// The new time; it ticks on from there.
    #[serde(default)]
    pub now: Option<DateTime<FixedOffset>>,
    /// How far to step, seconds; may be negative.
    #[serde(default)]
    pub advance_seconds: Option<i64>,
}

/// What time it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClockReading {
    /// The sandbox's time.
    pub now: DateTime<Utc>,
}

/// Tells what time it is.
#[utoipa::path(tag = "sandbox", responses((status = 200, body = ClockReading)))]
#[get("/sandbox/clock")]
pub(crate) async fn get_clock(app: Shared, params: Params) -> Result<HttpResponse, Failure> {
    params.end()?;
    Ok(HttpResponse::Ok().json(ClockReading { now: app.clock.now() }))
}

/// Sets the clock. What falls due on the way is done before this answers.
#[utoipa::path(tag = "sandbox", request_body = ClockSetting, responses((status = 200, body = ClockReading)))]
#[put("/sandbox/clock")]
pub(crate) async fn set_clock(app: Shared, body: Body<ClockSetting>) -> Result<HttpResponse, Failure> {
    let to = match (body.value.now, body.value.advance_seconds) {
        (Some(now), None) => Some(now.to_utc()),
        (None, Some(seconds)) => {
            TimeDelta::try_seconds(seconds).and_then(|step| app.clock.now().checked_add_signed(step))
        }
        _ => return Err(Failure::invalid("/now", "either give `now` or `advance_seconds`")),
    };
    let sensible = |at: &DateTime<Utc>| (2000..2100).contains(&chrono::Datelike::year(at));
    let to = to.filter(sensible).ok_or_else(|| Failure::invalid("/now", "should lie in this century"))?;
    app.clock.set(to);
    settle(&app).await?;
    Ok(HttpResponse::Ok().json(ClockReading { now: app.clock.now() }))
}

/// Does what is due at the time the clock now shows.
async fn settle(app: &App) -> Result<(), Failure> {
    // Clock changes are known for the years around the present, and the past is forgotten: both
    // may be other ones now.
    app.feed.load().await?;
    jobs::round(app).await?;
    app.jobs.notify_one();
    app.mail.notify_one();
    app.webhooks.notify_one();
    Ok(())
}

/// Empties the database, seeds it anew and sets the clock back to the real time.
#[utoipa::path(tag = "sandbox", responses((status = 204, description = "Venue, bookings and people are as at the first start; apps, their keys and the audit stay")))]
#[post("/sandbox/reset")]
pub(crate) async fn reset(app: Shared, params: Params) -> Result<HttpResponse, Failure> {
    params.end()?;
    app.clock.reset();
    let mut conn = app.db.conn().await?;
    seed::anew(&mut conn, &app.ids, app.clock.now()).await.map_err(|error| match error {
        SeedError::Database(error) => error.into(),
        error => Failure::internal(error),
    })?;
    drop(conn);
    app.feed.load().await?;
    staff::first_admin(&app).await?;
    app.jobs.notify_one();
    Ok(HttpResponse::NoContent().finish())
}

/// Answers a fixed JSON body of so many bytes from memory: what the framework costs without us.
#[utoipa::path(tag = "sandbox", params(("bytes" = Option<i64>, Query, description = "Length of the body, 16 to 65536, default 4096", minimum = 16, maximum = 65536)), responses((status = 200, body = serde_json::Value)))]
#[get("/sandbox/fixed")]
pub(crate) async fn get_fixed(mut params: Params) -> Result<HttpResponse, Failure> {
    let bytes = params.number("bytes", 16, 65536)?.and_then(|bytes| usize::try_from(bytes).ok()).unwrap_or(4096);
    params.end()?;
    let filler = "x".repeat(bytes.saturating_sub(8));
    Ok(HttpResponse::Ok().content_type("application/json").body(format!("{{\"f\":\"{filler}\"}}")))
}
