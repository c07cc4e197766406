//! Taking up an invitation, in three steps: a password, an authenticator, and the codes for the day it is lost.
//!
//! What always holds: the one-time password stands behind `#`, is taken out of the address as soon as it was
//! read, and is known to this page alone. Nothing changes at the api before password and code go there together.

mod app;
mod password;
mod steps;

use crate::view::prelude::*;
use shared::problem::ProblemKind;

use self::steps::Setup;
use super::who::use_who;
use crate::lang::{href, use_lang};
use crate::router::{NavigateOptions, use_location, use_navigate};
use crate::session::use_client;
use crate::texts::staff::enrol::texts;
use crate::ui::button::Link;
use crate::ui::headline::Headline;
use crate::ui::notice::{Failed, Loading};

/// The page.
#[component]
pub(crate) fn EnrolPage() -> impl IntoView {
    let t = texts(use_lang());
    match invitation() {
        None => nothing(t.no_link, t.no_link_body, false),
        Some(token) => view! { <Invited token/> },
    }
}

/// The one-time password, from the address or from before the language was changed.
fn invitation() -> Option<String> {
    let (location, navigate, who) = (use_location(), use_navigate(), use_who());
    let hash = location.hash.read_untracked();
    if let Some(token) = hash.strip_prefix("#t=").filter(|token| !token.is_empty()) {
        who.invitation.set_value(Some(token.to_owned()));
        navigate(&location.pathname.read_untracked(), NavigateOptions { replace: true, scroll: false });
    }
    who.invitation.get_value()
}

/// Asks what the authenticator has to know; that also says whether the invitation is good.
#[component]
fn Invited(token: String) -> impl IntoView {
    let (client, lang) = (use_client(), use_lang());
    let asked = token.clone();
    let factor = Resource::new(move || client.second_factor(&asked));
    let again = Callback::new(move |()| factor.refetch());
    move || {
        let t = texts(lang);
        match factor.get() {
            None => view! { <div class="wrap page"><Loading/></div> },
            Some(Err(error)) if error.kind() == Some(ProblemKind::WrongCode) => nothing(t.used, t.used_body, true),
            Some(Err(error)) => view! {
                <div class="wrap page stack gap-24">
                    <Headline title=t.title/>
                    <Failed error retry=again/>
                </div>
            },
            Some(Ok(factor)) => view! { <Setup token=token.clone() factor/> },
        }
    }
}

/// There is no invitation, or none that is good.
fn nothing(title: &'static str, body: &'static str, sign_in: bool) -> View {
    let lang = use_lang();
    let t = texts(lang);
    view! {
        <div class="wrap page stack gap-16">
            <Headline title/>
            <p class="lead">{body}</p>
            {sign_in.then(|| view! {
                <div class="row"><Link href=href(lang, "/staff/sign-in") kind="secondary">{t.to_sign_in}</Link></div>
            })}
        </div>
    }
}
