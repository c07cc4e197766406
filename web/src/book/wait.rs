//! Nothing fits: the wish goes on the waiting list, with the time, the people and the features that
//! are chosen already. All that is missing is where the offer goes.

use crate::router::{NavigateOptions, use_navigate};
use crate::view::prelude::*;
use client::Error;
use shared::waiting::NewWaitingEntry;

use super::address::rule_words;
use super::full::Asked;
use super::hall::Hall;
use crate::lang::use_lang;
use crate::session::{Keys, use_client, waiting_href};
use crate::texts::waiting::texts;
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::classes;
use crate::ui::email::{Email, EmailField};
use crate::ui::notice::Failed;

/// The form; nothing for a time that has begun, for which nobody can wait.
#[component]
pub(super) fn Wait(hall: Hall, asked: Asked) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let email = Email::new();
    let minutes = hall.venue.with_value(|venue| venue.rules.waiting_offer_minutes);
    let send = joining();
    let ahead = asked.period.from();
    let asked = StoredValue::new(asked);
    let join = move || {
        let (Some(email), false) = (email.complete(), untrack(|| send.pending())) else { return };
        let zone = hall.venue().utc_offsets.clone();
        let Asked { period, people, wishes } = asked.get_value();
        send.dispatch(NewWaitingEntry {
            venue: hall.venue().slug.clone(),
            from: zone.local(period.start()),
            to: zone.local(period.end()),
            party_size: (people > 1).then_some(people),
            features: (!wishes.is_empty()).then_some(wishes),
            zone: None,
            kind: None,
            email: Some(email),
            name: None,
            locale: Some(lang),
        });
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        join();
    };
    let trouble = move || {
        let error = send.value().flatten().filter(|_| !send.pending())?;
        Some(match error.problem().and_then(|problem| problem.rule) {
            Some(rule) => view! {
                <Alert kind=AlertKind::Warning title=t.refused>
                    <p class="small">{rule_words(crate::texts::book::texts(lang), rule)}</p>
                </Alert>
            },
            None => view! { <Failed error retry=move |()| join()/> },
        })
    };
    let form = move || {
        view! {
            <form class="card stack gap-14" novalidate aria-labelledby="h-wait" on:submit=submit>
                <h3 class="h3" id="h-wait">{t.join_title}</h3>
                <p>{(t.join_lead)(minutes)}</p>
                {trouble}
                <EmailField email id="waiting-email" hint=t.email_hint.to_owned()/>
                <button type="submit" class=classes("secondary", "", false)
                    aria-disabled=move || send.pending().then_some("true")>
                    <span class="kern-label">{move || if send.pending() { t.joining } else { t.join }}</span>
                </button>
            </form>
        }
    };
    let open = Memo::new(move |_| ahead > hall.running.get());
    move || open.get().then(form)
}

/// Joins the list and goes to the wish's page. The same wish after a lost answer is the same entry.
fn joining() -> Action<NewWaitingEntry, Option<Error>> {
    let (client, navigate, lang) = (use_client(), use_navigate(), use_lang());
    let keys = Keys::new();
    Action::new(move |wish: &NewWaitingEntry| {
        let reply = client.join_waiting_list(wish, &keys.of(wish));
        async move {
            match reply.await {
                Ok(entry) => {
                    let secret = entry.secret.as_deref().unwrap_or_default();
                    navigate(&waiting_href(lang, entry.id, secret), NavigateOptions::default());
                    None
                }
                Err(error) => Some(error),
            }
        }
    })
}
