//! The list of offers: a form to search, links to narrow it, and a link to the next page.

use askama::Template;
use form_urlencoded::Serializer;
use serde_json::{Value, json};
use shared::offers::{FullOffer, FullOfferPage, OfferKind, PassPrice};
use tokio::time::timeout;

use super::dates::day_month;
use super::facts;
use super::frame::Frame;
use super::head::Head;
use super::texts::offers::{Texts, texts};
use super::{Asking, PATIENCE, Page};
use crate::offers::{self, Filter};
use crate::problem::Failure;
use crate::wire::{Paging, Params};

/// As many as the app shows.
const PAGE: usize = 18;
/// Filters besides words and kind: an address may have them, and they stay when it is narrowed.
const OTHERS: [&str; 8] = ["category", "audience", "pass", "language", "from", "to", "accessible", "free_of_charge"];
/// Dates of each event: the next is what a card says.
const DATES: i64 = 1;

#[derive(Template)]
#[template(path = "list.html")]
struct List {
    frame: Frame,
    t: &'static Texts,
    /// Where the form and the links lead.
    here: String,
    words: String,
    /// Filters that are kept when words are typed: names and values.
    kept: Vec<(String, String)>,
    chips: Vec<Chip>,
    title: String,
    found: String,
    loose: bool,
    cards: Vec<Card>,
    nothing: Option<Nothing>,
    next: Option<String>,
    first: Option<String>,
}

/// A kind to choose.
struct Chip {
    href: String,
    name: &'static str,
    count: u32,
    chosen: bool,
}

/// An offer in the list.
struct Card {
    href: String,
    icon: &'static str,
    ground: &'static str,
    lang: Option<String>,
    title: String,
    summary: String,
    price: String,
    when: Option<String>,
    passes: Vec<PassPrice>,
    kind: &'static str,
    age: Option<String>,
    example: bool,
}

/// What to try where nothing was found.
struct Nothing {
    title: String,
    words: Vec<(String, String)>,
}

/// What the address says.
struct Asked {
    filter: Filter,
    cursor: Option<String>,
    /// Every filter but the words and the kind.
    others: Vec<(String, String)>,
}

impl Asked {
    /// What cannot be read is no filter: an address that somebody has mistyped still leads to the list.
    fn read(query: &str, params: Result<Params, Failure>) -> Self {
        let others = form_urlencoded::parse(query.as_bytes()).into_owned();
        let others = others.filter(|(name, value)| OTHERS.contains(&name.as_str()) && !value.is_empty());
        let read = params.and_then(|mut params| Ok((params.paging()?.cursor, Filter::read(&mut params)?)));
        match read {
            Ok((cursor, filter)) => Self { filter, cursor, others: others.collect() },
            Err(_) => Self { filter: Filter::default(), cursor: None, others: Vec::new() },
        }
    }

    /// The address of the list with these words, this kind and this cursor.
    fn href(&self, here: &str, words: Option<&str>, kind: Option<OfferKind>, cursor: Option<&str>) -> String {
        let mut query = Serializer::new(String::new());
        if let Some(words) = words {
            query.append_pair("q", words);
        }
        if let Some(kind) = kind {
            query.append_pair("kind", kind.name());
        }
        query.extend_pairs(&self.others);
        if let Some(cursor) = cursor {
            query.append_pair("cursor", cursor);
        }
        let query = query.finish();
        if query.is_empty() { here.to_owned() } else { format!("{here}?{query}") }
    }

    /// The one kind that is chosen.
    fn kind(&self) -> Option<OfferKind> {
        self.filter.kinds.first().copied().filter(|_| self.filter.kinds.len() == 1)
    }
}

/// The page; `None` where the database does not answer.
pub(super) async fn page(asking: &Asking<'_>) -> Option<Page> {
    let mut asked = Asked::read(asking.request.query_string(), Params::of(asking.request));
    let mut found = find(asking, &asked).await;
    if asked.cursor.is_some() && found.as_ref().is_some_and(Result::is_err) {
        // A cursor of yesterday leads to the beginning of the list.
        asked.cursor = None;
        found = find(asking, &asked).await;
    }
    let found = found?.ok()?;
    let head = head(asking, &asked, &found);
    Page::of(head, &list(asking, &asked, &found))
}

async fn find(asking: &Asking<'_>, asked: &Asked) -> Option<Result<FullOfferPage, Failure>> {
    let paging = Paging { limit: PAGE, cursor: asked.cursor.clone() };
    timeout(PATIENCE, offers::page(asking.app, &asked.filter, &paging, asking.lang.tag(), DATES)).await.ok()
}

