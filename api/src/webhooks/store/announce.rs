//! Writing down what an app's webhooks are to be sent.

use diesel::QueryResult;
use diesel::sql_types::{Array, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::Fixed;
use crate::webhooks::announce::Announcement;

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
