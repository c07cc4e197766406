-- Hours in which an office advises people at the info point, what becomes of their slots, and how many people came
-- without one.
CREATE TABLE advice_hours (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    title_de text NOT NULL,
    title_en text NOT NULL,
    office_de text NOT NULL,
    office_en text NOT NULL,
    about_de text NOT NULL DEFAULT '',
    about_en text NOT NULL DEFAULT '',
    place_de text NOT NULL,
    place_en text NOT NULL,
    slot_minutes smallint NOT NULL,
    seats smallint NOT NULL,
    languages text[] NOT NULL,
    accessible boolean NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    example boolean NOT NULL DEFAULT false,
    revision bigint NOT NULL DEFAULT 1,
    removed_at timestamptz,
    CONSTRAINT advice_hours_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT advice_hours_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT advice_hours_slot_check CHECK (slot_minutes BETWEEN 5 AND 240),
    CONSTRAINT advice_hours_seats_check CHECK (seats BETWEEN 1 AND 50),
    CONSTRAINT advice_hours_valid_check CHECK (valid_to > valid_from),
    CONSTRAINT advice_hours_revision_check CHECK (revision > 0)
);
CREATE INDEX advice_hours_id_idx ON advice_hours (id);
COMMENT ON COLUMN advice_hours.seats IS 'how many people are advised at the same time';
COMMENT ON COLUMN advice_hours.removed_at IS 'since when there are no such hours any more; what was booked stays for statistics';

