//! What belongs on paper: codes for the desks, and the day for the front desk.

use crate::view::prelude::*;
use client::Error;

use crate::file::save_bytes;
use crate::lang::use_lang;
use crate::session::use_client;
use crate::staff::refused::Refused;
use crate::staff::who::use_who;
use crate::texts::staff::home::texts;
use crate::ui::button::Button;

/// A sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sheet {
    Codes,
    Day,
}

/// Two buttons, each of which saves a file.
#[component]
pub(super) fn Print() -> impl IntoView {
    let (lang, client, who) = (use_lang(), use_client(), use_who());
    let t = texts(lang);
    let made: Action<Sheet, Option<Error>> = Action::new(move |sheet: &Sheet| {
        let (client, sheet) = (client.clone(), *sheet);
        async move {
            let own = match who.client(client).await {
                Ok(own) => own,
                Err(error) => return Some(error),
            };
            let (pdf, name) = match sheet {
                Sheet::Codes => (own.desk_codes(lang).await, t.print_codes_file),
                Sheet::Day => (own.day_sheet(lang).await, t.print_day_file),
            };
            pdf.map(|pdf| save_bytes(&pdf, "application/pdf", name)).err()
        }
    });
    let failure = move || made.value().flatten().filter(|_| !made.pending());
    let retry = Callback::new(move |()| {
        if let Some(sheet) = untrack(|| made.input()) {
            made.dispatch(sheet);
        }
    });
    let said = move || match (made.pending(), made.value()) {
        (true, _) => t.print_running,
        (false, Some(None)) => t.print_saved,
        (false, _) => "",
    };
    view! {
        <section class="stack gap-16 mt-24" aria-labelledby="print">
            <h2 class="h2" id="print">{t.print}</h2>
            <p>{t.print_lead}</p>
            <div class="row">
                <Button kind="secondary" on_press=move |_| made.dispatch(Sheet::Codes)>{t.print_codes}</Button>
                <Button kind="secondary" on_press=move |_| made.dispatch(Sheet::Day)>{t.print_day}</Button>
            </div>
            <p class="staff-said" role="status">{said}</p>
            {move || failure().map(|error| view! { <Refused error retry/> })}
        </section>
    }
}
