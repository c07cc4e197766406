DROP TABLE offer_image_copies;
DROP TABLE offer_images;
