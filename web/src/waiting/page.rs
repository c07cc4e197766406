//! The page of a wish.

use std::time::Duration;

use crate::router::{use_location, use_param};
use crate::view::prelude::*;
use client::Error;
use send_wrapper::SendWrapper;
use shared::ids::WaitingId;
use shared::problem::ProblemKind;
use shared::venues::AvailabilityChange;
use shared::waiting::{WaitingEntry, WaitingOffer, WaitingState};

use crate::bookings::{Ask, Question};
use crate::changes::Changes;
use crate::dates::{clock_time, weekday_date};
use crate::lang::{Lang, href, split, use_lang};
use crate::session::{Fragment, booking_href, use_client};
use crate::texts::frame;
use crate::texts::waiting::{Texts, texts};
use crate::ui::button::{Button, Link};
use crate::ui::headline::Headline;
use crate::ui::icon::Icon;
use crate::ui::notice::{Failed, Loading};
use crate::ui::tag::Tag;
use crate::venue::{current, label, use_venue};

/// How often the page looks where nothing tells it of changes.
const LOOK: Duration = Duration::from_secs(30);

/// The page.
#[component]
pub(crate) fn WaitingPage() -> impl IntoView {
    let id = use_param("id");
    let location = use_location();
    let address = Memo::new(move |before: Option<&Option<(WaitingId, String)>>| {
        // When the page is left, its address changes before it is gone.
        match before {
            Some(before) if !split(&location.pathname.read()).1.starts_with("/waiting/") => before.clone(),
            _ => id.get().and_then(|id| id.parse().ok()).zip(Fragment::parse(&location.hash.read()).secret),
        }
    });
    move || match address.get() {
        Some((id, secret)) => view! { <Wish id secret/> },
        None => missing(),
    }
}

/// A wish whose secret is known.
#[component]
fn Wish(id: WaitingId, secret: String) -> impl IntoView {
    let (lang, client) = (use_lang(), use_client());
    let (asker, proof) = (client.clone(), secret.clone());
    let entry = Resource::new(move || asker.waiting_entry(id, &proof));
    let leave = Action::new(move |(): &()| {
        let reply = client.leave_waiting_list(id, &secret);
        async move {
            let result = reply.await;
            entry.refetch();
            result.err()
        }
    });
    look_now_and_then(entry);
    let again = Callback::new(move |()| entry.refetch());
    move || match entry.get() {
        None => view! { <div class="wrap page"><Loading/></div> },
        Some(Err(error)) if error.kind() == Some(ProblemKind::NotFound) => missing(),
        Some(Err(error)) => view! {
            <div class="wrap page stack">
                <Headline title=texts(lang).failed/>
                <Failed error retry=again/>
            </div>
        },
        Some(Ok(entry)) => view! { <Known entry leave/> },
    }
}

/// Looks when the api tells of a change, when the visitor comes back, and else now and then.
fn look_now_and_then(entry: Resource<Result<WaitingEntry, Error>>) {
    let (client, venue) = (use_client(), use_venue());
    let look = move || {
        if !document().hidden() {
            entry.refetch();
        }
    };
    let changes = StoredValue::new(None::<SendWrapper<Changes>>);
    effect(move || {
        if let Some(venue) = current(venue) {
            let told = move |_: AvailabilityChange| look();
            let listening = Changes::listen(&client.changes_address(&venue.slug), told);
            changes.set_value(Some(SendWrapper::new(listening)));
        }
    });
    let told = move || changes.with_value(|changes| changes.as_ref().is_some_and(|changes| changes.are_told()));
    every(LOOK, move || {
        if !told() {
            look();
        }
    });
    listen("focus", move |_| look());
}

/// Where the wish stands.
#[component]
fn Known(entry: WaitingEntry, leave: Action<(), Option<Error>>) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let (title, lead) = said(t, &entry);
    let offer = entry.offer.clone().filter(|_| matches!(entry.state, WaitingState::Offered | WaitingState::Served));
    let open = entry.state == WaitingState::Waiting;
    let over = matches!(entry.state, WaitingState::Lapsed | WaitingState::Expired | WaitingState::Withdrawn);
    let again = again(lang, &entry);
    view! {
        <div class="wrap page stack gap-20">
            <Headline title/>
            <p class="lead" role="status">{lead}</p>
            {offer.map(|offer| taken(lang, t, entry.state, &offer))}
            <Facts entry/>
            {open.then(|| view! { <Leave leave/> })}
            {over.then(|| view! {
                <div class="row"><Link href=again>{t.look}</Link></div>
            })}
            <p class="small muted">{t.find_again}</p>
        </div>
    }
}

