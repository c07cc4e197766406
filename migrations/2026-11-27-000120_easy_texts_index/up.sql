-- Among the languages of an offer there is Leichte Sprache now, where it has a text in it. Rows that are not there are
-- written anew by the next server that starts.
DELETE FROM offer_index;
