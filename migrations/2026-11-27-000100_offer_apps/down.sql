DROP INDEX offers_app_idx;
ALTER TABLE offers DROP COLUMN app_id;
