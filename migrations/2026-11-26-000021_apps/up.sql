-- Other people's programs. An app is registered with the house as a whole, as people are.
CREATE TABLE apps (
    id uuid NOT NULL,
    name text NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamptz NOT NULL,
    suspended_at timestamptz,
    CONSTRAINT apps_pkey PRIMARY KEY (id),
    CONSTRAINT apps_name_check CHECK (length(name) BETWEEN 1 AND 100)
);
COMMENT ON COLUMN apps.suspended_at IS 'from here on neither its keys nor its tokens open anything';

CREATE TABLE app_keys (
    id uuid NOT NULL,
    app_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    last_used_at timestamptz,
    CONSTRAINT app_keys_pkey PRIMARY KEY (id),
    CONSTRAINT app_keys_app_fkey FOREIGN KEY (app_id) REFERENCES apps (id),
    CONSTRAINT app_keys_expiry_check CHECK (expires_at > created_at)
);
CREATE INDEX app_keys_app_idx ON app_keys (app_id);

-- No foreign key: it could not lead with the venue. Apps are suspended and never deleted.
ALTER TABLE bookings ADD COLUMN app_id uuid;
COMMENT ON COLUMN bookings.app_id IS 'the app that has made it, which may see and move it';
