//! What the address of the list asks for, read as the app reads it, and written again.

use form_urlencoded::Serializer;
use shared::offers::OfferKind;

use super::when::{Span, When};
use crate::offers::Filter;
use crate::problem::Failure;
use crate::wire::Params;

/// Filters an address may have, in the order they are written.
const NAMES: [&str; 10] =
    ["kind", "when", "free_of_charge", "accessible", "audience", "pass", "language", "category", "from", "to"];

/// What `view` says for a table.
pub(super) const TABLE: &str = "table";

/// What the address says.
pub(super) struct Asked {
    pub(super) filter: Filter,
    pub(super) cursor: Option<String>,
    /// Filters by name, each once, as they were written.
    pub(super) chosen: Vec<(&'static str, String)>,
    /// A table instead of cards.
    pub(super) table: bool,
}

impl Asked {
    /// What cannot be read is no filter: an address that somebody has mistyped still leads to the list. `span` is what
    /// a time means today.
    pub(super) fn read(query: &str, params: Result<Params, Failure>, span: impl Fn(When) -> Span) -> Self {
        let read = params.and_then(|mut params| Ok((params.paging()?.cursor, Filter::read(&mut params)?)));
        let said = |name: &str| form_urlencoded::parse(query.as_bytes()).find(|(one, _)| one == name);
        let table = said("view").is_some_and(|(_, view)| view == TABLE);
        let Ok((cursor, mut filter)) = read else {
            return Self { filter: Filter::default(), cursor: None, chosen: Vec::new(), table };
        };
        let value =
            |name: &'static str| Some((name, said(name)?.1.into_owned())).filter(|(_, value)| !value.is_empty());
        let mut chosen: Vec<(&'static str, String)> = NAMES.into_iter().filter_map(value).collect();
        chosen.retain(|(name, value)| match *name {
            "when" => When::from_name(value).is_some(),
            "free_of_charge" | "accessible" => value == "true",
            _ => true,
        });
        if let Some(when) =
            chosen.iter().find(|(name, _)| *name == "when").and_then(|(_, value)| When::from_name(value))
        {
            let Span { from, to } = span(when);
            (filter.from, filter.to) = (Some(from.to_utc()), Some(to.to_utc()));
        }
        Self { filter, cursor, chosen, table }
    }

    /// Leaves out filters whose values mean nothing.
    pub(super) fn leave_out(&mut self, names: &[&str]) {
        self.filter.without(names);
        self.chosen.retain(|(name, _)| !names.contains(name));
    }

    /// What is typed into the field.
    pub(super) fn words(&self) -> &str {
        self.filter.words.as_deref().unwrap_or_default()
    }

    /// Whether nothing is looked for in particular.
    pub(super) fn is_plain(&self) -> bool {
        self.words().is_empty() && self.chosen.is_empty()
    }

    /// The value of a filter.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.chosen.iter().find(|(one, _)| *one == name).map(|(_, value)| value.as_str())
    }

    /// The one kind that is chosen.
    pub(super) fn kind(&self) -> Option<OfferKind> {
        self.filter.kinds.first().copied().filter(|_| self.filter.kinds.len() == 1)
    }

    /// The address of the same list from another place on.
    pub(super) fn at(&self, here: &str, cursor: Option<&str>) -> String {
        let mut query = begun(self.words());
        query.extend_pairs(&self.chosen);
        address(here, query, self.table, cursor)
    }

    /// The address with a filter set to a value, or without it.
    pub(super) fn with(&self, here: &str, name: &str, value: Option<&str>) -> String {
        let mut query = begun(self.words());
        for one in NAMES {
            let value = if one == name { value } else { self.value(one) };
            query.extend_pairs(value.map(|value| (one, value)));
        }
        address(here, query, self.table, None)
    }

    /// The address with other words, and the same filters.
    pub(super) fn for_words(&self, here: &str, words: &str) -> String {
        let mut query = begun(words);
        query.extend_pairs(&self.chosen);
        address(here, query, self.table, None)
    }

    /// The address of the same list as cards, or as a table.
    pub(super) fn shown_as(&self, here: &str, table: bool) -> String {
        let mut query = begun(self.words());
        query.extend_pairs(&self.chosen);
        address(here, query, table, None)
    }

    /// The address with the same words and no filter.
    pub(super) fn without_filters(&self, here: &str) -> String {
        address(here, begun(self.words()), self.table, None)
    }
}

fn begun(words: &str) -> Serializer<'static, String> {
    let mut query = Serializer::new(String::new());
    query.extend_pairs((!words.is_empty()).then_some(("q", words)));
    query
}

fn address(here: &str, mut query: Serializer<'_, String>, table: bool, cursor: Option<&str>) -> String {
    query.extend_pairs(table.then_some(("view", TABLE))).extend_pairs(cursor.map(|cursor| ("cursor", cursor)));
    let query = query.finish();
    if query.is_empty() { here.to_owned() } else { format!("{here}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn read(query: &str) -> Asked {
        let request = actix_web::test::TestRequest::with_uri(&format!("/offers?{query}")).to_http_request();
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        let span = |_| Span { from: at("2026-11-24T10:00:00+01:00"), to: at("2026-11-25T00:00:00+01:00") };
        Asked::read(query, Params::of(&request), span)
    }

    #[test]
    fn an_address_is_read_and_written() {
        let asked = read("q=Kino+%26+%22x%22&kind=culture&audience=families&cursor=61");
        assert_eq!((asked.words(), asked.kind()), ("Kino & \"x\"", Some(OfferKind::Culture)));
        assert_eq!(asked.cursor.as_deref(), Some("a"));
        let written = "/offers?q=Kino+%26+%22x%22&audience=families";
        assert_eq!(asked.with("/offers", "kind", None), written);
        assert_eq!(
            read(written.trim_start_matches("/offers?")).at("/offers", Some("62")),
            format!("{written}&cursor=62")
        );
        assert_eq!(asked.for_words("/offers", ""), "/offers?kind=culture&audience=families");
        assert_eq!(asked.without_filters("/offers"), "/offers?q=Kino+%26+%22x%22");
    }

    #[test]
    fn a_table_stays_one_while_it_is_narrowed_and_turned() {
        let asked = read("kind=place&view=table&q=Bad");
        assert!(asked.table && !read("view=x").table && read("view=table").is_plain());
        assert_eq!(asked.at("/offers", Some("a")), "/offers?q=Bad&kind=place&view=table&cursor=a");
        assert_eq!(asked.with("/offers", "kind", None), "/offers?q=Bad&view=table");
        assert_eq!(asked.shown_as("/offers", false), "/offers?q=Bad&kind=place");
        assert_eq!(read("").shown_as("/offers", true), "/offers?view=table");
    }

    #[test]
    fn a_time_in_words_is_what_it_means_today() {
        let asked = read("when=today");
        assert_eq!(asked.filter.to.unwrap().to_rfc3339(), "2026-11-24T23:00:00+00:00");
        assert_eq!(
            asked.with("/en/offers", "free_of_charge", Some("true")),
            "/en/offers?when=today&free_of_charge=true"
        );
    }

    #[test]
    fn a_mistyped_address_is_the_list() {
        for wrong in
            ["kind=nonsense", "cursor=zz", "q=a&q=b", "limit=0", "q=%ff", "from=yesterday", "when=x", "audience="]
        {
            assert_eq!(read(wrong).at("/offers", None), "/offers", "{wrong}");
        }
    }
}
