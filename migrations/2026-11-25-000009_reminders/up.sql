-- A mail before the start, for who asks for one.
ALTER TABLE bookings ADD COLUMN remind_at timestamptz;
CREATE INDEX bookings_remind_due_idx ON bookings (venue_id, remind_at) WHERE remind_at IS NOT NULL;
