//! On phones: what is chosen, always at hand.

use crate::view::prelude::*;
use shared::desks::DeskState;

use super::hall::Hall;
use super::panel::{day_word, joined};
use super::reserve::Reserving;
use crate::dates::hhmm;
use crate::lang::use_lang;
use crate::plan::Mark;
use crate::texts::book::texts;
use crate::ui::button::Button;

/// The bar.
#[component]
pub(crate) fn BookBar(hall: Hall, reserving: Reserving) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    move || {
        let codes = hall.chosen.get();
        let free = hall.marks.with(|marks| codes.iter().all(|code| marks.get(code) == Some(&Mark::Selected)));
        let period = hall.period.get()?;
        let zone = hall.venue().utc_offsets.clone();
        let when = format!("{}, {}–{}", day_word(hall, lang), hhmm(&zone, period.start()), hhmm(&zone, period.end()));
        let bookable = free
            && hall
                .situations
                .with(|all| codes.iter().all(|code| all.get(code).is_some_and(|found| found.state == DeskState::Free)));
        (!codes.is_empty() && bookable && !reserving.asking.get()).then(|| {
            view! {
                <div class="bookbar">
                    <div>
                        <b>{joined(&codes, t.and)}</b> " " <span class="tiny">{t.selected}</span>
                        <br/>
                        <span class="tiny num">{when}</span>
                    </div>
                    <Button on_press=move |_| reserving.begin()>{if hall.change().is_some() { t.change } else { t.reserve }}</Button>
                </div>
            }
        })
    }
}
