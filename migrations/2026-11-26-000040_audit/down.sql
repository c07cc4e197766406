DELETE FROM staff_keys WHERE role = 'auditor';
ALTER TABLE staff_keys
    DROP CONSTRAINT staff_keys_role_check,
    ADD CONSTRAINT staff_keys_role_check CHECK (role IN ('front_desk', 'hall_manager', 'editor', 'admin'));
DROP TABLE audit_entries;
DROP FUNCTION forget_audit();
DROP FUNCTION audit_is_append_only();
-- The role itself may be another database's too.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rathaus_api') THEN
        ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES FROM rathaus_api;
        REVOKE ALL ON ALL TABLES IN SCHEMA public FROM rathaus_api;
        REVOKE USAGE ON SCHEMA public FROM rathaus_api;
    END IF;
END
$$;
