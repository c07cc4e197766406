//! Whether the process lives and whether it can serve.

use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::Shared;
use crate::problem::Failure;
use crate::routes::Routes;

/// The routes of this noun.
pub fn routes(config: &mut Routes<'_, '_>) {
    config.service(get_health).service(get_readiness);
}

/// Whether the process lives.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`; a process that does not live does not answer.
    pub status: &'static str,
}

/// Whether the process can serve.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readiness {
    /// `ok`, or `degraded` while reads come from Postgres because the change feed is down.
    pub status: &'static str,
    /// Whether the database answers.
    pub database: bool,
    /// Whether the bell of the change feed is connected.
    pub feed: bool,
    /// Whether the calendar in memory is known to be current.
    pub calendar: bool,
}

/// Tells that the process lives.
#[utoipa::path(tag = "health", responses((status = 200, body = Health)))]
#[get("/healthz")]
pub(crate) async fn get_health() -> HttpResponse {
    HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(Health { status: "ok" })
}

/// Tells whether requests can be served: the database answers and the calendar is loaded.
#[utoipa::path(tag = "health", responses((status = 200, body = Readiness)))]
#[get("/readyz")]
pub(crate) async fn get_readiness(app: Shared) -> Result<HttpResponse, Failure> {
    use diesel_async::RunQueryDsl;
    let mut conn = app.db.conn().await?;
    diesel::sql_query("SELECT 1").execute(&mut conn).await.map_err(Failure::unavailable)?;
    let (feed, calendar) = (app.feed.is_listening(), app.feed.is_fresh());
    let status = if feed && calendar { "ok" } else { "degraded" };
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(Readiness {
        status,
        database: true,
        feed,
        calendar,
    }))
}
