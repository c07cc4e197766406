-- Rule 5: staff may override any rule but number 3, with a reason that is kept.
CREATE TABLE overrides (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    booking_id uuid NOT NULL,
    staff_key_id uuid NOT NULL,
    at timestamptz NOT NULL,
    rules text[] NOT NULL,
    reason text NOT NULL,
    CONSTRAINT overrides_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT overrides_booking_fkey FOREIGN KEY (venue_id, booking_id) REFERENCES bookings (venue_id, id),
    CONSTRAINT overrides_staff_key_fkey FOREIGN KEY (venue_id, staff_key_id) REFERENCES staff_keys (venue_id, id),
    CONSTRAINT overrides_rules_check CHECK (cardinality(rules) > 0),
    CONSTRAINT overrides_reason_check CHECK (reason <> '')
);
COMMENT ON TABLE overrides IS 'which rules staff have set aside for a booking, and why; rows are never changed';
