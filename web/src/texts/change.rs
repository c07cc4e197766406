//! Words of changing a booking.

use crate::lang::Lang;

/// The words.
pub(crate) struct Texts {
    pub(crate) and: &'static str,
    pub(crate) title: fn(&str, &str) -> String,
    pub(crate) kept: &'static str,
    pub(crate) leave: &'static str,
    pub(crate) change_to: fn(&str) -> String,
    pub(crate) changing: &'static str,
    pub(crate) same: &'static str,
    pub(crate) refused: &'static str,
    pub(crate) meanwhile: &'static str,
    pub(crate) reload: &'static str,
    pub(crate) over: &'static str,
    pub(crate) to_booking: &'static str,
}

/// The words in a language.
#[inline(never)]
pub(crate) fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::De => &DE,
        Lang::En => &EN,
    }
}

const DE: Texts = Texts {
    and: "und",
    title: |desks, when| format!("Sie ändern Ihre Buchung: {desks}, {when}"),
    kept: "Wählen Sie Zeit und Platz. Die alte Buchung bleibt, bis die neue steht.",
    leave: "Nichts ändern",
    change_to: |desks| format!("Buchung auf {desks} ändern"),
    changing: "Wird geändert …",
    same: "Das ist Ihre Buchung, wie sie ist. Wählen Sie eine andere Zeit oder einen anderen Platz.",
    refused: "Das geht so nicht. Ihre Buchung bleibt, wie sie ist.",
    meanwhile: "Die Buchung wurde inzwischen geändert.",
    reload: "Neu laden",
    over: "Diese Buchung lässt sich nicht mehr ändern.",
    to_booking: "Zur Buchung",
};

const EN: Texts = Texts {
    and: "and",
    title: |desks, when| format!("You are changing your booking: {desks}, {when}"),
    kept: "Choose time and desk. The old booking stays until the new one stands.",
    leave: "Change nothing",
    change_to: |desks| format!("Change booking to {desks}"),
    changing: "Changing …",
    same: "This is your booking as it is. Choose another time or another desk.",
    refused: "That is not possible. Your booking stays as it is.",
    meanwhile: "The booking has been changed meanwhile.",
    reload: "Reload",
    over: "This booking can no longer be changed.",
    to_booking: "To the booking",
};
