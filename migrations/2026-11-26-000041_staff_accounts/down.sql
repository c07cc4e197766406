DELETE FROM overrides WHERE staff_key_id IS NULL;
ALTER TABLE overrides
    DROP CONSTRAINT overrides_staff_check,
    DROP COLUMN staff_name,
    DROP COLUMN staff_id,
    ALTER COLUMN staff_key_id SET NOT NULL;
DELETE FROM sessions WHERE person_id IS NULL;
DROP INDEX sessions_staff_idx;
ALTER TABLE sessions
    DROP CONSTRAINT sessions_whose_check,
    DROP CONSTRAINT sessions_staff_fkey,
    DROP COLUMN staff_id,
    DROP COLUMN venue_id,
    ALTER COLUMN person_id SET NOT NULL;
DROP TABLE staff_recovery_codes;
DROP TABLE staff_accounts;
