//! What is wrong with a board or a notice, before it is stored: the form and the server ask the same.

use super::{
    BoardTerms, EmergencyText, LONGEST_NAME, MOST_LETTERS, MOST_LINES, MOST_PANELS, Panel, PanelKind, SECONDS,
};
use crate::opening::MINUTES_PER_DAY;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Not small letters, digits and hyphens between them.
    Slug,
    /// Empty, too long, or on several lines.
    Name,
    /// None, or too many.
    Panels,
    /// Too short or too long.
    Seconds,
    /// None, or days that there are not.
    Weekdays,
    /// It ends before it begins.
    Times,
    /// Missing or too long.
    Text,
    /// A text where none is shown.
    NoText,
}

impl Wrong {
    /// For programs that send it.
    pub fn said(self) -> String {
        match self {
            Self::Slug => {
                format!("should have 1 to {LONGEST_NAME} small letters and digits, with hyphens between them")
            }
            Self::Name => format!("should have 1 to {LONGEST_NAME} characters on one line"),
            Self::Panels => format!("should have 1 to {MOST_PANELS} panels"),
            Self::Seconds => format!("should be {} to {} seconds", SECONDS.start(), SECONDS.end()),
            Self::Weekdays => "should be numbers from 1 (Monday) to 7 (Sunday), each once".to_owned(),
            Self::Times => format!("should be after `from` and at most {MINUTES_PER_DAY}"),
            Self::Text => format!("should have 1 to {MOST_LETTERS} characters on at most {MOST_LINES} lines"),
            Self::NoText => "notices alone have a text".to_owned(),
        }
    }
}

/// Where something is wrong, as a JSON pointer, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Such as `/playlist/2/seconds`.
    pub pointer: String,
    /// What.
    pub wrong: Wrong,
}

impl Fault {
    fn at(pointer: impl Into<String>, wrong: Wrong) -> Self {
        Self { pointer: pointer.into(), wrong }
    }
}

impl BoardTerms {
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), Fault> {
        let edge = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit();
        let slug = self.slug.as_bytes();
        let parts = || self.slug.split('-').all(|part| !part.is_empty() && part.bytes().all(edge));
        if slug.len() > LONGEST_NAME || !parts() {
            return Err(Fault::at("/slug", Wrong::Slug));
        }
        let letters = self.name.chars().count();
        if self.name.trim().is_empty() || letters > LONGEST_NAME || self.name.chars().any(char::is_control) {
            return Err(Fault::at("/name", Wrong::Name));
        }
        if self.playlist.is_empty() || self.playlist.len() > MOST_PANELS {
            return Err(Fault::at("/playlist", Wrong::Panels));
        }
        let mut panels = self.playlist.iter().enumerate();
        panels.try_for_each(|(place, panel)| {
            panel.check().map_err(|(field, wrong)| Fault::at(format!("/playlist/{place}/{field}"), wrong))
        })
    }
}

impl Panel {
    fn check(&self) -> Result<(), (&'static str, Wrong)> {
        if !SECONDS.contains(&self.seconds) {
            return Err(("seconds", Wrong::Seconds));
        }
        let mut days = self.weekdays.clone();
        days.sort_unstable();
        days.dedup();
        if days.is_empty() || days.len() != self.weekdays.len() || days.iter().any(|day| !(1..=7).contains(day)) {
            return Err(("weekdays", Wrong::Weekdays));
        }
        if self.to <= self.from || self.to > MINUTES_PER_DAY {
            return Err(("to", Wrong::Times));
        }
        for (field, text) in [("text_de", &self.text_de), ("text_en", &self.text_en)] {
            match self.kind {
                PanelKind::Notice if !is_text(text) => return Err((field, Wrong::Text)),
                PanelKind::Notice => {}
                _ if text.is_empty() => {}
                _ => return Err((field, Wrong::NoText)),
            }
        }
        Ok(())
    }
}

impl EmergencyText {
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), Fault> {
        for (pointer, text) in [("/text_de", &self.text_de), ("/text_en", &self.text_en)] {
            if !is_text(text) {
                return Err(Fault::at(pointer, Wrong::Text));
            }
        }
        Ok(())
    }
}

/// Lines may be broken; nothing else that can't be seen is let in.
fn is_text(text: &str) -> bool {
    let seen = |letter: char| letter == '\n' || !letter.is_control();
    let lines = text.lines().count() <= MOST_LINES;
    lines && !text.trim().is_empty() && text.chars().count() <= MOST_LETTERS && text.chars().all(seen)
}

