//! What a page shows before it is known who asks, to nobody, and to whom it is not for.

use crate::view::prelude::*;
use shared::problem::ProblemKind;
use shared::staff::{Right, StaffMe};

use super::place::sign_in_href;
use super::who::use_who;
use crate::act::Tell;
use crate::lang::{href, use_lang};
use crate::session::use_client;
use crate::texts::staff::texts;
use crate::ui::button::Link;
use crate::ui::headline::Headline;
use crate::ui::notice::{Failed, Loading};

/// Renders its children for somebody who works here: `<Known title let:me>`.
#[component]
pub(super) fn Known(
    /// The page's title.
    title: &'static str,
    /// What the page is about, if not everybody may see it.
    #[prop(default = None)]
    right: Option<Right>,
    /// The page.
    children: Box<dyn Tell<StaffMe, View>>,
) -> impl IntoView {
    let (client, who) = (use_client(), use_who());
    let me = Resource::new(move || who.load(client.clone()));
    let again = Callback::new(move |()| me.refetch());
    move || match me.get() {
        None => view! { <div class="wrap page"><Loading/></div> },
        // A visitor who is signed in is nobody here.
        Some(Err(error)) if matches!(error.kind(), Some(ProblemKind::Unauthorized | ProblemKind::Forbidden)) => {
            nobody(title)
        }
        Some(Err(error)) => view! {
            <div class="wrap page stack gap-24">
                <Headline title=title/>
                <Failed error retry=again/>
            </div>
        },
        Some(Ok(me)) if right.is_some_and(|right| !me.role.may_see(right)) => not_yours(title, &me),
        Some(Ok(me)) => children.tell(me),
    }
}

/// Nobody is signed in.
fn nobody(title: &'static str) -> View {
    let lang = use_lang();
    let t = texts(lang);
    view! {
        <div class="wrap page stack gap-16">
            <Headline title=title/>
            <p class="lead">{t.nobody}</p>
            <div class="row"><Link href=sign_in_href(lang)>{t.sign_in}</Link></div>
        </div>
    }
}

/// It is for other roles.
fn not_yours(title: &'static str, me: &StaffMe) -> View {
    let lang = use_lang();
    let t = texts(lang);
    view! {
        <div class="wrap page stack gap-16">
            <Headline title=title/>
            <p class="lead">{(t.not_yours)((t.role)(me.role))}</p>
            <div class="row"><Link href=href(lang, "/staff")>{t.to_home}</Link></div>
        </div>
    }
}
