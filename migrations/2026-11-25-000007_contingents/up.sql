-- Desks kept for a group until a while before the start (rule 6).
CREATE TABLE contingents (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    label_de text NOT NULL,
    label_en text NOT NULL,
    during daterange NOT NULL,
    weekdays smallint[] NOT NULL DEFAULT '{1,2,3,4,5,6,7}',
    release_hours integer,
    members text[] NOT NULL DEFAULT '{}',
    CONSTRAINT contingents_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT contingents_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT contingents_during_check CHECK (NOT isempty(during)),
    CONSTRAINT contingents_weekdays_check CHECK (weekdays <@ '{1,2,3,4,5,6,7}'),
    CONSTRAINT contingents_release_check CHECK (release_hours >= 0)
);
COMMENT ON COLUMN contingents.release_hours IS 'hours before the start; null takes the venue''s rule';
COMMENT ON COLUMN contingents.members IS 'addresses, or @domain for everybody there';

CREATE TABLE contingent_desks (
    venue_id uuid NOT NULL,
    contingent_id uuid NOT NULL,
    desk_id uuid NOT NULL,
    CONSTRAINT contingent_desks_pkey PRIMARY KEY (venue_id, contingent_id, desk_id),
    CONSTRAINT contingent_desks_contingent_fkey FOREIGN KEY (venue_id, contingent_id)
        REFERENCES contingents (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT contingent_desks_desk_fkey FOREIGN KEY (venue_id, desk_id) REFERENCES desks (venue_id, id)
);
