-- Facts about a venue change while it runs: every booking's transaction looks whether the facts it was checked
-- against still stand, and a change of theirs has a revision like any other, without a booking.
ALTER TABLE venues ADD COLUMN facts_revision bigint NOT NULL DEFAULT 0;
ALTER TABLE changes ALTER COLUMN booking_id DROP NOT NULL;

ALTER TABLE bookings ADD COLUMN walk_in boolean NOT NULL DEFAULT false;
ALTER TABLE bookings ADD COLUMN series_id uuid;
ALTER TABLE bookings ADD COLUMN cancel_reason_de text;
ALTER TABLE bookings ADD COLUMN cancel_reason_en text;
ALTER TABLE bookings ADD CONSTRAINT bookings_cancel_reason_check CHECK ((cancel_reason_de IS NULL) = (cancel_reason_en IS NULL));
COMMENT ON COLUMN bookings.walk_in IS 'somebody sat down without booking ahead: no address, checked in from the start';
COMMENT ON COLUMN bookings.cancel_reason_de IS 'why the house called it off; null when the visitor did';

-- Rule 5 asks what one person has.
CREATE INDEX bookings_person_idx ON bookings (venue_id, lower(email), upper(during)) WHERE email IS NOT NULL;
CREATE INDEX bookings_series_idx ON bookings (venue_id, series_id) WHERE series_id IS NOT NULL;
CREATE INDEX changes_age_idx ON changes (venue_id, at);
