//! What time it is, as the api sees it.
//!
//! A visitor's device may be minutes off and the sandbox may be days off, so every answer that says
//! when it was made (`as_of`) sets this clock; between answers it ticks on with the device.

use std::time::Duration;

use crate::view::prelude::*;
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use shared::zones::Zone;

/// How far the device may be off before it is corrected; answers may be half a minute old.
const TOLERANCE: TimeDelta = TimeDelta::seconds(45);

/// How often pages look at the clock.
const STEP: Duration = Duration::from_secs(10);

/// The app's one clock.
#[derive(Clone, Copy)]
pub(crate) struct Clock {
    ahead: RwSignal<TimeDelta>,
    tick: RwSignal<DateTime<Utc>>,
}

/// Starts the clock; once, by the app.
pub(crate) fn provide() {
    let clock = Clock { ahead: RwSignal::new(TimeDelta::zero()), tick: RwSignal::new(device_time()) };
    every(STEP, move || clock.tick.set(device_time()));
    provide_context(clock);
}

/// The app's clock.
pub(crate) fn use_clock() -> Clock {
    use_context()
        .unwrap_or_else(|| Clock { ahead: RwSignal::new(TimeDelta::zero()), tick: RwSignal::new(device_time()) })
}

impl Clock {
    /// Sets the clock by the time an answer was made.
    pub(crate) fn sync(self, as_of: DateTime<FixedOffset>) {
        let seen = as_of.to_utc() - device_time();
        if (seen - self.ahead.get_untracked()).abs() > TOLERANCE {
            self.ahead.set(seen);
        }
    }

    /// Now, to the second; does not track.
    pub(crate) fn now(self) -> DateTime<Utc> {
        device_time() + self.ahead.get_untracked()
    }

    /// Now in steps of ten seconds; whoever reads it follows it.
    pub(crate) fn follow(self) -> DateTime<Utc> {
        self.tick.get() + self.ahead.get()
    }

    /// The local date; whoever reads it runs again at midnight (and on every step, so put it into a memo).
    pub(crate) fn today(self, zone: &Zone) -> NaiveDate {
        zone.date(self.follow())
    }
}

/// The device's own idea of the time.
fn device_time() -> DateTime<Utc> {
    // Milliseconds since 1970 are whole numbers far below 2^53.
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "there is no other way from f64 to i64"
    )]
    let millis = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}
