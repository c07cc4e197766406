//! Where somebody is signed in, and ending what they no longer want.

use crate::view::prelude::*;
use shared::people::Session;

use super::deeds::{Deed, Done};
use crate::dates::moment;
use crate::lang::use_lang;
use crate::texts::staff::home::texts;
use crate::ui::button::Button;
use crate::ui::tag::Tag;

/// The section.
#[component]
pub(super) fn SignIns(sessions: Vec<Session>, deeds: Action<Deed, Done>) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let row = |session: Session| {
        let since = moment(lang, session.created_at);
        let (used, ends) = (moment(lang, session.last_used_at), moment(lang, session.expires_at));
        let which = (t.end_which)(&since);
        let end = (!session.current).then(|| {
            view! {
                <Button kind="secondary" size="sm" on_press=move |_| deeds.dispatch(Deed::End(session.id))>
                    {t.end} <span class="kern-sr-only">": " {which}</span>
                </Button>
            }
        });
        view! {
            <li class="my-device">
                <span>
                    <strong>{(t.since)(&since)}</strong>
                    <span class="small muted">{(t.used)(&used, &ends)}</span>
                </span>
                {session.current.then(|| view! { <Tag kind="patina">{t.this_one}</Tag> })}
                {end}
            </li>
        }
    };
    let rows = sessions.into_iter().map(row).collect_view();
    let ended = move || matches!(deeds.value(), Some((Deed::End(_), None))).then_some(t.ended);
    view! {
        <section class="stack gap-16 mt-24" aria-labelledby="sign-ins">
            <h2 class="h2" id="sign-ins">{t.sign_ins}</h2>
            <ul role="list" class="my-devices">{rows}</ul>
            <p class="small muted" role="status">{ended}</p>
        </section>
    }
}
