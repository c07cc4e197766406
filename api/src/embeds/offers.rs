//! Offers for lists on other sites: what can be published there as it is, with the address of each offer's own page.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use shared::offers::{DateState, FullOffer};

use super::answer::{SHORT, Sent, tagged, weak};
use super::views::Kind;
use super::words::{clock, texts};
use crate::app::App;
use crate::dates::{hhmm, weekday_date};
use crate::lang::{Lang, href};
use crate::limits::Limits;
use crate::offers::{self, Filter};
use crate::problem::Failure;
use crate::texts::offers as words;
use crate::wire::{Paging, Params, tag_of};

/// How often a page should ask, seconds.
const POLL: u32 = 300;
/// Offers in a list: usually, and at most.
const USUAL: i64 = 5;
const MOST: i64 = 20;
/// Dates of an event that are looked at.
const DATES: i64 = 3;

/// What a list is asked for by.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) lang: Lang,
    filter: Filter,
    limit: usize,
    /// The same as the app's list takes it, for the link to all of them.
    pub(super) query: String,
}

impl Asked {
    /// Reads it; other values are left to the caller.
    pub(super) fn read(params: &mut Params) -> Result<Self, Failure> {
        let lang = params.lang()?;
        let limit = params.number("limit", 1, MOST)?.unwrap_or(USUAL);
        let category = params.text("category")?.filter(|category| !category.is_empty());
        let filter = Filter { kinds: offers::kinds(params)?, category, ..Filter::default() };
        let mut query = form_urlencoded::Serializer::new(String::new());
        // The app's list takes one kind.
        query.extend_pairs(filter.kinds.first().filter(|_| filter.kinds.len() == 1).map(|kind| ("kind", kind.name())));
        query.extend_pairs(filter.category.as_deref().map(|category| ("category", category)));
        Ok(Self { lang, limit: usize::try_from(limit).unwrap_or(1), query: query.finish(), filter })
    }

    /// Where all of them are.
    pub(super) fn all(&self, app: &App) -> String {
        let list = format!("{}{}", app.public_url, href(self.lang, "/offers"));
        if self.query.is_empty() { list } else { format!("{list}?{}", self.query) }
    }

    /// The offers.
    pub(super) async fn items(&self, app: &App, request: &HttpRequest) -> Result<Vec<Item>, Failure> {
        // They are looked up, as the same question to the API would be.
        if let Some(limits) = request.app_data::<Data<Limits>>() {
            limits.count_page(request)?;
        }
        let paging = Paging { limit: self.limit, cursor: None };
        let found = offers::page(app, &self.filter, &paging, self.lang.tag(), DATES).await?.items;
        Ok(found.iter().map(|one| Item::of(app, self.lang, one)).collect())
    }
}

/// One of them.
#[derive(Debug, Serialize)]
pub(super) struct Item {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) when: Option<String>,
    pub(super) place: Option<String>,
    pub(super) url: String,
    pub(super) kind: &'static str,
    pub(super) kind_name: &'static str,
    pub(super) example: bool,
    /// The language of the texts, where it is not the one that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lang: Option<String>,
}

impl Item {
    fn of(app: &App, lang: Lang, whole: &FullOffer) -> Self {
        let (offer, details) = (&whole.offer, &whole.details);
        Self {
            title: offer.title.clone(),
            summary: offer.summary.clone(),
            when: when(lang, whole),
            place: offer.place.as_ref().map(|place| place.name.clone()),
            url: format!("{}{}", app.public_url, href(lang, &format!("/offers/{}", offer.slug))),
            kind: offer.kind.name(),
            kind_name: (words::texts(lang).kind)(offer.kind),
            example: offer.example,
            lang: details.fallback.then(|| offer.lang.clone()),
        }
    }
}

/// "Freitag, 27. November, 17 Uhr": its next date.
fn when(lang: Lang, whole: &FullOffer) -> Option<String> {
    let t = texts(lang);
    let date = whole.details.dates.first()?;
    let day = weekday_date(lang, date.from.date_naive());
    let time = if date.all_day { t.all_day.to_owned() } else { clock(lang, date.from.time()) };
    let state = match date.state {
        DateState::Cancelled => format!(", {}", t.cancelled),
        _ => String::new(),
    };
    Some(format!("{day}, {time}{state}"))
}

#[derive(Serialize)]
struct List<'a> {
    lang: &'static str,
    stand: String,
    at: String,
    items: &'a [Item],
    links: Links,
    poll_seconds: u32,
}

#[derive(Serialize)]
struct Links {
    offers: String,
}

/// The list as data.
pub(super) async fn serve(app: Data<App>, mut params: Params, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let asked = Asked::read(&mut params)?;
    params.end()?;
    let items = asked.items(&app, &request).await?;
    if let Some(venue) = app.calendars.all().first() {
        app.views.count(&app, venue, &request, Kind::Element);
    }
    let at = app.local(app.clock.now());
    let links = Links { offers: asked.all(&app) };
    let mut list = List {
        lang: asked.lang.tag(),
        stand: String::new(),
        at: String::new(),
        items: &items,
        links,
        poll_seconds: POLL,
    };
    // As of `now.json`: the time it was true is no part of what it says.
    let roll = at.timestamp().div_euclid(600);
    let tag = weak(&tag_of(&serde_json::to_vec(&(&list, roll)).map_err(Failure::internal)?));
    (list.stand, list.at) = (hhmm(at.time()), at.format("%Y-%m-%dT%H:%M:00%:z").to_string());
    let body = serde_json::to_vec(&list).map_err(Failure::internal)?;
    Ok(tagged(&request, &tag, Sent { kind: "application/json", cache: SHORT, policy: None, body }))
}
