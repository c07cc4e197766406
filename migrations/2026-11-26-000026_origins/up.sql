-- Where an unproven wish comes from, as a keyed hash of the network or the app: so much may be held from there, on all
-- nodes together, and a stranger can't use up what an address may be sent. Known only as long as it counts: the checks
-- see to it that it goes with the state it is about.
ALTER TABLE bookings ADD COLUMN hold_origin bytea;
ALTER TABLE bookings ADD CONSTRAINT bookings_hold_origin_check CHECK (hold_origin IS NULL OR state = 'held');
CREATE INDEX bookings_hold_origin_idx ON bookings (venue_id, hold_origin) WHERE hold_origin IS NOT NULL;
COMMENT ON COLUMN bookings.hold_origin IS 'of a hold that nobody has proven: where it was asked for';

ALTER TABLE waiting_list ADD COLUMN origin bytea;
ALTER TABLE waiting_list ADD CONSTRAINT waiting_list_origin_check CHECK (origin IS NULL OR state = 'waiting');
COMMENT ON COLUMN waiting_list.origin IS 'goes to the hold it is offered';

ALTER TABLE sign_in_codes ADD COLUMN origin bytea;
COMMENT ON COLUMN sign_in_codes.origin IS 'where it was asked for';
