//! The sheet of many offers.

use shared::flyers::{Choice, Flyer, FlyerOffer};

use super::{Entry, Ink, View, about, primary, when};

/// What a collection is made of.
pub(super) struct Chosen<'a> {
    pub(super) choice: &'a Choice,
    pub(super) url: &'a str,
    pub(super) offers: &'a [FlyerOffer],
    pub(super) total: u32,
}

pub(super) fn view(ink: &Ink<'_>, flyer: &Flyer, chosen: &Chosen<'_>) -> View {
    let words = ink.words;
    let title = match chosen.choice {
        Choice::Anything => words.anything.to_owned(),
        Choice::Kind(kind) => (words.kind)(*kind).to_owned(),
        Choice::Words(typed) => (words.found)(typed),
    };
    let bare = View::bare(ink, flyer, &title, chosen.url);
    let entries: Vec<Entry> = chosen.offers.iter().filter_map(|one| entry(ink, one)).collect();
    let further = (0..entries.len()).map(|cut| further(ink, chosen.total, entries.len() - cut)).collect();
    let some = chosen.offers.iter().any(|one| one.offer.offer.example);
    let notice = if some { format!("{} {}", words.check_all, words.examples) } else { words.check_all.to_owned() };
    View {
        kicker: Some(words.choice_of.to_owned()),
        summary: Some((words.count)(chosen.total)),
        entries,
        further,
        notice: Some(notice),
        ..bare
    }
}

/// How many are not on the sheet when so many are.
fn further(ink: &Ink<'_>, total: u32, shown: usize) -> Option<String> {
    let left = total.saturating_sub(u32::try_from(shown).unwrap_or(u32::MAX));
    (left > 0).then(|| (ink.words.further)(left))
}

/// One of them; one without a title is none.
fn entry(ink: &Ink<'_>, one: &FlyerOffer) -> Option<Entry> {
    let offer = &one.offer.offer;
    let mark = offer.example.then(|| ink.words.example_mark.to_owned());
    let place = offer.place.as_ref().map(|place| place.name.clone());
    let times = when::when(ink, &one.offer).into_iter().next();
    let passes = offer.passes.iter().take(2).map(|pass| format!("{}: {}", pass.label, pass.price_text));
    let line: Vec<String> = times.into_iter().chain(place).chain(passes).chain(mark).collect();
    Some(Entry {
        title: ink.text(&offer.title, 90)?,
        lang: primary(&offer.lang),
        url: one.url.clone(),
        summary: ink.text(&offer.summary, 200),
        price: about::price(ink, &offer.price, 32),
        line: ink.text(&line.join(" · "), 160),
    })
}
