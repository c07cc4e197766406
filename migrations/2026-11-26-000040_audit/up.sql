-- Who did what to which record, when and why. Rows are added and never changed. Some of what is done concerns the house
-- as a whole, so this table does not lead with a venue.
CREATE TABLE audit_entries (
    id uuid NOT NULL,
    venue_id uuid,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid,
    actor_name text,
    action text NOT NULL,
    subject_id text,
    reason text,
    detail jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT audit_entries_pkey PRIMARY KEY (id),
    CONSTRAINT audit_entries_actor_check CHECK (actor_kind IN ('staff', 'staff_key', 'terminal', 'person', 'system')),
    CONSTRAINT audit_entries_action_check CHECK (action ~ '^[a-z_]+\.[a-z_]+$'),
    CONSTRAINT audit_entries_detail_check CHECK (jsonb_typeof(detail) = 'object')
);
-- No foreign keys: what is written here outlives what it is about.
COMMENT ON COLUMN audit_entries.venue_id IS 'null: about the house as a whole';
CREATE INDEX audit_entries_venue_idx ON audit_entries (venue_id, id);
CREATE INDEX audit_entries_subject_idx ON audit_entries (subject_id);
CREATE INDEX audit_entries_age_idx ON audit_entries (at);

-- Whoever owns the table is stopped too, and has to say so first by dropping this. After a year entries may go: they name
-- people who work here.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '1 year' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'audit entries are never changed' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_entries_row BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_entries_table BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- The one way in which entries go, with the owner's rights and no choice of which.
CREATE FUNCTION forget_audit() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH gone AS (DELETE FROM public.audit_entries WHERE at < now() - interval '1 year' RETURNING 1)
    SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION forget_audit() FROM PUBLIC;

-- The role the api works in: it reads and writes rows, and adds to the audit. It owns nothing, so it can drop neither
-- tables nor triggers. Where whoever migrates may not make roles, the operator does; until then the api says at its start
-- that it works with more rights than it needs.
DO $$
BEGIN
    BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rathaus_api') THEN
            CREATE ROLE rathaus_api NOLOGIN;
        END IF;
    EXCEPTION
        -- Another database of this server was faster.
        WHEN duplicate_object OR unique_violation THEN NULL;
        WHEN insufficient_privilege THEN
            RAISE WARNING 'the role rathaus_api can''t be made';
            RETURN;
    END;
    -- Whether it may be taken is tried, because what membership means for that depends on the version.
    BEGIN
        EXECUTE 'SET LOCAL ROLE rathaus_api';
        EXECUTE 'RESET ROLE';
    EXCEPTION WHEN insufficient_privilege THEN
        BEGIN
            EXECUTE format('GRANT rathaus_api TO %I', CURRENT_USER);
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE WARNING 'the role rathaus_api is there and can''t be taken';
        END;
    END;
    GRANT USAGE ON SCHEMA public TO rathaus_api;
    -- Emptying tables is for the sandbox alone, which starts anew.
    GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public TO rathaus_api;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO rathaus_api;
    REVOKE UPDATE, DELETE, TRUNCATE ON audit_entries FROM rathaus_api;
    REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON __diesel_schema_migrations FROM rathaus_api;
    GRANT EXECUTE ON FUNCTION forget_audit() TO rathaus_api;
END
$$;

-- Somebody who sees everything and changes nothing.
ALTER TABLE staff_keys
    DROP CONSTRAINT staff_keys_role_check,
    ADD CONSTRAINT staff_keys_role_check CHECK (role IN ('front_desk', 'hall_manager', 'editor', 'admin', 'auditor'));
