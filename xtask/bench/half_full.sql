-- Fills half of all opening hours of the next 60 days with bookings of one hour, every desk alike, the same every time.
-- The state of figure A1, straight into the tables: the api reads them when it starts.
\set ON_ERROR_STOP on
BEGIN;

CREATE TEMPORARY TABLE wanted AS
SELECT
    desks.venue_id,
    gen_random_uuid() AS id,
    desks.id AS desk_id,
    tstzrange(start, start + interval '1 hour') AS during,
    row_number() OVER () AS number
FROM desks
JOIN venues ON venues.id = desks.venue_id
CROSS JOIN generate_series(1, 59) AS day
CROSS JOIN generate_series(10, 17) AS hour
CROSS JOIN LATERAL (SELECT ((current_date + day) + make_interval(hours => hour)) AT TIME ZONE venues.time_zone AS start) AS starts
WHERE hashtext(desks.id::text || day || '-' || hour) % 2 = 0;

INSERT INTO bookings (venue_id, id, code, state, during, locale, secret_hash, created_at, confirmed_at)
SELECT
    venue_id,
    id,
    -- A number in the alphabet of booking codes.
    (SELECT string_agg(substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', ((number >> (5 * place)) & 31)::int + 1, 1), '')
        FROM generate_series(0, 5) AS place),
    'confirmed',
    during,
    'de',
    sha256(id::text::bytea),
    now(),
    now()
FROM wanted;

INSERT INTO booking_desks (venue_id, booking_id, desk_id, state, during)
SELECT venue_id, id, desk_id, 'confirmed', during FROM wanted;

COMMIT;
ANALYZE;
SELECT count(*) FROM booking_desks;
