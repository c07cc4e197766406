//! "While you are here": up to three offers that fit the time of a visit.

use crate::view::prelude::*;
use chrono::{Datelike, NaiveTime, Timelike};
use client::OfferQuery;
use shared::bookings::Booking;
use shared::offers::{Offer, OfferKind};
use shared::order::sorted;

use crate::lang::use_lang;
use crate::offers::OfferCard;
use crate::session::use_client;
use crate::texts::bookings::texts;

/// How many cards there are.
const CARDS: usize = 3;

/// How well an offer fits a visit; the smaller, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It happens during the visit.
    Meanwhile,
    /// It happens on that day.
    SameDay,
    /// It is there at any time.
    AnyTime,
}

/// The cards; nothing at all when there are none.
#[component]
pub(super) fn Nearby(booking: Memo<Booking>) -> impl IntoView {
    let lang = use_lang();
    let t = &texts(lang).ticket;
    let client = use_client();
    let offers = Resource::new(move || {
        let ask = |kind, limit| {
            client.offers(&OfferQuery { kind: Some(kind), limit: Some(limit), lang, ..OfferQuery::default() })
        };
        let replies = [ask(OfferKind::Event, 50), ask(OfferKind::Culture, 12)];
        async move {
            let mut offers = Vec::new();
            for reply in replies {
                offers.extend(reply.await.map(|page| page.items).unwrap_or_default());
            }
            offers
        }
    });
    let cards = move || Some(choose(offers.get()?, &booking.read())).filter(|offers| !offers.is_empty());
    move || {
        let card = |offer| view! { <OfferCard offer/> };
        cards().map(|offers| {
            view! {
                <section class="section booking-nearby">
                    <div class="wrap">
                        <h2 class="h2 mb-24">{t.nearby}</h2>
                        <div class="grid g3">{offers.into_iter().map(card).collect_view()}</div>
                    </div>
                </section>
            }
        })
    }
}

/// The best fitting offers.
fn choose(offers: Vec<Offer>, booking: &Booking) -> Vec<Offer> {
    let fitting: Vec<(Fit, Offer)> =
        offers.into_iter().filter_map(|offer| Some((fit(&offer, booking)?, offer))).collect();
    // A stable sort: offers that fit equally well stay in the order of the api.
    sorted(fitting, |(a, _), (b, _)| a.cmp(b)).into_iter().take(CARDS).map(|(_, offer)| offer).collect()
}

/// How well an offer fits; `None` when it does not happen on that day.
fn fit(offer: &Offer, booking: &Booking) -> Option<Fit> {
    let ended = offer.ends_at.is_some_and(|end| end <= booking.from);
    let ahead = offer.starts_at.is_some_and(|start| start >= booking.to);
    if ended || ahead {
        return None;
    }
    let Some(weekly) = &offer.recurring else {
        return match offer.starts_at {
            Some(start) if offer.kind == OfferKind::Event && start >= booking.from => Some(Fit::Meanwhile),
            Some(_) => Some(Fit::SameDay),
            None => (offer.kind != OfferKind::Event).then_some(Fit::AnyTime),
        };
    };
    let weekday = booking.from.weekday().number_from_monday();
    if !weekly.weekdays.iter().any(|day| u32::from(*day) == weekday) {
        return None;
    }
    let from = time(&weekly.from)?;
    let to = weekly.to.as_deref().and_then(time).unwrap_or(from);
    let meanwhile = from < booking.to.time() && booking.from.time() < to.max(from);
    Some(if meanwhile { Fit::Meanwhile } else { Fit::SameDay })
}

/// "13:30" as a time.
fn time(text: &str) -> Option<NaiveTime> {
    let (hours, minutes) = text.split_once(':')?;
    NaiveTime::MIN.with_hour(hours.parse().ok()?)?.with_minute(minutes.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn booking() -> Booking {
        let text = r#"{"id":"0199e000-0000-7000-8000-000000000001","code":"K7QX4P","state":"confirmed","venue":"v",
            "from":"2026-11-24T13:00:00+01:00","to":"2026-11-24T15:30:00+01:00","desks":[],"hold_expires_at":null,
            "hold_extensions_left":0,"check_in_from":"2026-11-24T12:45:00+01:00",
            "check_in_until":"2026-11-24T13:30:00+01:00","erased_at":"2026-11-26T15:30:00+01:00","revision":2,
            "created_at":"2026-11-24T08:00:00+01:00","links":{"self":"","ics":"","qr":"","manage":""}}"#;
        serde_json::from_str(text).expect("a booking")
    }

    fn offer(kind: &str, recurring: &str, starts: &str, ends: &str) -> Offer {
        let text = format!(
            r#"{{"id":"0199e000-0000-7000-8000-000000000002","slug":"s","kind":"{kind}","category":"c","lang":"de",
            "title":"t","summary":"s","body":"b","audience":[],"min_age":null,"max_age":null,
            "price":{{"text":"","amount_cents":null,"free":false}},"passes":[],"place":null,"contact":null,"links":[],
            "languages":[],"starts_at":{starts},"ends_at":{ends},"recurring":{recurring},"source_url":null,
            "source_as_of":null,"verified":false,"example":false,"updated_at":"2026-11-01T00:00:00Z"}}"#
        );
        serde_json::from_str(&text).expect("an offer")
    }

    #[test]
    fn what_happens_during_the_visit_comes_first() {
        let tuesday = |from: &str| format!(r#"{{"weekdays":[2],"from":"{from}","to":"16:00","room":null}}"#);
        let early = r#"{"weekdays":[2],"from":"09:00","to":"13:00","room":null}"#;
        let monday = r#"{"weekdays":[1],"from":"14:00","to":"16:00","room":null}"#;
        let fits = |offer: Offer| fit(&offer, &booking());
        assert_eq!(fits(offer("event", &tuesday("14:00"), "null", "null")), Some(Fit::Meanwhile));
        assert_eq!(fits(offer("event", early, "null", "null")), Some(Fit::SameDay));
        assert_eq!(fits(offer("event", monday, "null", "null")), None);
        assert_eq!(fits(offer("culture", "null", "null", "null")), Some(Fit::AnyTime));
        assert_eq!(fits(offer("event", "null", "null", "null")), None);
        let over = "\"2025-08-18T00:00:00+02:00\"";
        assert_eq!(fits(offer("event", "null", "\"2025-07-30T00:00:00+02:00\"", over)), None);
    }
}
