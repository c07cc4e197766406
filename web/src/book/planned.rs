//! What a series would come to: every date, which fit and why the others do not.

use crate::view::prelude::*;
use shared::bookings::{SeriesDate, SeriesMode, SeriesOutcome, SeriesPreview};

use super::address::rule_words;
use super::panel::joined;
use crate::dates::date_short;
use crate::lang::Lang;
use crate::texts::book::texts as book_texts;
use crate::texts::series::texts;
use crate::ui::button::Button;
use crate::ui::icon::Icon;

/// How many other desks are named beside a date.
const FEW: usize = 3;

/// The list, and the ways to book.
#[component]
pub(super) fn Planned(
    found: SeriesPreview,
    lang: Lang,
    take: Callback<SeriesMode>,
    pending: Signal<bool>,
) -> impl IntoView {
    let t = texts(lang);
    let (all, fitting) = (found.items.len(), found.fitting);
    let whole = all == fitting;
    let (mode, words) =
        if whole { (SeriesMode::All, (t.book_all)(all)) } else { (SeriesMode::Possible, (t.book_possible)(fitting)) };
    let rows = found.items.iter().map(|date| row(lang, date)).collect_view();
    view! {
        <div class="stack gap-14">
            <p role="status"><b>{(t.fitting)(fitting, all)}</b></p>
            <ol role="list" class="series-dates">{rows}</ol>
            {(fitting > 0).then(|| view! {
                <Button on_press=move |_| take.run(mode)>
                    {move || if pending.get() { t.booking.to_owned() } else { words.clone() }}
                </Button>
                <p class="tiny">{t.one_code}</p>
            })}
        </div>
    }
}

/// One date.
fn row(lang: Lang, date: &SeriesDate) -> View {
    let t = texts(lang);
    let and = book_texts(lang).and;
    let fits = date.outcome == SeriesOutcome::Fits;
    let words = match (date.outcome, date.rule) {
        (SeriesOutcome::Fits, _) => joined(&date.desk_codes, and),
        (_, Some(rule)) => rule_words(book_texts(lang), rule).to_owned(),
        _ => match date.alternatives.first().filter(|other| other.from == date.from && other.to == date.to) {
            Some(other) => {
                let few = other.desk_codes.get(..FEW).unwrap_or(&other.desk_codes);
                (t.taken_but)(&joined(few, book_texts(lang).or))
            }
            None => t.taken.to_owned(),
        },
    };
    view! {
        <li class:is-off=!fits>
            <Icon name=if fits { "check" } else { "x" }/>
            <span><b class="num">{date_short(lang, date.date)}</b> " " <span class="small muted">{words}</span></span>
        </li>
    }
}
