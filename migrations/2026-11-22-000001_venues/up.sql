CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE venues (
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    hall text NOT NULL,
    street text NOT NULL,
    postcode text NOT NULL,
    city text NOT NULL,
    country text NOT NULL,
    lat double precision,
    lon double precision,
    phone text,
    time_zone text NOT NULL,
    rules jsonb NOT NULL DEFAULT '{}',
    room jsonb NOT NULL,
    plan_notice_de text,
    plan_notice_en text,
    zones jsonb NOT NULL,
    desk_kinds jsonb NOT NULL,
    features jsonb NOT NULL,
    accessibility jsonb NOT NULL,
    demo boolean NOT NULL DEFAULT false,
    CONSTRAINT venues_pkey PRIMARY KEY (id),
    CONSTRAINT venues_slug_key UNIQUE (slug),
    CONSTRAINT venues_slug_check CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT venues_country_check CHECK (country ~ '^[A-Z]{2}$'),
    CONSTRAINT venues_geo_check CHECK ((lat IS NULL) = (lon IS NULL) AND lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180)
);

CREATE TABLE opening_hours (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    weekday smallint NOT NULL,
    opens smallint NOT NULL,
    closes smallint NOT NULL,
    CONSTRAINT opening_hours_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT opening_hours_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT opening_hours_weekday_check CHECK (weekday BETWEEN 1 AND 7),
    CONSTRAINT opening_hours_minutes_check CHECK (0 <= opens AND opens < closes AND closes <= 1440)
);
COMMENT ON COLUMN opening_hours.weekday IS 'ISO 8601, 1 = Monday';
COMMENT ON COLUMN opening_hours.opens IS 'minutes after midnight, wall clock of the venue';

CREATE TABLE holidays (
    venue_id uuid NOT NULL,
    on_date date NOT NULL,
    name_de text NOT NULL,
    name_en text NOT NULL,
    CONSTRAINT holidays_pkey PRIMARY KEY (venue_id, on_date),
    CONSTRAINT holidays_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id)
);

CREATE TABLE closures (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    during tstzrange NOT NULL,
    zone text,
    reason_de text NOT NULL,
    reason_en text NOT NULL,
    CONSTRAINT closures_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT closures_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT closures_during_check CHECK (NOT isempty(during) AND lower(during) IS NOT NULL AND upper(during) IS NOT NULL)
);

CREATE TABLE exhibitions (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    title_de text NOT NULL,
    title_en text NOT NULL,
    summary_de text NOT NULL,
    summary_en text NOT NULL,
    during tstzrange NOT NULL,
    example boolean NOT NULL DEFAULT false,
    CONSTRAINT exhibitions_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT exhibitions_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT exhibitions_during_check CHECK (NOT isempty(during) AND lower(during) IS NOT NULL AND upper(during) IS NOT NULL)
);
