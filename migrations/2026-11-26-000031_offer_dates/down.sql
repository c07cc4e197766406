DROP TABLE offer_dates;
DROP TABLE offer_exceptions;
DROP TABLE offer_schedules;
