//! A booking that is over: what happened, and where to go from here.

use crate::view::prelude::*;
use shared::bookings::BookingState;

use super::again::choose_again;
use super::facts::{desks, hhmm, near_date};
use super::page::Subject;
use crate::lang::{href, pick_opt, use_lang};
use crate::texts::bookings::texts;
use crate::ui::button::Link;
use crate::ui::headline::Headline;

/// The page of a booking that is over.
#[component]
pub(super) fn Ended(subject: Subject, state: BookingState) -> impl IntoView {
    let lang = use_lang();
    let t = &texts(lang).ended;
    let booking = subject.booking.get_untracked();
    let (codes, count) = desks(lang, &booking);
    let reason = pick_opt(lang, booking.cancel_reason_de.as_ref(), booking.cancel_reason_en.as_ref());
    let (title, text) = match state {
        BookingState::Cancelled => match reason {
            Some(reason) => (t.called_off_title, Some((t.called_off)(reason))),
            None => (t.cancelled_title, Some((t.cancelled)(&codes, count))),
        },
        BookingState::NoShow => (t.no_show_title, Some((t.no_show)(&hhmm(booking.check_in_until)))),
        BookingState::Expired => (t.expired_title, None),
        _ => (t.completed_title, Some(t.completed.to_owned())),
    };
    let data = (!booking.walk_in).then(|| (t.data)(&near_date(lang, booking.erased_at)));
    view! {
        <div class="wrap page stack gap-16">
            <Headline title/>
            {text.map(|text| view! { <p class="lead">{text}</p> })}
            {if state == BookingState::Expired {
                view! { <Expired subject/> }
            } else {
                view! {
                    <div class="row mt-24">
                        <Link href=href(lang, "/book")>{t.book_again}</Link>
                        <Link href=href(lang, "/offers") kind="secondary">{t.offers}</Link>
                    </div>
                }
            }}
            {data.map(|data| view! { <p class="small muted mt-24">{data}</p> })}
        </div>
    }
}

/// A hold that ran out: whether the desk can be had again.
#[component]
fn Expired(subject: Subject) -> impl IntoView {
    let lang = use_lang();
    let t = &texts(lang).ended;
    let Subject { booking, hall, .. } = subject;
    let free = Memo::new(move |_| hall.is_free(&booking.read()));
    move || {
        let booking = booking.get();
        let (codes, count) = desks(lang, &booking);
        let (text, kept, label) = match free.get() {
            Some(true) => ((t.expired_free)(&codes, count), t.expired_kept, (t.take_again)(&codes)),
            Some(false) => ((t.expired_taken)(&codes, count), t.expired_kept, t.look_again.to_owned()),
            None => (t.expired_unknown.to_owned(), t.expired_kept, t.look_again.to_owned()),
        };
        view! {
            <p class="lead" role="status">{text} " " {kept}</p>
            <div class="row mt-24">
                <Link href=choose_again(lang, &booking)>{label}</Link>
            </div>
        }
    }
}
