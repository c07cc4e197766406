-- Adds :venues copies of the demo venue with :desks desks each, every desk booked from ten to six on every second of the
-- next 59 days: figure A3. Keys are right by construction, so they are not looked up one by one.
\set ON_ERROR_STOP on
SET session_replication_role = replica;
BEGIN;

CREATE TEMPORARY TABLE first AS SELECT * FROM venues LIMIT 1;
CREATE TEMPORARY TABLE copies AS
SELECT number, gen_random_uuid() AS id, gen_random_uuid() AS layout_id FROM generate_series(1, :venues) AS number;

INSERT INTO venues
SELECT copies.id, 'venue-' || copies.number, first.name, first.hall, first.street, first.postcode, first.city,
    first.country, first.lat, first.lon, first.phone, first.time_zone, first.rules, first.room, first.plan_notice_de,
    first.plan_notice_en, first.zones, first.desk_kinds, first.features, first.accessibility, first.demo
FROM first, copies;
INSERT INTO venue_revisions (venue_id, revision) SELECT id, 0 FROM copies;
INSERT INTO opening_hours (venue_id, id, weekday, opens, closes)
SELECT copies.id, gen_random_uuid(), weekday, opens, closes FROM opening_hours, copies;
INSERT INTO holidays (venue_id, on_date, name_de, name_en)
SELECT copies.id, on_date, name_de, name_en FROM holidays, copies;
INSERT INTO closures (venue_id, id, during, zone, reason_de, reason_en)
SELECT copies.id, gen_random_uuid(), during, zone, reason_de, reason_en FROM closures, copies;

INSERT INTO layouts (venue_id, id, slug, label) SELECT id, layout_id, 'standard', 'Standard' FROM copies;
INSERT INTO layout_periods (venue_id, id, layout_id, during)
SELECT id, gen_random_uuid(), layout_id, daterange(NULL, NULL) FROM copies;

-- The desks of the demo again and again, each row of the hall behind the last.
CREATE TEMPORARY TABLE places AS
SELECT row_number() OVER (ORDER BY desks.code) - 1 AS number, count(*) OVER () AS places, desks.kind, desks.zone,
    desks.seats, desks.features, spots.x, spots.y, spots.width, spots.depth, spots.rotation, spots.walk_in
FROM desks JOIN layout_desks spots ON spots.venue_id = desks.venue_id AND spots.desk_id = desks.id
JOIN layouts ON layouts.venue_id = spots.venue_id AND layouts.id = spots.layout_id AND layouts.slug = 'standard'
WHERE desks.venue_id = (SELECT id FROM first);
CREATE TEMPORARY TABLE new_desks AS
SELECT copies.id AS venue_id, copies.layout_id, gen_random_uuid() AS id, 'D' || number_of_desk AS code,
    number_of_desk, places.*
FROM copies CROSS JOIN generate_series(1, :desks) AS number_of_desk
JOIN places ON places.number = number_of_desk % places.places;

INSERT INTO desks (venue_id, id, code, kind, zone, seats, features)
SELECT venue_id, id, code, kind, zone, seats, features FROM new_desks;
INSERT INTO layout_desks (venue_id, layout_id, desk_id, x, y, width, depth, rotation, walk_in)
SELECT venue_id, layout_id, id, x + 30 * (number_of_desk / places), y, width, depth, rotation, walk_in FROM new_desks;

CREATE TEMPORARY TABLE wanted AS
SELECT new_desks.venue_id, gen_random_uuid() AS id, new_desks.id AS desk_id, row_number() OVER () AS number,
    tstzrange(start, start + interval '8 hours') AS during
FROM new_desks CROSS JOIN generate_series(1, 59) AS day
CROSS JOIN first
CROSS JOIN LATERAL (SELECT ((current_date + day) + interval '10 hours') AT TIME ZONE first.time_zone AS start) AS starts
WHERE (number_of_desk + day) % 2 = 0;

INSERT INTO bookings (venue_id, id, code, state, during, locale, secret_hash, created_at, confirmed_at)
SELECT venue_id, id,
    -- A number in the alphabet of booking codes.
    (SELECT string_agg(substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', ((number >> (5 * place)) & 31)::int + 1, 1), '')
        FROM generate_series(0, 5) AS place),
    'confirmed', during, 'de', '', now(), now()
FROM wanted;
INSERT INTO booking_desks (venue_id, booking_id, desk_id, state, during)
SELECT venue_id, id, desk_id, 'confirmed', during FROM wanted;

COMMIT;
VACUUM ANALYZE;
SELECT count(*) FROM bookings;
