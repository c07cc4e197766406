//! When an event takes place: once or by a rule (RFC 5545, section 3.3.10), with its exceptions.
//!
//! Pure and by the clock on the wall: an event at ten is at ten also after a clock change, and a day of 23 or
//! 25 hours is a day. Of the rules those that events of a city need are known: FREQ (DAILY, WEEKLY, MONTHLY,
//! YEARLY), INTERVAL, BYDAY (with a number where monthly), BYMONTHDAY, COUNT and UNTIL; anything else is
//! refused rather than misread.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};

use super::DateState;
use crate::zones::Zone;

/// Further ahead of its beginning no rule is followed, days.
const REACH: usize = 20 * 366;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// How an event repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repetition {
    frequency: Frequency,
    interval: i64,
    /// Weekdays; with a number the so-many-th of the month, from its end where negative.
    by_day: Vec<(Option<i32>, Weekday)>,
    by_month_day: Vec<i32>,
    count: Option<usize>,
    until: Option<NaiveDateTime>,
}

impl Repetition {
    /// Reads `FREQ=MONTHLY;BYDAY=2SA;UNTIL=20271231`. The error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut frequency = None;
        let mut rule = Self {
            frequency: Frequency::Daily,
            interval: 1,
            by_day: Vec::new(),
            by_month_day: Vec::new(),
            count: None,
            until: None,
        };
        for part in text.trim().trim_start_matches("RRULE:").split(';') {
            let (name, value) = part.split_once('=').ok_or_else(|| format!("`{part}` is not NAME=VALUE"))?;
            match name {
                "FREQ" => frequency = Some(frequency_of(value)?),
                "INTERVAL" => rule.interval = number(name, value, 1, 400)?,
                "COUNT" => rule.count = usize::try_from(number(name, value, 1, 10_000)?).ok(),
                "UNTIL" => rule.until = Some(until(value)?),
                "BYDAY" => rule.by_day = value.split(',').map(weekday).collect::<Result<_, _>>()?,
                "BYMONTHDAY" => {
                    let day = |text| number(name, text, -31, 31).map(|day| i32::try_from(day).unwrap_or(0));
                    rule.by_month_day = value.split(',').map(day).collect::<Result<_, _>>()?;
                }
                "WKST" if value == "MO" => {}
                _ => return Err(format!("`{name}={value}` is not known here")),
            }
        }
        rule.frequency = frequency.ok_or_else(|| "FREQ is missing".to_owned())?;
        rule.checked()
    }

    /// Refuses what would mean something else than it says.
    fn checked(self) -> Result<Self, String> {
        let numbered = self.by_day.iter().any(|(number, _)| number.is_some());
        if numbered && self.frequency != Frequency::Monthly {
            return Err("BYDAY has numbers only where FREQ is MONTHLY".to_owned());
        }
        if !self.by_month_day.is_empty() && self.frequency != Frequency::Monthly {
            return Err("BYMONTHDAY is known only where FREQ is MONTHLY".to_owned());
        }
        if !self.by_day.is_empty() && self.frequency == Frequency::Yearly {
            return Err("BYDAY is not known where FREQ is YEARLY".to_owned());
        }
        if self.count.is_some() && self.until.is_some() {
            return Err("either COUNT or UNTIL, not both".to_owned());
        }
        Ok(self)
    }

    /// Whether it goes on for ever.
    pub const fn is_endless(&self) -> bool {
        self.count.is_none() && self.until.is_none()
    }

    /// The beginnings from `first` up to `before`, in order. The first counts in any case (RFC 5545, 3.8.5.3).
    fn starts(&self, first: NaiveDateTime, before: NaiveDateTime) -> Vec<NaiveDateTime> {
        let day = first.date();
        let fits = |date: &NaiveDate| *date == day || self.falls_on(day, *date);
        let within = |at: &NaiveDateTime| self.until.is_none_or(|until| *at <= until);
        let dates = day.iter_days().take(REACH).filter(fits).map(|date| date.and_time(first.time()));
        dates.take_while(within).take(self.count.unwrap_or(usize::MAX)).take_while(|at| *at < before).collect()
    }

    fn falls_on(&self, first: NaiveDate, date: NaiveDate) -> bool {
        let months = i64::from(date.year() - first.year()) * 12 + i64::from(date.month()) - i64::from(first.month());
        let on_day = self.by_day.is_empty() || self.by_day.iter().any(|(nth, day)| is_nth(*nth, *day, date));
        match self.frequency {
            Frequency::Daily => (date - first).num_days() % self.interval == 0 && on_day,
            Frequency::Weekly => {
                // Weeks begin on Monday, wherever in its week the first date lies.
                let monday = |date: NaiveDate| date - Days::new(u64::from(date.weekday().num_days_from_monday()));
                let weeks = (monday(date) - monday(first)).num_days() / 7;
                let day = if self.by_day.is_empty() { date.weekday() == first.weekday() } else { on_day };
                weeks % self.interval == 0 && day
            }
            Frequency::Monthly => {
                let plain = self.by_day.is_empty() && self.by_month_day.is_empty();
                let day = if plain { date.day() == first.day() } else { on_day && self.on_month_day(date) };
                months % self.interval == 0 && day
            }
            Frequency::Yearly => {
                let same = (date.month(), date.day()) == (first.month(), first.day());
                same && (months / 12) % self.interval == 0
            }
        }
    }

    fn on_month_day(&self, date: NaiveDate) -> bool {
        let day = i32::try_from(date.day()).unwrap_or(0);
        let from_end = day - i32::try_from(days_in_month(date)).unwrap_or(0) - 1;
        self.by_month_day.is_empty() || self.by_month_day.iter().any(|wanted| *wanted == day || *wanted == from_end)
    }
}

