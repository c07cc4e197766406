DROP INDEX offer_index_sort_idx;
DROP INDEX offer_texts_offer_idx;
DROP INDEX offer_details_offer_idx;
DROP INDEX offers_id_idx;
