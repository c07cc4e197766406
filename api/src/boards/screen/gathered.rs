//! Everything a board needs to know at a moment: of the hall from memory, of offers from the database, and of those only
//! what a panel of its playlist shows.

use chrono::{DateTime, TimeDelta, Utc};
use shared::boards::{Panel, PanelKind};
use shared::offers::OfferKind;

use super::plan;
use super::rows::{Row, advisers, events, offered};
use super::words::words;
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::dates::{day_month, weekday_date};
use crate::embeds::hall::{Hall, State, hall};
use crate::embeds::words::{clock, day_seen};
use crate::lang::{Lang, pick};
use crate::problem::Failure;

/// Lines that fit on a panel.
const LINES: usize = 4;

/// What is known.
pub(super) struct Gathered {
    pub(super) hall: Hall,
    /// The big number, unless it is closed or full.
    pub(super) number: Option<u32>,
    pub(super) headline: String,
    pub(super) sentence: String,
    /// The same as one line.
    pub(super) short: String,
    /// The plan of the hall.
    pub(super) plan: String,
    pub(super) events: Vec<Row>,
    pub(super) advice: Vec<Row>,
    /// Both, in order of time.
    pub(super) today: Vec<Row>,
    pub(super) exhibition: Option<Exhibition>,
    pub(super) offers: Vec<Row>,
    pub(super) jobs: Vec<Row>,
    pub(super) public_url: String,
}

/// The exhibition that is in the hall, or the next one.
#[derive(Debug, Clone)]
pub(super) struct Exhibition {
    pub(super) kicker: &'static str,
    pub(super) title: String,
    pub(super) words: String,
    pub(super) when: String,
    /// The same as one line.
    pub(super) short: String,
    pub(super) example: bool,
}

/// Looks at everything.
pub(super) async fn gathered(
    app: &App,
    venue: &VenueCalendar,
    lang: Lang,
    playlist: &[Panel],
    now: DateTime<Utc>,
) -> Result<Gathered, Failure> {
    let shows = |kind: PanelKind| playlist.iter().any(|panel| panel.kind == kind);
    let hall = hall(venue, now);
    let (events, advice) = (events(app, venue, lang, now).await?, advisers(app, venue, lang, now).await?);
    let mut today: Vec<Row> = events.iter().chain(&advice).cloned().collect();
    today.sort_by_key(|row| row.at);
    let kinds = [OfferKind::Support, OfferKind::Culture, OfferKind::Participation, OfferKind::Place];
    let offers = if shows(PanelKind::Offers) { offered(app, lang, &kinds, LINES).await? } else { Vec::new() };
    let jobs = if shows(PanelKind::Jobs) { offered(app, lang, &[OfferKind::Job], LINES).await? } else { Vec::new() };
    let (number, headline, sentence) = said(venue, lang, &hall);
    let short = if number.is_some() { (words(lang).free_of)(hall.free, hall.desks) } else { headline.clone() };
    Ok(Gathered {
        plan: plan::drawn(&venue.facts, lang, &hall, now).unwrap_or_default(),
        hall,
        number,
        headline,
        sentence,
        short,
        events,
        advice,
        today,
        exhibition: exhibition(venue, lang, now),
        offers,
        jobs,
        public_url: app.public_url.clone(),
    })
}

/// How it is in the hall: the number, what it means, and what to do.
fn said(venue: &VenueCalendar, lang: Lang, hall: &Hall) -> (Option<u32>, String, String) {
    let (w, zone) = (words(lang), &venue.facts.schedule.zone);
    let time = |at: shared::slots::Slot| clock(lang, zone.local(at.start()).time());
    let until = hall.until.map(time).unwrap_or_default();
    match hall.state {
        State::Open => (Some(hall.free), (w.of_free)(hall.desks), (w.sit_down)(&until)),
        State::Full => (None, w.full.to_owned(), (w.full_until)(&until)),
        State::Closed => {
            let opens = hall.opens.map(|opens| {
                let day = day_seen(lang, zone.date(opens.start()), hall.today);
                (w.opens)(&day, &time(opens))
            });
            (None, w.closed.to_owned(), opens.unwrap_or_default())
        }
    }
}

fn exhibition(venue: &VenueCalendar, lang: Lang, now: DateTime<Utc>) -> Option<Exhibition> {
    let (w, zone) = (words(lang), &venue.facts.schedule.zone);
    let one = venue.facts.exhibitions.iter().filter(|one| one.to > now).min_by_key(|one| one.from)?;
    // It ends with the midnight after its last day.
    let last = zone.date(one.to.to_utc() - TimeDelta::seconds(1));
    let first = zone.date(one.from.to_utc());
    let here = one.from <= now;
    let summary = pick(lang, &one.summary_de, &one.summary_en);
    let day = if here { (w.until_day)(&day_month(lang, last)) } else { (w.from_day)(&day_month(lang, first)) };
    Some(Exhibition {
        kicker: if here { w.exhibition } else { w.next_exhibition },
        title: pick(lang, &one.title_de, &one.title_en).to_owned(),
        words: summary.to_owned(),
        when: if here { (w.until_day)(&weekday_date(lang, last)) } else { (w.from_day)(&weekday_date(lang, first)) },
        // The first sentence is what fits on a line.
        short: format!("{}, {day}", summary.split(". ").next().unwrap_or(summary).trim_end_matches('.')),
        example: one.example,
    })
}
