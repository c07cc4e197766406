//! An entry in plain words: what, who, when, why, and what else is to be known.

use crate::view::prelude::*;
use shared::audit::{Action as Doing, AuditEntry};
use shared::staff::Role;

use super::log::{Log, entry_id};
use crate::dates::{clock_time, date_long};
use crate::lang::{Lang, use_lang};
use crate::texts::staff::audit::{Texts, texts};
use crate::texts::staff::texts as shared_texts;
use crate::view::keyed;

/// All that was read.
#[component]
pub(super) fn Entries(log: Log) -> impl IntoView {
    let lang = use_lang();
    let rows = move || log.entries.read().iter().cloned().enumerate().collect::<Vec<(usize, AuditEntry)>>();
    view! {
        <ol role="list" class="staff-log">
            {keyed(rows, |(_, entry)| entry.id.to_string(), move |(place, entry)| row(lang, place, entry))}
        </ol>
    }
}

fn row(lang: Lang, place: usize, entry: AuditEntry) -> View {
    let t = texts(lang);
    // A name this version does not know is shown as it is: nothing may be missing from the list.
    let what =
        Doing::from_name(&entry.action).map_or_else(|| entry.action.clone(), |doing| (t.action)(doing).to_owned());
    let at = format!("{}, {}", date_long(lang, entry.at.date_naive()), clock_time(entry.at.time()));
    let who = actor(t, &entry);
    let details = entry.detail.iter().map(|(name, value)| {
        let (name, value) = detail(lang, name, value);
        view! { <li>{name} ": " {value}</li> }
    });
    let details = details.collect_view();
    view! {
        <li class="staff-entry" id=entry_id(place) tabindex="-1">
            <div>
                <strong>{what}</strong>
                <span class="small">{who}</span>
            </div>
            <div>
                <span class="small muted num">{at}</span>
                {entry.reason.map(|reason| view! { <p class="small">{t.reason} ": " {reason}</p> })}
                <ul role="list" class="small">{details}</ul>
                {entry.subject_id.map(|id| view! { <span class="tiny num">{t.record} " " {id}</span> })}
            </div>
        </li>
    }
}

/// Who did it.
fn actor(t: &'static Texts, entry: &AuditEntry) -> String {
    let name = entry.actor_name.as_deref();
    match (entry.actor_kind.as_str(), name) {
        ("staff_key", Some(name)) => (t.by_key)(name),
        ("app", Some(name)) => (t.by_app)(name),
        ("terminal", _) => t.terminal.to_owned(),
        ("person", _) => t.person.to_owned(),
        ("system", _) => t.system.to_owned(),
        (_, name) => name.unwrap_or(t.somebody).to_owned(),
    }
}

/// A detail and what it says, in words where there are any.
fn detail(lang: Lang, name: &str, value: &str) -> (String, String) {
    let t = texts(lang);
    let [yes, no] = t.yes_no;
    let role = |name: &str| {
        Role::from_name(name).map_or_else(|| name.to_owned(), |role| (shared_texts(lang).role)(role).to_owned())
    };
    let words = match (name, value) {
        (_, "true") => yes.to_owned(),
        (_, "false") => no.to_owned(),
        ("role", roles) => roles.split(" → ").map(role).collect::<Vec<_>>().join(" → "),
        ("kind", kind) => (t.plan)(kind).unwrap_or(kind).to_owned(),
        (_, value) => value.to_owned(),
    };
    ((t.detail)(name).unwrap_or(name).to_owned(), words)
}

#[cfg(test)]
mod tests {
    use super::detail;
    use crate::lang::Lang;

    #[test]
    fn details_are_told_in_words() {
        let told = |name: &str, value: &str| detail(Lang::De, name, value);
        assert_eq!(told("role", "admin → auditor"), ("Rolle".to_owned(), "Administration → Revision".to_owned()));
        assert_eq!(told("suspended", "true"), ("Gesperrt".to_owned(), "ja".to_owned()));
        assert_eq!(told("unheard", "x"), ("unheard".to_owned(), "x".to_owned()));
    }
}
