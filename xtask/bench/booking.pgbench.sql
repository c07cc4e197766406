-- R2: the bare SQL of one booking, statement by statement what api/src/bookings/create.rs sends (some of them together).
-- Keep the two alike.
-- From outside: `run` (keeps the slots of all runs apart) and `count` (starts at 0 for every client).
\set count :count + 1
\set number :run * 1000000 + :client_id * 100000 + :count
\set desk :number % 37
-- Half hours from 2030 on.
\set first 1893456000 + :number / 37 * 1800
\set last :first + 1800

BEGIN;

SELECT pg_try_advisory_xact_lock(:number::bigint) AS locked;

SELECT request_hash, answer FROM idempotency_keys
WHERE venue_id = (SELECT venue_id FROM numbered_desks WHERE number = :desk)
    AND scope = 'bookings' AND key = 'bench-' || :number::bigint;

SELECT pg_advisory_xact_lock(lock) FROM numbered_desks WHERE number = :desk;

SELECT DISTINCT booking_desks.booking_id FROM booking_desks
JOIN numbered_desks USING (venue_id)
WHERE numbered_desks.number = :desk AND booking_desks.desk_id = numbered_desks.id
    AND booking_desks.state IN ('held', 'confirmed', 'checked_in')
    AND booking_desks.during && tstzrange(
        to_timestamp(:first),
        to_timestamp(:last));

WITH booking AS (
    INSERT INTO bookings (venue_id, id, code, state, during, email, name, locale, secret_hash,
        hold_expires_at, confirm_code_hash, confirm_code_expires_at, created_at)
    SELECT
        venue_id,
        ('01900000-0000-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid,
        -- The number in the alphabet of booking codes.
        (SELECT string_agg(substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', ((:number::bigint >> (5 * place)) & 31)::int + 1, 1), '')
            FROM generate_series(0, 5) AS place),
        'held',
        tstzrange(
            to_timestamp(:first),
            to_timestamp(:last)),
        'visitor' || :number::bigint || '@example.org',
        NULL,
        'de',
        decode(repeat('5a', 32), 'hex'),
        now() + interval '10 min',
        decode(repeat('a5', 32), 'hex'),
        now() + interval '10 min',
        now()
    FROM numbered_desks WHERE number = :desk
    RETURNING venue_id, id, state, during
)
INSERT INTO booking_desks (venue_id, booking_id, desk_id, state, during)
SELECT booking.venue_id, booking.id, numbered_desks.id, booking.state, booking.during
FROM booking, numbered_desks WHERE numbered_desks.number = :desk;

INSERT INTO outbox (venue_id, id, created_at, due_at, recipient, locale, subject, body_text, body_html)
SELECT venue_id, gen_random_uuid(), now(), now(), 'visitor' || :number::bigint || '@example.org', 'de',
    'Ihr Code', repeat('Bitte bestaetigen Sie. ', 30), repeat('<p>Bitte bestaetigen Sie.</p>', 80)
FROM numbered_desks WHERE number = :desk;

INSERT INTO idempotency_keys (venue_id, scope, key, request_hash, status, answer, created_at)
SELECT venue_id, 'bookings', 'bench-' || :number::bigint, decode(repeat('5a', 32), 'hex'), 201,
    jsonb_build_object('id', :number::bigint, 'state', 'held', 'links', repeat('https://example.org/api/v1/bookings/', 12)), now()
FROM numbered_desks WHERE number = :desk;

WITH bumped AS (
    UPDATE venue_revisions SET revision = revision + 1
    WHERE venue_id = (SELECT venue_id FROM numbered_desks WHERE number = :desk) RETURNING venue_id, revision
), change AS (
    INSERT INTO changes (venue_id, revision, at, booking_id)
    SELECT venue_id, revision, now(), ('01900000-0000-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid
    FROM bumped RETURNING venue_id, revision
)
SELECT revision, pg_notify('changes', venue_id || ' ' || revision)::text FROM change;

COMMIT;
