-- Offers are looked up by their ids alone, whatever the venue: without these each answer of a search read every row.
CREATE INDEX offers_id_idx ON offers (id);
CREATE INDEX offer_details_offer_idx ON offer_details (offer_id);
CREATE INDEX offer_texts_offer_idx ON offer_texts (offer_id);
-- The list without words: what is not soon, in the editors' order.
CREATE INDEX offer_index_sort_idx ON offer_index (sort, offer_id);
