//! Filters. They never hide a desk: desks that lack something fade, and every filter says honestly
//! how many free desks have it.

use crate::view::prelude::*;
use shared::venues::Label;

use super::hall::{Hall, has_all};
use super::panel::joined;
use crate::lang::{pick, use_lang};
use crate::letters::capital;
use crate::texts::book::texts;
use crate::ui::button::Button;
use crate::ui::icon::Icon;
use crate::venue::label;

/// The icon of a feature.
pub(crate) fn feature_icon(key: &str) -> &'static str {
    match key {
        "power" => "plug",
        "monitor" => "monitor",
        "height_adjustable" => "height",
        "step_free" => "wheel",
        "quiet" => "quiet",
        "window" => "window",
        "near_info_point" => "info",
        _ => "check",
    }
}

/// The filters.
#[component]
pub(crate) fn Wishes(hall: Hall) -> impl IntoView {
    let lang = use_lang();
    let chip = move |feature: &Label| {
        let key = StoredValue::new(feature.key.clone());
        let on = move || hall.choice.wishes.with(|wishes| key.with_value(|key| wishes.contains(key)));
        let count = move || {
            let has = |desk: &shared::venues::PlanDesk| key.with_value(|key| desk.features.contains(key));
            hall.free().iter().filter(|desk| has(desk)).count()
        };
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || if on() { "true" } else { "false" }
                on:click=move |_| key.with_value(|key| hall.choice.toggle(key))
            >
                <Icon name=feature_icon(&feature.key)/>
                {capital(pick(lang, &feature.label_de, &feature.label_en))}
                " "
                <em>{count}</em>
            </button>
        }
    };
    view! {
        <fieldset class="mt-18">
            <legend class="kern-sr-only">{texts(lang).wishes}</legend>
            <div class="wishes">{hall.venue().features.iter().map(chip).collect_view()}</div>
        </fieldset>
    }
}

/// Nothing free has everything that is wished for: names the one wish to drop and what that gains.
#[component]
pub(crate) fn NoMatch(hall: Hall) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let best = Memo::new(move |_| {
        let (wishes, free) = (hall.choice.wishes.get(), hall.free());
        if wishes.is_empty() || free.is_empty() || free.iter().any(|desk| has_all(desk, &wishes)) {
            return None;
        }
        let without = |dropped: &String| {
            let rest: Vec<String> = wishes.iter().filter(|wish| *wish != dropped).cloned().collect();
            (free.iter().filter(|desk| has_all(desk, &rest)).count(), dropped.clone())
        };
        let names: Vec<String> = wishes.iter().map(|wish| (t.quoted)(&capital(&named(hall, wish)))).collect();
        let all = joined(&names, t.and);
        wishes.iter().map(without).max_by_key(|(gain, _)| *gain).map(|(gain, wish)| (all, gain, wish))
    });
    move || {
        best.get().map(|(all, gain, wish)| {
            let name = capital(&named(hall, &wish));
            let (gained, drop) = ((t.no_match_gain)(&name, gain), (t.drop_wish)(&name));
            view! {
                <div class="card stack gap-8 mb-24" role="status">
                    <p class="h4">{(t.no_match)(&all)}</p>
                    {(gain > 0).then(|| view! { <p class="small muted">{gained}</p> })}
                    <Button kind="secondary" size="sm" on_press=move |_| hall.choice.toggle(&wish)>{drop}</Button>
                </div>
            }
        })
    }
}

/// A wish's name in the visitor's language.
fn named(hall: Hall, wish: &str) -> String {
    hall.venue.with_value(|venue| label(&venue.features, wish, use_lang()).to_owned())
}
