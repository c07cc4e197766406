//! What was measured: medians, a table for people, a file for programs.

use crate::place;
use anyhow::Result;
use serde::Serialize;

/// One thing measured several times.
#[derive(Serialize)]
pub(crate) struct Series {
    pub(crate) name: String,
    /// Per second, one number a round.
    pub(crate) rates: Vec<f64>,
    /// Milliseconds, one number a round.
    pub(crate) p50: Vec<f64>,
    pub(crate) p99: Vec<f64>,
}

impl Series {
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), rates: Vec::new(), p50: Vec::new(), p99: Vec::new() }
    }

    pub(crate) fn add(&mut self, rate: f64, p50: f64, p99: f64) {
        self.rates.push(rate);
        self.p50.push(p50);
        self.p99.push(p99);
    }

    pub(crate) fn rate(&self) -> f64 {
        median(&self.rates)
    }

    pub(crate) fn slowest(&self) -> f64 {
        median(&self.p99)
    }
}

/// A ratio and what it should be.
#[derive(Serialize)]
pub(crate) struct Goal {
    pub(crate) what: String,
    pub(crate) value: f64,
    pub(crate) bound: f64,
    /// Whether more is better.
    pub(crate) at_least: bool,
}

impl Goal {
    fn reached(&self) -> bool {
        if self.at_least { self.value >= self.bound } else { self.value <= self.bound }
    }
}

/// One figure of docs/figures, measured.
#[derive(Serialize)]
pub(crate) struct Table {
    pub(crate) figure: String,
    pub(crate) about: String,
    pub(crate) series: Vec<Series>,
    pub(crate) goals: Vec<Goal>,
}

impl Table {
    pub(crate) fn show_and_keep(&self) -> Result<()> {
        println!("\n{} – {}\n", self.figure, self.about);
        println!("  {:<34} {:>12} {:>10} {:>10}", "median of the rounds", "per second", "p50 ms", "p99 ms");
        for series in &self.series {
            let (p50, p99) = (milliseconds(&series.p50), milliseconds(&series.p99));
            println!("  {:<34} {:>12.0} {p50:>10} {p99:>10}", series.name, series.rate());
        }
        println!();
        for goal in &self.goals {
            let sign = if goal.at_least { '≥' } else { '≤' };
            let verdict = if goal.reached() { "reached" } else { "NOT reached" };
            println!("  {:<34} {:>12.2}   goal {sign} {:<8} {verdict}", goal.what, goal.value, goal.bound);
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
    use super::{median, percentile};

    #[test]
    fn middle_and_tail() {
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        let mut hundred: Vec<f64> = (1..=100).map(f64::from).collect();
        assert!((percentile(&mut hundred, 0.99) - 100.0).abs() < f64::EPSILON);
        assert!((percentile(&mut hundred, 0.5) - 51.0).abs() < f64::EPSILON);
    }
}
