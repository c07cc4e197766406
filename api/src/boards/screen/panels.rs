//! Panels as HTML: each has its subject on the left or above, and beside it the day, or how it is in the hall, and a
//! code to scan.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;
use shared::boards::{Panel, PanelKind};

use super::code;
use super::gathered::{Exhibition, Gathered};
use super::rows::Row;
use super::words::{Words, words};
use crate::embeds::hall::State;
use crate::lang::{Lang, href};
use crate::problem::Failure;

/// Lines that fit beside a panel, each with a title on two lines.
const BESIDE: usize = 3;
/// Lines that fit on a panel.
const LINES: usize = 4;
/// From so many letters on a notice is written smaller, and smaller still.
const LONG: [usize; 2] = [140, 280];

/// Made here, escaped where it was made.
#[derive(Debug, Clone, Default)]
pub(super) struct Markup(pub(super) String);

impl fmt::Display for Markup {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

/// What a panel is about.
enum Subject<'a> {
    Hall { number: Option<u32>, headline: &'a str, sentence: &'a str, plan: Markup, legend: bool },
    List { title: &'static str, rows: &'a [Row], empty: &'static str, example: bool },
    Exhibition { one: Option<&'a Exhibition> },
    Notice { size: &'static str, paragraphs: Vec<&'a str>, other: Vec<&'a str>, other_lang: &'static str },
}

/// A panel.
#[derive(Template)]
#[template(path = "panel.html")]
struct Drawn<'a> {
    w: &'static Words,
    subject: Subject<'a>,
    /// How it is in the hall, beside what is not about it.
    hall: Option<&'a str>,
    sentence: &'a str,
    /// What is on today, beside what is not about that.
    today: Option<&'a [Row]>,
    exhibition: Option<&'a Exhibition>,
    code: Markup,
    call: &'static str,
    scan: &'static str,
}

/// Every panel of a playlist, in its order.
pub(super) fn drawn(lang: Lang, playlist: &[Panel], known: &Gathered) -> Result<Vec<Markup>, Failure> {
    playlist.iter().map(|panel| one(lang, panel, known)).collect()
}

fn one(lang: Lang, panel: &Panel, known: &Gathered) -> Result<Markup, Failure> {
    let (w, kind) = (words(lang), panel.kind);
    let about_hall = kind == PanelKind::Hall;
    let address = format!("{}{}", known.public_url, href(lang, leads_to(kind)));
    let (call, scan) = if about_hall { (w.book, w.scan) } else { (w.more, w.scan_more) };
    let drawn = Drawn {
        w,
        subject: subject(lang, panel, known),
        hall: (!about_hall).then_some(known.short.as_str()),
        sentence: &known.sentence,
        today: (kind != PanelKind::Events).then(|| known.today.get(..BESIDE).unwrap_or(&known.today)),
        exhibition: known.exhibition.as_ref().filter(|_| about_hall || kind == PanelKind::Events),
        code: code::drawn(&address, &(w.code)(&address))?,
        call,
        scan,
    };
    drawn.render().map(Markup).map_err(Failure::internal)
}

fn subject<'a>(lang: Lang, panel: &'a Panel, known: &'a Gathered) -> Subject<'a> {
    let w = words(lang);
    let list = |title, rows: &'a [Row], empty| {
        let rows = rows.get(..LINES).unwrap_or(rows);
        Subject::List { title, rows, empty, example: rows.iter().any(|row| row.example) }
    };
    match panel.kind {
        PanelKind::Hall => Subject::Hall {
            number: known.number,
            headline: &known.headline,
            sentence: &known.sentence,
            plan: Markup(known.plan.clone()),
            legend: known.hall.state != State::Closed,
        },
        PanelKind::Events => list(w.events, &known.events, w.nothing_today),
        PanelKind::Advice => list(w.advice, &known.advice, w.no_advice),
        PanelKind::Exhibition => Subject::Exhibition { one: known.exhibition.as_ref() },
        PanelKind::Offers => list(w.offers, &known.offers, w.no_offers),
        PanelKind::Jobs => list(w.jobs, &known.jobs, w.no_jobs),
        PanelKind::Notice => {
            let (own, other, other_lang) = match lang {
                Lang::De => (&panel.text_de, &panel.text_en, "en"),
                Lang::En => (&panel.text_en, &panel.text_de, "de"),
            };
            let weight = weight(own).max(weight(other));
            let [over, far_over] = LONG.map(|from| weight > from);
            let size = if far_over {
                " longest"
            } else if over {
                " long"
            } else {
                ""
            };
            Subject::Notice { size, paragraphs: lines(own), other: lines(other), other_lang }
        }
    }
}

/// How much room a text wants, letters: a line that ends early takes as much as one that is full.
fn weight(text: &str) -> usize {
    const LINE: usize = 45;
    text.chars().count().max(lines(text).len().saturating_mul(LINE))
}

/// Its lines, without those where nothing stands.
pub(super) fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.trim().is_empty()).collect()
}

/// Where the code of a panel leads.
const fn leads_to(kind: PanelKind) -> &'static str {
    match kind {
        PanelKind::Hall => "/book",
        PanelKind::Events => "/offers?kind=event",
        PanelKind::Advice | PanelKind::Offers => "/offers",
        PanelKind::Exhibition => "/offers?kind=culture",
        PanelKind::Jobs => "/offers?kind=job",
        PanelKind::Notice => "/",
    }
}
