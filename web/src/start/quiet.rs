//! When it is quiet today.

use crate::view::prelude::*;
use shared::slots::Period;

use super::live::Live;
use crate::book::{bars_of, quiet_picture};
use crate::dates::hhmm;
use crate::lang::{href, use_lang};
use crate::texts::start::texts;

/// The band; left out on days that are closed.
#[component]
pub(crate) fn Quiet(live: Live) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let bars = Memo::new(move |_| bars_of(&*live.day.get()?, &live.plan.get()?.desks));
    let zone = live.venue.with_value(|venue| venue.utc_offsets.clone());
    let words = {
        let zone = zone.clone();
        move || {
            let bars = bars.get()?;
            let now = live.now.get();
            let over = now >= bars.span.to();
            let stretch = |calm: &Period| {
                let (from, to) = (hhmm(&zone, calm.start()), hhmm(&zone, calm.end()));
                if calm.to() >= bars.span.to() {
                    (t.from_on)(&from)
                } else if calm.from() <= now {
                    (t.until)(&to)
                } else {
                    (t.between)(&from, &to)
                }
            };
            let stretches: Vec<String> = bars.calm_stretches(now).iter().map(stretch).collect();
            Some(if over { t.day_over.to_owned() } else { (t.quiet_today)(&stretches) })
        }
    };
    let picture = move || bars.with(|bars| bars.as_ref().map(|bars| quiet_picture(bars, &zone, live.now.get(), lang)));
    let open = Memo::new(move |_| bars.read().is_some());
    let words = StoredValue::new(words);
    let picture = StoredValue::new(picture);
    move || {
        open.get().then(|| {
            view! {
                <section class="section section--sand">
                    <div class="wrap">
                        <div class="grid g-1-2 quiet-grid">
                            <div class="stack">
                                <h2 class="h2">{t.quiet}</h2>
                                <p class="muted">{move || words.with_value(|words| words())}</p>
                                <p><a href=href(lang, "/book")>{t.other_days}</a></p>
                            </div>
                            <div class="narrow">{move || picture.with_value(|picture| picture())}</div>
                        </div>
                    </div>
                </section>
            }
        })
    }
}
