//! Changes of a venue as they happen, as Server-Sent Events (WHATWG HTML, section 9.2).
//!
//! What always holds: the id of an event is the venue's revision, so whoever comes back with
//! `Last-Event-ID` misses nothing: he is told at once what has changed since, or that anything may
//! have. Events say what to read again, never what it says now, and never whom it is about.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header::{self, ContentEncoding};
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::NaiveDate;
use futures_util::Stream;
use futures_util::stream::unfold;
use shared::slots::Period;
use shared::venues::AvailabilityChange;
use shared::zones::Zone;
use tokio::sync::watch;

use crate::app::Shared;
use crate::calendar::{Bell, Ring};
use crate::metrics::Listening;
use crate::problem::Failure;
use crate::venues;
use crate::wire::Params;

/// After so long without a change a comment is sent, so that nobody on the way hangs up.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How long a client that lost us waits before it comes back, milliseconds.
const RETRY: u32 = 2000;

/// Tells changes as they happen: `availability` when desks were taken or freed, `notice` when
/// something about the venue itself is different.
#[utoipa::path(tag = "venues", params(
    ("venue" = String, Path, description = "Slug of the venue", example = "neues-rathaus"),
    ("Last-Event-ID" = Option<String>, Header, description = "Revision that was heard last"),
), responses((status = 200, content_type = "text/event-stream", body = String, description = "Events with the venue's revision as id; `data` is an AvailabilityChange")))]
#[get("/venues/{venue}/changes")]
pub(crate) async fn get_changes(
    app: Shared,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let venue = venues::find(&app, &path)?;
    app.current(&venue).await?;
    let last = request.headers().get("Last-Event-ID").and_then(|value| value.to_str().ok());
    let revision = venue.live().revision;
    let heard = match last.map(str::parse::<i64>) {
        None => revision,
        Some(Ok(heard)) if heard <= revision => heard,
        // Not an id of ours, or one from before the database was emptied: everything may be new.
        Some(_) => -1,
    };
    let listener = Listener {
        slug: venue.facts.venue.slug.clone(),
        zone: venue.facts.schedule.zone.clone(),
        changed: venue.bell.listen(),
        bell: Arc::clone(&venue.bell),
        stopping: app.stopping.subscribe(),
        _listening: app.metrics.listener(),
        app,
        heard,
        greeted: false,
        behind: heard < revision,
    };
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        // A compressor would hold events back until it has enough of them.
        .insert_header(ContentEncoding::Identity)
        .insert_header(("X-Accel-Buffering", "no"))
        .streaming(listener.events()))
}

/// One client.
struct Listener {
    app: Shared,
    slug: String,
    zone: Zone,
    bell: Arc<Bell>,
    changed: watch::Receiver<i64>,
    stopping: watch::Receiver<bool>,
    /// Counts it as long as it is there.
    _listening: Listening,
    /// The revision it knows.
    heard: i64,
    greeted: bool,
    /// It came back and has missed something.
    behind: bool,
}

impl Listener {
    fn events(self) -> impl Stream<Item = Result<Bytes, actix_web::Error>> {
        unfold(self, |mut listener| async move {
            let text = listener.next().await?;
            Some((Ok(Bytes::from(text)), listener))
        })
    }

    /// What to send next; `None` ends the stream, because the node stops.
    async fn next(&mut self) -> Option<String> {
        if !self.greeted {
            self.greeted = true;
            let missed = if self.behind { self.missed() } else { String::new() };
            return Some(format!("retry: {RETRY}\n: revision {}\n\n{missed}", self.heard));
        }
        loop {
            if let Some(ring) = self.bell.since(self.heard) {
                return Some(self.tell(&ring));
            }
            tokio::select! {
                changed = self.changed.changed() => changed.ok()?,
                stopping = self.stopping.wait_for(|stopping| *stopping) => {
                    drop(stopping);
                    return None;
                }
                () = tokio::time::sleep(HEARTBEAT) => return Some(":\n\n".to_owned()),
            }
        }
    }

    /// What has changed since it was last here. What is no longer on record may be anything.
    fn missed(&mut self) -> String {
        let known = self.bell.since(self.heard).filter(|ring| ring.periods.is_some());
        let revision = self.app.calendars.by_slug(&self.slug).map_or(self.heard, |venue| venue.live().revision);
        self.tell(&known.unwrap_or(Ring { revision, periods: None }))
    }

    fn tell(&mut self, ring: &Ring) -> String {
        self.heard = ring.revision;
        let dates = ring.periods.as_ref().map(|periods| dates(periods, &self.zone));
        let anything = dates.is_none();
        let change = AvailabilityChange {
            venue: self.slug.clone(),
            revision: ring.revision,
            as_of: self.zone.local(self.app.clock.now()),
            dates,
        };
        let data = serde_json::to_string(&change).unwrap_or_default();
        let event = |name: &str| format!("id: {}\nevent: {name}\ndata: {data}\n\n", ring.revision);
        if anything { format!("{}{}", event("notice"), event("availability")) } else { event("availability") }
    }
}

/// The local dates that periods touch.
fn dates(periods: &[Period], zone: &Zone) -> Vec<NaiveDate> {
    let of = |period: &Period| [zone.date(period.start()), zone.date(period.to().plus(-1).start())];
    periods.iter().flat_map(of).collect::<BTreeSet<_>>().into_iter().collect()
}
