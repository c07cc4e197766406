ALTER TABLE audit_entries
    DROP CONSTRAINT audit_entries_actor_check,
    ADD CONSTRAINT audit_entries_actor_check CHECK (actor_kind IN ('staff', 'staff_key', 'terminal', 'person', 'system'));
