//! What the offers of the demo have beside their records: words they are searched by, prices and passes for programs,
//! dates of events, and texts in Leichte Sprache. Each file is keyed by the offer's slug.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};
use serde::Deserialize;
use shared::offers::{
    AccessContent, EventState, ExceptionContent, ExceptionOutcome, GeoContent, OfferContent, PassRuleContent, Phase,
    PriceContent, ScheduleContent,
};

use super::SeedError;
use super::venue::midnight;

/// Nobody has checked the facts, so somebody has to look at them within this time, days.
const REVIEW: u64 = 90;

/// One record of `api/seed/details.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DetailFile {
    /// Words that people search by and that stand in no text, German and English.
    pub keywords: (String, String),
    prices: Vec<PriceContent>,
    pass_rules: Vec<PassRuleContent>,
    gives_pass: Option<String>,
    benefits: Vec<String>,
    position: Option<(f64, f64)>,
    access: AccessContent,
    employment: Vec<String>,
    event_state: EventState,
    phase: Option<Phase>,
    /// The last day one can apply or take part.
    closes_on: Option<NaiveDate>,
    /// The Landeshauptstadt itself answers for it.
    by_the_city: bool,
    schedules: Vec<ScheduleFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScheduleFile {
    starts: String,
    minutes: i32,
    #[serde(default)]
    all_day: bool,
    rrule: Option<String>,
    room: Option<String>,
    #[serde(default)]
    exceptions: Vec<ExceptionFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExceptionFile {
    starts: String,
    outcome: ExceptionOutcome,
    moved_to: Option<String>,
}

/// One record of `api/seed/simple.json`: Leichte Sprache.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SimpleFile {
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// All of it.
    pub body: String,
    /// What it costs.
    pub price: String,
}

/// Official key of the Landeshauptstadt Hannover.
const AGS: &str = "03241001";

/// Both files.
pub(super) struct Beside {
    /// By slug.
    pub details: HashMap<String, DetailFile>,
    /// By slug.
    pub simple: HashMap<String, SimpleFile>,
}

/// Reads them.
pub(super) fn read() -> Result<Beside, serde_json::Error> {
    Ok(Beside {
        details: serde_json::from_str(include_str!("../../seed/details.json"))?,
        simple: serde_json::from_str(include_str!("../../seed/simple.json"))?,
    })
}

impl DetailFile {
    /// Puts what it says into an offer's content.
    pub(super) fn add_to(
        &self,
        content: &mut OfferContent,
        time_zone: &str,
        now: DateTime<Utc>,
    ) -> Result<(), SeedError> {
        content.prices.clone_from(&self.prices);
        content.pass_rules.clone_from(&self.pass_rules);
        content.gives_pass.clone_from(&self.gives_pass);
        content.benefits.clone_from(&self.benefits);
        content.access = self.access.clone();
        content.employment.clone_from(&self.employment);
        content.event_state = self.event_state;
        content.phase = self.phase;
        content.closes_at =
            self.closes_on.and_then(|day| day.succ_opt()).map(|day| midnight(time_zone, day).fixed_offset());
        content.ags = self.by_the_city.then(|| AGS.to_owned());
        content.review_on = (!content.example).then(|| now.date_naive() + Days::new(REVIEW));
        content.schedules = self.schedules.iter().map(ScheduleFile::read).collect::<Result<_, _>>()?;
        if let Some((place, (lat, lon))) = content.place.as_mut().zip(self.position) {
            place.geo = Some(GeoContent { lat, lon });
        }
        Ok(())
    }
}

impl ScheduleFile {
    fn read(&self) -> Result<ScheduleContent, SeedError> {
        let exception = |file: &ExceptionFile| {
            let moved_to = file.moved_to.as_deref().map(local).transpose()?;
            Ok(ExceptionContent { starts: local(&file.starts)?, outcome: file.outcome, moved_to })
        };
        Ok(ScheduleContent {
            id: None,
            starts: local(&self.starts)?,
            minutes: self.minutes,
            all_day: self.all_day,
            rrule: self.rrule.clone(),
            room: self.room.clone(),
            exceptions: self.exceptions.iter().map(exception).collect::<Result<_, SeedError>>()?,
        })
    }
}

fn local(text: &str) -> Result<NaiveDateTime, SeedError> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")
        .map_err(|_no_time| SeedError::Dangling(format!("the local time {text}")))
}
