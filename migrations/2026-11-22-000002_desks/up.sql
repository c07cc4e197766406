CREATE TABLE desks (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    code text NOT NULL,
    kind text NOT NULL,
    zone text NOT NULL,
    seats smallint NOT NULL,
    features text[] NOT NULL DEFAULT '{}',
    table_code text,
    furniture_origin text,
    out_of_service_de text,
    out_of_service_en text,
    CONSTRAINT desks_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT desks_code_key UNIQUE (venue_id, code),
    CONSTRAINT desks_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT desks_code_check CHECK (code ~ '^[A-Z]{1,3}[1-9][0-9]{0,3}$'),
    CONSTRAINT desks_seats_check CHECK (seats > 0),
    CONSTRAINT desks_out_of_service_check CHECK ((out_of_service_de IS NULL) = (out_of_service_en IS NULL))
);

CREATE TABLE layouts (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    slug text NOT NULL,
    label text NOT NULL,
    tables jsonb NOT NULL DEFAULT '[]',
    exhibition_areas jsonb NOT NULL DEFAULT '[]',
    CONSTRAINT layouts_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT layouts_slug_key UNIQUE (venue_id, slug),
    CONSTRAINT layouts_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id)
);

CREATE TABLE layout_desks (
    venue_id uuid NOT NULL,
    layout_id uuid NOT NULL,
    desk_id uuid NOT NULL,
    x double precision NOT NULL,
    y double precision NOT NULL,
    width double precision NOT NULL,
    depth double precision NOT NULL,
    rotation double precision NOT NULL,
    walk_in boolean NOT NULL DEFAULT false,
    CONSTRAINT layout_desks_pkey PRIMARY KEY (venue_id, layout_id, desk_id),
    CONSTRAINT layout_desks_layout_fkey FOREIGN KEY (venue_id, layout_id) REFERENCES layouts (venue_id, id),
    CONSTRAINT layout_desks_desk_fkey FOREIGN KEY (venue_id, desk_id) REFERENCES desks (venue_id, id),
    CONSTRAINT layout_desks_size_check CHECK (width > 0 AND depth > 0)
);

CREATE TABLE layout_periods (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    layout_id uuid NOT NULL,
    during daterange NOT NULL,
    CONSTRAINT layout_periods_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT layout_periods_layout_fkey FOREIGN KEY (venue_id, layout_id) REFERENCES layouts (venue_id, id),
    CONSTRAINT layout_periods_during_check CHECK (NOT isempty(during)),
    -- A hall has one arrangement at a time.
    CONSTRAINT layout_periods_no_overlap EXCLUDE USING gist (venue_id WITH =, during WITH &&)
);
