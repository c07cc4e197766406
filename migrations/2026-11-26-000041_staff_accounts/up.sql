-- People who work here sign in: with a password and a second factor kept here, or with the city's own provider. Neither
-- password nor second factor is in this table: of the first there is an Argon2id hash, the second is derived from the
-- salt and the server's key.
CREATE TABLE staff_accounts (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    login text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    issuer text,
    subject text,
    password_hash text,
    factor_salt bytea,
    factor_step bigint NOT NULL DEFAULT 0,
    invitation_hash bytea,
    invited_until timestamptz,
    failures integer NOT NULL DEFAULT 0,
    failed_at timestamptz,
    suspended_at timestamptz,
    created_at timestamptz NOT NULL,
    signed_in_at timestamptz,
    revision bigint NOT NULL DEFAULT 1,
    CONSTRAINT staff_accounts_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT staff_accounts_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT staff_accounts_login_check CHECK (length(login) BETWEEN 1 AND 254),
    CONSTRAINT staff_accounts_name_check CHECK (length(name) BETWEEN 1 AND 100),
    CONSTRAINT staff_accounts_role_check CHECK (role IN ('front_desk', 'hall_manager', 'editor', 'admin', 'auditor')),
    CONSTRAINT staff_accounts_provider_check CHECK ((issuer IS NULL) = (subject IS NULL)),
    -- Whoever comes by a provider has no password here, and whoever has one has a second factor.
    CONSTRAINT staff_accounts_password_check CHECK (password_hash IS NULL OR (factor_salt IS NOT NULL AND issuer IS NULL)),
    CONSTRAINT staff_accounts_invitation_check CHECK ((invitation_hash IS NULL) = (invited_until IS NULL))
);
-- Whoever signs in does not say at which venue.
CREATE UNIQUE INDEX staff_accounts_login_key ON staff_accounts (lower(login)) WHERE issuer IS NULL;
CREATE UNIQUE INDEX staff_accounts_subject_key ON staff_accounts (issuer, subject, venue_id);
CREATE INDEX staff_accounts_id_idx ON staff_accounts (id);
COMMENT ON COLUMN staff_accounts.factor_step IS 'the 30 seconds whose code was used last: no code is good twice';
COMMENT ON COLUMN staff_accounts.invitation_hash IS 'SHA-256 of the one-time password; null once it was used';

-- Good once each, for whoever has lost the authenticator.
CREATE TABLE staff_recovery_codes (
    venue_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    code_hash bytea NOT NULL,
    CONSTRAINT staff_recovery_codes_pkey PRIMARY KEY (venue_id, staff_id, code_hash),
    CONSTRAINT staff_recovery_codes_account_fkey FOREIGN KEY (venue_id, staff_id)
        REFERENCES staff_accounts (venue_id, id) ON DELETE CASCADE
);

-- A session is either a visitor's or somebody's on the staff.
ALTER TABLE sessions
    ALTER COLUMN person_id DROP NOT NULL,
    ADD COLUMN venue_id uuid,
    ADD COLUMN staff_id uuid,
    ADD CONSTRAINT sessions_staff_fkey FOREIGN KEY (venue_id, staff_id)
        REFERENCES staff_accounts (venue_id, id) ON DELETE CASCADE,
    ADD CONSTRAINT sessions_whose_check CHECK ((person_id IS NULL) = (staff_id IS NOT NULL) AND (venue_id IS NULL) = (staff_id IS NULL));
CREATE INDEX sessions_staff_idx ON sessions (venue_id, staff_id);

-- Rules are set aside by whoever came with a key or with an account. What they were called then stays, also when the
-- account goes.
ALTER TABLE overrides
    ADD COLUMN staff_id uuid,
    ADD COLUMN staff_name text NOT NULL DEFAULT '';
UPDATE overrides SET staff_name = k.name FROM staff_keys k
    WHERE k.venue_id = overrides.venue_id AND k.id = overrides.staff_key_id;
ALTER TABLE overrides
    ALTER COLUMN staff_key_id DROP NOT NULL,
    ALTER COLUMN staff_name DROP DEFAULT,
    ADD CONSTRAINT overrides_staff_check CHECK ((staff_id IS NULL) <> (staff_key_id IS NULL));
