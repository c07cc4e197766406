DELETE FROM offer_texts WHERE lang NOT IN ('de', 'en');
ALTER TABLE offer_texts
    DROP CONSTRAINT offer_texts_lang_check,
    DROP COLUMN keywords,
    ADD CONSTRAINT offer_texts_lang_check CHECK (lang IN ('de', 'en')),
    ADD COLUMN search tsvector GENERATED ALWAYS AS (
        CASE lang
            WHEN 'de' THEN setweight(to_tsvector('german', title), 'A') || setweight(to_tsvector('german', summary), 'B') || setweight(to_tsvector('german', body), 'C')
            ELSE setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B') || setweight(to_tsvector('english', body), 'C')
        END
    ) STORED;
CREATE INDEX offer_texts_search_idx ON offer_texts USING gin (search);

DROP TABLE offer_details;
ALTER TABLE offers
    DROP CONSTRAINT offers_published_check,
    DROP CONSTRAINT offers_validity_check,
    DROP CONSTRAINT offers_state_check,
    DROP COLUMN valid_to,
    DROP COLUMN valid_from,
    DROP COLUMN published_at,
    DROP COLUMN state;
