DROP TABLE contingent_members;
ALTER TABLE contingents DROP COLUMN claims;
