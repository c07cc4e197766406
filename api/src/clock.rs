//! The one clock. Everything that needs to know what time it is asks here.
//!
//! The system's clock in production; in the sandbox one that ticks on from whatever it was set
//! to; in tests one that stands still until moved. Microseconds, as in Postgres: an instant that
//! went through the database equals the one that went in.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Timelike, Utc};

/// Source of `now`.
#[derive(Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// The machine's clock, shifted by so many microseconds.
    Shifted(AtomicI64),
    /// Stands still at so many microseconds after the epoch.
    Still(AtomicI64),
}

impl Clock {
    /// A clock that ticks, and can be set.
    pub const fn settable() -> Self {
        Self::Shifted(AtomicI64::new(0))
    }

    /// A clock that stands still, and can be set.
    pub const fn still(at: DateTime<Utc>) -> Self {
        Self::Still(AtomicI64::new(at.timestamp_micros()))
    }

    /// The current instant, whole microseconds.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => system(),
            Self::Shifted(by) => {
                let micros = system().timestamp_micros().saturating_add(by.load(Ordering::Acquire));
                DateTime::from_timestamp_micros(micros).unwrap_or_else(system)
            }
            Self::Still(at) => DateTime::from_timestamp_micros(at.load(Ordering::Acquire)).unwrap_or_else(system),
        }
    }

    /// Sets the clock; the system's clock stays as it is.
    pub fn set(&self, to: DateTime<Utc>) {
        match self {
            Self::System => {}
            Self::Shifted(by) => {
                by.store(to.timestamp_micros().saturating_sub(system().timestamp_micros()), Ordering::Release);
            }
            Self::Still(at) => at.store(to.timestamp_micros(), Ordering::Release),
        }
    }

    /// Sets a clock that was shifted back to the machine's time.
    pub fn reset(&self) {
        if let Self::Shifted(by) = self {
            by.store(0, Ordering::Release);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock everybody else asks")]
fn system() -> DateTime<Utc> {
    let now = Utc::now();
    now.with_nanosecond(now.nanosecond() / 1000 * 1000).unwrap_or(now)
}
