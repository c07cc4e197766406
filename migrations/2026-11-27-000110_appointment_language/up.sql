-- The language somebody would like to be spoken to in, one of those of the hours; nothing where she did not say.
ALTER TABLE appointments ADD COLUMN language text;
