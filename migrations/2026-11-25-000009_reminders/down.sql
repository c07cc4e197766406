DROP INDEX bookings_remind_due_idx;
ALTER TABLE bookings DROP COLUMN remind_at;
