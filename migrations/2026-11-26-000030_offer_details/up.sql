ALTER TABLE offers
    ADD COLUMN state text NOT NULL DEFAULT 'published',
    ADD COLUMN published_at timestamptz,
    ADD COLUMN valid_from timestamptz,
    ADD COLUMN valid_to timestamptz,
    ADD CONSTRAINT offers_state_check CHECK (state IN ('draft', 'in_review', 'published', 'expired', 'archived')),
    ADD CONSTRAINT offers_validity_check CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from < valid_to);
UPDATE offers SET published_at = updated_at;
-- What has been shown was shown from some moment on.
ALTER TABLE offers ADD CONSTRAINT offers_published_check CHECK (state <> 'published' OR published_at IS NOT NULL);

-- One row an offer: what finder, calendars and open data need and a card in a list does not show.
CREATE TABLE offer_details (
    venue_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    prices jsonb NOT NULL DEFAULT '[]',
    pass_rules jsonb NOT NULL DEFAULT '[]',
    gives_pass text,
    benefits text[] NOT NULL DEFAULT '{}',
    lat double precision,
    lon double precision,
    access jsonb NOT NULL DEFAULT '{}',
    employment text[] NOT NULL DEFAULT '{}',
    event_state text NOT NULL DEFAULT 'scheduled',
    phase text,
    closes_at timestamptz,
    leika_key text,
    ags text,
    review_on date,
    CONSTRAINT offer_details_pkey PRIMARY KEY (venue_id, offer_id),
    CONSTRAINT offer_details_offer_fkey FOREIGN KEY (venue_id, offer_id) REFERENCES offers (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT offer_details_position_check CHECK ((lat IS NULL) = (lon IS NULL) AND lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180),
    CONSTRAINT offer_details_event_state_check CHECK (event_state IN ('scheduled', 'cancelled', 'postponed')),
    CONSTRAINT offer_details_phase_check CHECK (phase IN ('announced', 'open', 'evaluation', 'decided', 'closed')),
    -- LeiKa keys have 14 digits, official keys of municipalities (AGS) have 8.
    CONSTRAINT offer_details_leika_check CHECK (leika_key ~ '^[0-9]{14}$'),
    CONSTRAINT offer_details_ags_check CHECK (ags ~ '^[0-9]{8}$')
);
INSERT INTO offer_details (venue_id, offer_id) SELECT venue_id, id FROM offers;

-- Search has tables of its own (000032).
DROP INDEX offer_texts_search_idx;
ALTER TABLE offer_texts
    DROP COLUMN search,
    DROP CONSTRAINT offer_texts_lang_check,
    ADD COLUMN keywords text NOT NULL DEFAULT '',
    -- BCP 47, in lower case: `de`, `en`, `de-simple` (Leichte Sprache), `uk` …
    ADD CONSTRAINT offer_texts_lang_check CHECK (lang ~ '^[a-z]{2,3}(-[a-z0-9]{2,8})*$');
