-- Staff keep contingents: each change counts, and an answer under an old tag is refused.
ALTER TABLE contingents
    ADD COLUMN revision bigint NOT NULL DEFAULT 1,
    ADD CONSTRAINT contingents_label_check CHECK (label_de <> '' AND label_en <> '');
