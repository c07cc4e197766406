//! The list of offers: a form to search, links to narrow it, and a link to the next page.

use askama::Template;
use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::offers::{FullOffer, FullOfferPage, OfferKind};
use shared::zones::Zone;
use tokio::time::timeout;

use super::asked::{Asked, TABLE};
use super::card::Card;
use super::days::by_day;
use super::facts::{self, LISTED};
use super::finder::Finder;
use super::frame::{Frame, venue};
use super::head::Head;
use super::narrow::{Chip, Drop, Narrow, drops, kinds};
use super::row::Row;
use super::when::When;
use super::{Asking, PATIENCE, Page, may_ask};
use crate::dates::weekday_date;
use crate::offers::{self, Filter};
use crate::problem::Failure;
use crate::texts::offers::{Texts, texts};
use crate::wire::{Paging, Params};

/// As many as the app shows.
const PAGE: usize = 18;
/// Spellings that are offered.
const SPELLINGS: usize = 3;

#[derive(Template)]
#[template(path = "list.html")]
struct List {
    frame: Frame,
    t: &'static Texts,
    /// Where the form and the links lead.
    here: String,
    words: String,
    /// Filters that are kept when words are typed: names and values.
    kept: Vec<(&'static str, String)>,
    kinds: Vec<Chip>,
    narrow: Narrow,
    /// What the list is narrowed by.
    drops: Vec<Drop>,
    drop_all: Option<String>,
    title: String,
    found: String,
    loose: bool,
    days: Vec<Day>,
    /// Cards, and a table: where each leads, its name, and whether it is shown.
    views: [(String, &'static str, bool); 2],
    /// What stands above the columns of a table.
    columns: [&'static str; 5],
    rows: Vec<Row>,
    nothing: Option<Nothing>,
    /// In the places the app has it: before the list, or after it where something in particular is looked for.
    finder: Finder,
    plain: bool,
    next: Option<String>,
    first: Option<String>,
}

/// Cards, below the name of their day where they are events.
struct Day {
    name: Option<String>,
    cards: Vec<Card>,
}

/// What to try where nothing was found.
struct Nothing {
    title: String,
    words: Vec<(String, String)>,
}

/// The page; `None` where the database does not answer.
pub(super) async fn page(asking: &Asking<'_>) -> Option<Page> {
    let venue = venue(asking.app)?;
    let zone = &venue.facts.schedule.zone;
    let mut asked = asked(asking, zone);
    let mut found = find(asking, &asked).await;
    if asked.cursor.is_some() && found.as_ref().is_some_and(Result::is_err) {
        // A cursor of yesterday leads to the beginning of the list.
        asked.cursor = None;
        found = find(asking, &asked).await;
    }
    let found = found?.ok()?;
    let head = head(asking, &asked, &found);
    Page::of(head, &list(asking, zone, &asked, &found))
}

fn asked(asking: &Asking<'_>, zone: &Zone) -> Asked {
    let span = |when: When| when.span(asking.now, zone);
    Asked::read(asking.request.query_string(), Params::of(asking.request), span)
}

/// Where the same list is without the filters that only the api can tell to be mistyped, where there are some. The app
/// reads the address too, so it is the address that has to change.
pub(super) async fn elsewhere(asking: &Asking<'_>) -> Option<String> {
    let venue = venue(asking.app).filter(|_| asking.place == "/offers")?;
    let mut asked = asked(asking, &venue.facts.schedule.zone);
    let mistyped = offers::mistyped(asking.app, &asked.filter, || may_ask(asking));
    let mistyped = timeout(PATIENCE, mistyped).await.ok()?.ok().filter(|names| !names.is_empty())?;
    asked.leave_out(&mistyped);
    Some(asked.at(&asking.frame().href("/offers"), None))
}

async fn find(asking: &Asking<'_>, asked: &Asked) -> Option<Result<FullOfferPage, Failure>> {
    let paging = Paging { limit: PAGE, cursor: asked.cursor.clone() };
    let filter = Filter { past: true, ..asked.filter.clone() };
    let dates = i64::try_from(LISTED).unwrap_or(1);
    let lang = facts::list_language(asking.lang, asked.value("language"));
    timeout(PATIENCE, offers::page(asking.app, &filter, &paging, lang, dates)).await.ok()
}

fn list(asking: &Asking<'_>, zone: &Zone, asked: &Asked, found: &FullOfferPage) -> List {
    let (lang, frame, t) = (asking.lang, asking.frame(), texts(asking.lang));
    let here = frame.href("/offers");
    let (words, kind) = (asked.words(), asked.kind());
    let title = match (words, kind, asked.value("when")) {
        ("", Some(kind), _) => (t.kind)(kind).to_owned(),
        ("", None, Some(when)) => (t.when_name)(when).to_owned(),
        ("", None, None) => t.list_all.to_owned(),
        (words, ..) => (t.list_found)(words),
    };
    let drops = drops(t, asked, found, &here);
    let view = |table: bool, name| (asked.shown_as(&here, table), name, asked.table == table);
    let row = |offer| Row::of(&frame, t, offer);
    let (days, rows) = if asked.table {
        (Vec::new(), found.items.iter().map(row).collect())
    } else {
        (days(asking, zone, &frame, asked, &found.items), Vec::new())
    };
    List {
        title,
        found: (t.found)(found.total),
        loose: found.loose,
        days,
        rows,
        views: [view(false, t.as_cards), view(true, t.as_table)],
        columns: [t.column_offer, t.place, t.column_access, t.price, t.column_as_of],
        nothing: found.items.is_empty().then(|| nothing(t, asked, found, &here)),
        next: found.next.as_deref().map(|cursor| asked.at(&here, Some(cursor))),
        first: asked.cursor.is_some().then(|| asked.at(&here, None)),
        words: words.to_owned(),
        kept: asked.chosen.iter().cloned().chain(asked.table.then(|| ("view", TABLE.to_owned()))).collect(),
        kinds: kinds(t, asked, found, &here),
        narrow: Narrow::of(t, asked, found, &here),
        drop_all: (drops.len() > 1).then(|| asked.without_filters(&here)),
        drops,
        finder: Finder::new(lang),
        plain: asked.is_plain(),
        here,
        frame,
        t,
    }
}

/// Events under their days, everything else in one piece.
fn days(asking: &Asking<'_>, zone: &Zone, frame: &Frame, asked: &Asked, items: &[FullOffer]) -> Vec<Day> {
    let t = texts(asking.lang);
    let cards = |items: &[FullOffer]| items.iter().map(|offer| Card::of(frame, t, offer)).collect();
    let dated = asked.kind() == Some(OfferKind::Event) || asked.value("when").is_some();
    if !dated || !asked.words().is_empty() {
        return vec![Day { name: None, cards: cards(items) }];
    }
    let today = zone.date(asking.now);
    let name = |date: Option<NaiveDate>| {
        let Some(date) = date else { return t.no_date.to_owned() };
        let words = weekday_date(asking.lang, date);
        match (date - today).num_days() {
            0 => format!("{}, {words}", capital(frame.t.today)),
            1 => format!("{}, {words}", capital(frame.t.tomorrow)),
            _ => words,
        }
    };
    let from = asked.filter.from.map_or(today, |from| zone.date(from).max(today));
    by_day(items, from)
        .into_iter()
        .map(|(date, offers)| Day { name: Some(name(date)), cards: cards(&offers) })
        .collect()
}

/// The same word at the beginning of a sentence.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn nothing(t: &Texts, asked: &Asked, found: &FullOfferPage, here: &str) -> Nothing {
    let words = found.suggestions.as_ref().map(|one| one.words.as_slice()).unwrap_or_default();
    Nothing {
        title: match asked.words() {
            "" if asked.chosen.is_empty() => t.empty_kind.to_owned(),
            "" => t.empty_filtered.to_owned(),
            words => (t.empty)(words),
        },
        words: words.iter().take(SPELLINGS).map(|word| (asked.for_words(here, word), word.clone())).collect(),
    }
}

/// Search engines find the whole list and each kind of it; what somebody has searched is nothing to find.
fn head(asking: &Asking<'_>, asked: &Asked, found: &FullOfferPage) -> Head {
    let t = texts(asking.lang);
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
    let narrowed = asked.chosen.iter().any(|(name, _)| *name != "kind") || asked.filter.kinds.len() > 1;
    let findable = asked.cursor.is_none() && asked.words().is_empty() && !narrowed;
    if findable { head } else { head.hidden() }
}
