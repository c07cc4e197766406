//! An invitation that was just made: its link is shown once, to be handed on.

use crate::view::prelude::*;
use shared::staff::StaffInvitation;
use web_sys::HtmlElement;

use super::roll::Roll;
use crate::dates::moment;
use crate::lang::use_lang;
use crate::staff::copy::copy;
use crate::texts::staff::accounts::texts;
use crate::texts::staff::texts as shared_texts;
use crate::ui::button::Button;
use crate::ui::headline::{focus, focus_on};

/// The card; its heading has the focus when it appears.
#[component]
pub(super) fn Invitation(roll: Roll, invitation: StaffInvitation) -> impl IntoView {
    let lang = use_lang();
    let (t, words) = (texts(lang), shared_texts(lang));
    let heading = NodeRef::<HtmlElement>::new();
    effect(move || {
        if let Some(heading) = heading.get() {
            focus(&heading);
        }
    });
    let said = RwSignal::new("");
    let link = invitation.link.clone();
    let copying = Action::new(move |(): &()| {
        let link = link.clone();
        async move { said.set(if copy(link).await { words.copied } else { words.not_copied }) }
    });
    let close = move |_| {
        roll.invitation.set(None);
        next_frame(|| focus_on("#invite button"));
    };
    let mailed = invitation.account.login.contains('@').then(|| view! { <p>{t.invited_mail}</p> });
    view! {
        <section class="card card--lift stack gap-16" aria-labelledby="invitation">
            <h2 class="h3 staff-long" id="invitation" tabindex="-1" node_ref=heading>
                {(t.invited)(&invitation.account.name)}
            </h2>
            <p>{(t.invited_lead)(&moment(lang, invitation.expires_at))}</p>
            {mailed}
            <p class="staff-secret"><span class="kern-sr-only">{t.link} ": "</span>{invitation.link}</p>
            <div class="row">
                <Button kind="secondary" on_press=move |_| copying.dispatch(())>{t.copy_link}</Button>
                <Button kind="tertiary" icon="check" on_press=close>{t.done}</Button>
                <span class="small muted" role="status">{move || said.get()}</span>
            </div>
        </section>
    }
}
