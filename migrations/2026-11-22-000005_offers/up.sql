CREATE TABLE offers (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    slug text NOT NULL,
    kind text NOT NULL,
    category text NOT NULL,
    audience text[] NOT NULL DEFAULT '{}',
    min_age smallint,
    max_age smallint,
    amount_cents integer,
    free boolean NOT NULL DEFAULT false,
    pass_keys text[] NOT NULL DEFAULT '{}',
    step_free boolean,
    languages text[] NOT NULL DEFAULT '{}',
    starts_at timestamptz,
    ends_at timestamptz,
    recurring jsonb,
    contact jsonb,
    source_url text,
    source_as_of text,
    verified boolean NOT NULL DEFAULT false,
    example boolean NOT NULL DEFAULT false,
    sort integer NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL,
    CONSTRAINT offers_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT offers_slug_key UNIQUE (venue_id, slug),
    CONSTRAINT offers_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT offers_slug_check CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT offers_kind_check CHECK (kind IN ('culture', 'place', 'event', 'support', 'participation', 'job', 'service', 'notice')),
    CONSTRAINT offers_age_check CHECK (min_age >= 0 AND max_age >= 0 AND (min_age IS NULL OR max_age IS NULL OR min_age <= max_age)),
    CONSTRAINT offers_amount_check CHECK (amount_cents >= 0),
    -- A fact without a source is an example, and says so.
    CONSTRAINT offers_source_check CHECK (example OR (source_url IS NOT NULL AND source_as_of IS NOT NULL)),
    CONSTRAINT offers_time_check CHECK (starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at)
);

CREATE TABLE offer_texts (
    venue_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    lang text NOT NULL,
    title text NOT NULL,
    summary text NOT NULL,
    body text NOT NULL,
    price_text text NOT NULL,
    passes jsonb NOT NULL DEFAULT '[]',
    place jsonb,
    links jsonb NOT NULL DEFAULT '[]',
    search tsvector GENERATED ALWAYS AS (
        CASE lang
            WHEN 'de' THEN setweight(to_tsvector('german', title), 'A') || setweight(to_tsvector('german', summary), 'B') || setweight(to_tsvector('german', body), 'C')
            ELSE setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B') || setweight(to_tsvector('english', body), 'C')
        END
    ) STORED,
    CONSTRAINT offer_texts_pkey PRIMARY KEY (venue_id, offer_id, lang),
    CONSTRAINT offer_texts_offer_fkey FOREIGN KEY (venue_id, offer_id) REFERENCES offers (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT offer_texts_lang_check CHECK (lang IN ('de', 'en')),
    CONSTRAINT offer_texts_summary_check CHECK (length(summary) <= 200)
);
CREATE INDEX offer_texts_search_idx ON offer_texts USING gin (search);
