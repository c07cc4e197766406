//! Where somebody is signed in. Devices have no names: what they are is asked of nobody.

use crate::view::prelude::*;
use shared::people::Session;

use super::mine::Deed;
use super::page::Done;
use crate::dates::moment;
use crate::lang::use_lang;
use crate::texts::account::texts;
use crate::ui::button::Button;
use crate::ui::tag::Tag;

/// The section.
#[component]
pub(super) fn Devices(sessions: Vec<Session>, deeds: Action<Deed, Done>) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let row = |session: Session| {
        let (since, used, ends) = (session.created_at, session.last_used_at, session.expires_at);
        let end = (!session.current).then(|| view! {
            <Button kind="secondary" size="sm" on_press=move |_| deeds.dispatch(Deed::End(session.id))>{t.end}</Button>
        });
        view! {
            <li class="my-device">
                <span>
                    <strong>{(t.since)(&moment(lang, since))}</strong>
                    <span class="small muted">{(t.used)(&moment(lang, used), &moment(lang, ends))}</span>
                </span>
                {session.current.then(|| view! { <Tag kind="patina">{t.this_device}</Tag> })}
                {end}
            </li>
        }
    };
    let rows = sessions.into_iter().map(row).collect_view();
    view! {
        <section class="stack gap-16" aria-labelledby="devices">
            <h2 class="h2" id="devices">{t.devices}</h2>
            <ul role="list" class="my-devices">{rows}</ul>
        </section>
    }
}
