DROP TABLE offer_index;
DROP FUNCTION offer_words_follow;
DROP TABLE offer_words;
DROP EXTENSION pg_trgm;
