//! What the booking page loads: opening hours once, plan and day per date. The last day is kept in
//! memory, so that without a connection the page can still show it, dated.

use std::sync::Arc;
use std::time::Duration;

use crate::view::prelude::*;
use chrono::{NaiveDate, TimeDelta};
use client::{Client, Error};
use send_wrapper::SendWrapper;
use shared::venues::{AvailabilityChange, OpeningDay, Plan, Venue};

use super::day::Day;
use crate::changes::Changes;
use crate::clock::{Clock, use_clock};
use crate::session::use_client;

/// How often the day is asked for again while the page is looked at.
const REFRESH: Duration = Duration::from_secs(30);

/// Changes that come this close together are asked for together.
const TOGETHER: Duration = Duration::from_millis(150);

/// A day and whether it is the last one known rather than the current one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Known {
    pub(crate) day: Arc<Day>,
    pub(crate) stale: bool,
}

/// The opening hours of every date that can be booked.
pub(crate) type Hours = Arc<Vec<OpeningDay>>;

/// Loads the opening hours from today to the horizon. The day that is asked for beside them sets the
/// clock, so that "today" is the venue's even where the device is wrong or the sandbox has moved on.
pub(crate) fn hours(venue: Arc<Venue>) -> Resource<Result<Hours, Error>> {
    let (client, clock) = (use_client(), use_clock());
    Resource::new(move || {
        let (client, venue) = (client.clone(), Arc::clone(&venue));
        async move {
            let guess = venue.utc_offsets.date(clock.now());
            let (day, hours) = futures::join!(client.day(&venue.slug, guess), opening_hours(&client, &venue, guess));
            if let Ok(day) = day {
                clock.sync(day.as_of);
            }
            let today = venue.utc_offsets.date(clock.now());
            if today == guess { hours } else { opening_hours(&client, &venue, today).await }
        }
    })
}

async fn opening_hours(client: &Client, venue: &Venue, from: NaiveDate) -> Result<Hours, Error> {
    let to = from + TimeDelta::days(venue.rules.horizon_days);
    client.opening_hours(&venue.slug, from, to).await.map(|page| Arc::new(page.items))
}

/// Loads the day of a date, again whenever `version` changes, when the api tells of a change, and
/// when the connection comes or goes. Where the api can tell nothing, every half minute.
pub(crate) fn day(slug: String, date: Signal<NaiveDate>, version: RwSignal<u32>) -> Resource<Result<Known, Error>> {
    let (client, clock) = (use_client(), use_clock());
    let last = StoredValue::new(None::<Arc<Day>>);
    let soon = settled(TOGETHER, move |()| refresh(version));
    let told = move |change: AvailabilityChange| {
        clock.sync(change.as_of);
        if change.dates.is_none_or(|dates| dates.contains(&untrack(|| date.get()))) {
            soon(());
        }
    };
    let changes = StoredValue::new(SendWrapper::new(Changes::listen(&client.changes_address(&slug), told)));
    every(REFRESH, move || {
        if !changes.with_value(|changes| changes.are_told()) {
            refresh(version);
        }
    });
    // What was told while nobody looked was not asked for.
    listen("visibilitychange", move |_| refresh(version));
    listen("offline", move |_| refresh(version));
    listen("online", move |_| refresh(version));
    Resource::new(move || {
        // Whoever asks again has a reason not to be served from a cache.
        let again = version.get() > 0;
        let (client, slug, date) = (client.clone(), slug.clone(), date.get());
        async move { one_day(&client, clock, &slug, date, last, again).await }
    })
}

/// A page nobody looks at asks for nothing.
fn refresh(version: RwSignal<u32>) {
    // A page that was left meanwhile has none any more.
    if !document().hidden() && !version.is_gone() {
        version.update(|version| *version = version.wrapping_add(1));
    }
}

async fn one_day(
    client: &Client,
    clock: Clock,
    slug: &str,
    date: NaiveDate,
    last: StoredValue<Option<Arc<Day>>>,
    again: bool,
) -> Result<Known, Error> {
    let reply = if again { client.day_now(slug, date) } else { client.day(slug, date) };
    match reply.await {
        Ok(view) => {
            clock.sync(view.as_of);
            let day = Arc::new(Day::read(&view));
            last.set_value(Some(Arc::clone(&day)));
            Ok(Known { day, stale: false })
        }
        Err(error) => match last.get_value().filter(|day| error.is_offline() && day.date == date) {
            Some(day) => Ok(Known { day, stale: true }),
            None => Err(error),
        },
    }
}

/// Loads the plan of the layout that is valid on a date.
pub(crate) fn plan(venue: Arc<Venue>, date: Signal<NaiveDate>) -> Resource<Result<Arc<Plan>, Error>> {
    let client = use_client();
    Resource::new(move || {
        // Noon: a layout is valid for whole days.
        let noon = venue.utc_offsets.instant(date.get().and_time(chrono::NaiveTime::MIN)) + TimeDelta::hours(12);
        let reply = client.plan(&venue.slug, Some(venue.utc_offsets.local(noon)));
        async move { reply.await.map(Arc::new) }
    })
}
