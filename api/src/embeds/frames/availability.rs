//! How many desks are free: a pill, a card, or a card with the plan.

use std::borrow::Cow;
use std::fmt::Write as _;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::NaiveDate;

use super::super::hall::{Day, State, day};
use super::super::kept::{Kept, Told};
use super::super::now::{book, book_on};
use super::super::pictures::bars::opening;
use super::super::plan;
use super::super::programme::Line;
use super::super::views::Kind;
use super::super::words::{Texts, day_seen, texts, weekday_short};
use super::super::{BASE, asked, asked::Size, theme::Theme};
use super::{Around, Drawing, away, page};
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::dates::{date_short, hhmm};
use crate::lang::{Lang, pick};
use crate::problem::Failure;
use crate::texts::frame;
use crate::venues;
use crate::wire::Params;

/// Days the form offers.
const OFFERED: usize = 14;

#[derive(Template)]
#[template(path = "availability.html")]
struct Card {
    around: Around,
    t: &'static Texts,
    size: Size,
    state: State,
    name: String,
    place: String,
    /// "23" of "23 von 44 Plätzen frei"; none where a sentence says it all.
    free: Option<u32>,
    before: &'static str,
    rest: String,
    detail: String,
    days: Vec<Bar>,
    choices: Vec<Choice>,
    zone: String,
    book: String,
    offers: String,
    programme: Vec<Line>,
    /// The plan, or the day where another one is asked for.
    picture: Option<(String, String)>,
    plan: bool,
    demo: bool,
    stand: String,
    /// Desks that lie on the plan, to be pressed.
    places: Option<Places>,
    /// Where the script asks for numbers; nothing where another day is shown.
    live: Option<String>,
}

/// What lies over the picture of the plan: the box it is cut out of, and where each desk is booked.
struct Places {
    view: String,
    desks: Vec<(String, String)>,
}

/// A day of the row of small bars.
struct Bar {
    name: String,
    number: String,
    words: String,
    drawing: Drawing,
}

/// A day of the form.
struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

/// What is asked for.
struct Wish {
    lang: Lang,
    theme: Theme,
    size: Size,
    zone: Option<String>,
    date: Option<NaiveDate>,
}

/// The frame.
pub(in super::super) async fn availability(
    app: Data<App>,
    kept: Data<Kept>,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let (lang, theme, size) = (params.lang()?, asked::theme(&mut params)?, asked::size(&mut params)?);
    let venue = venues::find(&app, &path)?;
    let facts = &venue.facts;
    let today = facts.schedule.zone.date(app.clock.now());
    let date = asked::day(&mut params, today, facts.rules().horizon_days)?.filter(|date| *date != today);
    let zone = params.text("zone")?.filter(|zone| !zone.is_empty());
    if zone.as_ref().is_some_and(|zone| !facts.venue.zones.iter().any(|known| known.key == *zone)) {
        return Err(Failure::invalid("zone", "is no zone of this hall"));
    }
    params.end()?;
    let around = Around::new(&app, lang, theme, texts(lang).label);
    match kept.told(&app, &venue, lang).await {
        Ok(told) => {
            app.views.count(&app, &venue, &request, Kind::Frame);
            let card = card(&app, &venue, &told, around, Wish { lang, theme, size, zone, date });
            page(&app, &request, &card)
        }
        Err(failure) => away(&app, around, &failure),
    }
}

fn card(app: &App, venue: &VenueCalendar, told: &Told, around: Around, wish: Wish) -> Card {
    let (lang, hall) = (wish.lang, &told.hall);
    let (facts, clock) = (&venue.facts.venue, &venue.facts.schedule.zone);
    let zone = wish.zone.as_deref();
    let other = wish.date.map(|date| day(venue, date, told.at, zone));
    let counted = counted(venue, told, &wish, other.as_ref());
    let label = facts.zones.iter().find(|label| Some(&label.key) == wish.zone.as_ref());
    let label = label.map(|label| pick(lang, &label.label_de, &label.label_en));
    let desk = wish.zone.as_ref().and_then(|zone| hall.free_desk(venue, zone));
    let address = |what: &str, more: &str| {
        format!("{BASE}/{}/{what}?lang={}&theme={}{more}", facts.slug, lang.tag(), wish.theme.name())
    };
    let picture = match (&other, wish.size) {
        (Some(other), Size::Full) => {
            let day = format!("&date={}", other.date);
            Some((address("day.svg", &day), format!("{}: {}", texts(lang).busy, opening(venue, lang, other))))
        }
        (None, Size::Full) => Some((address("plan.svg", ""), plan_words(told, lang))),
        _ => None,
    };
    Card {
        t: texts(lang),
        size: wish.size,
        state: counted.state,
        name: label.map_or_else(|| facts.name.clone(), |label| format!("{}: {label}", facts.name)),
        place: format!("{}, {}", facts.hall, facts.address.street),
        free: counted.free,
        before: if other.is_some() && counted.free.is_some() { texts(lang).at_least } else { "" },
        rest: counted.rest,
        detail: counted.detail,
        days: days_of(venue, told, zone).iter().map(|day| bar(lang, hall.today, day)).collect(),
        choices: choices(venue, lang, hall.today, wish.date),
        book: wish.date.map_or_else(|| book(app, venue, lang, hall, desk), |date| book_on(app, lang, date)),
        offers: format!("{}{}", app.public_url, crate::lang::href(lang, "/offers")),
        programme: if other.is_none() { told.programme.clone() } else { Vec::new() },
        plan: other.is_none(),
        picture,
        demo: facts.demo,
        places: (other.is_none() && wish.size == Size::Full).then(|| places(app, venue, told, lang)).flatten(),
        stand: (frame::texts(lang).as_of)(&hhmm(clock.local(told.at).time())),
        live: other.is_none().then(|| format!("{BASE}/{}/now.json?lang={}", facts.slug, lang.tag())),
        zone: wish.zone.unwrap_or_default(),
        around,
    }
}

