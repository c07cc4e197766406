//! In which languages an offer can be read, Leichte Sprache before all others, and whether this is the
//! one that was asked for.

use crate::view::prelude::*;
use shared::offers::FullOffer;

use super::facts;
use crate::lang::{Lang, href, use_lang};
use crate::texts::offers::{SIMPLE, Texts, texts};

/// The links to the other languages, and a word where the one asked for is missing.
#[component]
pub(super) fn Languages(offer: FullOffer) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let FullOffer { offer, details } = offer;
    let missing = details.fallback.then(|| {
        let asked = (t.language)(&details.lang_asked).unwrap_or(&details.lang_asked);
        (t.missing_language)(asked, &facts::in_language(t, &offer.lang))
    });
    let others: Vec<&String> = order(&details.langs, &offer.lang);
    let one = |tag: &String| {
        let icon = (tag == SIMPLE)
            .then(|| view! { <span class="kern-icon kern-icon--easy-language" aria-hidden="true"></span> });
        let name = own_name(t, tag);
        view! { <li><a class="chip" href=address(lang, &offer.slug, tag) hreflang=tag.clone() lang=spoken(tag)>{icon} {name}</a></li> }
    };
    let links = others.into_iter().map(one).collect_view();
    let alone = details.langs.len() < 2;
    view! {
        {missing.map(|words| view! { <p class="small muted" role="status">{words}</p> })}
        {(!alone).then(|| view! {
            <nav aria-label=t.read_in><ul role="list" class="wishes">{links}</ul></nav>
        })}
    }
}

/// The other languages, Leichte Sprache first.
fn order<'a>(langs: &'a [String], shown: &str) -> Vec<&'a String> {
    let others = || langs.iter().filter(|tag| *tag != shown);
    others().filter(|tag| *tag == SIMPLE).chain(others().filter(|tag| *tag != SIMPLE)).collect()
}

/// Where the offer is read in a language: the app's own have their paths.
fn address(lang: Lang, slug: &str, tag: &str) -> String {
    let path = format!("/offers/{slug}");
    match tag {
        "de" => href(Lang::De, &path),
        "en" => href(Lang::En, &path),
        SIMPLE => href(Lang::De, &format!("{path}?lang={SIMPLE}")),
        other => href(lang, &format!("{path}?lang={other}")),
    }
}

/// What a language calls itself, where the app knows.
fn own_name(t: &Texts, tag: &str) -> String {
    match tag {
        "de" => "Deutsch".to_owned(),
        "en" => "English".to_owned(),
        other => (t.language)(other).map_or_else(|| other.to_owned(), str::to_owned),
    }
}

/// The language the name of a language is in.
fn spoken(tag: &str) -> Option<&'static str> {
    match tag {
        "de" | SIMPLE => Some("de"),
        "en" => Some("en"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leichte_sprache_comes_first_and_what_is_read_is_not_offered() {
        let langs = ["de", "uk", SIMPLE, "en"].map(str::to_owned);
        assert_eq!(order(&langs, "de"), [SIMPLE, "uk", "en"]);
        assert_eq!(order(&langs, SIMPLE), ["de", "uk", "en"]);
    }

    #[test]
    fn each_language_has_its_address() {
        let at = |lang, tag| address(lang, "kino", tag);
        assert_eq!(at(Lang::En, "de"), "/offers/kino");
        assert_eq!(at(Lang::De, "en"), "/en/offers/kino");
        assert_eq!(at(Lang::En, SIMPLE), "/offers/kino?lang=de-simple");
        assert_eq!(at(Lang::En, "uk"), "/en/offers/kino?lang=uk");
    }
}
