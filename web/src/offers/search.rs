//! What is looked for, as the address says it: words, filters, cards or a table. Pure.
//!
//! What always holds: what this version does not understand in an address is no filter, and the address of
//! a search is read as the same search again.

use client::OfferQuery;
use shared::offers::OfferKind;

use super::facts::list_language;
use super::when::{Span, When};
use crate::lang::{Lang, href};

/// Two screens of a phone, six rows of a desk: enough to see what there is.
const PAGE: u32 = 18;

/// The value of a filter that is on or off.
pub(super) const YES: &str = "true";

/// What a list can be narrowed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    /// What it is.
    Kind,
    /// When it takes place.
    When,
    /// Free of charge for everyone.
    Free,
    /// Without a step.
    Accessible,
    /// Whom it is for.
    Audience,
    /// A pass that matters.
    Pass,
    /// A language spoken there.
    Language,
    /// A topic.
    Category,
}

impl Filter {
    /// All of them, in the order of the address.
    pub(super) const ALL: [Self; 8] = [
        Self::Kind,
        Self::When,
        Self::Free,
        Self::Accessible,
        Self::Audience,
        Self::Pass,
        Self::Language,
        Self::Category,
    ];

    /// Its name in the address.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::When => "when",
            Self::Free => "free_of_charge",
            Self::Accessible => "accessible",
            Self::Audience => "audience",
            Self::Pass => "pass",
            Self::Language => "language",
            Self::Category => "category",
        }
    }

    /// Whether a value can be one of it.
    fn takes(self, value: &str) -> bool {
        match self {
            Self::Kind => OfferKind::from_name(value) != OfferKind::Unknown,
            Self::When => When::from_name(value).is_some(),
            Self::Free | Self::Accessible => value == YES,
            Self::Audience | Self::Pass | Self::Language | Self::Category => !value.is_empty() && value.len() <= 64,
        }
    }
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Search {
    /// Words.
    pub(super) words: String,
    /// Filters and their values, each filter once, in the order of [`Filter::ALL`].
    chosen: Vec<(Filter, String)>,
    /// A table instead of cards.
    pub(super) table: bool,
}

impl Search {
    /// Reads the address, given what it says under a name.
    pub(super) fn read(said: impl Fn(&'static str) -> Option<String>) -> Self {
        let value = |filter: Filter| said(filter.name()).filter(|value| filter.takes(value));
        Self {
            words: said("q").unwrap_or_default().trim().to_owned(),
            chosen: Filter::ALL.into_iter().filter_map(|filter| Some((filter, value(filter)?))).collect(),
            table: said("view").as_deref() == Some("table"),
        }
    }

    /// The value of a filter, if it is set.
    pub(super) fn value(&self, filter: Filter) -> Option<&str> {
        self.chosen.iter().find(|(one, _)| *one == filter).map(|(_, value)| value.as_str())
    }

    /// The filters that are set.
    pub(super) fn chosen(&self) -> &[(Filter, String)] {
        &self.chosen
    }

    /// Whether nothing is looked for in particular.
    pub(super) fn is_plain(&self) -> bool {
        self.words.is_empty() && self.chosen.is_empty()
    }

    /// The same with a filter set, or not.
    pub(super) fn with(&self, filter: Filter, value: Option<&str>) -> Self {
        let mut chosen = Vec::new();
        for one in Filter::ALL {
            let value = if one == filter { value } else { self.value(one) };
            chosen.extend(value.map(|value| (one, value.to_owned())));
        }
        Self { chosen, ..self.clone() }
    }

    /// The same without any filter.
    pub(super) fn without_filters(&self) -> Self {
        Self { chosen: Vec::new(), ..self.clone() }
    }

    /// The same as cards or as a table.
    pub(super) fn shown_as(&self, table: bool) -> Self {
        Self { table, ..self.clone() }
    }

    /// The same with other words.
    pub(super) fn for_words(&self, words: &str) -> Self {
        Self { words: words.trim().to_owned(), ..self.clone() }
    }

    /// The address of the list that shows this.
    pub(super) fn href(&self, lang: Lang) -> String {
        let mut query = Vec::new();
        if !self.words.is_empty() {
            query.push(format!("q={}", encoded(&self.words)));
        }
        query.extend(self.chosen.iter().map(|(filter, value)| format!("{}={}", filter.name(), encoded(value))));
        if self.table {
            query.push("view=table".to_owned());
        }
        let path = href(lang, "/offers");
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }

    /// The question to the api; `span` is what the filter by time means today.
    pub(super) fn query(&self, lang: Lang, span: Option<Span>) -> OfferQuery {
        let text = |filter| self.value(filter).map(str::to_owned);
        let yes = |filter| self.value(filter).map(|_| true);
        OfferQuery {
            q: (!self.words.is_empty()).then(|| self.words.clone()),
            kind: self.value(Filter::Kind).map(OfferKind::from_name),
            category: text(Filter::Category),
            audience: text(Filter::Audience),
            pass: text(Filter::Pass),
            language: text(Filter::Language),
            from: span.map(|span| span.from),
            to: span.map(|span| span.to),
            accessible: yes(Filter::Accessible),
            free_of_charge: yes(Filter::Free),
            lang,
            texts: Some(list_language(lang, self.value(Filter::Language))),
            limit: Some(PAGE),
            cursor: None,
        }
    }
}

/// A value for an address. Keys of filters are plain; whatever else comes along is the browser's to write.
fn encoded(value: &str) -> String {
    if value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-') {
        return value.to_owned();
    }
    js_sys::encode_uri_component(value).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Search {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        Search::read(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_address_says_what_is_looked_for_and_is_read_as_the_same() {
        assert_eq!(Search::default().href(Lang::De), "/offers");
        let jobs = Search::default().with(Filter::Kind, Some(OfferKind::Job.name()));
        assert_eq!(jobs.href(Lang::En), "/en/offers?kind=job");
        let address = "/offers?q=Kino&kind=culture&when=weekend&free_of_charge=true&audience=families&view=table";
        let search = read(address);
        assert_eq!(search.href(Lang::De), address);
        assert_eq!(search.value(Filter::Audience), Some("families"));
        assert!(search.table && !search.is_plain());
    }

    #[test]
    fn what_is_not_understood_is_no_filter() {
        let search = read("/offers?q=&kind=nonsense&when=never&free_of_charge=no&audience=&view=list");
        assert_eq!(search, Search::default());
        assert!(search.is_plain());
    }

    #[test]
    fn filters_are_set_and_taken_back_one_by_one() {
        let both = Search::default().with(Filter::Audience, Some("seniors")).with(Filter::Kind, Some("event"));
        assert_eq!(both.href(Lang::De), "/offers?kind=event&audience=seniors");
        assert_eq!(both.with(Filter::Kind, None).href(Lang::De), "/offers?audience=seniors");
        assert_eq!(both.for_words(" Kino ").without_filters().href(Lang::De), "/offers?q=Kino");
    }

    #[test]
    fn the_question_asks_for_all_of_it() {
        let search = read("/offers?q=Kino&kind=culture&accessible=true&pass=p&language=uk&category=cinema");
        let query = search.query(Lang::En, None);
        assert_eq!((query.kind, query.accessible, query.free_of_charge), (Some(OfferKind::Culture), Some(true), None));
        let texts = [query.q, query.pass, query.language, query.category].map(Option::unwrap_or_default);
        assert_eq!(texts, ["Kino", "p", "uk", "cinema"]);
        assert_eq!(read("/offers?language=de-simple").query(Lang::De, None).texts, Some("de-simple"));
    }
}
