-- What an offer says, each time somebody changed it. Rows are added and never changed, but for when one was published.
CREATE TABLE offer_versions (
    venue_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    version integer NOT NULL,
    content jsonb NOT NULL,
    written_at timestamptz NOT NULL,
    written_by uuid,
    written_by_name text,
    published_at timestamptz,
    CONSTRAINT offer_versions_pkey PRIMARY KEY (venue_id, offer_id, version),
    CONSTRAINT offer_versions_offer_fkey FOREIGN KEY (venue_id, offer_id) REFERENCES offers (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT offer_versions_version_check CHECK (version > 0)
);

-- How far the working version has got. An offer that no editor has touched has no row: what is published is all there is.
CREATE TABLE offer_work (
    venue_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    public_version integer,
    publish_at timestamptz,
    changed_at timestamptz NOT NULL,
    revision bigint NOT NULL DEFAULT 0,
    CONSTRAINT offer_work_pkey PRIMARY KEY (venue_id, offer_id),
    CONSTRAINT offer_work_offer_fkey FOREIGN KEY (venue_id, offer_id) REFERENCES offers (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT offer_work_version_fkey FOREIGN KEY (venue_id, offer_id, version) REFERENCES offer_versions (venue_id, offer_id, version) ON DELETE CASCADE,
    CONSTRAINT offer_work_state_check CHECK (state IN ('draft', 'in_review', 'published', 'expired', 'archived')),
    CONSTRAINT offer_work_publish_check CHECK (publish_at IS NULL OR state = 'in_review')
);
CREATE INDEX offer_work_publish_idx ON offer_work (venue_id, publish_at) WHERE publish_at IS NOT NULL;
CREATE INDEX offers_valid_to_idx ON offers (venue_id, valid_to) WHERE state = 'published' AND valid_to IS NOT NULL;

-- Which review date somebody was reminded of.
ALTER TABLE offer_details ADD COLUMN reminded_for date;
CREATE INDEX offer_details_review_idx ON offer_details (venue_id, review_on) WHERE reminded_for IS DISTINCT FROM review_on;
