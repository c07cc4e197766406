ALTER TABLE sign_in_codes DROP COLUMN origin;
ALTER TABLE waiting_list DROP CONSTRAINT waiting_list_origin_check;
ALTER TABLE waiting_list DROP COLUMN origin;
DROP INDEX bookings_hold_origin_idx;
ALTER TABLE bookings DROP CONSTRAINT bookings_hold_origin_check;
ALTER TABLE bookings DROP COLUMN hold_origin;
