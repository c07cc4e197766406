-- A key ends by itself: one that nobody remembers must not open the house for ever.
ALTER TABLE staff_keys ADD COLUMN expires_at timestamptz;
UPDATE staff_keys SET expires_at = now() + interval '365 days';
ALTER TABLE staff_keys
    ALTER COLUMN expires_at SET NOT NULL,
    ADD CONSTRAINT staff_keys_time_check CHECK (created_at < expires_at);
