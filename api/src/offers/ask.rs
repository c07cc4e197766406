//! What a question for offers says: words, filters, the language of the texts. The list, the feeds and the tables
//! read it in the same way.

use chrono::{DateTime, Utc};
use shared::offers::OfferKind;

use crate::problem::Failure;
use crate::wire::Params;

/// Longest search text, characters.
const MAX_QUERY: usize = 200;

/// What is searched for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Words.
    pub(crate) words: Option<String>,
    /// Kinds; empty means all.
    pub(crate) kinds: Vec<OfferKind>,
    /// A topic.
    pub(crate) category: Option<String>,
    /// Whom it is for.
    pub(crate) audience: Option<String>,
    /// A pass that matters.
    pub(crate) pass: Option<String>,
    /// A language spoken there.
    pub(crate) language: Option<String>,
    /// Only what takes place after this.
    pub(crate) from: Option<DateTime<Utc>>,
    /// Only what takes place before this.
    pub(crate) to: Option<DateTime<Utc>>,
    /// Only what can be reached without a step.
    pub(crate) accessible: bool,
    /// Only what is free for everyone.
    pub(crate) free_of_charge: bool,
    /// Whether what is over may be found, where nothing else has the words. For lists that say so; no address asks for
    /// it.
    pub(crate) past: bool,
}

impl Filter {
    /// Reads it.
    pub(crate) fn read(params: &mut Params) -> Result<Self, Failure> {
        let words = params.text("q")?.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if words.as_ref().is_some_and(|text| text.chars().count() > MAX_QUERY) {
            return Err(Failure::invalid("q", format!("should have at most {MAX_QUERY} characters")));
        }
        let kinds = kinds(params)?;
        let (from, to) = (params.instant("from")?, params.instant("to")?);
        if from.zip(to).is_some_and(|(from, to)| from >= to) {
            return Err(Failure::invalid("to", "should be later than from"));
        }
        let mut value = |name| Ok::<_, Failure>(params.text(name)?.filter(|value| !value.is_empty()));
        Ok(Self {
            words,
            kinds,
            category: value("category")?,
            audience: value("audience")?,
            pass: value("pass")?,
            language: value("language")?,
            from,
            to,
            accessible: params.flag("accessible")?.unwrap_or(false),
            free_of_charge: params.flag("free_of_charge")?.unwrap_or(false),
            past: false,
        })
    }

    /// The filters whose values the offers decide, by name (`known`).
    pub(super) const fn open(&self) -> [(&'static str, &Option<String>); 4] {
        [("category", &self.category), ("audience", &self.audience), ("pass", &self.pass), ("language", &self.language)]
    }

    /// The same without some of those.
    pub(crate) fn without(&mut self, names: &[&str]) {
        for (name, value) in [
            ("category", &mut self.category),
            ("audience", &mut self.audience),
            ("pass", &mut self.pass),
            ("language", &mut self.language),
        ] {
            if names.contains(&name) {
                *value = None;
            }
        }
    }

    /// What the address of the list says for it: names and values. Times are left out; there they are told in words.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, &str)> {
        let yes = |on: bool| on.then_some("true");
        let kind = if let [kind] = self.kinds.as_slice() { Some(kind.name()) } else { None };
        let all = [
            ("q", self.words.as_deref()),
            ("kind", kind),
            ("free_of_charge", yes(self.free_of_charge)),
            ("accessible", yes(self.accessible)),
            ("audience", self.audience.as_deref()),
            ("pass", self.pass.as_deref()),
            ("language", self.language.as_deref()),
            ("category", self.category.as_deref()),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// The kinds a list is narrowed by; a name that is none is refused.
pub(crate) fn kinds(params: &mut Params) -> Result<Vec<OfferKind>, Failure> {
    let kinds: Vec<OfferKind> = params.list("kind").iter().map(|name| OfferKind::from_name(name)).collect();
    if kinds.contains(&OfferKind::Unknown) {
        let names = OfferKind::ALL.map(OfferKind::name);
        return Err(Failure::invalid("kind", format!("should be {}", either(&names))));
    }
    Ok(kinds)
}

/// "a, b or c".
pub(super) fn either(values: &[impl AsRef<str>]) -> String {
    let values: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
    match values.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        all => all.concat(),
    }
}

/// The language asked for, as a lower-case BCP 47 tag; German where nothing is said.
pub(crate) fn language(params: &mut Params) -> Result<String, Failure> {
    let tag = params.text("lang")?.unwrap_or_else(|| "de".to_owned()).to_ascii_lowercase();
    let mut parts = tag.split('-');
    let first =
        parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase()));
    let rest = parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    if first && rest && tag.len() <= 20 {
        return Ok(tag);
    }
    Err(Failure::invalid("lang", "should be a language tag such as de, en or de-simple"))
}

/// The languages to show texts in, the best first: the one asked for, what it is a form of (RFC 4647, 3.4), then
/// German for who reads German and English for everybody else.
pub(crate) fn preferences(asked: &str) -> Vec<&str> {
    let mut order = vec![asked];
    order.extend(std::iter::successors(shorter(asked), |tag| shorter(tag)));
    let german = order.contains(&"de");
    order.extend(if german { ["de", "en"] } else { ["en", "de"] });
    let mut seen = Vec::new();
    order.retain(|tag| {
        let new = !seen.contains(tag);
        seen.push(*tag);
        new
    });
    order
}

/// A tag without its last part.
fn shorter(tag: &str) -> Option<&str> {
    tag.rsplit_once('-').map(|(rest, _)| rest)
}

/// Whether texts in one language are what somebody has asked for: plain English is for who reads British English.
/// Easy German is another language, not a place.
pub(super) fn serves(told: &str, asked: &str) -> bool {
    let region = |part: &str| match part.len() {
        2 => part.bytes().all(|byte| byte.is_ascii_alphabetic()),
        3 => part.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    told == asked
        || asked
            .strip_prefix(told)
            .and_then(|rest| rest.strip_prefix('-'))
            .is_some_and(|rest| rest.split('-').all(region))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_the_address_of_its_list() {
        let query =
            "kind=support&pass=hap&q=zuschuss+essen&free_of_charge=true&from=2026-11-24T10:00:00Z&accessible=false";
        let request = actix_web::test::TestRequest::with_uri(&format!("/?{query}")).to_http_request();
        let filter = Filter::read(&mut Params::of(&request).unwrap()).unwrap();
        let pairs = [("q", "zuschuss essen"), ("kind", "support"), ("free_of_charge", "true"), ("pass", "hap")];
        assert_eq!(filter.pairs(), pairs);
    }

    #[test]
    fn a_language_falls_back_to_what_its_readers_most_likely_read() {
        assert_eq!(preferences("de-simple"), ["de-simple", "de", "en"]);
        assert_eq!(preferences("de"), ["de", "en"]);
        assert_eq!(preferences("en"), ["en", "de"]);
        assert_eq!(preferences("uk"), ["uk", "en", "de"]);
        assert_eq!(preferences("de-simple-at"), ["de-simple-at", "de-simple", "de", "en"]);
    }

    #[test]
    fn a_region_is_served_by_its_language_and_easy_german_is_not() {
        for (told, asked) in [("en", "en-gb"), ("en", "en-001"), ("de-simple", "de-simple-at"), ("de", "de")] {
            assert!(serves(told, asked), "{told} {asked}");
        }
        for (told, asked) in [("de", "de-simple"), ("zh", "zh-hant"), ("en", "de"), ("de-simple", "de"), ("e", "en")] {
            assert!(!serves(told, asked), "{told} {asked}");
        }
    }
}
