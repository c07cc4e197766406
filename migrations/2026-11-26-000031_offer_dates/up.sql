-- When an event takes place, by the clock on the wall: once, or by a rule (RFC 5545).
-- `known_until`: its dates are worked out that far.
CREATE TABLE offer_schedules (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    offer_id uuid NOT NULL,
    starts timestamp NOT NULL,
    minutes integer NOT NULL,
    all_day boolean NOT NULL DEFAULT false,
    rrule text,
    room text,
    known_until timestamptz,
    CONSTRAINT offer_schedules_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT offer_schedules_offer_fkey FOREIGN KEY (venue_id, offer_id) REFERENCES offers (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT offer_schedules_minutes_check CHECK (minutes > 0),
    CONSTRAINT offer_schedules_all_day_check CHECK (NOT all_day OR (starts = date_trunc('day', starts) AND minutes % 1440 = 0))
);
CREATE INDEX offer_schedules_offer_idx ON offer_schedules (venue_id, offer_id);

-- What is different on one date of a rule; `starts` is when it would have begun.
CREATE TABLE offer_exceptions (
    venue_id uuid NOT NULL,
    schedule_id uuid NOT NULL,
    starts timestamp NOT NULL,
    outcome text NOT NULL,
    moved_to timestamp,
    CONSTRAINT offer_exceptions_pkey PRIMARY KEY (venue_id, schedule_id, starts),
    CONSTRAINT offer_exceptions_schedule_fkey FOREIGN KEY (venue_id, schedule_id) REFERENCES offer_schedules (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT offer_exceptions_outcome_check CHECK (outcome IN ('left_out', 'cancelled', 'postponed', 'moved')),
    CONSTRAINT offer_exceptions_moved_check CHECK ((outcome = 'moved') = (moved_to IS NOT NULL))
);

-- The dates that follow from both, worked out ahead.
CREATE TABLE offer_dates (
    venue_id uuid NOT NULL,
    schedule_id uuid NOT NULL,
    starts timestamp NOT NULL,
    offer_id uuid NOT NULL,
    during tstzrange NOT NULL,
    state text NOT NULL,
    CONSTRAINT offer_dates_pkey PRIMARY KEY (venue_id, schedule_id, starts),
    CONSTRAINT offer_dates_schedule_fkey FOREIGN KEY (venue_id, schedule_id) REFERENCES offer_schedules (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT offer_dates_offer_fkey FOREIGN KEY (venue_id, offer_id) REFERENCES offers (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT offer_dates_state_check CHECK (state IN ('scheduled', 'cancelled', 'postponed', 'moved'))
);
CREATE INDEX offer_dates_during_idx ON offer_dates USING gist (during);
CREATE INDEX offer_dates_offer_idx ON offer_dates (venue_id, offer_id, during);
