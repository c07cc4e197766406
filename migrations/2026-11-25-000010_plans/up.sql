-- Who may change the hall. Until people sign in, a key stands for each of them; only its hash is kept.
CREATE TABLE staff_keys (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    last_used_at timestamptz,
    CONSTRAINT staff_keys_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT staff_keys_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT staff_keys_name_check CHECK (length(name) BETWEEN 1 AND 100),
    CONSTRAINT staff_keys_role_check CHECK (role IN ('front_desk', 'hall_manager', 'editor', 'admin'))
);
CREATE INDEX staff_keys_id_idx ON staff_keys (id);

-- Rule 11: what changed the hall, what it did to bookings, and what has to come back when it is undone.
CREATE TABLE plans (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    content jsonb NOT NULL,
    during tstzrange NOT NULL,
    replaced jsonb NOT NULL DEFAULT '[]',
    touched jsonb NOT NULL DEFAULT '[]',
    touched_by_undo jsonb NOT NULL DEFAULT '[]',
    applied_by text NOT NULL,
    applied_at timestamptz NOT NULL,
    undone_at timestamptz,
    revision bigint NOT NULL DEFAULT 1,
    CONSTRAINT plans_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT plans_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT plans_during_check CHECK (NOT isempty(during) AND lower(during) IS NOT NULL),
    -- What is in force has happened to people; only what is still to come can be undone.
    CONSTRAINT plans_undone_check CHECK (undone_at < lower(during)),
    CONSTRAINT plans_revision_check CHECK (revision > 0)
);
COMMENT ON COLUMN plans.replaced IS 'a layout: the layout periods that were valid before, with the plan each came from';

ALTER TABLE layout_periods ADD COLUMN plan_id uuid;
ALTER TABLE layout_periods ADD CONSTRAINT layout_periods_plan_fkey FOREIGN KEY (venue_id, plan_id) REFERENCES plans (venue_id, id);
ALTER TABLE closures ADD COLUMN plan_id uuid;
ALTER TABLE closures ADD CONSTRAINT closures_plan_fkey FOREIGN KEY (venue_id, plan_id) REFERENCES plans (venue_id, id);
ALTER TABLE exhibitions ADD COLUMN zone text;
ALTER TABLE exhibitions ADD COLUMN plan_id uuid;
ALTER TABLE exhibitions ADD CONSTRAINT exhibitions_plan_fkey FOREIGN KEY (venue_id, plan_id) REFERENCES plans (venue_id, id);
COMMENT ON COLUMN exhibitions.zone IS 'the zone it takes as a whole; single desks are in exhibition_desks';

CREATE TABLE exhibition_desks (
    venue_id uuid NOT NULL,
    exhibition_id uuid NOT NULL,
    desk_id uuid NOT NULL,
    CONSTRAINT exhibition_desks_pkey PRIMARY KEY (venue_id, exhibition_id, desk_id),
    CONSTRAINT exhibition_desks_exhibition_fkey FOREIGN KEY (venue_id, exhibition_id)
        REFERENCES exhibitions (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT exhibition_desks_desk_fkey FOREIGN KEY (venue_id, desk_id) REFERENCES desks (venue_id, id)
);

CREATE TABLE furniture_items (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    code text NOT NULL,
    kind text NOT NULL,
    origin text NOT NULL,
    condition text NOT NULL,
    note_de text,
    note_en text,
    desk_id uuid,
    revision bigint NOT NULL DEFAULT 1,
    CONSTRAINT furniture_items_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT furniture_items_code_key UNIQUE (venue_id, code),
    CONSTRAINT furniture_items_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT furniture_items_desk_fkey FOREIGN KEY (venue_id, desk_id) REFERENCES desks (venue_id, id),
    CONSTRAINT furniture_items_code_check CHECK (code ~ '^[A-Z0-9]([A-Z0-9-]{0,18}[A-Z0-9])?$'),
    CONSTRAINT furniture_items_kind_check CHECK (kind IN (
        'desk', 'table', 'chair', 'stool', 'armchair', 'sofa', 'phone_booth', 'storage', 'panel', 'plinth', 'lamp', 'plant', 'other'
    )),
    CONSTRAINT furniture_items_condition_check CHECK (condition IN ('new', 'good', 'worn', 'repair', 'retired')),
    CONSTRAINT furniture_items_note_check CHECK ((note_de IS NULL) = (note_en IS NULL)),
    CONSTRAINT furniture_items_revision_check CHECK (revision > 0)
);