fn places(app: &App, venue: &VenueCalendar, told: &Told, lang: Lang) -> Option<Places> {
    let (view, desks) = plan::places(&venue.facts, told.at)?;
    let there = |(code, corners): (String, String)| (book(app, venue, lang, &told.hall, Some(&code)), corners);
    Some(Places { view, desks: desks.into_iter().map(there).collect() })
}

/// The number and its words.
struct Counted {
    state: State,
    free: Option<u32>,
    rest: String,
    detail: String,
}

/// The days to come, of the whole hall or of a zone.
fn days_of<'a>(venue: &VenueCalendar, told: &'a Told, zone: Option<&str>) -> Cow<'a, [Day]> {
    let hall = &told.hall;
    let Some(zone) = zone else { return Cow::Borrowed(&hall.days) };
    let mut days: Vec<Day> = hall.days.iter().map(|one| day(venue, one.date, told.at, Some(zone))).collect();
    // As in the hall: of today it is the number at this moment.
    if let (Some(first), Some((free, _)), false) = (days.first_mut(), hall.zones.get(zone), hall.state == State::Closed)
    {
        first.free = *free;
    }
    Cow::Owned(days)
}

fn counted(venue: &VenueCalendar, told: &Told, wish: &Wish, other: Option<&Day>) -> Counted {
    let (t, hall, said) = (texts(wish.lang), &told.hall, &told.written.sentences);
    let here = wish.zone.as_ref().and_then(|zone| hall.zones.get(zone));
    let (free, desks) = here.copied().unwrap_or((hall.free, hall.desks));
    if let Some(day) = other {
        let detail = format!("{}, {}", day_seen(wish.lang, day.date, hall.today), opening(venue, wish.lang, day));
        let (state, free, rest) = if day.open.is_empty() {
            (State::Closed, None, t.closed_day.to_owned())
        } else {
            (State::Open, Some(day.free), (t.of)(desks))
        };
        return Counted { state, free, rest, detail };
    }
    // A zone can be full while the hall is not: then its number says so.
    let shown = hall.state == State::Open || (hall.state == State::Full && wish.zone.is_some());
    if shown {
        Counted { state: hall.state, free: Some(free), rest: (t.of)(desks), detail: said.detail.clone() }
    } else {
        Counted { state: hall.state, free: None, rest: said.headline.clone(), detail: said.detail.clone() }
    }
}

fn plan_words(told: &Told, lang: Lang) -> String {
    match told.hall.state {
        State::Closed => texts(lang).plan_closed.to_owned(),
        _ => (texts(lang).plan)(told.hall.free, told.hall.desks),
    }
}

/// A day as small bars; `preserveAspectRatio` lets them take what room there is.
fn bar(lang: Lang, today: NaiveDate, day: &Day) -> Bar {
    let t = texts(lang);
    let name = if day.date == today { t.today.to_owned() } else { weekday_short(lang, day.date) };
    let count = u32::try_from(day.hours.len()).unwrap_or(0).max(1);
    let mut drawing = format!(
        "<svg viewBox=\"0 0 {} 44\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
        count.saturating_mul(8)
    );
    for (number, hour) in (0_u32..).zip(&day.hours) {
        let tall = hour.taken.saturating_mul(40).div_ceil(100).saturating_add(4).min(44);
        let (x, y) = (number.saturating_mul(8).saturating_add(1), 44_u32.saturating_sub(tall));
        // Writing into a string can't fail.
        let _ = write!(drawing, "<rect x=\"{x}\" y=\"{y}\" width=\"6\" height=\"{tall}\" rx=\"1.5\"/>");
    }
    drawing.push_str("</svg>");
    let (number, words) = if day.open.is_empty() {
        ("–".to_owned(), t.is_closed.to_owned())
    } else {
        (day.free.to_string(), format!("{} {}", day.free, t.free))
    };
    Bar { name, number, words, drawing: Drawing(drawing) }
}

/// The days one can ask for.
fn choices(venue: &VenueCalendar, lang: Lang, today: NaiveDate, chosen: Option<NaiveDate>) -> Vec<Choice> {
    let t = texts(lang);
    let mut days: Vec<NaiveDate> = today.iter_days().take(OFFERED).collect();
    // What an address asks for stays chosen, however far it lies ahead.
    days.extend(chosen.filter(|date| !days.contains(date)));
    let choice = |date: NaiveDate| {
        let closed = venue.facts.schedule.day(date).intervals.is_empty();
        let name = if date == today { t.today.to_owned() } else { date_short(lang, date) };
        Choice {
            value: date.to_string(),
            name: if closed { format!("{name} ({})", t.is_closed) } else { name },
            chosen: date == chosen.unwrap_or(today),
        }
    };
    days.into_iter().map(choice).collect()
}
