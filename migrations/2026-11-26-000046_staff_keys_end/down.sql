ALTER TABLE staff_keys DROP COLUMN expires_at;
