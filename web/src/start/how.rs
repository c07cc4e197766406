//! How it works, and that it works for everyone.

use crate::view::prelude::*;

use super::live::Live;
use crate::lang::{href, pick, use_lang};
use crate::texts::start::texts;
use crate::ui::button::Link;
use crate::ui::icon::Icon;

/// Three steps, and the way without any.
#[component]
pub(crate) fn How(live: Memo<Option<Live>>) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let days = move || live.get().map_or(2, |live| live.venue.with_value(|venue| venue.rules.retention_days));
    let walk_ins = move || {
        let plan = live.get()?.plan.get()?;
        Some(plan.desks.iter().filter(|desk| desk.walk_in).count()).filter(|count| *count > 0)
    };
    let phone = move || live.get().and_then(|live| live.venue.with_value(|venue| venue.phone.clone()));
    let without = move || {
        let kept = walk_ins().map(t.kept).unwrap_or_default();
        let call = phone().map(|phone| (t.call)(&phone)).unwrap_or_default();
        format!("{kept} {} {call}", t.printed).trim().to_owned()
    };
    let step = |title: &'static str, body: View| {
        view! { <li><h3 class="h3">{title}</h3><p class="muted mt-6">{body}</p></li> }
    };
    view! {
        <section class="section" id="weg">
            <div class="wrap">
                <div class="split mb-30">
                    <h2 class="h1">{t.how}</h2>
                    <p class="muted">{t.how_lead}</p>
                </div>
                <ol role="list" class="grid g3 how how-grid">
                    {step(t.step_1, t.step_1_body.into_view())}
                    {step(t.step_2, (move || (t.step_2_body)(days())).into_view())}
                    {step(t.step_3, t.step_3_body.into_view())}
                </ol>
                <div class="card card--flat row between mt-40 how-without">
                    <div class="measure">
                        <p class="h4"><Icon name="walk"/> " " {t.without}</p>
                        <p class="muted">{without}</p>
                    </div>
                    <Link href=href(lang, "/accessibility") kind="secondary" icon="pin">{t.way}</Link>
                </div>
            </div>
        </section>
    }
}

/// The icon of an accessibility fact.
fn fact_icon(key: &str) -> &'static str {
    match key {
        "list_view" => "list",
        "phone" | "phone_booking" => "phone",
        "lift" | "aisles" | "step_free_doors" | "accessible_desks" => "wheel",
        "toilet" => "info",
        _ => "check",
    }
}

/// The venue's own facts about access, and where to report what does not work.
#[component]
pub(crate) fn Accessible(live: Live) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let facts = live.venue.with_value(|venue| {
        let fact = |fact: &shared::venues::AccessibilityFact| {
            let words = pick(lang, &fact.text_de, &fact.text_en).to_owned();
            view! {
                <li class="row start nowrap-row">
                    <Icon name=fact_icon(&fact.key) class="i--lg"/>
                    <span>{words}</span>
                </li>
            }
        };
        venue.accessibility.iter().map(fact).collect_view()
    });
    view! {
        <section class="section section--sand">
            <div class="wrap grid g-1-2 gap-40">
                <h2 class="h2">{t.accessible}</h2>
                <ul role="list" class="grid g2 facts-grid">
                    {facts}
                    <li class="row start nowrap-row">
                        <Icon name="speech" class="i--lg"/>
                        <span>
                            {t.not_working} " " <a href=href(lang, "/accessibility#kontakt")>{t.report}</a> ". " {t.we_answer}
                        </span>
                    </li>
                </ul>
            </div>
        </section>
    }
}
