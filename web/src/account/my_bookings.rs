//! The bookings that carry an address: what is ahead first, what is over below.

use crate::view::prelude::*;
use shared::bookings::{Booking, BookingState};
use shared::order::sorted;

use crate::bookings::{day, desks, times, today};
use crate::lang::{href, use_lang};
use crate::session::booking_href;
use crate::texts::account::{Texts, texts};
use crate::ui::button::Link;
use crate::ui::icon::Icon;
use crate::ui::tag::Tag;

/// Whether a booking still stands.
fn stands(booking: &Booking) -> bool {
    matches!(booking.state, BookingState::Held | BookingState::Confirmed | BookingState::CheckedIn)
}

/// Both lists.
#[component]
pub(super) fn MyBookings(bookings: Vec<Booking>) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let (ahead, over): (Vec<Booking>, Vec<Booking>) = bookings.into_iter().partition(stands);
    let ahead = sorted(ahead, |a, b| a.from.cmp(&b.from));
    let list = |bookings: Vec<Booking>| {
        let rows = bookings.into_iter().map(|booking| view! { <li><Row booking/></li> }).collect_view();
        view! { <ul role="list" class="my-bookings">{rows}</ul> }
    };
    view! {
        <section class="stack gap-16" aria-labelledby="ahead">
            <h2 class="h2" id="ahead">{t.ahead}</h2>
            {if ahead.is_empty() {
                view! {
                    <p>{t.nothing}</p>
                    <div class="row"><Link href=href(lang, "/book")>{t.book}</Link></div>
                }
            } else {
                list(ahead).into_view()
            }}
        </section>
        {(!over.is_empty()).then(|| view! {
            <section class="stack gap-16" aria-labelledby="over">
                <h2 class="h2" id="over">{t.over}</h2>
                {list(over)}
            </section>
        })}
    }
}

/// One of them; all of it leads to its page.
#[component]
fn Row(booking: Booking) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let (codes, count) = desks(lang, &booking);
    let link = booking_href(lang, booking.id, booking.secret.as_deref().unwrap_or_default());
    let (kind, words) = state(t, booking.state);
    let (series, hours) = (booking.series_id.is_some(), times(lang, &booking));
    // Follows the clock: what is today is tomorrow no longer.
    let when = move || day(lang, &booking, today(&booking));
    view! {
        <a class="my-booking" href=link>
            <span class="my-booking-when">
                <strong>{when}</strong>
                <span class="num">{hours}</span>
            </span>
            <span class="my-booking-desk"><Icon name="chair"/>{(t.desks)(&codes, count)}</span>
            <span class="row gap-8">
                <Tag kind>{words}</Tag>
                {series.then(|| view! { <Tag icon="refresh">{t.series}</Tag> })}
            </span>
            <Icon name="right"/>
        </a>
    }
}

/// A state as a colour and a word.
fn state(t: &'static Texts, state: BookingState) -> (&'static str, &'static str) {
    match state {
        BookingState::Held => ("honey", t.held),
        BookingState::Confirmed => ("patina", t.booked),
        BookingState::CheckedIn => ("lake", t.checked_in),
        BookingState::Completed => ("", t.completed),
        BookingState::NoShow => ("", t.no_show),
        BookingState::Expired => ("", t.expired),
        BookingState::Cancelled => ("", t.cancelled),
    }
}
