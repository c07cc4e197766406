COMMENT ON COLUMN bookings.walk_in IS 'somebody sat down without booking ahead: no address, checked in from the start';
DROP TABLE sessions;
DROP TABLE sign_in_codes;
DROP TABLE people;
DROP TABLE token_keys;
