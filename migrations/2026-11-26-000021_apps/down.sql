ALTER TABLE bookings DROP COLUMN app_id;
DROP TABLE app_keys;
DROP TABLE apps;
