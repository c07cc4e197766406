//! Why something could not be done with a booking, in words, and what to do now.

use crate::view::prelude::*;
use client::Error;
use shared::bookings::Rule;
use shared::problem::ProblemKind;

use super::again::choose_again;
use super::facts::hhmm;
use super::page::Subject;
use crate::book::rule_words;
use crate::lang::use_lang;
use crate::texts::bookings::texts;
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::{Button, Link};
use crate::ui::notice::Failed;

/// The alert.
pub(super) fn refused(subject: Subject, error: Error) -> View {
    let lang = use_lang();
    let t = &texts(lang).longer;
    let rule = error.problem().and_then(|problem| problem.rule);
    match (error.kind(), rule) {
        (_, Some(Rule::CheckInTooEarly)) => {
            let allowed = error.problem().and_then(|problem| problem.allowed_from);
            let from = allowed.unwrap_or(subject.booking.read_untracked().check_in_from);
            view! { <Alert kind=AlertKind::Info title=(texts(lang).ticket.check_in_from)(&hhmm(from))/> }
        }
        (_, Some(rule)) => view! {
            <Alert kind=AlertKind::Warning title=t.refused>
                <p class="small">{rule_words(crate::texts::book::texts(lang), rule)}</p>
            </Alert>
        },
        (Some(ProblemKind::DeskTaken), _) => view! {
            <Alert kind=AlertKind::Warning title=t.taken>
                <div class="stack gap-10">
                    <p class="small">{t.taken_next}</p>
                    <Link href=choose_again(lang, &subject.booking.read_untracked()) kind="secondary" size="sm">
                        {t.look}
                    </Link>
                </div>
            </Alert>
        },
        (Some(ProblemKind::PreconditionFailed), _) => view! {
            <Alert kind=AlertKind::Warning title=t.changed>
                <Button kind="secondary" size="sm" icon="refresh" on_press=move |_| subject.look.run(())>
                    {t.reload}
                </Button>
            </Alert>
        },
        _ => view! { <Failed error retry=move |()| subject.look.run(())/> },
    }
}
