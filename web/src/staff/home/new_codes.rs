//! New recovery codes. The ones before are worth nothing then, so it is asked first.

use crate::view::prelude::*;
use client::Error;
use shared::problem::ProblemKind;

use crate::bookings::{Ask, Question};
use crate::lang::use_lang;
use crate::session::use_client;
use crate::staff::keep_codes::KeepCodes;
use crate::staff::refused::{Refused, told};
use crate::staff::who::use_who;
use crate::texts::staff::home::texts;
use crate::texts::staff::texts as shared_texts;
use crate::ui::button::Button;
use crate::ui::headline::focus_on;

/// The section.
#[component]
pub(super) fn NewCodes(login: String) -> impl IntoView {
    let lang = use_lang();
    let (t, words, client, who) = (texts(lang), shared_texts(lang), use_client(), use_who());
    let asking = RwSignal::new(false);
    let question =
        Question { title: t.codes_sure.to_owned(), text: t.codes_sure_text, yes: t.codes_yes, no: t.codes_no };
    let renew: Action<(), Result<Vec<String>, Error>> = Action::new(move |(): &()| {
        let client = client.clone();
        async move {
            let fresh = who.client(client).await?.renew_recovery_codes().await?;
            who.codes_left.set(None);
            next_frame(|| focus_on("#codes"));
            Ok(fresh.recovery_codes)
        }
    });
    let on_yes = Callback::new(move |()| {
        if !untrack(|| renew.pending()) {
            renew.dispatch(());
        }
    });
    let on_done = Callback::new(move |()| {
        renew.clear();
        next_frame(|| focus_on("#codes"));
    });
    view! {
        <section class="stack gap-16 mt-24" aria-labelledby="codes">
            <h2 class="h2" id="codes" tabindex="-1">{t.codes_title}</h2>
            {move || match renew.value() {
                Some(Ok(codes)) => view! { <KeepCodes codes login=login.clone() go_on=t.codes_done on_done/> },
                Some(Err(error)) if error.kind() == Some(ProblemKind::WrongState) => {
                    told(words.by_city_title.to_owned(), words.by_city_body)
                }
                Some(Err(error)) => view! { <Refused error retry=on_yes/> },
                None => view! {
                    <p>{t.codes_lead}</p>
                    <div class="row">
                        <Button kind="secondary" icon="refresh" on_press=move |_| asking.set(true)>{t.codes_renew}</Button>
                    </div>
                },
            }}
            <Ask open=asking question id="codes-sure" on_yes/>
        </section>
    }
}
