DROP TABLE exhibitions;
DROP TABLE closures;
DROP TABLE holidays;
DROP TABLE opening_hours;
DROP TABLE venues;
DROP EXTENSION btree_gist;
