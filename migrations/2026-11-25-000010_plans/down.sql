DROP TABLE furniture_items;
DROP TABLE exhibition_desks;
ALTER TABLE exhibitions DROP COLUMN plan_id;
ALTER TABLE exhibitions DROP COLUMN zone;
ALTER TABLE closures DROP COLUMN plan_id;
ALTER TABLE layout_periods DROP COLUMN plan_id;
DROP TABLE plans;
DROP TABLE staff_keys;
