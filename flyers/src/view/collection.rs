//! The sheet of many offers.

use shared::flyers::{Choice, Flyer, FlyerFormat, FlyerOffer};

use super::{Entry, Ink, View, about, facts, primary, when};

/// What a title may be as long as, with everything they were chosen by; the rest stands below it.
const TITLE: usize = 64;
/// Longest search text in a title.
const TYPED: usize = 60;
/// A price that is longer is a sentence and stands among the other lines.
const PRICE: usize = 24;

/// What a collection is made of.
pub(super) struct Chosen<'a> {
    pub(super) choice: &'a Choice,
    pub(super) url: &'a str,
    pub(super) offers: &'a [FlyerOffer],
    pub(super) total: u32,
}

pub(super) fn view(ink: &Ink<'_>, flyer: &Flyer, chosen: &Chosen<'_>) -> View {
    let words = ink.words;
    let (title, below) = title(ink, chosen.choice);
    let bare = View::bare(ink, flyer, &title, chosen.url);
    let entries: Vec<Entry> = chosen.offers.iter().filter_map(|one| entry(ink, one)).collect();
    let further = (0..entries.len()).map(|cut| further(ink, chosen.total, entries.len() - cut)).collect();
    let some = chosen.offers.iter().any(|one| one.offer.offer.example);
    let notice = if some { format!("{} {}", words.check_all, words.examples) } else { words.check_all.to_owned() };
    let summary: Vec<String> = below.into_iter().chain([(words.count)(chosen.total)]).collect();
    let folded = flyer.format == FlyerFormat::A4Folded;
    View {
        kicker: Some(words.choice_of.to_owned()),
        summary: ink.text(&summary.join(" · "), 320),
        entries,
        further,
        outside: if folded { facts::info_point(ink, &flyer.info_point) } else { Vec::new() },
        notice: Some(notice),
        ..bare
    }
}

/// Everything they were chosen by, in words: a title, and what would make it too long.
fn title(ink: &Ink<'_>, choice: &Choice) -> (String, Vec<String>) {
    let words = ink.words;
    let kinds: Vec<&str> = choice.kinds.iter().map(|kind| (words.kind)(*kind)).collect();
    let kinds = listed(ink, &kinds);
    let mut others = others(ink, choice);
    let head = match (choice.words.as_deref().and_then(|typed| ink.text(typed, TYPED)), kinds) {
        (Some(typed), kinds) => {
            others.splice(0..0, kinds);
            Some((words.found)(&typed))
        }
        (None, kinds) => kinds,
    };
    let audience =
        choice.audience.as_ref().map(|key| (words.audience)(key).map_or_else(|| spelled(key), str::to_owned));
    let head = match (head, audience) {
        (head, Some(whom)) => (words.chosen_for)(&head.unwrap_or_else(|| words.some.to_owned()), &whom),
        (Some(head), None) => head,
        (None, None) if others.is_empty() => words.anything.to_owned(),
        (None, None) => words.some.to_owned(),
    };
    let mut title = head;
    let mut mark = ": ";
    while let Some(next) = others.first() {
        if title.chars().count() + mark.len() + next.chars().count() > TITLE {
            break;
        }
        title = format!("{title}{mark}{next}");
        mark = ", ";
        others.remove(0);
    }
    (title, others)
}

/// What else they were chosen by, a phrase each.
fn others(ink: &Ink<'_>, choice: &Choice) -> Vec<String> {
    let words = ink.words;
    let days = match (choice.from, choice.to) {
        (Some(from), Some(to)) if from == to => Some((words.on)(&ink.date(from))),
        (Some(from), Some(to)) => Some((words.between)(&ink.date(from), &ink.date(to))),
        (Some(from), None) => Some((words.from)(&ink.date(from))),
        (None, Some(to)) => Some((words.until)(&ink.date(to))),
        (None, None) => None,
    };
    let all = [
        choice.topic.as_deref().map(words.on_topic),
        choice.pass.as_deref().map(words.with_pass),
        days,
        choice.free_of_charge.then(|| words.free.to_owned()),
        choice.accessible.then(|| (words.step_free)(true).to_owned()),
        choice.language.as_deref().map(words.in_language),
    ];
    all.into_iter().flatten().collect()
}

/// "Kultur, Orte und Service".
fn listed(ink: &Ink<'_>, names: &[&str]) -> Option<String> {
    match names {
        [] => None,
        [one] => Some((*one).to_owned()),
        [others @ .., last] => Some(format!("{} {} {last}", others.join(", "), ink.words.and)),
    }
}

/// A key nobody has words for, so that it can be read.
fn spelled(key: &str) -> String {
    key.replace('_', " ")
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
    let times = when::when(ink, &one.offer, 1).into_iter().next();
    let (price, sentence) = match about::price(ink, &offer.price) {
        Some(text) if text.chars().count() > PRICE => (None, Some(text)),
        short => (short, None),
    };
    let passes = offer.passes.iter().map(|pass| format!("{}: {}", pass.label, pass.price_text));
    let line: Vec<String> = times.into_iter().chain(place).chain(sentence).chain(passes).chain(mark).collect();
    Some(Entry {
        title: ink.text(&offer.title, 160)?,
        lang: primary(&offer.lang),
        url: one.url.clone(),
        summary: ink.text(&offer.summary, 200),
        price,
        line: ink.text(&line.join(" · "), 480),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;
    use chrono::NaiveDate;
    use shared::flyers::FlyerLanguage;
    use shared::offers::OfferKind;

    fn told(lang: FlyerLanguage, choice: &Choice) -> (String, Vec<String>) {
        title(&Ink { words: words(lang), lacks: &|_| false }, choice)
    }

    #[test]
    fn a_title_says_every_filter() {
        use FlyerLanguage::{De, DeSimple, En};
        let nothing = Choice::default();
        assert_eq!(told(De, &nothing).0, "Was die Stadt bietet");
        let families = Choice { audience: Some("families".into()), ..Choice::default() };
        assert_eq!(told(De, &families).0, "Angebote für Familien");
        assert_eq!(told(DeSimple, &families).0, "Angebote für Familien");
        let support = Choice { kinds: vec![OfferKind::Support, OfferKind::Culture], free_of_charge: true, ..families };
        assert_eq!(told(De, &support).0, "Unterstützung und Kultur für Familien: kostenlos");
        assert_eq!(told(En, &support).0, "Support and Culture for families: free of charge");
        let typed = Choice { words: Some("ferien".into()), kinds: vec![OfferKind::Event], ..Choice::default() };
        assert_eq!(told(De, &typed).0, "Zu „ferien“: Veranstaltungen");
    }

    #[test]
    fn what_is_too_long_for_a_title_stands_below_it() {
        let choice = Choice {
            kinds: vec![OfferKind::Event],
            audience: Some("people_with_disabilities".into()),
            topic: Some("Stadtentwicklung".into()),
            pass: Some("AktivPass".into()),
            language: Some("Türkisch".into()),
            from: NaiveDate::from_ymd_opt(2026, 11, 24),
            to: NaiveDate::from_ymd_opt(2026, 11, 30),
            accessible: true,
            free_of_charge: true,
            words: None,
        };
        let (title, below) = told(FlyerLanguage::De, &choice);
        assert_eq!(title, "Veranstaltungen für Menschen mit Behinderung");
        let all = ["zum Thema Stadtentwicklung", "mit AktivPass", "vom 24.11.2026 bis 30.11.2026", "kostenlos"];
        assert_eq!(below[..4], all);
        assert_eq!(below[4..], ["ohne Stufen erreichbar", "auf Türkisch"]);
    }
}
