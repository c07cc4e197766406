-- Search reads an index that every node holds in memory (docs/adr/0024). What Postgres had for it goes; the rows are
-- made anew from the offers at the next start.
DROP TABLE offer_index;
DROP FUNCTION offer_words_follow;
DROP TABLE offer_words;
DROP EXTENSION pg_trgm;

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
    shown tstzrange NOT NULL,
    sort integer NOT NULL,
    -- Four lines of folded words: title, keywords, summary, the rest.
    words text NOT NULL,
    CONSTRAINT offer_index_pkey PRIMARY KEY (venue_id, offer_id),
    CONSTRAINT offer_index_offer_fkey FOREIGN KEY (venue_id, offer_id) REFERENCES offers (venue_id, id) ON DELETE CASCADE
);
CREATE INDEX offer_index_offer_idx ON offer_index (offer_id);

-- Which transaction last changed the row of an offer or its dates. A node asks for what is not older than the oldest
-- transaction that was under way when it asked before, so nothing is missed and no writer waits for another. The
-- nil id stands for all of them. It refers to nothing: an offer that is gone has to be told as well.
CREATE TABLE offer_changes (
    venue_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CONSTRAINT offer_changes_pkey PRIMARY KEY (venue_id, offer_id)
);
CREATE INDEX offer_changes_xact_idx ON offer_changes (xact);

CREATE FUNCTION offer_changes_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM offer_changes;
        INSERT INTO offer_changes (venue_id, offer_id)
            VALUES ('00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000');
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO offer_changes (venue_id, offer_id) SELECT DISTINCT venue_id, offer_id FROM old_rows ORDER BY 1, 2
            ON CONFLICT ON CONSTRAINT offer_changes_pkey DO UPDATE SET xact = excluded.xact
            WHERE offer_changes.xact <> excluded.xact;
    ELSE
        INSERT INTO offer_changes (venue_id, offer_id) SELECT DISTINCT venue_id, offer_id FROM new_rows ORDER BY 1, 2
            ON CONFLICT ON CONSTRAINT offer_changes_pkey DO UPDATE SET xact = excluded.xact
            WHERE offer_changes.xact <> excluded.xact;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER offer_index_in AFTER INSERT ON offer_index
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION offer_changes_follow();
CREATE TRIGGER offer_index_changed AFTER UPDATE ON offer_index
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION offer_changes_follow();
CREATE TRIGGER offer_index_out AFTER DELETE ON offer_index
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION offer_changes_follow();
CREATE TRIGGER offer_index_emptied AFTER TRUNCATE ON offer_index
    FOR EACH STATEMENT EXECUTE FUNCTION offer_changes_follow();
CREATE TRIGGER offer_dates_in AFTER INSERT ON offer_dates
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION offer_changes_follow();
CREATE TRIGGER offer_dates_changed AFTER UPDATE ON offer_dates
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION offer_changes_follow();
CREATE TRIGGER offer_dates_out AFTER DELETE ON offer_dates
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION offer_changes_follow();
