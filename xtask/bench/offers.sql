-- Figure S1: the offers of the demo so many times, each copy with words of its own, so that the vocabulary grows as
-- that of a city would. Variable: copies.
BEGIN;
CREATE TEMP TABLE syllables (n, s) ON COMMIT DROP AS
    SELECT row_number() OVER () - 1, s FROM unnest(ARRAY['bach', 'berg', 'brunn', 'dorf', 'eck', 'feld', 'forst', 'garten',
        'haus', 'heim', 'hof', 'holz', 'kamp', 'kirch', 'land', 'linden', 'markt', 'moor', 'muhl', 'ried', 'rose', 'see',
        'stein', 'tal', 'teich', 'wald', 'wasser', 'weg', 'weide', 'wiese', 'winkel', 'turm']) s;
-- A number as a word: 32768 of them from three syllables.
CREATE FUNCTION pg_temp.word(n bigint) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(s, '' ORDER BY place) FROM generate_series(0, 2) place JOIN syllables ON syllables.n = (abs($1) >> (5 * place)::int) & 31
$$;
CREATE TEMP TABLE copies ON COMMIT DROP AS
    SELECT o.venue_id, o.id AS old, gen_random_uuid() AS id, o.slug || '-' || k AS slug,
        pg_temp.word(hashtext(o.slug || k)) || ' ' || pg_temp.word(hashtext(k || o.slug)) || ' ' || pg_temp.word(hashtext(o.slug || k || 'c')) AS words
    FROM offers o CROSS JOIN generate_series(1, :copies) k;
CREATE TEMP TABLE schedules ON COMMIT DROP AS
    SELECT c.venue_id, s.id AS old, gen_random_uuid() AS id, c.id AS offer FROM offer_schedules s JOIN copies c ON c.old = s.offer_id;

INSERT INTO offers SELECT (jsonb_populate_record(NULL::offers, to_jsonb(o) || jsonb_build_object('id', c.id, 'slug', c.slug))).*
    FROM offers o JOIN copies c ON c.old = o.id;
INSERT INTO offer_details SELECT (jsonb_populate_record(NULL::offer_details, to_jsonb(d) || jsonb_build_object('offer_id', c.id))).*
    FROM offer_details d JOIN copies c ON c.old = d.offer_id;
INSERT INTO offer_texts SELECT (jsonb_populate_record(NULL::offer_texts, to_jsonb(t)
        || jsonb_build_object('offer_id', c.id, 'title', t.title || ' ' || initcap(c.words)))).*
    FROM offer_texts t JOIN copies c ON c.old = t.offer_id;
INSERT INTO offer_schedules SELECT (jsonb_populate_record(NULL::offer_schedules, to_jsonb(s)
        || jsonb_build_object('id', n.id, 'offer_id', n.offer))).*
    FROM offer_schedules s JOIN schedules n ON n.old = s.id;
INSERT INTO offer_dates SELECT (jsonb_populate_record(NULL::offer_dates, to_jsonb(d)
        || jsonb_build_object('schedule_id', n.id, 'offer_id', n.offer))).*
    FROM offer_dates d JOIN schedules n ON n.old = d.schedule_id;
INSERT INTO offer_index (venue_id, offer_id, slug, kind, category, audience, passes, languages, free, step_free, shown, sort, words)
    SELECT i.venue_id, c.id, c.slug, kind, category, audience, passes, languages, free, step_free, shown, sort,
        c.words || ' ' || i.words
    FROM offer_index i JOIN copies c ON c.old = i.offer_id;
COMMIT;
VACUUM ANALYZE offers, offer_details, offer_texts, offer_schedules, offer_dates, offer_index;
SELECT count(*) || ' offers, ' || (SELECT count(DISTINCT word) FROM offer_index, regexp_split_to_table(words, '\s+') word) || ' words, ' || (SELECT count(*) FROM offer_dates) || ' dates' FROM offer_index;
