-- Where apps want to be told of their bookings, and what they are told. Both belong to an app, hence to the house and
-- to none of its venues.
CREATE TABLE webhooks (
    id uuid NOT NULL,
    app_id uuid NOT NULL,
    url text NOT NULL,
    events text[] NOT NULL,
    generation integer NOT NULL DEFAULT 1,
    rotated_at timestamptz,
    created_at timestamptz NOT NULL,
    disabled_because text,
    failing_since timestamptz,
    CONSTRAINT webhooks_pkey PRIMARY KEY (id),
    CONSTRAINT webhooks_app_fkey FOREIGN KEY (app_id) REFERENCES apps (id),
    CONSTRAINT webhooks_url_check CHECK (length(url) BETWEEN 1 AND 2000),
    CONSTRAINT webhooks_generation_check CHECK (generation > 0),
    CONSTRAINT webhooks_disabled_check CHECK (disabled_because IN ('asked', 'gone', 'failing'))
);
COMMENT ON COLUMN webhooks.generation IS 'the secret is derived from the id, this number and the server''s key';
COMMENT ON COLUMN webhooks.rotated_at IS 'for a day from here on messages are signed with the secret before as well';
COMMENT ON COLUMN webhooks.disabled_because IS 'null as long as it tells';
COMMENT ON COLUMN webhooks.failing_since IS 'since when nothing has arrived; null once something does';
CREATE INDEX webhooks_app_idx ON webhooks (app_id);

-- One row a message, written in the transaction that it tells of and sent by a worker. The body has a booking in it as
-- it was then: rows go after a week, and with the person of the booking.
CREATE TABLE webhook_deliveries (
    id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    event text NOT NULL,
    booking_id uuid,
    body text NOT NULL,
    created_at timestamptz NOT NULL,
    status text NOT NULL DEFAULT 'waiting',
    due_at timestamptz NOT NULL,
    attempts smallint NOT NULL DEFAULT 0,
    tried_at timestamptz,
    status_code smallint,
    error text,
    CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (id),
    CONSTRAINT webhook_deliveries_webhook_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks (id) ON DELETE CASCADE,
    CONSTRAINT webhook_deliveries_status_check CHECK (status IN ('waiting', 'delivered', 'failed')),
    CONSTRAINT webhook_deliveries_attempts_check CHECK (attempts >= 0)
);
COMMENT ON COLUMN webhook_deliveries.due_at IS 'when it is tried next; while somebody tries it, until when nobody else does';
COMMENT ON COLUMN webhook_deliveries.error IS 'why there was no answer, in our words';
CREATE INDEX webhook_deliveries_due_idx ON webhook_deliveries (due_at) WHERE status = 'waiting';
CREATE INDEX webhook_deliveries_webhook_idx ON webhook_deliveries (webhook_id, id);
CREATE INDEX webhook_deliveries_booking_idx ON webhook_deliveries (booking_id);
CREATE INDEX webhook_deliveries_age_idx ON webhook_deliveries (created_at);
