//! What was measured: medians, a table for people, a file for programs.

use super::wrk::Outcome;
use crate::place;
use anyhow::Result;
use serde::Serialize;

/// What most series count.
const PER_SECOND: &str = "per second";

/// One thing measured several times.
#[derive(Serialize)]
pub(crate) struct Series {
    pub(crate) name: String,
    pub(crate) unit: &'static str,
    /// One number a round, in that unit.
    pub(crate) values: Vec<f64>,
    /// Milliseconds, one number a round.
    pub(crate) p50: Vec<f64>,
    pub(crate) p99: Vec<f64>,
}

impl Series {
    /// Of things done in a second.
    pub(crate) fn new(name: &str) -> Self {
        Self::of(name, PER_SECOND)
    }

    pub(crate) fn of(name: &str, unit: &'static str) -> Self {
        Self { name: name.to_owned(), unit, values: Vec::new(), p50: Vec::new(), p99: Vec::new() }
    }

    pub(crate) fn add(&mut self, rate: f64, p50: f64, p99: f64) {
        self.values.push(rate);
        self.p50.push(p50);
        self.p99.push(p99);
    }

    pub(crate) fn outcome(&mut self, outcome: &Outcome) {
        self.add(outcome.rate(), outcome.p50(), outcome.p99());
    }

    pub(crate) fn value(&self) -> f64 {
        median(&self.values)
    }

    pub(crate) fn typical(&self) -> f64 {
        median(&self.p50)
    }

    pub(crate) fn slowest(&self) -> f64 {
        median(&self.p99)
    }

    /// The value as a person reads it; some series have only times.
    fn shown(&self) -> String {
        let digits = match self.unit {
            PER_SECOND => 0,
            "MB" => 1,
            _ => 3,
        };
        if self.values.is_empty() { "–".to_owned() } else { format!("{:.digits$} {}", self.value(), self.unit) }
    }
}

/// A number and what it should be.
#[derive(Serialize)]
pub(crate) struct Goal {
    what: String,
    value: f64,
    bound: f64,
    /// Whether more is better.
    at_least: bool,
}

impl Goal {
    pub(crate) fn at_least(what: &str, value: f64, bound: f64) -> Self {
        Self { what: what.to_owned(), value, bound, at_least: true }
    }

    pub(crate) fn at_most(what: &str, value: f64, bound: f64) -> Self {
        Self { what: what.to_owned(), value, bound, at_least: false }
    }

    fn reached(&self) -> bool {
        if self.at_least { self.value >= self.bound } else { self.value <= self.bound }
    }
}

/// One figure, measured.
#[derive(Serialize)]
pub(crate) struct Table {
    figure: &'static str,
    about: String,
    series: Vec<Series>,
    goals: Vec<Goal>,
    /// What else is to be told, line by line.
    pub(crate) notes: Vec<String>,
}

impl Table {
    pub(crate) fn new(figure: &'static str, about: String, series: Vec<Series>, goals: Vec<Goal>) -> Self {
        Self { figure, about, series, goals, notes: Vec::new() }
    }

    pub(crate) fn show_and_keep(&self) -> Result<()> {
        println!("\n{} – {}\n", self.figure, self.about);
        println!("  {:<40} {:>18} {:>10} {:>10}", "median of the rounds", "", "p50 ms", "p99 ms");
        for series in &self.series {
            let (p50, p99) = (milliseconds(&series.p50), milliseconds(&series.p99));
            println!("  {:<40} {:>18} {p50:>10} {p99:>10}", series.name, series.shown());
        }
        println!();
        for goal in &self.goals {
            let sign = if goal.at_least { '≥' } else { '≤' };
            let verdict = if goal.reached() { "reached" } else { "NOT reached" };
            println!("  {:<40} {:>12.2}   goal {sign} {:<8} {verdict}", goal.what, goal.value, goal.bound);
        }
        for note in &self.notes {
            println!("  {note}");
        }
        let dir = place::target().join("bench");
        std::fs::create_dir_all(&dir)?;
        let file = dir.join(format!("{}.json", self.figure));
        std::fs::write(&file, serde_json::to_string_pretty(self)?)?;
        println!("\n  kept in {}", file.display());
        Ok(())
    }
}

/// The median for the table; not every tool measures it.
fn milliseconds(values: &[f64]) -> String {
    if values.is_empty() { "–".to_owned() } else { format!("{:.2}", median(values)) }
}

/// The middle value; 0 of nothing.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

/// The value below which that share of all lies.
pub(crate) fn percentile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a length fits in a length")]
    let index = (values.len() as f64 * share) as usize;
    values.get(index.min(values.len().saturating_sub(1))).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::{Series, median, percentile};

    #[test]
    fn middle_and_tail() {
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        let mut hundred: Vec<f64> = (1..=100).map(f64::from).collect();
        assert!((percentile(&mut hundred, 0.99) - 100.0).abs() < f64::EPSILON);
        assert!((percentile(&mut hundred, 0.5) - 51.0).abs() < f64::EPSILON);
    }

    #[test]
    fn every_unit_is_shown_as_exactly_as_it_is_worth() {
        let shown = |unit, value| Series { values: vec![value], ..Series::of("x", unit) }.shown();
        assert_eq!(shown("per second", 1234.6), "1235 per second");
        assert_eq!(shown("MB", 38.26), "38.3 MB");
        assert_eq!(shown("s", 0.4567), "0.457 s");
        assert_eq!(Series::new("x").shown(), "–");
    }
}
