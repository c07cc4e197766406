//! A change of a booking becomes messages to the app that has made it.

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use diesel::sql_types::{Array, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::bookings::BookingState;
use shared::ids::{AppId, BookingId};
use shared::webhooks::{MOST_WEBHOOKS, WebhookEvent, WebhookMessage};
use uuid::Uuid;

use crate::app::App;
use crate::bookings::described;
use crate::bookings::store::Stored;
use crate::db::Fixed;
use crate::venues::VenueFacts;

/// A message an app's webhooks are to be sent.
#[derive(Debug)]
pub(crate) struct Announcement {
    app: AppId,
    event: WebhookEvent,
    booking: BookingId,
    body: String,
    at: DateTime<Utc>,
    /// An id for each webhook there may be.
    ids: Vec<Uuid>,
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

/// A row for each webhook that wants to hear it, in one statement. An app that may not read bookings is told
/// nothing of them.
const ANNOUNCE: &str = "
    INSERT INTO webhook_deliveries (id, webhook_id, event, booking_id, body, created_at, due_at)
    SELECT fresh.id, hook.id, $2, $3, $4, $5, $5
    FROM (SELECT w.id, row_number() OVER (ORDER BY w.id) AS n FROM webhooks w JOIN apps a ON a.id = w.app_id
        WHERE w.app_id = $1 AND w.disabled_because IS NULL AND $2 = ANY (w.events) AND a.suspended_at IS NULL
            AND a.scopes @> ARRAY['webhooks:manage', 'bookings:read']) hook
    JOIN unnest($6) WITH ORDINALITY AS fresh (id, n) USING (n)";

/// Writes it down, as part of the caller's transaction.
pub(crate) async fn announce(mut conn: &AsyncPgConnection, told: Announcement) -> QueryResult<()> {
    let write = diesel::sql_query(ANNOUNCE)
        .bind::<SqlUuid, _>(told.app.0)
        .bind::<Text, _>(told.event.name())
        .bind::<Nullable<SqlUuid>, _>(Some(told.booking.0))
        .bind::<Text, _>(told.body)
        .bind::<Timestamptz, _>(told.at)
        .bind::<Array<SqlUuid>, _>(told.ids);
    Fixed(write).execute(&mut conn).await.map(drop)
}
