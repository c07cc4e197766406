//! "In the town hall that day": what takes place in the building on the day of a visit.

use crate::view::prelude::*;
use shared::bookings::Booking;
use shared::offers::Happening;

use crate::clock::use_clock;
use crate::lang::{href, use_lang};
use crate::programme::{list, programme};
use crate::texts::bookings::texts;
use crate::venue::{current, use_venue};

/// A visit has time for so many.
const SHOWN: usize = 4;

/// The list; nothing at all when there is nothing on.
#[component]
pub(super) fn Nearby(booking: Memo<Booking>) -> impl IntoView {
    let lang = use_lang();
    let t = &texts(lang).ticket;
    let (clock, venue) = (use_clock(), use_venue());
    let day = Memo::new(move |_| booking.read().from.date_naive());
    move || {
        let venue = current(venue)?;
        let events = programme(&venue, day, 1);
        Some(view! {
            {move || {
                let day = events.get()?.ok()?;
                let shown = choose(&day, &booking.read());
                (!shown.is_empty()).then(|| view! {
                    <section class="section booking-nearby">
                        <div class="wrap">
                            <div class="split mb-12">
                                <h2 class="h2">{t.nearby}</h2>
                                <a href=href(lang, "/offers?kind=event")>{t.nearby_all}</a>
                            </div>
                            {list(lang, shown, clock.now())}
                        </div>
                    </section>
                })
            }}
        })
    }
}

/// What takes place that day: during the visit first, then the rest, each in order.
fn choose(day: &[Happening], booking: &Booking) -> Vec<Happening> {
    let meanwhile = |one: &&Happening| one.date.from < booking.to && one.date.to > booking.from;
    let on = || day.iter().filter(|one| one.takes_place());
    let rest = on().filter(|one| !meanwhile(one));
    on().filter(meanwhile).chain(rest).take(SHOWN).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::offers::{DateState, EventDate};

    fn booking() -> Booking {
        let text = r#"{"id":"0199e000-0000-7000-8000-000000000001","code":"K7QX4P","state":"confirmed","venue":"v",
            "from":"2026-11-24T13:00:00+01:00","to":"2026-11-24T15:30:00+01:00","desks":[],"hold_expires_at":null,
            "hold_extensions_left":0,"check_in_from":"2026-11-24T12:45:00+01:00",
            "check_in_until":"2026-11-24T13:30:00+01:00","erased_at":"2026-11-26T15:30:00+01:00","revision":2,
            "created_at":"2026-11-24T08:00:00+01:00","links":{"self":"","ics":"","qr":"","manage":""}}"#;
        serde_json::from_str(text).expect("a booking")
    }

    fn happening(slug: &str, from: &str, to: &str, state: DateState) -> Happening {
        let at = |time: &str| serde_json::from_str(&format!("\"2026-11-24T{time}:00+01:00\"")).expect("an instant");
        let date = EventDate { from: at(from), to: at(to), all_day: false, state, room: None };
        Happening { slug: slug.to_owned(), title: String::new(), summary: String::new(), room: None, date }
    }

    #[test]
    fn what_takes_place_during_the_visit_comes_first_and_what_is_called_off_not_at_all() {
        let day = [
            happening("before", "09:00", "13:00", DateState::Scheduled),
            happening("meanwhile", "14:00", "16:00", DateState::Moved),
            happening("off", "14:00", "16:00", DateState::Cancelled),
            happening("after", "18:00", "19:00", DateState::Scheduled),
        ];
        let slugs: Vec<String> = choose(&day, &booking()).into_iter().map(|one| one.slug).collect();
        assert_eq!(slugs, ["meanwhile", "before", "after"]);
    }
}
