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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;
    use shared::flyers::FlyerLanguage;

    const HOUR: &str = r#"{
        "id": "019a0000-0000-7000-8000-000000000001",
        "title_de": "Sprechstunde Wohngeld", "title_en": "Advice on Wohngeld",
        "office_de": "Fachbereich Soziales", "office_en": "Social services", "about_de": "", "about_en": "",
        "place_de": "Infopunkt im Saal", "place_en": "Info point in the hall",
        "slot_minutes": 20, "seats": 1, "languages": ["de", "tr"], "accessible": true,
        "valid_from": "2026-12-01", "valid_to": "2027-03-01",
        "times": [
            {"weekday": 4, "opens": 840, "closes": 960}, {"weekday": 1, "opens": 600, "closes": 720},
            {"weekday": 2, "opens": 840, "closes": 960}, {"date": "2026-12-09", "opens": 540, "closes": 630},
            {"date": "2026-11-02", "opens": 540, "closes": 630}
        ],
        "exceptions": [{"date": "2026-12-24", "reason_de": "Ferien", "reason_en": "Holidays"}],
        "offers": [], "example": false, "revision": 1
    }"#;

    fn told(lang: FlyerLanguage, today: &str, all: bool) -> Vec<String> {
        let point = InfoPoint {
            venue: String::new(),
            hall: String::new(),
            street: "Trammplatz 2".to_owned(),
            town: String::new(),
            phone: None,
            access: Vec::new(),
        };
        let hours = [serde_json::from_str(HOUR).unwrap()];
        let ink = Ink { words: words(lang), lacks: &|_| false };
        lines(&ink, &hours, &point, today.parse().unwrap(), all).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn hours_are_told_by_weekday_and_what_is_over_is_not() {
        let all = [
            "Sprechstunde Wohngeld",
            "Dienstags und donnerstags, 14:00 bis 16:00 Uhr",
            "Montags, 10:00 bis 12:00 Uhr",
            "Mi. 09.12.2026, 09:00 bis 10:30 Uhr",
            "ab 01.12.2026",
            "Infopunkt im Saal, Trammplatz 2",
            "nicht am 24.12.2026",
            "Fachbereich Soziales",
            "Sprachen: Deutsch, Türkisch",
        ];
        assert_eq!(told(FlyerLanguage::De, "2026-11-24", true), all);
        let later = told(FlyerLanguage::En, "2026-12-30", false);
        let rest = ["Advice on Wohngeld", "Tuesdays and Thursdays, 14:00 to 16:00", "Mondays, 10:00 to 12:00"];
        assert_eq!(later[..3], rest);
        assert_eq!(later[3..], ["Info point in the hall, Trammplatz 2"]);
        assert!(told(FlyerLanguage::De, "2027-03-01", true).is_empty());
    }

    #[test]
    fn in_leichte_sprache_it_is_when_and_where() {
        let easy = [
            "Jede Woche: Dienstag und Donnerstag, von 14 bis 16 Uhr",
            "Jede Woche: Montag, von 10 bis 12 Uhr",
            "Info·punkt im Saal, Trammplatz 2",
        ];
        assert_eq!(told(FlyerLanguage::DeSimple, "2027-01-04", false), easy);
    }
}
