//! One offer: everything about it, how old that is, and whom to ask.

use askama::Template;
use shared::addresses::{host, tel};
use shared::advice::AdviceHour;
use shared::offers::{EventDate, FullOffer};
use shared::problem::ProblemKind;
use shared::prose::is_safe;
use tokio::time::timeout;

use super::advice::Advice;
use super::frame::Frame;
use super::head::Head;
use super::known::known;
use super::languages::{self, Other};
use super::markup::{Html, prose};
use super::{Asking, PATIENCE, Page, facts};
use crate::dates::{date_long, date_short};
use crate::texts::offers::{SIMPLE, Texts, around, texts};
use crate::{advice, offers};

/// Dates that are shown at once.
const DATES: usize = 5;

#[derive(Template)]
#[template(path = "offer.html")]
struct Shown {
    frame: Frame,
    t: &'static Texts,
    one: FullOffer,
    /// The language of its texts, where it is not the page's.
    lang: Option<String>,
    kind: &'static str,
    all_href: String,
    kind_href: String,
    similar: String,
    audience: Vec<String>,
    missing: Option<String>,
    others: Vec<Other>,
    /// Only an amount is struck out; "on application" or a list of prices is not.
    is_amount: bool,
    passes: Vec<(String, String)>,
    body: Html,
    facts: Vec<(&'static str, String)>,
    /// The next few, and those after them.
    dates: [Vec<Date>; 2],
    all_dates: String,
    alert: Option<Alert>,
    files: Vec<Take>,
    advice: Vec<Advice>,
    phone: Option<(String, String)>,
    website: Option<(String, String)>,
    links: Vec<(String, String, String)>,
}

/// A date.
struct Date {
    datetime: String,
    words: String,
    /// Whether something became of it.
    changed: bool,
}

/// Something to know before all.
struct Alert {
    kind: &'static str,
    title: String,
    body: Option<&'static str>,
}

/// Something to take along.
struct Take {
    href: String,
    icon: &'static str,
    name: &'static str,
}

#[derive(Template)]
#[template(path = "gone.html")]
struct Gone {
    frame: Frame,
    t: &'static Texts,
}

/// The page; one that says so where there is no such offer, `None` where the database does not answer.
pub(super) async fn page(asking: &Asking<'_>, slug: &str) -> Option<Page> {
    let tag = languages::asked(asking.lang, asking.request.query_string());
    match timeout(PATIENCE, offers::shown(asking.app, slug, &tag)).await.ok()? {
        Ok(one) => {
            let hours = timeout(PATIENCE, advice::about(asking.app, slug)).await.ok()?.ok()?;
            let head = head(asking, &one);
            Page::of(head, &shown(asking, one, &hours))
        }
        Err(failure) if failure.kind() == ProblemKind::NotFound => {
            let t = texts(asking.lang);
            Page::of(asking.head(t.gone_title, t.gone), &Gone { frame: asking.frame(), t }).map(Page::missing)
        }
        Err(_) => None,
    }
}

fn head(asking: &Asking<'_>, one: &FullOffer) -> Head {
    let (offer, t, url) = (&one.offer, texts(asking.lang), &asking.app.public_url);
    let frame = asking.frame();
    asking.head(&offer.title, &offer.summary).with(&offers::linked(asking.app, one)).with_path(
        url,
        asking.lang,
        &[(frame.t.nav_start, "/"), (t.title, "/offers"), (offer.title.as_str(), asking.path)],
    )
}

fn shown(asking: &Asking<'_>, one: FullOffer, hours: &[AdviceHour]) -> Shown {
    let (lang, frame, t) = (asking.lang, asking.frame(), around(asking.lang, &one.offer.lang));
    let (offer, all) = (&one.offer, &one.details.dates);
    let category: String = form_urlencoded::byte_serialize(offer.category.as_bytes()).collect();
    let contact = offer.contact.as_ref();
    let website = contact.and_then(|contact| contact.website.as_ref()).filter(|url| is_safe(url));
    // Who reads Leichte Sprache goes on in it.
    let list = frame.href("/offers");
    let simple = facts::list_language(lang, Some(&offer.lang)) == SIMPLE;
    let simple = if simple { "&language=de-simple" } else { "" };
    let date = |date: &EventDate| Date {
        datetime: if date.all_day { date.from.date_naive().to_string() } else { date.from.to_rfc3339() },
        words: facts::one_date(lang, t, date, |day| date_short(lang, day)),
        changed: facts::state(t, date.state).is_some(),
    };
    Shown {
        lang: (offer.lang != lang.tag()).then(|| offer.lang.clone()),
        kind: (t.kind)(offer.kind),
        kind_href: format!("{list}?kind={}{}", offer.kind.name(), simple),
        similar: format!("{list}?category={category}{simple}"),
        all_href: format!("{list}{}", simple.replacen('&', "?", 1)),
        audience: facts::audience(t, offer),
        missing: languages::missing(t, &one),
        others: languages::others(lang, &one),
        is_amount: offer.price.amount_cents.is_some_and(|cents| cents > 0) && offer.price.text.chars().count() <= 8,
        passes: offer.passes.iter().map(|pass| ((t.price_with)(&pass.label), pass.price_text.clone())).collect(),
        body: prose(&offer.body),
        facts: known(lang, t, &one),
        dates: [all.iter().take(DATES).map(date).collect(), all.iter().skip(DATES).map(date).collect()],
        all_dates: (t.all_dates)(all.len()),
        alert: alert(asking, t, &one),
        files: files(t, &one),
        advice: hours.iter().map(|hour| Advice::of(lang, hour)).collect(),
        phone: contact.and_then(|contact| contact.phone.clone()).map(|phone| (tel(&phone), phone)),
        website: website.map(|url| (url.clone(), host(url))),
        links: links(t, &one),
        one,
        frame,
        t,
    }
}

/// Where to read on, and where the facts come from: address, words, computer.
fn links(t: &Texts, one: &FullOffer) -> Vec<(String, String, String)> {
    let offer = &one.offer;
    let source = facts::as_of(t, offer).map_or_else(|| t.source.to_owned(), |as_of| format!("{}, {as_of}", t.source));
    let links = offer.links.iter().map(|link| (link.url.clone(), link.label.clone()));
    let all = links.chain(offer.source_url.clone().map(|url| (url, source)));
    all.filter(|(url, _)| is_safe(url)).map(|(url, label)| (url.clone(), label, host(&url))).collect()
}

/// The same offer to take along, in the language that is read: the flyer, and the dates where it has some.
fn files(t: &Texts, one: &FullOffer) -> Vec<Take> {
    let address = |what: &str| format!("/api/v1/offers/{}{what}?lang={}", one.offer.slug, one.details.lang_asked);
    let flyer = Take { href: address("/flyer.pdf"), icon: "print", name: t.flyer };
    let calendar = Take { href: address(".ics"), icon: "cal", name: t.calendar };
    [Some(flyer), (!one.details.dates.is_empty()).then_some(calendar)].into_iter().flatten().collect()
}

/// How far the facts can be trusted: called off, over, invented, or as old as they are.
fn alert(asking: &Asking<'_>, t: &Texts, one: &FullOffer) -> Option<Alert> {
    let (offer, details) = (&one.offer, &one.details);
    if let Some(words) = (t.event_state)(details.event_state) {
        return Some(Alert { kind: "warning", title: words.to_owned(), body: None });
    }
    if let Some(end) = details.over_since {
        let title = (t.ended)(&date_long(asking.lang, facts::last_day(end)));
        return Some(Alert { kind: "warning", title, body: Some(t.ended_hint) });
    }
    if offer.example {
        return Some(Alert { kind: "info", title: t.warning_example.to_owned(), body: None });
    }
    let as_of = facts::as_of(t, offer).filter(|_| !offer.verified)?;
    Some(Alert { kind: "warning", title: (t.warning)(&as_of), body: None })
}
