//! What the values of filters are called. Most names are words of the app; a pass is called what the
//! offers call it, because every city has its own.

use std::sync::Arc;

use crate::view::prelude::*;
use client::OfferQuery;
use shared::offers::OfferKind;

use super::list::Listed;
use super::search::Filter;
use crate::lang::Lang;
use crate::letters::capital;
use crate::session::use_client;
use crate::texts::offers::texts;

/// Names in a language.
#[derive(Clone, Copy)]
pub(super) struct Names {
    lang: Lang,
    passes: Resource<Vec<(String, String)>>,
}

impl Names {
    /// Names of the passes that what was found knows of are asked for: one offer that has it says it.
    pub(super) fn new(lang: Lang, last: Memo<Option<Arc<Listed>>>) -> Self {
        let client = use_client();
        let keys = Memo::new(move |_| {
            let listed = last.get();
            let facets = listed.as_ref().map(|listed| listed.page.facets.pass.as_slice()).unwrap_or_default();
            facets.iter().map(|facet| facet.value.clone()).collect::<Vec<_>>()
        });
        let passes = Resource::new(move || {
            let asked = |key: String| {
                let one = OfferQuery { pass: Some(key.clone()), lang, limit: Some(1), ..OfferQuery::default() };
                (key, client.offers(&one))
            };
            let replies: Vec<_> = keys.get().into_iter().map(asked).collect();
            async move {
                let mut names = Vec::new();
                for (key, reply) in replies {
                    let offers = reply.await.map(|page| page.items).unwrap_or_default();
                    let mut passes = offers.into_iter().flat_map(|offer| offer.passes);
                    names.extend(passes.find(|pass| pass.pass == key).map(|pass| (key, pass.label)));
                }
                names
            }
        });
        Self { lang, passes }
    }

    /// The name of a value; tracks where it may yet come.
    pub(super) fn name(self, filter: Filter, value: &str) -> String {
        let t = texts(self.lang);
        let known = match filter {
            Filter::Kind => Some((t.kind)(OfferKind::from_name(value))),
            Filter::When => Some((t.when_name)(value)),
            Filter::Free => Some(t.free),
            Filter::Accessible => Some(t.accessible),
            Filter::Audience => (t.audience)(value),
            Filter::Language => (t.language)(value),
            Filter::Category => (t.topic)(value),
            Filter::Pass => {
                let names = self.passes.get().unwrap_or_default();
                return names
                    .into_iter()
                    .find(|(key, _)| key == value)
                    .map_or_else(|| spelled(value), |(_, name)| name);
            }
        };
        known.map_or_else(|| spelled(value), str::to_owned)
    }
}

/// A key nobody has words for, so that it can be read.
fn spelled(key: &str) -> String {
    capital(&key.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_without_words_can_be_read() {
        assert_eq!(spelled("city_pass"), "City pass");
    }
}