#[cfg(test)]
mod tests {
    use super::super::Orientation;
    use super::*;

    type Change = Box<dyn Fn(&mut BoardTerms)>;

    fn terms() -> BoardTerms {
        let notice = Panel {
            text_de: "Morgen ist die\nGarderobe zu.".to_owned(),
            text_en: "No cloakroom tomorrow.".to_owned(),
            ..Panel::always(PanelKind::Notice, 15)
        };
        BoardTerms {
            slug: "eingang-2".to_owned(),
            name: "Am Eingang".to_owned(),
            orientation: Orientation::Landscape,
            playlist: vec![Panel::always(PanelKind::Hall, 30), notice],
        }
    }

    #[test]
    fn what_can_be_shown_is_taken() {
        assert_eq!(terms().check(), Ok(()));
        let edges = Panel { seconds: 600, weekdays: vec![7], from: 1439, ..Panel::always(PanelKind::Jobs, 5) };
        assert_eq!(BoardTerms { playlist: vec![edges; 20], slug: "a".to_owned(), ..terms() }.check(), Ok(()));
    }

    #[test]
    fn what_can_not_be_shown_is_named_with_its_place() {
        let text = |letters: usize| "x".repeat(letters);
        let changes: Vec<(Change, &str, Wrong)> = vec![
            (Box::new(|board| board.slug = "Eingang".to_owned()), "/slug", Wrong::Slug),
            (Box::new(|board| board.slug = "a--b".to_owned()), "/slug", Wrong::Slug),
            (Box::new(|board| board.slug = String::new()), "/slug", Wrong::Slug),
            (Box::new(move |board| board.slug = text(81)), "/slug", Wrong::Slug),
            (Box::new(|board| board.name = " ".to_owned()), "/name", Wrong::Name),
            (Box::new(|board| board.name = "a\nb".to_owned()), "/name", Wrong::Name),
            (Box::new(|board| board.playlist.clear()), "/playlist", Wrong::Panels),
            (
                Box::new(|board| board.playlist = vec![Panel::always(PanelKind::Hall, 30); 21]),
                "/playlist",
                Wrong::Panels,
            ),
            (Box::new(|board| board.playlist[0].seconds = 4), "/playlist/0/seconds", Wrong::Seconds),
            (Box::new(|board| board.playlist[1].seconds = 601), "/playlist/1/seconds", Wrong::Seconds),
            (Box::new(|board| board.playlist[0].weekdays.clear()), "/playlist/0/weekdays", Wrong::Weekdays),
            (Box::new(|board| board.playlist[0].weekdays = vec![0]), "/playlist/0/weekdays", Wrong::Weekdays),
            (Box::new(|board| board.playlist[0].weekdays = vec![3, 3]), "/playlist/0/weekdays", Wrong::Weekdays),
            (Box::new(|board| board.playlist[0].from = 1440), "/playlist/0/to", Wrong::Times),
            (Box::new(|board| board.playlist[0].to = 1441), "/playlist/0/to", Wrong::Times),
            (Box::new(|board| board.playlist[1].text_de = "x".repeat(501)), "/playlist/1/text_de", Wrong::Text),
            (Box::new(|board| board.playlist[1].text_en = " ".to_owned()), "/playlist/1/text_en", Wrong::Text),
            (Box::new(|board| board.playlist[0].text_en = "x".to_owned()), "/playlist/0/text_en", Wrong::NoText),
        ];
        for (change, pointer, wrong) in changes {
            let mut board = terms();
            change(&mut board);
            assert_eq!(board.check(), Err(Fault { pointer: pointer.to_owned(), wrong }), "{board:?}");
            assert!(!wrong.said().is_empty());
        }
    }

    #[test]
    fn an_emergency_says_something_in_both_languages() {
        let said = |de: &str, en: &str| EmergencyText { text_de: de.to_owned(), text_en: en.to_owned() }.check();
        assert_eq!(said("Bitte gehen Sie hinaus.", "Please leave the building."), Ok(()));
        assert_eq!(said("", "x").map_err(|fault| fault.pointer), Err("/text_de".to_owned()));
        assert_eq!(said("x", &"a\n".repeat(9)).map_err(|fault| fault.pointer), Err("/text_en".to_owned()));
        assert_eq!(said("x", "a\u{7}").map_err(|fault| fault.pointer), Err("/text_en".to_owned()));
    }
}