fn frequency_of(value: &str) -> Result<Frequency, String> {
    match value {
        "DAILY" => Ok(Frequency::Daily),
        "WEEKLY" => Ok(Frequency::Weekly),
        "MONTHLY" => Ok(Frequency::Monthly),
        "YEARLY" => Ok(Frequency::Yearly),
        _ => Err(format!("FREQ={value} is not known here; DAILY, WEEKLY, MONTHLY and YEARLY are")),
    }
}

fn number(name: &str, value: &str, least: i64, most: i64) -> Result<i64, String> {
    let number = value.parse().ok().filter(|number| (least..=most).contains(number) && *number != 0);
    number.ok_or_else(|| format!("{name} should be a whole number from {least} to {most}"))
}

/// A day, which counts whole, or a local time.
fn until(value: &str) -> Result<NaiveDateTime, String> {
    let date = NaiveDate::parse_from_str(value, "%Y%m%d").ok().and_then(|day| day.and_hms_opt(23, 59, 59));
    let time = || NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S").ok();
    date.or_else(time).ok_or_else(|| "UNTIL should look like 20271231 or 20271231T180000, local time".to_owned())
}

fn weekday(value: &str) -> Result<(Option<i32>, Weekday), String> {
    let wrong = || format!("BYDAY has no `{value}`");
    let at = value.len().checked_sub(2).ok_or_else(wrong)?;
    let (number, day) = value.split_at_checked(at).ok_or_else(wrong)?;
    let day = match day {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return Err(wrong()),
    };
    if number.is_empty() {
        return Ok((None, day));
    }
    let number = number.parse().ok().filter(|number: &i32| (1..=5).contains(&number.abs()));
    number.map(|number| (Some(number), day)).ok_or_else(wrong)
}

fn is_nth(nth: Option<i32>, day: Weekday, date: NaiveDate) -> bool {
    let from_begin = i32::try_from(date.day0() / 7).unwrap_or(0) + 1;
    let from_end = -(i32::try_from((days_in_month(date) - date.day()) / 7).unwrap_or(0) + 1);
    date.weekday() == day && nth.is_none_or(|nth| nth == from_begin || nth == from_end)
}

