-- How often embeds are shown, by the host of the page around them: a number a day, and nothing about who looks.
CREATE TABLE embed_views (
    venue_id uuid NOT NULL,
    day date NOT NULL,
    host text NOT NULL,
    kind text NOT NULL,
    views bigint NOT NULL,
    CONSTRAINT embed_views_pkey PRIMARY KEY (venue_id, day, host, kind),
    CONSTRAINT embed_views_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT embed_views_host_check CHECK (length(host) <= 253),
    CONSTRAINT embed_views_kind_check CHECK (kind IN ('badge', 'day', 'plan', 'frame', 'offers', 'element')),
    CONSTRAINT embed_views_views_check CHECK (views > 0)
);
COMMENT ON COLUMN embed_views.host IS 'of the page, as its browser names it; empty where it does not, and for hosts beyond the first few hundred of a day';
