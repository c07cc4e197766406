//! The first page of who works here: what is to be printed for the day, and one's own account: who one is, where one is
//! signed in, password, recovery codes.

mod deeds;
mod new_codes;
mod new_password;
mod print;
mod sign_ins;

use crate::view::prelude::*;
use shared::staff::{Right, StaffMe};

use self::deeds::{Deed, Done, Sessions, act, load};
use self::new_codes::NewCodes;
use self::new_password::NewPasswordForm;
use self::print::Print;
use self::sign_ins::SignIns;
use super::known::Known;
use super::refused::Refused;
use super::who::use_who;
use crate::lang::{href, use_lang};
use crate::session::use_client;
use crate::texts::staff::home::texts;
use crate::texts::staff::texts as shared_texts;
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::{Button, Link};
use crate::ui::headline::Headline;
use crate::ui::notice::Loading;
use crate::venue::{current, use_venue};

/// The page.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    let (client, who) = (use_client(), use_who());
    let ended = RwSignal::new(false);
    let deeds: Action<Deed, Done> = Action::new(move |deed: &Deed| {
        let (client, deed) = (client.clone(), *deed);
        async move {
            let failure = act(client, who, deed).await.err();
            ended.set(deed == Deed::SignOut && failure.is_none());
            (deed, failure)
        }
    });
    move || {
        if ended.get() {
            return gone();
        }
        view! { <Known title=shared_texts(use_lang()).home let:me><Account me deeds/></Known> }
    }
}

/// Everything about somebody.
#[component]
fn Account(me: StaffMe, deeds: Action<Deed, Done>) -> impl IntoView {
    let (lang, client, who) = (use_lang(), use_client(), use_who());
    let t = texts(lang);
    let sessions = Resource::new(move || {
        // What was ended is not shown any more.
        let _ended = deeds.value();
        load(client.clone(), who)
    });
    let prints = me.role.may_see(Right::BookForVisitors);
    let login = me.login.clone().unwrap_or_else(|| me.name.clone());
    let failure = move || deeds.value().filter(|_| !deeds.pending()).and_then(|(deed, error)| Some((deed, error?)));
    view! {
        <div class="wrap page account">
            <div class="row between">
                <Headline title=shared_texts(lang).home/>
                <Button kind="secondary" on_press=move |_| deeds.dispatch(Deed::SignOut)>{t.sign_out}</Button>
            </div>
            <FewCodes/>
            {move || failure().map(|(deed, error)| {
                let retry = Callback::new(move |()| deeds.dispatch(deed));
                view! { <Refused error retry/> }
            })}
            {prints.then(|| view! { <Print/> })}
            <Facts me/>
            <Where deeds sessions/>
            <NewPasswordForm sessions/>
            <NewCodes login/>
        </div>
    }
}

/// Says so when recovery codes run out.
#[component]
fn FewCodes() -> impl IntoView {
    let (t, who) = (texts(use_lang()), use_who());
    move || {
        let left = who.codes_left.get().filter(|left| *left < 4)?;
        Some(view! {
            <Alert kind=AlertKind::Warning title=(t.few_codes)(left)><p class="small">{t.few_codes_body}</p></Alert>
        })
    }
}

/// Who somebody is.
#[component]
fn Facts(me: StaffMe) -> impl IntoView {
    let lang = use_lang();
    let (t, words, venue) = (texts(lang), shared_texts(lang), use_venue());
    let house = move || {
        let known = current(venue).filter(|venue| venue.slug == me.venue);
        known.map_or_else(|| me.venue.clone(), |venue| venue.name.clone())
    };
    view! {
        <section class="card stack gap-16" aria-labelledby="who">
            <h2 class="h3" id="who">{t.who}</h2>
            <dl class="kv staff-long">
                <dt>{t.name}</dt>
                <dd>{me.name}</dd>
                {me.login.map(|login| view! { <dt>{t.login}</dt><dd>{login}</dd> })}
                <dt>{t.role}</dt>
                <dd>{(words.role)(me.role)} <span class="tiny staff-may">{(words.role_may)(me.role)}</span></dd>
                <dt>{t.venue}</dt>
                <dd>{house}</dd>
            </dl>
        </section>
    }
}

/// Where somebody is signed in.
#[component]
fn Where(deeds: Action<Deed, Done>, sessions: Resource<Sessions>) -> impl IntoView {
    let again = Callback::new(move |()| sessions.refetch());
    move || match sessions.get() {
        None => view! { <Loading/> },
        Some(Err(error)) => view! { <Refused error retry=again/> },
        Some(Ok(sessions)) => view! { <SignIns sessions deeds/> },
    }
}

/// Somebody has just signed out.
fn gone() -> View {
    let lang = use_lang();
    let t = texts(lang);
    view! {
        <div class="wrap page stack gap-16">
            <Headline title=t.signed_out/>
            <p class="lead" role="status">{t.signed_out_lead}</p>
            <div class="row"><Link href=href(lang, "/staff/sign-in")>{shared_texts(lang).sign_in}</Link></div>
        </div>
    }
}
