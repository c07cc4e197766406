DROP TABLE appointments, advice_walk_ins, advice_exceptions, advice_offers, advice_times, advice_hours;
