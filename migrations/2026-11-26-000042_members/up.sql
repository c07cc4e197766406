-- Members of a group by what the city's own sign-in says of them (rule 6), beside those that staff name.
ALTER TABLE contingents ADD COLUMN claims text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN contingents.claims IS 'values of the provider''s claim that make somebody a member';

CREATE TABLE contingent_members (
    venue_id uuid NOT NULL,
    contingent_id uuid NOT NULL,
    email text NOT NULL,
    until timestamptz NOT NULL,
    CONSTRAINT contingent_members_pkey PRIMARY KEY (venue_id, contingent_id, email),
    CONSTRAINT contingent_members_contingent_fkey FOREIGN KEY (venue_id, contingent_id)
        REFERENCES contingents (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT contingent_members_email_check CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254)
);
COMMENT ON COLUMN contingent_members.until IS 'from here on the provider has to say so again';
CREATE INDEX contingent_members_email_idx ON contingent_members (email);
