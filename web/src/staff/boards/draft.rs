//! A panel while it is being edited: what stands in its fields.

use chrono::{NaiveTime, Timelike};
use shared::boards::{EVERY_DAY, Panel, PanelKind};
use shared::opening::MINUTES_PER_DAY;

use crate::dates::{clock_time, time_of_day};

/// A panel as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    /// Which one it is, however they are moved about.
    pub(super) key: u32,
    pub(super) kind: PanelKind,
    pub(super) seconds: String,
    pub(super) weekdays: Vec<u8>,
    /// "08:00"; nothing means from midnight on.
    pub(super) from: String,
    /// The same; nothing means until midnight, and so does "00:00".
    pub(super) to: String,
    pub(super) text_de: String,
    pub(super) text_en: String,
}

impl Draft {
    /// What stands in the fields of a panel.
    pub(super) fn of(key: u32, panel: &Panel) -> Self {
        let (from, to) = (panel.from, panel.to);
        Self {
            key,
            kind: panel.kind,
            seconds: panel.seconds.to_string(),
            weekdays: panel.weekdays.clone(),
            from: if from == 0 { String::new() } else { clock(from) },
            to: if to == MINUTES_PER_DAY { String::new() } else { clock(to) },
            text_de: panel.text_de.clone(),
            text_en: panel.text_en.clone(),
        }
    }

    /// One more.
    pub(super) fn new(key: u32) -> Self {
        Self::of(key, &Panel::always(PanelKind::Hall, 20))
    }

    /// The panel they stand for. What can't be read is nothing, and is refused as such.
    pub(super) fn panel(&self) -> Panel {
        let text = |text: &str| if self.kind == PanelKind::Notice { text.trim().to_owned() } else { String::new() };
        Panel {
            kind: self.kind,
            seconds: self.seconds.trim().parse().unwrap_or(0),
            weekdays: EVERY_DAY.into_iter().filter(|day| self.weekdays.contains(day)).collect(),
            from: minutes(&self.from).unwrap_or(0),
            to: minutes(&self.to).filter(|to| *to > 0).unwrap_or(MINUTES_PER_DAY),
            text_de: text(&self.text_de),
            text_en: text(&self.text_en),
        }
    }

    /// Puts a day in, or takes it out.
    pub(super) fn toggle(&mut self, day: u8) {
        if self.weekdays.contains(&day) {
            self.weekdays.retain(|one| *one != day);
        } else {
            self.weekdays.push(day);
        }
    }
}

/// "08:05" of minutes after midnight.
fn clock(minutes: u16) -> String {
    NaiveTime::from_hms_opt(u32::from(minutes / 60), u32::from(minutes % 60), 0).map(clock_time).unwrap_or_default()
}

/// Minutes after midnight of "08:05".
fn minutes(text: &str) -> Option<u16> {
    let time = time_of_day(text)?;
    u16::try_from(time.hour() * 60 + time.minute()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_stays_as_it_is_when_nothing_is_typed() {
        for panel in [
            Panel::always(PanelKind::Hall, 30),
            Panel { weekdays: vec![1, 7], from: 485, to: 1439, ..Panel::always(PanelKind::Jobs, 600) },
            Panel { text_de: "a".to_owned(), text_en: "b".to_owned(), ..Panel::always(PanelKind::Notice, 5) },
        ] {
            assert_eq!(Draft::of(1, &panel).panel(), panel);
        }
    }

    #[test]
    fn what_can_not_be_read_is_refused_by_the_rule() {
        let typed = Draft { seconds: "soon".to_owned(), ..Draft::new(1) };
        assert_eq!(typed.panel().seconds, 0);
        let late = Draft { from: "18:00".to_owned(), to: "00:00".to_owned(), ..Draft::new(1) };
        assert_eq!((late.panel().from, late.panel().to), (1080, MINUTES_PER_DAY));
        let mut days = Draft::new(1);
        (1..=7).for_each(|day| days.toggle(day));
        assert!(days.panel().weekdays.is_empty());
        days.toggle(5);
        days.toggle(2);
        assert_eq!(days.panel().weekdays, [2, 5]);
        assert_eq!((minutes("24:00"), minutes("8"), minutes("23:59")), (None, None, Some(1439)));
    }
}
