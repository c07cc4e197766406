-- Wishes that are served when room appears, in the order of their numbers (rule 9).
CREATE TABLE waiting_list (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    place bigint GENERATED ALWAYS AS IDENTITY,
    state text NOT NULL,
    during tstzrange NOT NULL,
    party_size smallint NOT NULL,
    features text[] NOT NULL DEFAULT '{}',
    zone text,
    kind text,
    email text,
    name text,
    locale text NOT NULL,
    secret_hash bytea NOT NULL,
    booking_id uuid,
    created_at timestamptz NOT NULL,
    erased_at timestamptz,
    CONSTRAINT waiting_list_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT waiting_list_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT waiting_list_booking_fkey FOREIGN KEY (venue_id, booking_id) REFERENCES bookings (venue_id, id),
    CONSTRAINT waiting_list_state_check CHECK (state IN ('waiting', 'offered', 'expired', 'withdrawn')),
    CONSTRAINT waiting_list_offer_check CHECK ((state = 'offered') = (booking_id IS NOT NULL)),
    CONSTRAINT waiting_list_person_check CHECK (state <> 'waiting' OR email IS NOT NULL),
    CONSTRAINT waiting_list_party_check CHECK (party_size > 0),
    CONSTRAINT waiting_list_locale_check CHECK (locale IN ('de', 'en'))
);
CREATE INDEX waiting_list_id_idx ON waiting_list (id);
CREATE INDEX waiting_list_waiting_idx ON waiting_list USING gist (venue_id, during) WHERE state = 'waiting';
CREATE INDEX waiting_list_start_idx ON waiting_list (venue_id, lower(during)) WHERE state = 'waiting';
CREATE INDEX waiting_list_erase_idx ON waiting_list (venue_id, upper(during)) WHERE erased_at IS NULL;
