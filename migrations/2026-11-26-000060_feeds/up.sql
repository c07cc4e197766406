-- Sources outside from which offers come, and how they are doing.
CREATE TABLE feeds (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    url text,
    format text NOT NULL,
    every_minutes integer NOT NULL,
    mapping jsonb NOT NULL,
    office text NOT NULL,
    email text NOT NULL,
    publish boolean NOT NULL DEFAULT false,
    enabled boolean NOT NULL DEFAULT true,
    revision bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'new',
    failing_since timestamptz,
    last_error text,
    etag text,
    last_modified text,
    fetched_at timestamptz,
    read_at timestamptz,
    due_at timestamptz,
    claim uuid,
    claimed_until timestamptz,
    CONSTRAINT feeds_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT feeds_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT feeds_format_check CHECK (format IN ('icalendar', 'rss', 'jsonld', 'csv')),
    CONSTRAINT feeds_url_check CHECK (url IS NOT NULL OR format = 'csv'),
    CONSTRAINT feeds_every_check CHECK (every_minutes BETWEEN 5 AND 10080),
    CONSTRAINT feeds_state_check CHECK (state IN ('new', 'ok', 'failing')),
    CONSTRAINT feeds_failing_check CHECK ((state = 'failing') = (failing_since IS NOT NULL)),
    CONSTRAINT feeds_claim_check CHECK ((claim IS NULL) = (claimed_until IS NULL))
);
COMMENT ON COLUMN feeds.read_at IS 'when it was last read whole, and not answered that it is as it was';
COMMENT ON COLUMN feeds.due_at IS 'when it is looked at next; null where nobody looks by itself';
COMMENT ON COLUMN feeds.claim IS 'who reads it just now, until claimed_until';
CREATE INDEX feeds_due_idx ON feeds (due_at);

-- One row a thing in a source, by the name the source has for it, and the offer it has become. Rows stay when the
-- thing has gone: should it come back, it is the same offer.
CREATE TABLE feed_items (
    venue_id uuid NOT NULL,
    feed_id uuid NOT NULL,
    uid text NOT NULL,
    offer_id uuid NOT NULL,
    title text NOT NULL,
    content jsonb NOT NULL,
    written bytea NOT NULL,
    held boolean NOT NULL DEFAULT false,
    released boolean NOT NULL DEFAULT false,
    seen_at timestamptz NOT NULL,
    gone_at timestamptz,
    CONSTRAINT feed_items_pkey PRIMARY KEY (venue_id, feed_id, uid),
    CONSTRAINT feed_items_feed_fkey FOREIGN KEY (venue_id, feed_id) REFERENCES feeds (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT feed_items_offer_fkey FOREIGN KEY (venue_id, offer_id) REFERENCES offers (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT feed_items_offer_key UNIQUE (venue_id, offer_id)
);
COMMENT ON COLUMN feed_items.content IS 'what the source said of it when it was last taken over';
COMMENT ON COLUMN feed_items.written IS 'SHA-256 of the offer as it was right after that: another one now, and somebody has changed it by hand';

-- One row a look, for a month.
CREATE TABLE feed_runs (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    feed_id uuid NOT NULL,
    at timestamptz NOT NULL,
    trigger text NOT NULL,
    outcome text NOT NULL,
    added integer NOT NULL,
    changed integer NOT NULL,
    removed integer NOT NULL,
    held integer NOT NULL,
    unchanged integer NOT NULL,
    problems jsonb NOT NULL DEFAULT '[]',
    error text,
    CONSTRAINT feed_runs_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT feed_runs_feed_fkey FOREIGN KEY (venue_id, feed_id) REFERENCES feeds (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT feed_runs_trigger_check CHECK (trigger IN ('schedule', 'hand', 'upload')),
    CONSTRAINT feed_runs_outcome_check CHECK (outcome IN ('not_modified', 'read', 'failed'))
);
CREATE INDEX feed_runs_feed_idx ON feed_runs (venue_id, feed_id, id);
CREATE INDEX feed_runs_age_idx ON feed_runs (at);
