DROP INDEX bookings_end_due_idx;
DROP INDEX bookings_missed_due_idx;
DROP INDEX bookings_start_due_idx;
DROP INDEX bookings_hold_due_idx;
CREATE INDEX bookings_hold_due_idx ON bookings (hold_expires_at) WHERE state = 'held';
CREATE INDEX bookings_start_due_idx ON bookings (lower(during)) WHERE state = 'confirmed';
CREATE INDEX bookings_end_due_idx ON bookings (upper(during)) WHERE state = 'checked_in';