fn days_in_month(date: NaiveDate) -> u32 {
    let next = if date.month() == 12 { (date.year() + 1, 1) } else { (date.year(), date.month() + 1) };
    let last = NaiveDate::from_ymd_opt(next.0, next.1, 1).and_then(|day| day.pred_opt());
    last.map_or(28, |last| last.day())
}

/// When an event takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The first beginning, local time.
    pub starts: NaiveDateTime,
    /// How long it lasts by the clock on the wall, minutes.
    pub minutes: i64,
    /// Whether whole days are meant.
    pub all_day: bool,
    /// How it repeats.
    pub repetition: Option<Repetition>,
    /// What is different on some dates.
    pub exceptions: Vec<Exception>,
}

/// What is different on one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exception {
    /// When it would have begun.
    pub starts: NaiveDateTime,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was never meant.
    LeftOut,
    /// Called off; people are told.
    Cancelled,
    /// Put off, nobody knows until when.
    Postponed,
    /// It begins then.
    Moved(NaiveDateTime),
}

/// A date that follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// When the rule has it begin, local time; names the date for good (RECURRENCE-ID).
    pub starts: NaiveDateTime,
    /// When it begins.
    pub from: DateTime<Utc>,
    /// When it is over.
    pub to: DateTime<Utc>,
    /// What became of it.
    pub state: DateState,
}

impl Schedule {
    /// The dates whose rule has them begin before an instant of the wall clock, in the rule's order.
    pub fn occurrences(&self, zone: &Zone, before: NaiveDateTime) -> Vec<Occurrence> {
        let starts = match &self.repetition {
            Some(rule) => rule.starts(self.starts, before),
            None => vec![self.starts],
        };
        starts.into_iter().filter_map(|starts| self.occurrence(zone, starts)).collect()
    }

    fn occurrence(&self, zone: &Zone, starts: NaiveDateTime) -> Option<Occurrence> {
        let exception = self.exceptions.iter().find(|exception| exception.starts == starts);
        let (begins, state) = match exception.map(|exception| exception.outcome) {
            None => (starts, DateState::Scheduled),
            Some(Outcome::LeftOut) => return None,
            Some(Outcome::Cancelled) => (starts, DateState::Cancelled),
            Some(Outcome::Postponed) => (starts, DateState::Postponed),
            Some(Outcome::Moved(to)) => (to, DateState::Moved),
        };
        let ends = begins + TimeDelta::minutes(self.minutes);
        let (from, to) = (zone.instant(begins), zone.instant(ends));
        // What lies wholly within the hour that a clock change leaves out would have no length.
        let to = if to > from { to } else { from + TimeDelta::minutes(self.minutes) };
        Some(Occurrence { starts, from, to, state })
    }

    /// The weekly rhythm of weekdays (1 = Monday) and times that offers state, as a schedule from a day on.
    pub fn weekly(
        weekdays: &[u8],
        from: NaiveTime,
        to: Option<NaiveTime>,
        first: NaiveDate,
        last: Option<NaiveDate>,
    ) -> Option<(Self, String)> {
        const NAMES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let meant =
            |date: &NaiveDate| weekdays.iter().any(|day| u32::from(*day) == date.weekday().number_from_monday());
        let day = first.iter_days().take(7).find(meant)?;
        let names: Vec<&str> =
            weekdays.iter().filter_map(|day| NAMES.get(usize::from(day.checked_sub(1)?)).copied()).collect();
        let text = |day: NaiveDate| format!(";UNTIL={:04}{:02}{:02}", day.year(), day.month(), day.day());
        let until = last.map(text).unwrap_or_default();
        let rule = format!("FREQ=WEEKLY;BYDAY={}{until}", names.join(","));
        // Where the end is open an hour is shown.
        let minutes = to.map_or(60, |to| (to - from).num_minutes());
        let repetition = Repetition::parse(&rule).ok()?;
        let starts = day.and_time(from);
        let schedule = Self { starts, minutes, all_day: false, repetition: Some(repetition), exceptions: Vec::new() };
        (minutes > 0).then_some((schedule, rule))
    }
}

#[cfg(test)]
mod tests;
