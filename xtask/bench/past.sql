-- Adds bookings that are over until there are :total, the newest yesterday: most of them used, some cancelled or run
-- out, all of them erased as the api erases them. Ids grow with time like UUIDv7. Keys are right by construction, so
-- they are not looked up one by one.
\set ON_ERROR_STOP on
SET session_replication_role = replica;
BEGIN;

CREATE TEMPORARY TABLE past AS
WITH numbered AS (
    SELECT venue_id, id, row_number() OVER (ORDER BY code) - 1 AS number, count(*) OVER () AS desks FROM desks
), wanted AS (
    SELECT generate_series(0, :total - (SELECT count(*) FROM bookings) - 1) AS number
), placed AS (
    SELECT wanted.number, numbered.venue_id, numbered.id AS desk_id,
        -- From yesterday back, eight hours a day.
        date_trunc('day', now()) - make_interval(
            days => (1 + wanted.number / (numbered.desks * 8))::int,
            hours => -(9 + wanted.number / numbered.desks % 8)::int) AS start
    FROM wanted JOIN numbered ON numbered.number = wanted.number % numbered.desks
)
SELECT number, venue_id, desk_id, start, tstzrange(start, start + interval '1 hour') AS during,
    (lpad(to_hex((extract(epoch FROM start) * 1000)::bigint), 12, '0') || '7' || substr(md5(number::text), 1, 3)
        || '8' || substr(md5(number::text), 4, 15))::uuid AS id,
    CASE WHEN number % 100 < 70 THEN 'completed' WHEN number % 100 < 80 THEN 'no_show'
        WHEN number % 100 < 92 THEN 'cancelled' ELSE 'expired' END AS state
FROM placed ORDER BY start;

INSERT INTO bookings (venue_id, id, code, state, during, locale, secret_hash, revision, created_at, ended_at, erased_at)
SELECT
    venue_id,
    id,
    -- A number in the alphabet of booking codes.
    (SELECT string_agg(substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', ((number >> (5 * place)) & 31)::int + 1, 1), '')
        FROM generate_series(0, 5) AS place),
    state, during, 'de', '', 3, start - interval '1 day', upper(during), upper(during) + interval '2 days'
FROM past;

INSERT INTO booking_desks (venue_id, booking_id, desk_id, state, during)
SELECT venue_id, id, desk_id, state, during FROM past;

-- What the change feed was told about them.
INSERT INTO changes (venue_id, revision, at, booking_id)
SELECT venue_id, row_number() OVER (ORDER BY start, number), start, id FROM past;
UPDATE venue_revisions SET revision = (SELECT count(*) FROM past);

COMMIT;
VACUUM ANALYZE;
SELECT count(*) FROM bookings;
