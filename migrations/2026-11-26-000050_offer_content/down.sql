ALTER TABLE offer_schedules DROP COLUMN derived;
ALTER TABLE offer_details DROP COLUMN images, DROP COLUMN reviewer_email;
