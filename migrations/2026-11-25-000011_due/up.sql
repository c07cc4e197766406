-- What falls due is asked venue by venue, and the next instant of each kind is the first entry of its index.
DROP INDEX bookings_hold_due_idx;
DROP INDEX bookings_start_due_idx;
DROP INDEX bookings_end_due_idx;
CREATE INDEX bookings_hold_due_idx ON bookings (venue_id, hold_expires_at) WHERE state = 'held';
CREATE INDEX bookings_start_due_idx ON bookings (venue_id, lower(during)) WHERE state = 'confirmed';
CREATE INDEX bookings_missed_due_idx ON bookings (venue_id, upper(during)) WHERE state = 'confirmed';
CREATE INDEX bookings_end_due_idx ON bookings (venue_id, upper(during)) WHERE state = 'checked_in';
