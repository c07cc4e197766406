DROP TABLE contingent_desks;
DROP TABLE contingents;
