//! Events in the order of their days. Pure; for the server's pages, too.
//!
//! What always holds: nothing is lost, the order of the api stays within a day, and what has no date to
//! come stands last.

use chrono::NaiveDate;
use shared::offers::FullOffer;

use super::facts::last_day;

/// The day an event is next from one on, if there is one: what has begun before is on that day.
pub(super) fn day_of(offer: &FullOffer, from: NaiveDate) -> Option<NaiveDate> {
    let dates = &offer.details.dates;
    // Where all that a list tells are before it, it is one more that is not told.
    let next = dates.iter().find(|date| last_day(date.to) >= from).or_else(|| dates.first());
    next.map(|date| date.from.date_naive().max(from))
}

/// Offers by the day they are next from one on.
pub(super) fn by_day(offers: &[FullOffer], from: NaiveDate) -> Vec<(Option<NaiveDate>, Vec<FullOffer>)> {
    let mut days: Vec<(Option<NaiveDate>, Vec<FullOffer>)> = Vec::new();
    for offer in offers {
        let day = day_of(offer, from);
        match days.iter_mut().find(|(known, _)| *known == day) {
            Some((_, of_day)) => of_day.push(offer.clone()),
            None => days.push((day, vec![offer.clone()])),
        }
    }
    days.sort_by_key(|(day, _)| (day.is_none(), *day));
    days
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn events_stand_under_the_day_they_are_next_and_the_undated_last() {
        let offers = [
            sample::on("running", &["2026-11-20T10:00:00+01:00"]),
            sample::on("open", &[]),
            sample::on("today", &["2026-11-24T18:00:00+01:00"]),
            sample::on("tomorrow", &["2026-11-25T18:00:00+01:00", "2026-12-02T18:00:00+01:00"]),
        ];
        let days = by_day(&offers, day("2026-11-24"));
        let told: Vec<(Option<NaiveDate>, Vec<&str>)> = days
            .iter()
            .map(|(day, offers)| (*day, offers.iter().map(|offer| offer.offer.slug.as_str()).collect()))
            .collect();
        assert_eq!(
            told,
            [
                (Some(day("2026-11-24")), vec!["running", "today"]),
                (Some(day("2026-11-25")), vec!["tomorrow"]),
                (None, vec!["open"])
            ]
        );
    }

    #[test]
    fn what_is_asked_for_later_stands_under_its_days_then() {
        let offers = [
            sample::on("twice", &["2026-11-25T18:00:00+01:00", "2026-11-29T18:00:00+01:00"]),
            sample::on("once", &["2026-11-28T18:00:00+01:00"]),
        ];
        let days: Vec<_> = by_day(&offers, day("2026-11-28")).into_iter().map(|(day, _)| day).collect();
        assert_eq!(days, [Some(day("2026-11-28")), Some(day("2026-11-29"))]);
    }
}
