-- Screens in the hall: what each of them shows in turn, and what it shows instead in an emergency.
CREATE TABLE boards (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    orientation text NOT NULL,
    playlist jsonb NOT NULL,
    emergency_de text,
    emergency_en text,
    emergency_at timestamptz,
    revision bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT boards_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT boards_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT boards_slug_key UNIQUE (slug),
    CONSTRAINT boards_slug_check CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT boards_orientation_check CHECK (orientation IN ('landscape', 'portrait')),
    CONSTRAINT boards_playlist_check CHECK (jsonb_typeof(playlist) = 'array'),
    CONSTRAINT boards_emergency_check CHECK (num_nulls(emergency_de, emergency_en, emergency_at) IN (0, 3)),
    CONSTRAINT boards_revision_check CHECK (revision > 0)
);
COMMENT ON COLUMN boards.playlist IS 'panels in their order, as shared::boards::Panel has them';
COMMENT ON COLUMN boards.emergency_at IS 'since when the notice takes the whole screen; null while there is none';
