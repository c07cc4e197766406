-- Apps give offers in, as drafts. No foreign key: it could not lead with the venue, and an app belongs to none.
ALTER TABLE offers ADD COLUMN app_id uuid;
COMMENT ON COLUMN offers.app_id IS 'the app that has made it, which may see it and write on it';
CREATE INDEX offers_app_idx ON offers (app_id, id) WHERE app_id IS NOT NULL;
