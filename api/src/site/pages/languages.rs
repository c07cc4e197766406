//! In which languages an offer can be read, Leichte Sprache before all others, and a word where the one that was asked
//! for is missing.

use shared::offers::FullOffer;

use super::facts;
use crate::lang::{Lang, href};
use crate::texts::offers::{SIMPLE, Texts, texts};

/// The offer in another language.
pub(super) struct Other {
    pub(super) tag: String,
    pub(super) href: String,
    pub(super) name: String,
    /// The language its name is in.
    pub(super) spoken: Option<&'static str>,
    pub(super) simple: bool,
}

/// The language of the texts that an address asks for with `?lang=`, where it can be one. Who has gone from Leichte
/// Sprache to the English pages wants to read English.
pub(super) fn asked(lang: Lang, query: &str) -> String {
    let said = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang");
    let tag = said.map(|(_, tag)| tag.to_ascii_lowercase()).filter(|tag| {
        let is_tag =
            (2..=20).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        is_tag && !(lang == Lang::En && tag.starts_with("de"))
    });
    tag.unwrap_or_else(|| lang.tag().to_owned())
}

/// That a text is in another language than the one asked for.
pub(super) fn missing(t: &Texts, one: &FullOffer) -> Option<String> {
    let asked = &one.details.lang_asked;
    let asked = (t.language)(asked).unwrap_or(asked);
    one.details.fallback.then(|| (t.missing_language)(asked, &facts::in_language(t, &one.offer.lang)))
}

/// The other languages, Leichte Sprache first.
pub(super) fn others(lang: Lang, one: &FullOffer) -> Vec<Other> {
    let mut tags: Vec<&String> = one.details.langs.iter().filter(|tag| **tag != one.offer.lang).collect();
    if one.details.langs.len() < 2 {
        tags.clear();
    }
    tags.sort_by_key(|tag| *tag != SIMPLE);
    let other = |tag: &String| Other {
        tag: tag.clone(),
        href: address(lang, &one.offer.slug, tag),
        name: own_name(lang, tag),
        spoken: match tag.as_str() {
            "de" | SIMPLE => Some("de"),
            "en" => Some("en"),
            _ => None,
        },
        simple: tag == SIMPLE,
    };
    tags.into_iter().map(other).collect()
}

/// Where the offer is read in a language: the pages' own have their paths.
fn address(lang: Lang, slug: &str, tag: &str) -> String {
    let path = format!("/offers/{slug}");
    match tag {
        "de" => href(Lang::De, &path),
        "en" => href(Lang::En, &path),
        SIMPLE => href(Lang::De, &format!("{path}?lang={SIMPLE}")),
        other => href(lang, &format!("{path}?lang={other}")),
    }
}

/// What a language calls itself, where that is known.
fn own_name(lang: Lang, tag: &str) -> String {
    match tag {
        "de" => "Deutsch".to_owned(),
        "en" => "English".to_owned(),
        other => (texts(lang).language)(other).unwrap_or(other).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_in_the_address_is_one_or_is_left_out() {
        assert_eq!(asked(Lang::De, "a=b&lang=DE-simple"), "de-simple");
        assert_eq!(asked(Lang::En, "lang=uk"), "uk");
        for (lang, query, told) in
            [(Lang::En, "lang=de-simple", "en"), (Lang::De, "lang=x", "de"), (Lang::De, "lang=a%00b", "de")]
        {
            assert_eq!(asked(lang, query), told, "{query}");
        }
        assert_eq!(address(Lang::En, "kino", SIMPLE), "/offers/kino?lang=de-simple");
        assert_eq!(address(Lang::En, "kino", "uk"), "/en/offers/kino?lang=uk");
    }
}
