DROP TABLE embed_views;