-- When they are: each week, or on one date, by the clock on the wall.
CREATE TABLE advice_times (
    venue_id uuid NOT NULL,
    advice_id uuid NOT NULL,
    number smallint NOT NULL,
    weekday smallint,
    on_date date,
    opens smallint NOT NULL,
    closes smallint NOT NULL,
    CONSTRAINT advice_times_pkey PRIMARY KEY (venue_id, advice_id, number),
    CONSTRAINT advice_times_advice_fkey FOREIGN KEY (venue_id, advice_id)
        REFERENCES advice_hours (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT advice_times_day_check CHECK ((weekday IS NULL) <> (on_date IS NULL)),
    CONSTRAINT advice_times_weekday_check CHECK (weekday BETWEEN 1 AND 7),
    CONSTRAINT advice_times_minutes_check CHECK (opens >= 0 AND opens < closes AND closes <= 1440)
);
COMMENT ON COLUMN advice_times.weekday IS '1 = Monday (ISO 8601)';
COMMENT ON COLUMN advice_times.opens IS 'minutes after midnight';

-- Which offers they are about. Without any they are about a topic of their own.
CREATE TABLE advice_offers (
    venue_id uuid NOT NULL,
    advice_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    CONSTRAINT advice_offers_pkey PRIMARY KEY (venue_id, advice_id, offer_id),
    CONSTRAINT advice_offers_advice_fkey FOREIGN KEY (venue_id, advice_id)
        REFERENCES advice_hours (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT advice_offers_offer_fkey FOREIGN KEY (venue_id, offer_id) REFERENCES offers (venue_id, id) ON DELETE CASCADE
);
CREATE INDEX advice_offers_offer_idx ON advice_offers (venue_id, offer_id);

-- Days on which they are not. Holidays and closures of the venue hold beside these.
CREATE TABLE advice_exceptions (
    venue_id uuid NOT NULL,
    advice_id uuid NOT NULL,
    on_date date NOT NULL,
    reason_de text NOT NULL,
    reason_en text NOT NULL,
    CONSTRAINT advice_exceptions_pkey PRIMARY KEY (venue_id, advice_id, on_date),
    CONSTRAINT advice_exceptions_advice_fkey FOREIGN KEY (venue_id, advice_id)
        REFERENCES advice_hours (venue_id, id) ON DELETE CASCADE
);

-- People who came without an appointment: a number a day, nobody in it.
CREATE TABLE advice_walk_ins (
    venue_id uuid NOT NULL,
    advice_id uuid NOT NULL,
    on_date date NOT NULL,
    count integer NOT NULL,
    CONSTRAINT advice_walk_ins_pkey PRIMARY KEY (venue_id, advice_id, on_date),
    CONSTRAINT advice_walk_ins_advice_fkey FOREIGN KEY (venue_id, advice_id)
        REFERENCES advice_hours (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT advice_walk_ins_count_check CHECK (count > 0)
);

CREATE TABLE appointments (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    advice_id uuid NOT NULL,
    seat smallint NOT NULL,
    during tstzrange NOT NULL,
    state text NOT NULL,
    code text NOT NULL,
    offer_id uuid,
    email text,
    name text,
    locale text NOT NULL,
    secret_hash bytea NOT NULL,
    hold_expires_at timestamptz,
    hold_extensions smallint NOT NULL DEFAULT 0,
    hold_origin bytea,
    confirm_code_hash bytea,
    confirm_code_tries smallint NOT NULL DEFAULT 0,
    cancel_reason_de text,
    cancel_reason_en text,
    app_id uuid,
    revision bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    ended_at timestamptz,
    erased_at timestamptz,
    CONSTRAINT appointments_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT appointments_advice_fkey FOREIGN KEY (venue_id, advice_id) REFERENCES advice_hours (venue_id, id),
    CONSTRAINT appointments_offer_fkey FOREIGN KEY (venue_id, offer_id)
        REFERENCES offers (venue_id, id) ON DELETE SET NULL (offer_id),
    CONSTRAINT appointments_code_check CHECK (code ~ '^[2-9A-HJ-NP-Z]{6}$'),
    CONSTRAINT appointments_seat_check CHECK (seat > 0),
    CONSTRAINT appointments_state_check
        CHECK (state IN ('held', 'confirmed', 'attended', 'no_show', 'expired', 'cancelled')),
    CONSTRAINT appointments_during_check CHECK (
        NOT isempty(during) AND lower(during) IS NOT NULL AND upper(during) IS NOT NULL AND lower_inc(during) AND NOT upper_inc(during)
    ),
    CONSTRAINT appointments_hold_check CHECK ((state = 'held') = (hold_expires_at IS NOT NULL)),
    CONSTRAINT appointments_origin_check CHECK (state = 'held' OR hold_origin IS NULL),
    CONSTRAINT appointments_locale_check CHECK (locale IN ('de', 'en')),
    CONSTRAINT appointments_revision_check CHECK (revision > 0),
    -- One adviser, one visitor. Nothing in front of this is trusted.
    CONSTRAINT appointments_no_overlap EXCLUDE USING gist (venue_id WITH =, advice_id WITH =, seat WITH =, during WITH &&)
        WHERE (state IN ('held', 'confirmed', 'attended'))
);
CREATE INDEX appointments_id_idx ON appointments (id);
-- People read codes aloud at the info point, so among appointments that matter now they are unique.
CREATE UNIQUE INDEX appointments_code_key ON appointments (venue_id, code) WHERE state IN ('held', 'confirmed', 'attended');
CREATE INDEX appointments_hold_due_idx ON appointments (hold_expires_at) WHERE state = 'held';
CREATE INDEX appointments_erase_due_idx ON appointments (coalesce(ended_at, upper(during))) WHERE erased_at IS NULL;
CREATE INDEX appointments_email_idx ON appointments (venue_id, lower(email)) WHERE email IS NOT NULL;
CREATE INDEX appointments_origin_idx ON appointments (venue_id, hold_origin) WHERE hold_origin IS NOT NULL;
CREATE INDEX appointments_day_idx ON appointments (venue_id, lower(during));
COMMENT ON COLUMN appointments.seat IS 'which of the advisers, from 1; nobody is told';
COMMENT ON COLUMN appointments.hold_expires_at IS 'the code of the hold is good as long';
