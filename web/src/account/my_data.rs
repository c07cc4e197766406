//! What is stored about somebody: to see, to take away, to erase.

use crate::view::prelude::*;
use shared::people::Person;

use super::mine::{Deed, Sought};
use super::page::Done;
use crate::bookings::{Ask, Question};
use crate::dates::day_month;
use crate::lang::{href, use_lang};
use crate::texts::account::texts;
use crate::ui::button::Button;
use crate::ui::headline::focus_on;
use crate::venue::{current, use_venue};

/// The section.
#[component]
pub(super) fn MyData(person: Person, sought: StoredValue<Option<Sought>>, deeds: Action<Deed, Done>) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let asking = RwSignal::new(false);
    let question = Question { title: t.erase_title.to_owned(), text: t.erase_text, yes: t.erase_yes, no: t.erase_no };
    let on_yes = Callback::new(move |()| deeds.dispatch(Deed::Erase));
    let venue = use_venue();
    let rule = move || current(venue).map(|venue| (t.data_rule)(venue.rules.retention_days));
    let saved = move || matches!(deeds.value(), Some((Deed::TakeAway | Deed::Calendar, None))).then_some(t.taken_away);
    let led_to = sought.get_value();
    // Once: the section is built anew whenever something has changed.
    sought.set_value(None);
    match led_to {
        // A link in a mail opens the question; only a press erases.
        Some(Sought::Erase) => next_frame(move || asking.set(true)),
        Some(Sought::TakeAway) => next_frame(|| focus_on(".my-data ~ .row button")),
        None => {}
    }
    view! {
        <section class="stack gap-16" aria-labelledby="data">
            <h2 class="h2" id="data">{t.data}</h2>
            <ul class="my-data">
                <li>{(t.data_address)(&person.email)}</li>
                <li>{(t.data_bookings)(person.bookings)}</li>
                <li>{(t.data_waiting)(person.waiting)}</li>
                <li>{(t.data_appointments)(person.appointments)}</li>
                <li>{(t.data_since)(&day_month(lang, person.created_at.date_naive()))}</li>
            </ul>
            <p>{rule} " " <a href=href(lang, "/privacy")>{t.data_link}</a></p>
            <div class="row">
                <Button kind="secondary" icon="dl" on_press=move |_| deeds.dispatch(Deed::TakeAway)>{t.take_away}</Button>
                <Button kind="secondary" icon="cal" on_press=move |_| deeds.dispatch(Deed::Calendar)>{t.calendar}</Button>
                <Button kind="secondary" icon="trash" on_press=move |_| asking.set(true)>{t.erase}</Button>
            </div>
            <p class="small muted" role="status">{saved}</p>
            <Ask open=asking question id="erase-sure" on_yes/>
        </section>
    }
}
