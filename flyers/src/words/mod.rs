//! The words around the offers' own texts: in German, in Leichte Sprache and in English. A word that is missing in one
//! does not compile.

mod de;
mod easy;
mod en;

use shared::flyers::FlyerLanguage;
use shared::offers::{OfferKind, PriceFor, PricePer};

/// The words.
pub(crate) struct Words {
    /// BCP 47.
    pub(crate) tag: &'static str,
    /// Whether it is Leichte Sprache: a sentence a line, and no word is divided.
    pub(crate) easy: bool,
    pub(crate) for_whom: fn(&str) -> String,
    pub(crate) audience: fn(&str) -> Option<&'static str>,
    pub(crate) age: fn(Option<i16>, Option<i16>) -> Option<String>,
    pub(crate) kind: fn(OfferKind) -> &'static str,
    pub(crate) anything: &'static str,
    /// What they are called where only something about them is said.
    pub(crate) some: &'static str,
    pub(crate) found: fn(&str) -> String,
    /// `Unterstützung` and whom it is for.
    pub(crate) chosen_for: fn(&str, &str) -> String,
    pub(crate) on_topic: fn(&str) -> String,
    pub(crate) in_language: fn(&str) -> String,
    pub(crate) free: &'static str,
    pub(crate) between: fn(&str, &str) -> String,
    pub(crate) on: fn(&str) -> String,
    pub(crate) from: fn(&str) -> String,
    pub(crate) count: fn(u32) -> String,
    pub(crate) choice_of: &'static str,
    pub(crate) price: &'static str,
    pub(crate) prices: &'static str,
    pub(crate) who: fn(PriceFor) -> &'static str,
    pub(crate) per: fn(PricePer) -> Option<&'static str>,
    pub(crate) euros: fn(i32) -> String,
    pub(crate) with_pass: fn(&str) -> String,
    pub(crate) pass_free: &'static str,
    pub(crate) pass_valid: &'static str,
    pub(crate) pass_required: &'static str,
    pub(crate) about: &'static str,
    pub(crate) more: &'static str,
    pub(crate) read_on: &'static str,
    pub(crate) further: fn(u32) -> String,
    pub(crate) when: &'static str,
    pub(crate) place: &'static str,
    pub(crate) way: &'static str,
    pub(crate) step_free: fn(bool) -> &'static str,
    /// Lift, toilet, places, hearing loop, sign language.
    pub(crate) access: [&'static str; 5],
    pub(crate) languages: &'static str,
    pub(crate) language: fn(&str) -> Option<&'static str>,
    pub(crate) phone: fn(&str) -> String,
    pub(crate) contact: &'static str,
    pub(crate) in_person: &'static str,
    pub(crate) info_point: &'static str,
    pub(crate) no_appointment: &'static str,
    pub(crate) not_on: fn(&str) -> String,
    pub(crate) example_hours: &'static str,
    pub(crate) weekdays: [&'static str; 7],
    pub(crate) weekdays_short: [&'static str; 7],
    pub(crate) daily: &'static str,
    /// Days of each week.
    pub(crate) weekly: fn(&str) -> String,
    pub(crate) and: &'static str,
    pub(crate) to: &'static str,
    pub(crate) date: fn(u32, u32, i32) -> String,
    pub(crate) span: fn(&str, &str) -> String,
    pub(crate) clock_from: fn(&str) -> String,
    pub(crate) until: fn(&str) -> String,
    pub(crate) closes: fn(&str) -> String,
    pub(crate) more_dates: &'static str,
    pub(crate) cancelled: &'static str,
    pub(crate) postponed: &'static str,
    pub(crate) ended: fn(&str) -> String,
    pub(crate) all_cancelled: &'static str,
    pub(crate) all_postponed: &'static str,
    pub(crate) as_of: fn(&str) -> String,
    pub(crate) as_of_unknown: &'static str,
    pub(crate) checked: fn(&str) -> String,
    pub(crate) please_check: fn(&str) -> String,
    pub(crate) check_all: &'static str,
    pub(crate) example: &'static str,
    pub(crate) examples: &'static str,
    pub(crate) example_mark: &'static str,
    pub(crate) other_language: &'static str,
    pub(crate) net: &'static str,
    pub(crate) ask: fn(&str) -> String,
    pub(crate) code: fn(&str) -> String,
    pub(crate) printed: fn(&str) -> String,
    pub(crate) valid_to: fn(&str) -> String,
}

/// The words in a language.
pub(crate) fn words(lang: FlyerLanguage) -> &'static Words {
    match lang {
        FlyerLanguage::De => &de::WORDS,
        FlyerLanguage::DeSimple => &easy::WORDS,
        FlyerLanguage::En => &en::WORDS,
    }
}

/// Cents as euros: whole ones without a comma.
fn euros(cents: i32, point: char) -> String {
    let (whole, rest) = (cents / 100, cents % 100);
    if rest == 0 { whole.to_string() } else { format!("{whole}{point}{rest:02}") }
}
