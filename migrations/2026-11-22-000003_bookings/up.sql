CREATE TABLE bookings (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    code text NOT NULL,
    state text NOT NULL,
    during tstzrange NOT NULL,
    email text,
    name text,
    locale text NOT NULL,
    secret_hash bytea NOT NULL,
    hold_expires_at timestamptz,
    hold_extensions smallint NOT NULL DEFAULT 0,
    confirm_code_hash bytea,
    confirm_code_expires_at timestamptz,
    confirm_code_tries smallint NOT NULL DEFAULT 0,
    revision bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    checked_in_at timestamptz,
    ended_at timestamptz,
    erased_at timestamptz,
    CONSTRAINT bookings_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT bookings_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    -- What booking_desks points at, so that state and period there can never differ from here.
    CONSTRAINT bookings_blocking_key UNIQUE (venue_id, id, state, during),
    CONSTRAINT bookings_code_check CHECK (code ~ '^[2-9A-HJ-NP-Z]{6}$'),
    CONSTRAINT bookings_state_check CHECK (state IN ('held', 'confirmed', 'checked_in', 'completed', 'no_show', 'expired', 'cancelled')),
    CONSTRAINT bookings_during_check CHECK (
        NOT isempty(during) AND lower(during) IS NOT NULL AND upper(during) IS NOT NULL AND lower_inc(during) AND NOT upper_inc(during)
    ),
    CONSTRAINT bookings_grid_check CHECK (
        extract(epoch FROM lower(during)) % 900 = 0 AND extract(epoch FROM upper(during)) % 900 = 0
    ),
    CONSTRAINT bookings_hold_check CHECK ((state = 'held') = (hold_expires_at IS NOT NULL)),
    CONSTRAINT bookings_locale_check CHECK (locale IN ('de', 'en')),
    CONSTRAINT bookings_revision_check CHECK (revision > 0)
);

CREATE INDEX bookings_id_idx ON bookings (id);
-- People read codes aloud at the front desk, so among bookings that matter now they are unique.
CREATE UNIQUE INDEX bookings_code_key ON bookings (venue_id, code) WHERE state IN ('held', 'confirmed', 'checked_in');
-- One index for each thing that falls due.
CREATE INDEX bookings_hold_due_idx ON bookings (hold_expires_at) WHERE state = 'held';
CREATE INDEX bookings_start_due_idx ON bookings (lower(during)) WHERE state = 'confirmed';
CREATE INDEX bookings_end_due_idx ON bookings (upper(during)) WHERE state = 'checked_in';
CREATE INDEX bookings_erase_due_idx ON bookings (coalesce(ended_at, upper(during))) WHERE erased_at IS NULL;

CREATE TABLE booking_desks (
    venue_id uuid NOT NULL,
    booking_id uuid NOT NULL,
    desk_id uuid NOT NULL,
    state text NOT NULL,
    during tstzrange NOT NULL,
    CONSTRAINT booking_desks_pkey PRIMARY KEY (venue_id, booking_id, desk_id),
    CONSTRAINT booking_desks_booking_fkey FOREIGN KEY (venue_id, booking_id, state, during)
        REFERENCES bookings (venue_id, id, state, during) ON UPDATE CASCADE ON DELETE CASCADE,
    CONSTRAINT booking_desks_desk_fkey FOREIGN KEY (venue_id, desk_id) REFERENCES desks (venue_id, id),
    -- Rule 3. Nothing in front of this is trusted.
    CONSTRAINT booking_desks_no_overlap EXCLUDE USING gist (venue_id WITH =, desk_id WITH =, during WITH &&)
        WHERE (state IN ('held', 'confirmed', 'checked_in'))
);

-- The venue's revision: bumped as the last write of a transaction, so the row lock makes commits
-- and revisions happen in the same order, without gaps.
CREATE TABLE venue_revisions (
    venue_id uuid NOT NULL,
    revision bigint NOT NULL DEFAULT 0,
    CONSTRAINT venue_revisions_pkey PRIMARY KEY (venue_id),
    CONSTRAINT venue_revisions_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id)
) WITH (fillfactor = 50);

CREATE TABLE changes (
    venue_id uuid NOT NULL,
    revision bigint NOT NULL,
    at timestamptz NOT NULL,
    booking_id uuid NOT NULL,
    CONSTRAINT changes_pkey PRIMARY KEY (venue_id, revision),
    CONSTRAINT changes_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id)
);

CREATE TABLE idempotency_keys (
    venue_id uuid NOT NULL,
    scope text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status smallint NOT NULL,
    answer jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (venue_id, scope, key),
    CONSTRAINT idempotency_keys_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT idempotency_keys_key_check CHECK (length(key) BETWEEN 1 AND 128)
);
CREATE INDEX idempotency_keys_age_idx ON idempotency_keys (created_at);
