-- Rows that are not there are written anew by the next server that starts.
DELETE FROM offer_index;
