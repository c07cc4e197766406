DROP TABLE layout_periods;
DROP TABLE layout_desks;
DROP TABLE layouts;
DROP TABLE desks;
