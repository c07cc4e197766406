//! "My bookings": what is booked, what is stored, where somebody is signed in.

use crate::view::prelude::*;
use client::Error;
use shared::problem::ProblemKind;

use super::devices::Devices;
use super::mine::{Deed, Mine, Sought, act, load};
use super::my_appointments::MyAppointments;
use super::my_bookings::MyBookings;
use super::my_data::MyData;
use crate::lang::{href, use_lang};
use crate::session::use_client;
use crate::signed_in::SignedIn;
use crate::texts::account::texts;
use crate::ui::button::{Button, Link};
use crate::ui::headline::Headline;
use crate::ui::notice::{Failed, Loading};

/// What came of a deed.
pub(super) type Done = (Deed, Option<Error>);

/// The page.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    let (client, file) = (use_client(), texts(use_lang()).file);
    let signed_in = SignedIn::new();
    let sought = StoredValue::new(Sought::here());
    let asker = client.clone();
    let mine = Resource::new(move || load(asker.clone(), signed_in));
    let deeds: Action<Deed, Done> = Action::new(move |deed: &Deed| {
        let (client, deed) = (client.clone(), *deed);
        async move {
            let failure = act(client, signed_in, deed, file).await.err();
            if failure.is_none() && matches!(deed, Deed::End(_)) {
                mine.refetch();
            }
            (deed, failure)
        }
    });
    let again = Callback::new(move |()| mine.refetch());
    move || {
        match deeds.value() {
            Some((Deed::Erase, None)) => return gone(true),
            Some((Deed::SignOut, None)) => return gone(false),
            _ => {}
        }
        match mine.get() {
            None => view! { <div class="wrap page"><Loading/></div> },
            // Somebody who works here has no bookings of their own by that sign-in.
            Some(Err(error)) if matches!(error.kind(), Some(ProblemKind::Unauthorized | ProblemKind::Forbidden)) => {
                nobody()
            }
            Some(Err(error)) => view! {
                <div class="wrap page stack">
                    <Headline title=texts(use_lang()).title/>
                    <Failed error retry=again/>
                </div>
            },
            Some(Ok(mine)) => view! { <Known mine sought deeds/> },
        }
    }
}

/// Everything about somebody.
#[component]
fn Known(mine: Mine, sought: StoredValue<Option<Sought>>, deeds: Action<Deed, Done>) -> impl IntoView {
    let t = texts(use_lang());
    let Mine { person, bookings, appointments, sessions } = mine;
    let failure = move || deeds.value().filter(|_| !deeds.pending()).and_then(|(deed, error)| Some((deed, error?)));
    view! {
        <div class="wrap page account">
            <div>
                <div class="row between">
                    <Headline title=t.title/>
                    <Button kind="secondary" on_press=move |_| deeds.dispatch(Deed::SignOut)>{t.sign_out}</Button>
                </div>
                <p class="muted account-lead">{(t.signed_in_as)(&person.email)}</p>
            </div>
            {move || failure().map(|(deed, error)| view! {
                <Failed error retry=move |()| deeds.dispatch(deed)/>
            })}
            <MyBookings bookings/>
            <MyAppointments appointments/>
            <MyData person sought deeds/>
            <Devices sessions deeds/>
        </div>
    }
}

/// Nobody is signed in.
fn nobody() -> View {
    let lang = use_lang();
    let t = texts(lang);
    let sought = Sought::here().map_or("", Sought::hash);
    view! {
        <div class="wrap page stack gap-16">
            <Headline title=t.title/>
            <p class="lead">{t.nobody}</p>
            <div class="row"><Link href=format!("{}{sought}", href(lang, "/sign-in"))>{t.sign_in}</Link></div>
        </div>
    }
}

/// Somebody has just signed out, or erased everything.
fn gone(erased: bool) -> View {
    let lang = use_lang();
    let t = texts(lang);
    let (title, lead) = if erased { (t.erased, t.erased_lead) } else { (t.signed_out, t.signed_out_lead) };
    view! {
        <div class="wrap page stack gap-16">
            <Headline title/>
            <p class="lead" role="status">{lead}</p>
            <div class="row mt-24">
                <Link href=href(lang, "/book")>{t.book}</Link>
                <Link href=href(lang, "/sign-in") kind="secondary">{t.sign_in}</Link>
            </div>
        </div>
    }
}
