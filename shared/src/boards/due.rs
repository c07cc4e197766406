//! Which panels are due: by the day of the week and the clock on the wall.

use chrono::{Datelike, NaiveDateTime, Timelike};

use super::Panel;

impl Panel {
    /// Whether it is shown at a time of the wall clock.
    pub fn is_due(&self, at: NaiveDateTime) -> bool {
        let (minute, today) = (at.hour() * 60 + at.minute(), at.weekday().number_from_monday());
        let on = self.weekdays.iter().any(|day| u32::from(*day) == today);
        on && u32::from(self.from) <= minute && minute < u32::from(self.to)
    }
}

/// The panels that are shown at a time of the wall clock, by their places in the playlist and in its order. Where none
/// is, the board shows the time and nothing else.
pub fn due(playlist: &[Panel], at: NaiveDateTime) -> Vec<usize> {
    let due = playlist.iter().enumerate().filter(|(_, panel)| panel.is_due(at));
    due.map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::super::PanelKind;
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().expect("a time")
    }

    fn panel(weekdays: &[u8], from: u16, to: u16) -> Panel {
        Panel { weekdays: weekdays.to_vec(), from, to, ..Panel::always(PanelKind::Events, 20) }
    }

    #[test]
    fn a_panel_is_due_on_its_days_from_its_first_minute_to_before_its_last() {
        let office = panel(&[1, 2, 3, 4, 5], 480, 1080);
        let playlist = [Panel::always(PanelKind::Hall, 30), office, panel(&[6, 7], 0, 1440), panel(&[2], 720, 721)];
        for (time, shown) in [
            ("2026-11-24T07:59:59", vec![0]),
            ("2026-11-24T08:00:00", vec![0, 1]),
            ("2026-11-24T12:00:30", vec![0, 1, 3]),
            ("2026-11-24T12:01:00", vec![0, 1]),
            ("2026-11-24T17:59:59", vec![0, 1]),
            ("2026-11-24T18:00:00", vec![0]),
            ("2026-11-29T00:00:00", vec![0, 2]),
            ("2026-11-29T23:59:59", vec![0, 2]),
        ] {
            assert_eq!(due(&playlist, at(time)), shown, "{time}");
        }
    }

    #[test]
    fn where_nothing_is_due_nothing_is() {
        assert_eq!(due(&[panel(&[1], 0, 1440)], at("2026-11-24T12:00:00")), Vec::<usize>::new());
    }

    proptest! {
        /// Over a whole week a panel is due for as many minutes as its days and its times have.
        #[test]
        fn a_week_has_as_many_minutes_as_the_panel_says(
            days in proptest::collection::btree_set(1_u8..=7, 1..=7),
            from in 0_u16..1440,
            length in 1_u16..=1440,
        ) {
            let days: Vec<u8> = days.into_iter().collect();
            let to = from.saturating_add(length).min(1440);
            let panel = panel(&days, from, to);
            let monday = at("2026-11-23T00:00:00");
            let minutes = (0..7 * 1440).filter(|minute| panel.is_due(monday + chrono::TimeDelta::minutes(*minute)));
            prop_assert_eq!(minutes.count(), days.len() * usize::from(to - from));
        }

        /// Whatever is due is due by itself, in the order of the playlist, and nothing else is.
        #[test]
        fn a_playlist_is_its_panels_each_for_itself(
            panels in proptest::collection::vec((1_u8..=7, 0_u16..1440, 1_u16..=1440), 0..20),
            minute in 0_i64..7 * 1440,
        ) {
            let playlist: Vec<Panel> = panels.into_iter().map(|(day, from, to)| panel(&[day], from, to)).collect();
            let now = at("2026-11-23T00:00:00") + chrono::TimeDelta::minutes(minute);
            let shown = due(&playlist, now);
            prop_assert!(shown.is_sorted());
            for (place, panel) in playlist.iter().enumerate() {
                prop_assert_eq!(shown.contains(&place), due(std::slice::from_ref(panel), now) == [0]);
            }
        }
    }
}
