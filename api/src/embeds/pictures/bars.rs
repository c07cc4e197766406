//! A day as bars: how much of each hour is taken, between the hours it is open.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::super::hall::Day;
use super::super::letters::{FACES, fitting};
use super::super::theme::{Theme, style};
use super::super::words::{day_seen, short_clock, texts};
use crate::calendar::VenueCalendar;
use crate::dates::{hhmm, weekday_date};
use crate::lang::Lang;
use crate::site::html::escape;

const WIDTH: u32 = 360;
const HEIGHT: u32 = 150;
/// The room of the bars: from the left, from the top, their height.
const LEFT: u32 = 16;
const TOP: u32 = 52;
const TALL: u32 = 66;
/// As wide as a bar is at most.
const WIDEST: u32 = 44;

const RULES: &str =
    ".g{fill:$surface;stroke:$line}.b{fill:$sand-2}.s{fill:$patina}.t{fill:$ink}.u{fill:$ink-2}.l{stroke:$line-2}";

/// The picture.
pub(super) fn drawn(venue: &VenueCalendar, lang: Lang, theme: Theme, day: &Day, today: NaiveDate) -> String {
    let t = texts(lang);
    let named = weekday_date(lang, day.date);
    let hours = opening(venue, lang, day);
    let head = format!("{named}: {hours}");
    let bars = bars(venue, lang, day);
    let (note, said) = match (day.hours.is_empty(), day.date == today) {
        (true, true) if !day.open.is_empty() => (t.over.to_owned(), String::new()),
        (true, _) => (t.is_closed.to_owned(), String::new()),
        _ => (String::new(), described(venue, lang, day)),
    };
    let title = format!("{}, {}: {hours}", t.busy, day_seen(lang, day.date, today));
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d" xml:lang="{}"><title id="t">{}</title><desc id="d">{}</desc><style>{}</style><rect class="g" x=".5" y=".5" width="359" height="149" rx="13.5"/><g font-family="{FACES}"><text class="t" x="{LEFT}" y="30" font-size="15" font-weight="600">{}</text>{bars}"#,
        lang.tag(),
        escape(&title),
        escape(&said),
        style(RULES, theme),
        escape(&fitting(&head, 16, WIDTH.saturating_sub(2 * LEFT))),
    );
    if !note.is_empty() {
        // Writing into a string can't fail.
        let _ = write!(
            out,
            r#"<text class="u" x="180" y="94" font-size="15" text-anchor="middle">{}</text>"#,
            escape(&note)
        );
    }
    out.push_str("</g></svg>");
    out
}

/// Bars and the hours below them.
fn bars(venue: &VenueCalendar, lang: Lang, day: &Day) -> String {
    let count = u32::try_from(day.hours.len()).unwrap_or(u32::MAX);
    let Some(step) = WIDTH.saturating_sub(2 * LEFT).checked_div(count).map(|step| step.clamp(1, WIDEST)) else {
        return String::new();
    };
    // Labels must not run into each other.
    let every = if step >= 26 { 1 } else { 2 };
    let mut out = String::new();
    let base = TOP + TALL;
    for (number, hour) in (0_u32..).zip(&day.hours) {
        let x = LEFT.saturating_add(number.saturating_mul(step));
        let wide = step.saturating_sub(5).max(1);
        let tall = hour.taken.saturating_mul(TALL).div_ceil(100);
        // Writing into a string can't fail.
        let _ = write!(
            out,
            r#"<rect class="b" x="{x}" y="{TOP}" width="{wide}" height="{TALL}" rx="3"/><rect class="s" x="{x}" y="{}" width="{wide}" height="{tall}" rx="3"/>"#,
            base.saturating_sub(tall),
        );
        if number % every == 0 {
            let time = venue.facts.schedule.zone.local(hour.from.start()).time();
            let name = match lang {
                Lang::De => short_clock(lang, time),
                Lang::En => hhmm(time).trim_end_matches(":00").to_owned(),
            };
            let middle = x.saturating_add(wide / 2);
            let _ = write!(
                out,
                r#"<text class="u" x="{middle}" y="137" font-size="12" text-anchor="middle">{name}</text>"#
            );
        }
    }
    out
}

/// "9 bis 18 Uhr", or that it is closed.
pub(in super::super) fn opening(venue: &VenueCalendar, lang: Lang, day: &Day) -> String {
    let t = texts(lang);
    let time = |at| short_clock(lang, venue.facts.schedule.zone.local(at).time());
    let spans: Vec<String> = day.open.iter().map(|open| (t.from_to)(&time(open.start()), &time(open.end()))).collect();
    if spans.is_empty() { t.is_closed.to_owned() } else { spans.join(", ") }
}

/// Every bar in words.
fn described(venue: &VenueCalendar, lang: Lang, day: &Day) -> String {
    let hour = |hour: &super::super::hall::Hour| {
        (texts(lang).share)(&short_clock(lang, venue.facts.schedule.zone.local(hour.from.start()).time()), hour.taken)
    };
    day.hours.iter().map(hour).collect::<Vec<_>>().join(", ")
}
