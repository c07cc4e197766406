ALTER TABLE appointments DROP COLUMN language;
