-- What editors write and no page shows: who is reminded, which pictures there are and in which order.
ALTER TABLE offer_details
    ADD COLUMN reviewer_email text,
    ADD COLUMN images jsonb NOT NULL DEFAULT '[]';

-- Whether it follows from the offer's weekly rhythm or single date, so that nobody edits it.
ALTER TABLE offer_schedules ADD COLUMN derived boolean NOT NULL DEFAULT false;
UPDATE offer_schedules s SET derived = true FROM offers o
    WHERE o.venue_id = s.venue_id AND o.id = s.offer_id AND (o.recurring IS NOT NULL OR o.starts_at IS NOT NULL);
