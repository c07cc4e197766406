ALTER TABLE waiting_list DROP COLUMN app_id;
