//! The hours in which somebody advises on an offer. An appointment is made in the app; the hours can be read here, and
//! one may also call or come by.

use shared::advice::{AdviceHour, AdviceTime};

use crate::dates::weekday_date;
use crate::lang::{Lang, pick};
use crate::texts::advice::texts;
use crate::texts::{frame, offers};

/// One office's hours.
pub(super) struct Advice {
    pub(super) kicker: &'static str,
    pub(super) title: String,
    /// Who, how long, where, in which languages.
    pub(super) facts: String,
    pub(super) about: String,
    pub(super) times: Vec<String>,
    pub(super) example: Option<&'static str>,
}

impl Advice {
    /// In a language.
    pub(super) fn of(lang: Lang, hour: &AdviceHour) -> Self {
        let t = texts(lang);
        let name = |tag: &String| (t.language)(tag).map_or_else(|| tag.clone(), str::to_owned);
        let languages: Vec<String> = hour.languages.iter().map(name).collect();
        let facts = [
            pick(lang, &hour.office_de, &hour.office_en).to_owned(),
            (t.facts)(hour.slot_minutes, pick(lang, &hour.place_de, &hour.place_en)),
            (t.step_free)(hour.accessible).to_owned(),
            format!("{}: {}", t.languages, languages.join(", ")),
        ];
        Self {
            kicker: t.kicker,
            title: pick(lang, &hour.title_de, &hour.title_en).to_owned(),
            facts: facts.join(" · "),
            about: pick(lang, &hour.about_de, &hour.about_en).to_owned(),
            times: hour.times.iter().filter_map(|one| time(lang, one)).collect(),
            example: hour.example.then_some(t.example),
        }
    }
}

/// "dienstags, 14:00 bis 16:00 Uhr".
fn time(lang: Lang, one: &AdviceTime) -> Option<String> {
    let t = offers::texts(lang);
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let span = (frame::texts(lang).span)(&clock(one.opens), &clock(one.closes));
    let day = match (one.weekday, one.date) {
        (Some(weekday), _) => (*t.weekdays.get(usize::from(weekday.checked_sub(1)?))?).to_owned(),
        (None, date) => weekday_date(lang, date?),
    };
    Some((t.weekly)(&day, &span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_told_by_their_weekday_or_their_date() {
        let at = |weekday, date: Option<&str>| AdviceTime {
            weekday,
            date: date.map(|date| date.parse().unwrap()),
            opens: 840,
            closes: 965,
        };
        assert_eq!(time(Lang::De, &at(Some(2), None)).unwrap(), "dienstags, 14:00 bis 16:05 Uhr");
        assert_eq!(
            time(Lang::De, &at(None, Some("2026-11-24"))).unwrap(),
            "Dienstag, 24. November, 14:00 bis 16:05 Uhr"
        );
        assert_eq!((time(Lang::De, &at(Some(9), None)), time(Lang::De, &at(None, None))), (None, None));
    }
}
