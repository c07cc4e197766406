//! Words of the page behind the code on a desk.

use crate::lang::Lang;

/// The words.
pub(crate) struct Texts {
    pub(crate) title: fn(&str) -> String,
    pub(crate) free_until: fn(&str) -> String,
    pub(crate) sit: fn(&str) -> String,
    pub(crate) sitting: &'static str,
    pub(crate) sit_hint: &'static str,
    pub(crate) taken_until: fn(&str) -> String,
    pub(crate) taken: &'static str,
    pub(crate) soon: fn(&str) -> String,
    pub(crate) closing: fn(&str) -> String,
    pub(crate) opens: fn(&str) -> String,
    pub(crate) closed: &'static str,
    pub(crate) out: &'static str,
    pub(crate) unknown: &'static str,
    pub(crate) yours: &'static str,
    pub(crate) others: &'static str,
    pub(crate) take: fn(&str, &str) -> String,
    pub(crate) no_others: &'static str,
    pub(crate) book: &'static str,
    pub(crate) lost: fn(&str) -> String,
    pub(crate) lost_next: &'static str,
    pub(crate) refused: &'static str,
    pub(crate) stale: &'static str,
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
    title: |code| format!("Platz {code}"),
    free_until: |time| format!("Frei bis {time} Uhr"),
    sit: |time| format!("Hier hinsetzen · bis {time} Uhr"),
    sitting: "Einen Moment …",
    sit_hint: "Ohne Konto, ohne E-Mail-Adresse, kostenlos.",
    taken_until: |time| format!("Belegt bis {time} Uhr."),
    taken: "Belegt, solange der Saal offen ist.",
    soon: |time| format!("Ab {time} Uhr gebucht. Bis dahin lohnt es sich nicht mehr."),
    closing: |time| format!("Der Saal schließt um {time} Uhr. Bis dahin lohnt es sich nicht mehr."),
    opens: |time| format!("Der Saal öffnet um {time} Uhr."),
    closed: "Der Saal ist heute nicht mehr offen.",
    out: "Dieser Platz ist außer Betrieb.",
    unknown: "Diesen Platz gibt es hier nicht. Vielleicht steht er heute woanders.",
    yours: "Ist das Ihr Platz? Öffnen Sie die Seite Ihrer Buchung. Der Link steht in Ihrer E-Mail oder im Verlauf Ihres Browsers.",
    others: "In der Nähe frei",
    take: |code, time| format!("{code} nehmen · bis {time} Uhr"),
    no_others: "Gerade ist kein anderer Platz frei.",
    book: "Für später buchen",
    lost: |code| format!("{code} wurde eben vergeben."),
    lost_next: "Nehmen Sie einen anderen Platz in der Nähe.",
    refused: "Das hat nicht geklappt.",
    stale: "Sie sind offline. Hinsetzen geht wieder, sobald Sie online sind.",
};

const EN: Texts = Texts {
    title: |code| format!("Desk {code}"),
    free_until: |time| format!("Free until {time}"),
    sit: |time| format!("Sit down here · until {time}"),
    sitting: "One moment …",
    sit_hint: "No account, no e-mail address, free of charge.",
    taken_until: |time| format!("Taken until {time}."),
    taken: "Taken for as long as the hall is open.",
    soon: |time| format!("Booked from {time}. It is not worth sitting down until then."),
    closing: |time| format!("The hall closes at {time}. It is not worth sitting down until then."),
    opens: |time| format!("The hall opens at {time}."),
    closed: "The hall does not open again today.",
    out: "This desk is out of order.",
    unknown: "There is no such desk here. It may stand somewhere else today.",
    yours: "Is this your desk? Open the page of your booking. The link is in your e-mail or in your browser’s history.",
    others: "Free nearby",
    take: |code, time| format!("Take {code} · until {time}"),
    no_others: "No other desk is free right now.",
    book: "Book for later",
    lost: |code| format!("{code} has just been taken."),
    lost_next: "Take another desk nearby.",
    refused: "That did not work.",
    stale: "You are offline. You can sit down as soon as you are online again.",
};