/// The state in a title and a sentence.
fn said(t: &'static Texts, entry: &WaitingEntry) -> (&'static str, String) {
    let until = entry.offer.as_ref().and_then(|offer| offer.hold_expires_at);
    match entry.state {
        WaitingState::Waiting => (t.waiting, (t.position)(entry.position.unwrap_or(1))),
        WaitingState::Offered => {
            let until = until.map(|until| clock_time(until.time())).unwrap_or_default();
            (t.offered, (t.offered_until)(&until))
        }
        WaitingState::Served => (t.served, t.served_lead.to_owned()),
        WaitingState::Lapsed => (t.lapsed, t.lapsed_lead.to_owned()),
        WaitingState::Withdrawn => (t.withdrawn, t.withdrawn_lead.to_owned()),
        WaitingState::Expired | WaitingState::Unknown => (t.expired, t.expired_lead.to_owned()),
    }
}

/// The way to the booking that was offered.
fn taken(lang: Lang, t: &'static Texts, state: WaitingState, offer: &WaitingOffer) -> View {
    let codes: Vec<&str> = offer.desks.iter().map(|desk| desk.code.as_str()).collect();
    let words = if state == WaitingState::Offered { (t.take)(&codes.join(", ")) } else { t.to_booking.to_owned() };
    let link = booking_href(lang, offer.booking_id, &offer.secret);
    view! { <div class="row"><Link href=link size="lg" icon_after="right">{words}</Link></div> }
}

/// What is waited for.
#[component]
fn Facts(entry: WaitingEntry) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let day = weekday_date(lang, entry.from.date_naive());
    let span = (frame::texts(lang).span)(&clock_time(entry.from.time()), &clock_time(entry.to.time()));
    let venue = use_venue();
    let features = entry.features;
    let wishes = move || {
        let venue = current(venue);
        let name = |key: &String| venue.as_ref().map_or(key.clone(), |it| label(&it.features, key, lang).to_owned());
        let tag = |name: String| view! { <Tag>{name}</Tag> " " };
        features.iter().map(name).map(tag).collect_view()
    };
    view! {
        <ul role="list" class="facts">
            <li><Icon name="cal"/><div class="num">{day} ", " {span}</div></li>
            <li><Icon name="users"/><div>{(t.people)(entry.party_size)}</div></li>
            <li><Icon name="chair"/><div>{t.any_desk} " " {wishes}</div></li>
        </ul>
    }
}

/// The way off the list, after a question: the place in it is lost.
#[component]
fn Leave(leave: Action<(), Option<Error>>) -> impl IntoView {
    let t = texts(use_lang());
    let open = RwSignal::new(false);
    let question = Question { title: t.leave_title.to_owned(), text: t.leave_text, yes: t.leave_yes, no: t.leave_no };
    let on_yes = Callback::new(move |()| leave.dispatch(()));
    let failure = move || leave.value().flatten().filter(|_| !leave.pending());
    view! {
        <div class="row"><Button kind="secondary" icon="x" on_press=move |_| open.set(true)>{t.leave}</Button></div>
        {move || failure().map(|error| view! { <Failed error retry=on_yes/> })}
        <Ask open question id="waiting-sure" on_yes/>
    }
}

/// The plan with the same wish.
fn again(lang: Lang, entry: &WaitingEntry) -> String {
    let (from, to) = (clock_time(entry.from.time()), clock_time(entry.to.time()));
    let people = entry.party_size;
    href(lang, &format!("/book?date={}&from={from}&to={to}&people={people}", entry.from.date_naive()))
}

/// A link that does not lead to a wish.
fn missing() -> View {
    let lang = use_lang();
    let t = texts(lang);
    view! {
        <div class="wrap page stack gap-16">
            <Headline title=t.missing/>
            <p class="lead">{t.missing_lead}</p>
            <div class="row mt-24"><Link href=href(lang, "/book")>{t.look}</Link></div>
        </div>
    }
}
