-- Before R2: desks under numbers, so that pgbench can choose one.
\set ON_ERROR_STOP on
CREATE TABLE numbered_desks AS
SELECT row_number() OVER (ORDER BY code) - 1 AS number, venue_id, id, hashtextextended(id::text, 0) AS lock FROM desks;
ALTER TABLE numbered_desks ADD PRIMARY KEY (number);
ANALYZE numbered_desks;
