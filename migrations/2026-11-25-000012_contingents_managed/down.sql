ALTER TABLE contingents DROP CONSTRAINT contingents_label_check, DROP COLUMN revision;
