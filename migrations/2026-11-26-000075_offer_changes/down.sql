DROP TRIGGER offer_dates_in ON offer_dates;
DROP TRIGGER offer_dates_changed ON offer_dates;
DROP TRIGGER offer_dates_out ON offer_dates;
DROP TABLE offer_index;
DROP FUNCTION offer_changes_follow;
DROP TABLE offer_changes;

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- One row an offer that the public may see: its words in every language, and what it is filtered by.
CREATE TABLE offer_index (
    venue_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    slug text NOT NULL,
    kind text NOT NULL,
    category text NOT NULL,
    audience text[] NOT NULL,
    passes text[] NOT NULL,
    languages text[] NOT NULL,
    free boolean NOT NULL,
    step_free boolean NOT NULL,
    -- All of these as one text, so that counting them is one pass.
    facets text NOT NULL,
    shown tstzrange NOT NULL,
    sort integer NOT NULL,
    words tsvector NOT NULL,
    CONSTRAINT offer_index_pkey PRIMARY KEY (venue_id, offer_id),
    CONSTRAINT offer_index_offer_fkey FOREIGN KEY (venue_id, offer_id) REFERENCES offers (venue_id, id) ON DELETE CASCADE
);
CREATE INDEX offer_index_words_idx ON offer_index USING gin (words);
CREATE INDEX offer_index_facets_idx ON offer_index (facets, shown);

-- Every word of the index, with its stems, and how many offers have it.
CREATE TABLE offer_words (
    venue_id uuid NOT NULL,
    word text NOT NULL,
    offers integer NOT NULL,
    stem_de text GENERATED ALWAYS AS ((ts_lexize('german_stem', word))[1]) STORED,
    stem_en text GENERATED ALWAYS AS ((ts_lexize('english_stem', word))[1]) STORED,
    CONSTRAINT offer_words_pkey PRIMARY KEY (venue_id, word),
    CONSTRAINT offer_words_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id)
);
CREATE INDEX offer_words_word_idx ON offer_words (word);
CREATE INDEX offer_words_stem_de_idx ON offer_words (stem_de);
CREATE INDEX offer_words_stem_en_idx ON offer_words (stem_en);
CREATE INDEX offer_words_parts_idx ON offer_words USING gin (word gin_trgm_ops);

-- The words follow the index by themselves: counted once a statement, so that many offers at a time are no more than
-- one, and in the order of the alphabet, so that two editors never wait for each other in a circle.
CREATE FUNCTION offer_words_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE offer_words w SET offers = w.offers - gone.offers
            FROM (SELECT venue_id, unnest(tsvector_to_array(words)) AS word, count(*) AS offers
                FROM old_rows GROUP BY 1, 2 ORDER BY 1, 2) gone
            WHERE w.venue_id = gone.venue_id AND w.word = gone.word;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO offer_words (venue_id, word, offers)
            SELECT venue_id, unnest(tsvector_to_array(words)) AS word, count(*) FROM new_rows GROUP BY 1, 2 ORDER BY 1, 2
            ON CONFLICT ON CONSTRAINT offer_words_pkey DO UPDATE SET offers = offer_words.offers + excluded.offers;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER offer_index_words_in AFTER INSERT ON offer_index
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION offer_words_follow();
CREATE TRIGGER offer_index_words_changed AFTER UPDATE ON offer_index
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION offer_words_follow();
CREATE TRIGGER offer_index_words_out AFTER DELETE ON offer_index
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION offer_words_follow();
CREATE INDEX offer_index_sort_idx ON offer_index (sort, offer_id);
