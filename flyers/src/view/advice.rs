//! When somebody advises on an offer at the info point: whom to ask for, when, where; and when not.

use chrono::NaiveDate;
use shared::advice::{AdviceHour, AdviceTime};
use shared::flyers::InfoPoint;

use super::{Ink, Line, when};

/// Hours of different offices that are told.
const HOURS: usize = 3;
/// Single dates, and dates on which there is nothing.
const DATES: usize = 4;

/// The hours that are not over, a few lines each; what matters most comes first. With `all` also who advises, and in
/// which languages.
pub(super) fn lines(ink: &Ink<'_>, hours: &[AdviceHour], point: &InfoPoint, today: NaiveDate, all: bool) -> Vec<Line> {
    let lasting = hours.iter().filter(|hour| hour.valid_to.is_none_or(|to| today < to));
    let told = lasting.take(HOURS).filter_map(|hour| {
        let times = times(ink, hour, today);
        (!times.is_empty()).then(|| one(ink, hour, &times, point, today, all))
    });
    told.flatten().collect()
}

fn one(
    ink: &Ink<'_>,
    hour: &AdviceHour,
    times: &[String],
    point: &InfoPoint,
    today: NaiveDate,
    all: bool,
) -> Vec<Line> {
    let words = ink.words;
    let english = words.tag == "en";
    let pick = |de: &str, en: &str| if english { en.to_owned() } else { de.to_owned() };
    let line = |text: String| ink.text(&text, 160).map(Line::plain);
    let place = pick(&hour.place_de, &hour.place_en);
    // Their own names are not in Leichte Sprache: when and where is what counts.
    let place = if words.easy { place.replace("Infopunkt", words.info_point) } else { place };
    let title = (!words.easy).then(|| pick(&hour.title_de, &hour.title_en));
    let office = (all && !words.easy).then(|| pick(&hour.office_de, &hour.office_en));
    let later = (hour.valid_from > today).then(|| (words.from)(&ink.date(hour.valid_from)));
    let off: Vec<String> =
        hour.exceptions.iter().filter(|off| off.date >= today).take(DATES).map(|off| ink.date(off.date)).collect();
    let off = (!off.is_empty()).then(|| (words.not_on)(&off.join(", ")));
    let spoken: Vec<String> =
        hour.languages.iter().map(|tag| (words.language)(tag).map_or_else(|| tag.clone(), str::to_owned)).collect();
    let spoken = (all && !spoken.is_empty()).then(|| format!("{}: {}", words.languages, spoken.join(", ")));
    // Beside the times, so that it is never cut off from them.
    let invented = |text: &String| {
        if hour.example { format!("{text} ({})", words.example_hours) } else { text.clone() }
    };
    let times = times.iter().filter_map(|text| ink.text(&invented(text), 160));
    let times = times.map(|text| Line { text, strong: true, ..Line::default() });
    let rest = [later, Some(format!("{place}, {}", point.street)), off, office, spoken];
    let title = title.and_then(line);
    title.into_iter().chain(times).chain(rest.into_iter().flatten().filter_map(line)).collect()
}

/// When they are: weekdays with the same times in one line, then single dates to come.
fn times(ink: &Ink<'_>, hour: &AdviceHour, today: NaiveDate) -> Vec<String> {
    let mut weekly: Vec<(&AdviceTime, Vec<u8>)> = Vec::new();
    for time in &hour.times {
        let Some(day) = time.weekday else { continue };
        match weekly.iter_mut().find(|(one, _)| (one.opens, one.closes) == (time.opens, time.closes)) {
            Some((_, days)) => days.push(day),
            None => weekly.push((time, vec![day])),
        }
    }
    let span = |time: &AdviceTime| (ink.words.span)(&clock(time.opens), &clock(time.closes));
    let each = weekly.into_iter().map(|(time, mut days)| {
        days.sort_unstable();
        days.dedup();
        capital(&when::weekly(ink, &days, &span(time)))
    });
    let mut dated: Vec<(NaiveDate, &AdviceTime)> =
        hour.times.iter().filter_map(|time| Some((time.date.filter(|date| *date >= today)?, time))).collect();
    dated.sort_by_key(|(date, time)| (*date, time.opens));
    let dated = dated.into_iter().take(DATES).map(|(date, time)| format!("{}, {}", when::day(ink, date), span(time)));
    each.chain(dated).collect()
}

/// A text that begins a line does so with a capital letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
