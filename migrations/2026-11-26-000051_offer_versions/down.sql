DROP INDEX offer_details_review_idx;
ALTER TABLE offer_details DROP COLUMN reminded_for;
DROP INDEX offers_valid_to_idx;
DROP TABLE offer_work;
DROP TABLE offer_versions;
