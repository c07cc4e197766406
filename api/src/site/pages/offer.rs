//! One offer: everything about it, how old that is, and whom to ask.

use actix_web::web::Data;
use askama::Template;
use chrono::{DateTime, FixedOffset};
use shared::offers::{DateState, EventDate, EventState, FullOffer, OfferPlace};
use shared::problem::ProblemKind;
use shared::prose::is_safe;
use tokio::time::timeout;

use super::dates::date_long;
use super::facts;
use super::frame::Frame;
use super::head::Head;
use super::markup::{Html, prose};
use super::texts::offers::{Texts, texts};
use super::{Asking, PATIENCE, Page};
use crate::lang::Lang;
use crate::offers;
use crate::openapi::RouteTable;

#[derive(Template)]
#[template(path = "offer.html")]
struct Shown {
    frame: Frame,
    t: &'static Texts,
    one: FullOffer,
    /// The language of its texts, where it is not the page's.
    lang: Option<String>,
    kind: &'static str,
    kind_href: String,
    audience: Vec<String>,
    /// Only an amount is struck out; "on application" or a list of prices is not.
    is_amount: bool,
    passes: Vec<(String, String)>,
    body: Html,
    facts: Vec<(&'static str, String)>,
    dates: Vec<Date>,
    alerts: Vec<Alert>,
    files: Vec<(String, &'static str)>,
    phone: Option<(String, String)>,
    website: Option<(String, String)>,
    links: Vec<(String, String, String)>,
}

/// A date, and what has become of it.
struct Date {
    datetime: String,
    words: String,
    room: Option<String>,
    state: Option<&'static str>,
}

/// Something to know before all.
struct Alert {
    kind: &'static str,
    title: String,
    body: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "gone.html")]
struct Gone {
    frame: Frame,
    t: &'static Texts,
}

/// The page; one that says so where there is no such offer, `None` where the database does not answer.
pub(super) async fn page(asking: &Asking<'_>, slug: &str) -> Option<Page> {
    match timeout(PATIENCE, offers::shown(asking.app, slug, asking.lang.tag())).await.ok()? {
        Ok(one) => {
            let head = head(asking, &one);
            Page::of(head, &shown(asking, one))
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

fn shown(asking: &Asking<'_>, one: FullOffer) -> Shown {
    let (lang, frame, t) = (asking.lang, asking.frame(), texts(asking.lang));
    let (offer, details) = (&one.offer, &one.details);
    let safe = |url: &&String| is_safe(url);
    let links = offer.links.iter().map(|link| (link.label.clone(), &link.url));
    let source = offer.source_url.iter().map(|url| (t.source.to_owned(), url));
    let contact = offer.contact.as_ref();
    Shown {
        lang: (offer.lang != lang.tag()).then(|| offer.lang.clone()),
        kind: (t.kind)(offer.kind),
        kind_href: format!("{}?kind={}", frame.href("/offers"), offer.kind.name()),
        audience: facts::audience(t, offer),
        is_amount: offer.price.amount_cents.is_some_and(|cents| cents > 0) && offer.price.text.chars().count() <= 8,
        passes: offer.passes.iter().map(|pass| ((t.price_with)(&pass.label), pass.price_text.clone())).collect(),
        body: prose(&offer.body),
        facts: told(lang, &frame, t, &one),
        dates: details.dates.iter().map(|date| Date::of(lang, &frame, date)).collect(),
        alerts: alerts(asking, &frame, t, &one),
        files: files(asking, &frame, &one),
        phone: contact.and_then(|contact| contact.phone.clone()).map(|phone| (facts::tel(&phone), phone)),
        website: contact
            .and_then(|contact| contact.website.as_ref())
            .filter(safe)
            .map(|url| (url.clone(), facts::host(url))),
        links: links
            .chain(source)
            .filter(|(_, url)| is_safe(url))
            .map(|(label, url)| (url.clone(), label, facts::host(url)))
            .collect(),
        one,
        frame,
        t,
    }
}

/// The facts as pairs of words.
fn told(lang: Lang, frame: &Frame, t: &Texts, one: &FullOffer) -> Vec<(&'static str, String)> {
    let (offer, details, w) = (&one.offer, &one.details, frame.w);
    let mut facts: Vec<(&'static str, String)> = Vec::new();
    let audience = facts::audience(t, offer);
    if !audience.is_empty() {
        facts.push((t.for_whom, audience.join(", ")));
    }
    let long = |date| date_long(lang, date);
    facts.extend(facts::when(lang, t, one, long).map(|when| (t.when, when)));
    let day = |at: DateTime<FixedOffset>| long(facts::last_day(at));
    facts.extend(details.closes_at.map(|at| (w.closes, (t.until)(&day(at)))));
    facts.extend(details.phase.and_then(w.phase_name).map(|phase| (w.phase, phase.to_owned())));
    facts.extend(offer.place.as_ref().map(|place| (t.place, place_lines(t, place))));
    let access = [
        (details.access.lift, w.lift),
        (details.access.wheelchair_places, w.wheelchair_places),
        (details.access.accessible_toilet, w.accessible_toilet),
        (details.access.hearing_loop, w.hearing_loop),
        (details.access.sign_language, w.sign_language),
    ];
    let there: Vec<&str> = access.iter().filter(|(there, _)| *there == Some(true)).map(|(_, name)| *name).collect();
    if !there.is_empty() {
        facts.push((w.access, there.join(", ")));
    }
    // German goes without saying here; it is told where there is a choice.
    if offer.languages.iter().any(|tag| tag != "de") {
        let name = |tag: &String| (t.language)(tag).map_or_else(|| tag.clone(), str::to_owned);
        facts.push((t.languages, offer.languages.iter().map(name).collect::<Vec<_>>().join(", ")));
    }
    facts
}

fn place_lines(t: &Texts, place: &OfferPlace) -> String {
    let access = place.step_free.map(|yes| (t.step_free)(yes).to_owned());
    let notes = place.access_notes.clone().filter(|notes| !notes.is_empty());
    [facts::place(place)].into_iter().chain(access).chain(notes).collect::<Vec<_>>().join(" · ")
}

impl Date {
    fn of(lang: Lang, frame: &Frame, date: &EventDate) -> Self {
        let (w, long) = (frame.w, |day| date_long(lang, day));
        Self {
            datetime: if date.all_day { date.from.date_naive().to_string() } else { date.from.to_rfc3339() },
            words: facts::span(lang, date.from, date.to, long),
            room: date.room.clone(),
            state: match date.state {
                DateState::Cancelled => Some(w.cancelled),
                DateState::Postponed => Some(w.postponed),
                DateState::Moved => Some(w.moved),
                DateState::Scheduled | DateState::Unknown => None,
            },
        }
    }
}

/// What has to be known before all: that it is off, over, invented, old, or in another language.
fn alerts(asking: &Asking<'_>, frame: &Frame, t: &Texts, one: &FullOffer) -> Vec<Alert> {
    let (offer, w, mut alerts) = (&one.offer, frame.w, Vec::new());
    let mut tell = |kind, title: String, body| alerts.push(Alert { kind, title, body });
    match one.details.event_state {
        EventState::Cancelled => tell("warning", w.event_cancelled.to_owned(), None),
        EventState::Postponed => tell("warning", w.event_postponed.to_owned(), None),
        EventState::Scheduled | EventState::Unknown => {}
    }
    if !offer.lang.starts_with(asking.lang.tag()) {
        tell("info", w.only_in.to_owned(), None);
    }
    if let Some(end) = offer.ends_at.filter(|end| *end <= asking.now) {
        tell("warning", (t.ended)(&date_long(asking.lang, facts::last_day(end))), Some(t.ended_hint));
    } else if offer.example {
        tell("info", t.warning_example.to_owned(), None);
    } else if let Some(as_of) = facts::as_of(t, offer).filter(|_| !offer.verified) {
        tell("warning", (t.warning)(&as_of), None);
    }
    alerts
}

/// The same offer for other programs and for paper, as far as this server makes it.
fn files(asking: &Asking<'_>, frame: &Frame, one: &FullOffer) -> Vec<(String, &'static str)> {
    let (slug, tag) = (&one.offer.slug, asking.lang.tag());
    let mut files = Vec::new();
    if !one.details.dates.is_empty() {
        files.push((format!("/api/v1/offers/{slug}.ics?lang={tag}"), frame.w.calendar));
    }
    let flyer = format!("/api/v1/offers/{slug}/flyer.pdf");
    if asking.request.app_data::<Data<RouteTable>>().is_some_and(|routes| routes.methods(&flyer).is_some()) {
        files.push((format!("{flyer}?lang={tag}"), frame.w.flyer));
    }
    files.push((format!("/api/v1/offers/{slug}?lang={tag}"), frame.w.data));
    files
}
