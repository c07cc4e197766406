DROP TABLE idempotency_keys;
DROP TABLE changes;
DROP TABLE venue_revisions;
DROP TABLE booking_desks;
DROP TABLE bookings;
