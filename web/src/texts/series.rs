//! Words of coming regularly.

use crate::lang::Lang;

/// The words.
pub(crate) struct Texts {
    pub(crate) title: &'static str,
    pub(crate) how: &'static str,
    pub(crate) weekly: &'static str,
    pub(crate) daily: &'static str,
    pub(crate) on: &'static str,
    pub(crate) count: &'static str,
    pub(crate) until: &'static str,
    pub(crate) look: &'static str,
    pub(crate) looking: &'static str,
    pub(crate) fitting: fn(usize, usize) -> String,
    pub(crate) taken: &'static str,
    pub(crate) taken_but: fn(&str) -> String,
    pub(crate) book_all: fn(usize) -> String,
    pub(crate) book_possible: fn(usize) -> String,
    pub(crate) booking: &'static str,
    pub(crate) one_code: &'static str,
    pub(crate) refused: &'static str,
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
    title: "Regelmäßig kommen",
    how: "Wie oft?",
    weekly: "jede Woche",
    daily: "jeden Tag",
    on: "An welchen Tagen?",
    count: "Anzahl Termine",
    until: "oder bis zum",
    look: "Termine prüfen",
    looking: "Wird geprüft …",
    fitting: |fitting, all| match (fitting, all) {
        (fitting, all) if fitting == all => format!("Alle {all} Termine sind möglich."),
        (fitting, all) => format!("{fitting} von {all} Terminen sind möglich."),
    },
    taken: "Der Platz ist belegt.",
    taken_but: |desks| format!("Der Platz ist belegt. Frei wäre {desks}."),
    book_all: |all| format!("Alle {all} buchen"),
    book_possible: |fitting| match fitting {
        1 => "Nur den möglichen buchen".to_owned(),
        fitting => format!("Nur die {fitting} möglichen buchen"),
    },
    booking: "Wird reserviert …",
    one_code: "Ein Code bestätigt alle Termine. Jeden können Sie danach einzeln ändern oder absagen.",
    refused: "So lässt sich die Serie nicht buchen.",
};

const EN: Texts = Texts {
    title: "Come regularly",
    how: "How often?",
    weekly: "every week",
    daily: "every day",
    on: "On which days?",
    count: "Number of dates",
    until: "or until",
    look: "Check the dates",
    looking: "Checking …",
    fitting: |fitting, all| match (fitting, all) {
        (fitting, all) if fitting == all => format!("All {all} dates are possible."),
        (fitting, all) => format!("{fitting} of {all} dates are possible."),
    },
    taken: "The desk is taken.",
    taken_but: |desks| format!("The desk is taken. {desks} would be free."),
    book_all: |all| format!("Book all {all}"),
    book_possible: |fitting| match fitting {
        1 => "Book only the possible one".to_owned(),
        fitting => format!("Book only the {fitting} possible ones"),
    },
    booking: "Reserving …",
    one_code: "One code confirms all dates. You can change or cancel each of them afterwards.",
    refused: "The series cannot be booked like this.",
};
