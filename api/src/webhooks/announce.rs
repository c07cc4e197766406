//! A change of a booking becomes messages to the app that has made it.

use chrono::{DateTime, Utc};
use shared::bookings::BookingState;
use shared::ids::{AppId, BookingId};
use shared::webhooks::{MOST_WEBHOOKS, WebhookEvent, WebhookMessage};
use uuid::Uuid;

use crate::app::App;
use crate::bookings::described;
use crate::bookings::store::Stored;
use crate::venues::VenueFacts;

/// A message an app's webhooks are to be sent.
#[derive(Debug)]
pub(crate) struct Announcement {
    pub(super) app: AppId,
    pub(super) event: WebhookEvent,
    pub(super) booking: BookingId,
    pub(super) body: String,
    pub(super) at: DateTime<Utc>,
    /// An id for each webhook there may be.
    pub(super) ids: Vec<Uuid>,
}

/// What is to be told of a booking that was in one state (none, if it is new) and is now as it is given: nothing
/// where no app has made it.
pub(crate) fn announcement(
    app: &App,
    facts: &VenueFacts,
    booking: &Stored,
    before: Option<BookingState>,
    now: DateTime<Utc>,
) -> Option<Announcement> {
    let by = booking.app?;
    let event = WebhookEvent::between(before, booking.state);
    let data = Some(described(app, facts, booking));
    let message = WebhookMessage { event, timestamp: facts.schedule.zone.local(now), data };
    Some(Announcement {
        app: by,
        event,
        booking: booking.id,
        // Plain values always become JSON.
        body: serde_json::to_string(&message).ok()?,
        at: now,
        ids: (0..MOST_WEBHOOKS).map(|_| app.ids.uuid(now)).collect(),
    })
}
