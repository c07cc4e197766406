-- Apps put wishes on the waiting list as well. No foreign key: it could not lead with the venue, and apps are never
-- deleted.
ALTER TABLE waiting_list ADD COLUMN app_id uuid;
COMMENT ON COLUMN waiting_list.app_id IS 'the app that has made it, which may see and withdraw it';
