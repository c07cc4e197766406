//! Events in the order of their days. Pure; for the server's pages, too.
//!
//! What always holds: nothing is lost, the order of the api stays within a day, and what has no date to
//! come stands last.

use chrono::NaiveDate;
use shared::offers::FullOffer;

/// The day an event is next, if there is one: what is on already is today.
pub(super) fn day_of(offer: &FullOffer, today: NaiveDate) -> Option<NaiveDate> {
    offer.details.dates.first().map(|date| date.from.date_naive().max(today))
}

/// Offers by the day they are next.
pub(super) fn by_day(offers: &[FullOffer], today: NaiveDate) -> Vec<(Option<NaiveDate>, Vec<FullOffer>)> {
    let mut days: Vec<(Option<NaiveDate>, Vec<FullOffer>)> = Vec::new();
    for offer in offers {
        let day = day_of(offer, today);
        match days.iter_mut().find(|(known, _)| *known == day) {
            Some((_, of_day)) => of_day.push(offer.clone()),
            None => days.push((day, vec![offer.clone()])),
        }
    }
    let (dated, undated): (Vec<_>, Vec<_>) = days.into_iter().partition(|(day, _)| day.is_some());
    dated.into_iter().chain(undated).collect()
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
}
