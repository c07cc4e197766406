//! Words of the list of what takes place on a day.

use crate::lang::Lang;

/// The words.
pub(crate) struct Texts {
    pub(crate) now: &'static str,
    pub(crate) all_day: &'static str,
    pub(crate) cancelled: &'static str,
    pub(crate) moved: &'static str,
    pub(crate) postponed: &'static str,
}

/// The words in a language.
pub(crate) const fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::De => &DE,
        Lang::En => &EN,
    }
}

const DE: Texts =
    Texts { now: "jetzt", all_day: "ganztägig", cancelled: "fällt aus", moved: "verlegt", postponed: "verschoben" };

const EN: Texts =
    Texts { now: "now", all_day: "all day", cancelled: "cancelled", moved: "moved", postponed: "postponed" };
