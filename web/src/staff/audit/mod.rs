//! Who did what, when and why: the newest first, by what was done and by time, to read and to take away.

mod entry;
mod filter;
mod log;

use crate::view::prelude::*;
use client::AuditQuery;
use shared::staff::Right;

use self::entry::Entries;
use self::filter::Filter;
use self::log::Log;
use super::known::Known;
use super::refused::Refused;
use crate::lang::use_lang;
use crate::texts::staff::audit::texts;
use crate::texts::staff::texts as shared_texts;
use crate::ui::button::{Button, classes};
use crate::ui::headline::Headline;
use crate::ui::notice::Loading;

/// The page.
#[component]
pub(crate) fn AuditPage() -> impl IntoView {
    view! {
        <Known title=shared_texts(use_lang()).audit right=Some(Right::Audit) let:_me><Audit/></Known>
    }
}

/// What is in it.
#[component]
fn Audit() -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let log = Log::new(t);
    log.ask(AuditQuery::default());
    let exporting = move || log.export.value().filter(|_| !log.export.pending());
    let again = Callback::new(move |()| log.take_away());
    view! {
        <div class="wrap page stack gap-24">
            <Headline title=shared_texts(lang).audit/>
            <p class="lead">{t.lead}</p>
            <Filter log/>
            <div class="row">
                <Button kind="secondary" icon="dl" on_press=move |_| log.take_away()>{t.export}</Button>
                <span class="small muted" role="status">
                    {move || matches!(exporting(), Some(None)).then_some(t.exported)}
                </span>
            </div>
            {move || exporting().flatten().map(|error| view! { <Refused error retry=again/> })}
            <Found log/>
        </div>
    }
}

/// What was found.
#[component]
fn Found(log: Log) -> impl IntoView {
    let t = texts(use_lang());
    let again = Callback::new(move |()| log.again());
    let failure = move || log.load.value().filter(|_| !log.load.pending()).and_then(Result::err);
    let count = Memo::new(move |_| log.entries.read().len());
    let fresh = Memo::new(move |_| !log.known.get());
    let status = move || log.known.get().then(|| (t.shown)(count.get(), log.next.get().is_none()));
    let more = move || {
        let words = if log.load.pending() { t.loading } else { t.more };
        log.next.get().filter(|_| !fresh.get()).map(|_| {
            view! {
                <div class="row">
                    <button
                        type="button"
                        class=classes("secondary", "", false)
                        aria-disabled=log.load.pending().then_some("true")
                        on:click=move |_| log.more()
                    >
                        <span class="kern-label">{words}</span>
                    </button>
                </div>
            }
        })
    };
    view! {
        <section class="stack gap-16 mt-24" aria-labelledby="entries">
            <h2 class="h2" id="entries">{t.list}</h2>
            <p class="small muted" role="status">{status}</p>
            {move || match (fresh.get(), count.get()) {
                (true, _) if failure().is_some() => View::Nothing,
                (true, _) => view! { <Loading/> },
                (false, 0) => view! {
                    <div class="card stack gap-6">
                        <p class="h4">{t.nothing}</p>
                        <p>{t.nothing_body}</p>
                    </div>
                },
                (false, _) => view! { <Entries log/> },
            }}
            {move || failure().map(|error| view! { <Refused error retry=again/> })}
            {more}
        </section>
    }
}
