//! Why an offer fits, in words. Pure.
//!
//! What always holds: it says what she has said and what is known of the offer, and never that she has
//! a claim to anything.

use shared::offers::{Found, FullOffer, Reason};

use super::questions::CHILDREN;
use crate::lang::Lang;
use crate::texts::finder::{Texts, texts};
use crate::texts::offers;

/// So many reasons are read; the strongest come first.
const MOST: usize = 3;

/// Passes and what they are called.
pub(super) type Passes = [(String, String)];

/// The reasons of one offer.
pub(super) fn reasons(lang: Lang, passes: &Passes, found: &Found<'_>) -> Vec<String> {
    let t = texts(lang);
    let mut words: Vec<String> =
        found.reasons.iter().take(MOST).map(|reason| reason_words(lang, t, passes, reason)).collect();
    words.extend(found.access_unknown.then(|| t.access_unknown.to_owned()));
    words
}

fn reason_words(lang: Lang, t: &Texts, passes: &Passes, reason: &Reason) -> String {
    match reason {
        Reason::Benefit(benefit) => (t.by_benefit)((t.benefit)(benefit)),
        Reason::Pass(pass, cents) => (t.by_pass)(name(passes, pass), *cents),
        Reason::PassByBenefit(pass, cents) => (t.by_pass_to_come)(name(passes, pass), *cents),
        Reason::ChildAge(age) => {
            let group = CHILDREN.into_iter().find(|(from, to)| (from..=to).contains(&age));
            group.map_or_else(|| t.by_families.to_owned(), |(from, to)| (t.by_child)(&(t.child)(from, to)))
        }
        Reason::OwnAge(age) => (t.by_age)(*age),
        Reason::Families => t.by_families.to_owned(),
        Reason::Need(need) => (t.by_need)(*need).to_owned(),
        Reason::Language(tag) => (t.by_language)((offers::texts(lang).language)(tag).unwrap_or(tag)),
        Reason::LooksFor(topic) => (t.by_topic)((t.topic)(*topic)),
    }
}

/// What a pass is called; one nobody has named by its key.
fn name<'a>(passes: &'a Passes, pass: &'a str) -> &'a str {
    passes.iter().find(|(key, _)| key == pass).map_or(pass, |(_, name)| name)
}

/// The passes that offers know, as offers call them: by the price with it, or by where one gets it.
pub(super) fn passes(offers: &[FullOffer]) -> Vec<(String, String)> {
    let priced = offers.iter().flat_map(|one| &one.offer.passes).map(|pass| (&pass.pass, &pass.label));
    let given = offers.iter().filter_map(|one| Some((one.details.gives_pass.as_ref()?, &one.offer.title)));
    let mut known: Vec<(String, String)> = Vec::new();
    for (key, name) in priced.chain(given) {
        if !known.iter().any(|(one, _)| one == key) {
            known.push((key.clone(), name.clone()));
        }
    }
    known
}

/// Languages somebody may wish for: those spoken somewhere, but for German, which is spoken everywhere, and
/// sign language, which is a need.
pub(super) fn languages(offers: &[FullOffer]) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for tag in offers.iter().flat_map(|one| &one.offer.languages) {
        if tag != "de" && tag != "gsg" && !known.contains(tag) {
            known.push(tag.clone());
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;
    use shared::offers::{PassPrice, Topic};

    fn told(reasons: Vec<Reason>) -> Vec<String> {
        let offer = sample::on("x", &[]);
        let passes = [("city_pass".to_owned(), "CityPass".to_owned())];
        super::reasons(Lang::De, &passes, &Found { offer: &offer, reasons, access_unknown: false })
    }

    #[test]
    fn a_reason_says_what_was_said() {
        assert_eq!(
            told(vec![
                Reason::ChildAge(8),
                Reason::Pass("city_pass".to_owned(), Some(0)),
                Reason::LooksFor(Topic::Holidays)
            ]),
            ["weil Ihr Kind 6 bis 15 ist", "mit CityPass kostenlos", "weil Sie Ferien interessieren"]
        );
        assert_eq!(told(vec![Reason::Pass("city_pass".to_owned(), Some(450))]), ["mit CityPass 4,50 €"]);
        assert_eq!(told(vec![Reason::Benefit("wohngeld".to_owned())]), ["weil Sie Wohngeld bekommen"]);
    }

    #[test]
    fn no_reason_promises_anything() {
        let all = [
            Reason::PassByBenefit("city_pass".to_owned(), None),
            Reason::OwnAge(40),
            Reason::Families,
            Reason::Language("uk".to_owned()),
        ];
        for words in all.into_iter().flat_map(|reason| told(vec![reason])) {
            assert!(!words.contains("Anspruch"), "{words}");
        }
    }

    #[test]
    fn passes_are_called_what_offers_call_them() {
        let mut gives = sample::on("gives", &[]);
        gives.details.gives_pass = Some("other".to_owned());
        let mut takes = sample::on("takes", &[]);
        let price = PassPrice { pass: "city_pass".to_owned(), label: "CityPass".to_owned(), price_text: String::new() };
        takes.offer.passes = vec![price.clone(), price];
        let known = passes(&[gives, takes]);
        assert_eq!(known, [("city_pass".to_owned(), "CityPass".to_owned()), ("other".to_owned(), "t".to_owned())]);
    }
}