fn list(asking: &Asking<'_>, asked: &Asked, found: &FullOfferPage) -> List {
    let (lang, frame, t) = (asking.lang, asking.frame(), texts(asking.lang));
    let here = frame.href("/offers");
    let words = asked.filter.words.as_deref();
    let kind = asked.kind();
    let title = match (words, kind) {
        (Some(words), _) => (t.list_found)(words),
        (None, Some(kind)) => (t.kind)(kind).to_owned(),
        (None, None) => t.list_all.to_owned(),
    };
    let all = Chip {
        href: asked.href(&here, words, None, None),
        name: t.all,
        count: found.kinds.iter().map(|kind| kind.count).sum(),
        chosen: asked.filter.kinds.is_empty(),
    };
    let chip = |of: &shared::offers::KindCount| Chip {
        href: asked.href(&here, words, Some(of.kind), None),
        name: (t.kind)(of.kind),
        count: of.count,
        chosen: kind == Some(of.kind),
    };
    let chips = if found.kinds.is_empty() {
        Vec::new()
    } else {
        [all].into_iter().chain(found.kinds.iter().map(chip)).collect()
    };
    let suggested = found.suggestions.as_ref().map(|one| one.words.as_slice()).unwrap_or_default();
    let nothing = found.items.is_empty().then(|| Nothing {
        title: words.map_or_else(|| t.empty_kind.to_owned(), t.empty),
        words: suggested.iter().map(|word| (asked.href(&here, Some(word), None, None), word.clone())).collect(),
    });
    List {
        title,
        found: (t.found)(found.total),
        loose: found.loose,
        cards: found.items.iter().map(|offer| Card::of(&frame, t, offer, lang.tag())).collect(),
        nothing,
        next: found.next.as_deref().map(|cursor| asked.href(&here, words, kind, Some(cursor))),
        first: asked.cursor.is_some().then(|| asked.href(&here, words, kind, None)),
        words: words.unwrap_or_default().to_owned(),
        kept: kind
            .map(|kind| ("kind".to_owned(), kind.name().to_owned()))
            .into_iter()
            .chain(asked.others.clone())
            .collect(),
        chips,
        here,
        frame,
        t,
    }
}

impl Card {
    fn of(frame: &Frame, t: &'static Texts, whole: &FullOffer, tag: &str) -> Self {
        let offer = &whole.offer;
        let (icon, ground) = facts::icon(offer);
        Self {
            href: frame.href(&format!("/offers/{}", offer.slug)),
            icon,
            ground,
            lang: (offer.lang != tag).then(|| offer.lang.clone()),
            title: offer.title.clone(),
            summary: offer.summary.clone(),
            price: offer.price.text.clone(),
            when: facts::when(frame.lang, t, whole, |date| day_month(frame.lang, date)),
            passes: offer.passes.clone(),
            kind: (t.kind)(offer.kind),
            age: facts::age(t, offer),
            example: offer.example,
        }
    }
}

/// Search engines find the whole list and each kind of it; what somebody has searched is nothing to find.
fn head(asking: &Asking<'_>, asked: &Asked, found: &FullOfferPage) -> Head {
    let t = texts(asking.lang);
    let plain = asked.others.is_empty() && asked.cursor.is_none() && asked.filter.words.is_none();
    let (path, title) = match asked.kind() {
        Some(kind) => (format!("/offers?kind={}", kind.name()), format!("{}: {}", t.title, (t.kind)(kind))),
        None => ("/offers".to_owned(), t.title.to_owned()),
    };
    let url = &asking.app.public_url;
    let address = |offer: &FullOffer| {
        format!("{url}{}", crate::lang::href(asking.lang, &format!("/offers/{}", offer.offer.slug)))
    };
    let items: Vec<Value> = found
        .items
        .iter()
        .zip(1..)
        .map(|(offer, position)| json!({ "@type": "ListItem", "position": position, "name": offer.offer.title, "url": address(offer) }))
        .collect();
    let list = json!({ "@context": "https://schema.org", "@type": "ItemList", "name": title, "numberOfItems": found.total, "itemListElement": items });
    let head =
        Head::new(url, asking.lang, &path, &title, super::words::words(asking.lang).list_description).with(&list);
    if plain && (asked.kind().is_some() || asked.filter.kinds.is_empty()) { head } else { head.hidden() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_and_a_mistyped_one_is_the_list() {
        let read = |query: &str| {
            let request = actix_web::test::TestRequest::with_uri(&format!("/offers?{query}")).to_http_request();
            Asked::read(query, Params::of(&request))
        };
        let asked = read("q=Kino+%26+%22x%22&kind=culture&audience=families&cursor=61");
        assert_eq!((asked.filter.words.as_deref(), asked.kind()), (Some("Kino & \"x\""), Some(OfferKind::Culture)));
        assert_eq!(asked.cursor.as_deref(), Some("a"));
        assert_eq!(
            asked.href("/offers", asked.filter.words.as_deref(), None, Some("62")),
            "/offers?q=Kino+%26+%22x%22&audience=families&cursor=62"
        );
        for wrong in ["kind=nonsense", "cursor=zz", "q=a&q=b", "limit=0", "q=%ff", "from=yesterday"] {
            let asked = read(wrong);
            assert_eq!(asked.href("/offers", asked.filter.words.as_deref(), asked.kind(), None), "/offers", "{wrong}");
        }
    }
}
