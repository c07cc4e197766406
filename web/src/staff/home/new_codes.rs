//! New recovery codes. The ones before are worth nothing then, so it is asked first.

use crate::view::prelude::*;
use shared::problem::ProblemKind;

use super::deeds::{Deed, Done};
use crate::bookings::{Ask, Question};
use crate::lang::use_lang;
use crate::staff::keep_codes::KeepCodes;
use crate::staff::refused::{Refused, told};
use crate::texts::staff::home::texts;
use crate::texts::staff::texts as shared_texts;
use crate::ui::button::Button;

/// The section.
#[component]
pub(super) fn NewCodes(deeds: Action<Deed, Done>, login: String) -> impl IntoView {
    let lang = use_lang();
    let (t, words) = (texts(lang), shared_texts(lang));
    let asking = RwSignal::new(false);
    let question =
        Question { title: t.codes_sure.to_owned(), text: t.codes_sure_text, yes: t.codes_yes, no: t.codes_no };
    let on_yes = Callback::new(move |()| deeds.dispatch(Deed::Codes));
    let came = move || match deeds.value().filter(|_| !deeds.pending()) {
        Some((Deed::Codes, came)) => Some(came),
        _ => None,
    };
    let on_done = Callback::new(move |()| deeds.clear());
    view! {
        <section class="stack gap-16" aria-labelledby="codes">
            <h2 class="h2" id="codes" tabindex="-1">{t.codes_title}</h2>
            {move || match came() {
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
