DROP TABLE offer_texts;
DROP TABLE offers;
