//! What a node tells those who run it, in the text format of `OpenMetrics`.
//!
//! What always holds: numbers only. No path with an id, no address, nobody's data is a label. They
//! are told on a port of their own (`RATHAUS_METRICS_PORT`), never beside the public api.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use actix_web::web::{self, Data};
use actix_web::{HttpResponse, HttpServer};
use chrono::TimeDelta;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

use crate::app::App;
use crate::problem::Failure;
use crate::{mail, webhooks};

type Number = Gauge<f64, AtomicU64>;

/// Everything that is counted on a node.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    answers: Family<Vec<(&'static str, &'static str)>, Counter>,
    seconds: Histogram,
    moved: Counter,
    lag: Histogram,
    failures: Counter,
    listeners: Gauge,
    fresh: Gauge,
    revision: Family<Vec<(&'static str, String)>, Gauge>,
    outbox: Number,
    told: Family<Vec<(&'static str, &'static str)>, Counter>,
    untold: Number,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("rathaus");
        // From half a millisecond to four seconds.
        let (seconds, lag) =
            (Histogram::new(exponential_buckets(0.0005, 2.0, 14)), Histogram::new(exponential_buckets(0.001, 2.0, 14)));
        let made = Self {
            answers: Family::default(),
            seconds,
            moved: Counter::default(),
            lag,
            failures: Counter::default(),
            listeners: Gauge::default(),
            fresh: Gauge::default(),
            revision: Family::default(),
            outbox: Number::default(),
            told: Family::default(),
            untold: Number::default(),
            registry: Registry::default(),
        };
        registry.register("answers", "Answers by class of status", made.answers.clone());
        registry.register_with_unit("answer", "Time to an answer", Unit::Seconds, made.seconds.clone());
        registry.register("jobs_moved", "Bookings that time has moved", made.moved.clone());
        registry.register_with_unit(
            "jobs_lag",
            "How long after its instant something was done",
            Unit::Seconds,
            made.lag.clone(),
        );
        registry.register("jobs_failures", "Rounds of jobs that failed", made.failures.clone());
        registry.register("listeners", "Clients that listen for changes", made.listeners.clone());
        registry.register("feed_fresh", "1 while the calendar in memory is known to be current", made.fresh.clone());
        registry.register("revision", "Revision of a venue in memory", made.revision.clone());
        registry.register("outbox_waiting", "Mails that wait to be sent", made.outbox.clone());
        registry.register("webhook_tries", "Messages to webhooks by what came of it", made.told.clone());
        registry.register("webhooks_waiting", "Messages to webhooks that wait to be sent", made.untold.clone());
        Self { registry, ..made }
    }
}

impl Metrics {
    /// An answer was given.
    pub fn answered(&self, status: u16, seconds: f64) {
        let class = match status {
            200..300 => "2xx",
            300..400 => "3xx",
            400..500 => "4xx",
            _ => "5xx",
        };
        self.answers.get_or_create(&vec![("class", class)]).inc();
        self.seconds.observe(seconds);
    }

    /// A round of jobs has moved bookings.
    pub fn moved(&self, count: usize) {
        self.moved.inc_by(u64::try_from(count).unwrap_or_default());
    }

    /// Something was due and is done, so long after its instant.
    pub fn done(&self, late: TimeDelta) {
        let micros = late.num_microseconds().and_then(|micros| u32::try_from(micros).ok()).unwrap_or(u32::MAX);
        self.lag.observe(f64::from(micros) / 1e6);
    }

    /// A round of jobs failed.
    pub fn failed(&self) {
        self.failures.inc();
    }

    /// A message to a webhook was tried: `delivered`, `missed` or `given_up`.
    pub fn told(&self, outcome: &'static str) {
        self.told.get_or_create(&vec![("outcome", outcome)]).inc();
    }

    /// A client begins to listen, until what it gets is dropped.
    pub fn listener(&self) -> Listening {
        self.listeners.inc();
        Listening(self.listeners.clone())
    }

    /// Everything as text. What is not counted as it happens is asked for now.
    pub async fn tell(&self, app: &App) -> Result<String, Failure> {
        self.fresh.set(i64::from(app.feed.is_fresh()));
        for venue in app.calendars.all() {
            let slug = venue.facts.venue.slug.clone();
            self.revision.get_or_create(&vec![("venue", slug)]).set(venue.live().revision);
        }
        let mut conn = app.db.conn().await?;
        let waiting = |count: i64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        self.outbox.set(waiting(mail::worker::waiting(&mut conn).await?));
        self.untold.set(waiting(webhooks::worker::waiting(&mut conn).await?));
        let mut text = String::new();
        encode(&mut text, &self.registry).map_err(Failure::internal)?;
        Ok(text)
    }
}

/// One more client listens as long as this lives.
#[derive(Debug)]
pub struct Listening(Gauge);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// The server on the port of its own.
pub fn listen(app: &Arc<App>, listener: TcpListener) -> std::io::Result<actix_web::dev::Server> {
    let data = Data::from(Arc::clone(app));
    let server = HttpServer::new(move || {
        actix_web::App::new().app_data(data.clone()).route("/metrics", web::get().to(get_metrics))
    });
    Ok(server.workers(1).disable_signals().listen(listener)?.run())
}

async fn get_metrics(app: Data<App>) -> HttpResponse {
    match app.metrics.tell(&app).await {
        Ok(text) => {
            HttpResponse::Ok().content_type("application/openmetrics-text; version=1.0.0; charset=utf-8").body(text)
        }
        Err(_away) => HttpResponse::ServiceUnavailable().finish(),
    }
}
