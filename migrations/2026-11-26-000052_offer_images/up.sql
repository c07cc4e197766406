-- Pictures of offers. Whether and where one is shown says the content of a version.
CREATE TABLE offer_images (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    offer_id uuid NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    widths integer[] NOT NULL,
    sent_at timestamptz NOT NULL,
    CONSTRAINT offer_images_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT offer_images_offer_fkey FOREIGN KEY (venue_id, offer_id) REFERENCES offers (venue_id, id) ON DELETE CASCADE,
    CONSTRAINT offer_images_size_check CHECK (width > 0 AND height > 0)
);
CREATE INDEX offer_images_offer_idx ON offer_images (venue_id, offer_id);

-- One row a width: the picture as WebP, without anything its camera wrote into it.
CREATE TABLE offer_image_copies (
    venue_id uuid NOT NULL,
    image_id uuid NOT NULL,
    width integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT offer_image_copies_pkey PRIMARY KEY (venue_id, image_id, width),
    CONSTRAINT offer_image_copies_image_fkey FOREIGN KEY (venue_id, image_id) REFERENCES offer_images (venue_id, id) ON DELETE CASCADE
);
-- WebP is compressed already.
ALTER TABLE offer_image_copies ALTER COLUMN bytes SET STORAGE EXTERNAL;
