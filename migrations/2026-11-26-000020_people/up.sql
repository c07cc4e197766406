-- Visitors who sign in. A person is an address that was proven, and signs in to the house as a whole, not to one of its
-- venues: these four tables are the ones that do not lead with a venue.

-- Keys that sign access tokens. The private half is derived from the server's key and is nowhere in here.
CREATE TABLE token_keys (
    id uuid NOT NULL,
    public_key bytea NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT token_keys_pkey PRIMARY KEY (id),
    CONSTRAINT token_keys_public_key_check CHECK (length(public_key) = 32)
);

CREATE TABLE people (
    id uuid NOT NULL,
    email text NOT NULL,
    created_at timestamptz NOT NULL,
    signed_in_at timestamptz NOT NULL,
    CONSTRAINT people_pkey PRIMARY KEY (id),
    CONSTRAINT people_email_check CHECK (length(email) BETWEEN 3 AND 254)
);
-- Addresses are compared without regard to case, here as for quotas.
CREATE UNIQUE INDEX people_email_key ON people (lower(email));

-- Codes to sign in with. Neither code nor address is in here, only hashes under the server's key. A row outlives its
-- code for a day, so that every node knows how many an address was sent.
CREATE TABLE sign_in_codes (
    id uuid NOT NULL,
    address_hash bytea NOT NULL,
    code_hash bytea,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    tries smallint NOT NULL DEFAULT 0,
    CONSTRAINT sign_in_codes_pkey PRIMARY KEY (id),
    CONSTRAINT sign_in_codes_tries_check CHECK (tries >= 0)
);
COMMENT ON COLUMN sign_in_codes.code_hash IS 'null once it was used, or a newer one was sent';
CREATE INDEX sign_in_codes_address_idx ON sign_in_codes (address_hash, created_at);
CREATE INDEX sign_in_codes_age_idx ON sign_in_codes (created_at);

-- One row a sign-in, gone when it ends. What the cookie holds is derived from the salt, the generation and the server's
-- key.
CREATE TABLE sessions (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    salt bytea NOT NULL,
    generation integer NOT NULL DEFAULT 1,
    remembered boolean NOT NULL,
    created_at timestamptz NOT NULL,
    refreshed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT sessions_pkey PRIMARY KEY (id),
    -- No cascade: a person who has just signed in again must not be tidied away with her session.
    CONSTRAINT sessions_person_fkey FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT sessions_salt_check CHECK (length(salt) = 32),
    CONSTRAINT sessions_generation_check CHECK (generation > 0),
    CONSTRAINT sessions_expiry_check CHECK (expires_at > created_at)
);
CREATE INDEX sessions_person_idx ON sessions (person_id);
CREATE INDEX sessions_expiry_idx ON sessions (expires_at);

COMMENT ON COLUMN bookings.walk_in IS 'somebody sat down without booking ahead: checked in from the start, an address only of who had signed in';
