//! Words of the waiting list.

use crate::lang::Lang;

/// The words.
pub(crate) struct Texts {
    pub(crate) join_title: &'static str,
    pub(crate) join_lead: fn(i64) -> String,
    pub(crate) email_hint: &'static str,
    pub(crate) join: &'static str,
    pub(crate) joining: &'static str,
    pub(crate) refused: &'static str,
    pub(crate) failed: &'static str,
    pub(crate) waiting: &'static str,
    pub(crate) position: fn(u32) -> String,
    pub(crate) offered: &'static str,
    pub(crate) offered_until: fn(&str) -> String,
    pub(crate) take: fn(&str) -> String,
    pub(crate) served: &'static str,
    pub(crate) served_lead: &'static str,
    pub(crate) to_booking: &'static str,
    pub(crate) lapsed: &'static str,
    pub(crate) lapsed_lead: &'static str,
    pub(crate) withdrawn: &'static str,
    pub(crate) withdrawn_lead: &'static str,
    pub(crate) expired: &'static str,
    pub(crate) expired_lead: &'static str,
    pub(crate) people: fn(u16) -> String,
    pub(crate) any_desk: &'static str,
    pub(crate) leave: &'static str,
    pub(crate) leave_title: &'static str,
    pub(crate) leave_text: &'static str,
    pub(crate) leave_yes: &'static str,
    pub(crate) leave_no: &'static str,
    pub(crate) find_again: &'static str,
    pub(crate) look: &'static str,
    pub(crate) missing: &'static str,
    pub(crate) missing_lead: &'static str,
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
    join_title: "Auf die Warteliste",
    join_lead: |minutes| {
        format!("Wird für diese Zeit etwas frei, halten wir es {minutes} Minuten für Sie und schreiben Ihnen.")
    },
    email_hint: "Dorthin schicken wir das Angebot. Sonst brauchen wir nichts.",
    join: "Auf die Warteliste setzen",
    joining: "Einen Moment …",
    refused: "Das geht so nicht.",
    failed: "Ihr Wunsch lässt sich gerade nicht laden",
    waiting: "Sie stehen auf der Warteliste.",
    position: |place| match place {
        1 => "Sie sind als Nächstes dran. Wird etwas frei, schreiben wir Ihnen.".to_owned(),
        place => format!("Sie stehen auf Platz {place}. Wird etwas frei, das passt, schreiben wir Ihnen."),
    },
    offered: "Ein Platz ist frei geworden.",
    offered_until: |time| {
        format!("Wir halten ihn bis {time} Uhr für Sie. Bestätigen Sie ihn mit dem Code aus der E-Mail.")
    },
    take: |desks| format!("{desks} ansehen und bestätigen"),
    served: "Der Platz ist gebucht.",
    served_lead: "Ihr Wunsch ist erfüllt. Alles Weitere steht auf der Seite Ihrer Buchung.",
    to_booking: "Zur Buchung",
    lapsed: "Das Angebot ist abgelaufen.",
    lapsed_lead: "Der Platz ging an die Nächsten auf der Liste. Vielleicht ist noch etwas frei.",
    withdrawn: "Sie stehen nicht mehr auf der Warteliste.",
    withdrawn_lead: "Mehr müssen Sie nicht tun.",
    expired: "Ihre Zeit hat begonnen, und nichts wurde frei.",
    expired_lead: "Die Warteliste ist für diese Zeit geschlossen. Vielleicht ist später etwas frei.",
    people: |people| match people {
        1 => "1 Person".to_owned(),
        people => format!("{people} Personen nebeneinander"),
    },
    any_desk: "Jeder Platz, der passt.",
    leave: "Von der Warteliste gehen",
    leave_title: "Von der Warteliste gehen?",
    leave_text: "Ihre Stelle in der Liste ist dann weg.",
    leave_yes: "Ja, streichen",
    leave_no: "Weiter warten",
    find_again: "Diese Seite finden Sie über ihre Adresse und über den Link in unserer E-Mail wieder.",
    look: "Freie Plätze ansehen",
    missing: "Diesen Wunsch finden wir nicht.",
    missing_lead: "Vielleicht ist der Link nicht vollständig, oder der Wunsch ist schon gelöscht.",
};

const EN: Texts = Texts {
    join_title: "Join the waiting list",
    join_lead: |minutes| {
        format!("If something becomes free for that time, we hold it for you for {minutes} minutes and write to you.")
    },
    email_hint: "We send the offer there. We need nothing else.",
    join: "Put me on the list",
    joining: "One moment …",
    refused: "That is not possible.",
    failed: "Your wish cannot be loaded right now",
    waiting: "You are on the waiting list.",
    position: |place| match place {
        1 => "You are next. If something becomes free, we write to you.".to_owned(),
        place => format!("You are number {place}. If something that fits becomes free, we write to you."),
    },
    offered: "A desk has become free.",
    offered_until: |time| format!("We hold it for you until {time}. Confirm it with the code from the e-mail."),
    take: |desks| format!("See and confirm {desks}"),
    served: "The desk is booked.",
    served_lead: "Your wish has come true. The page of your booking has the rest.",
    to_booking: "To the booking",
    lapsed: "The offer has run out.",
    lapsed_lead: "The desk went to the next on the list. Something may still be free.",
    withdrawn: "You are no longer on the waiting list.",
    withdrawn_lead: "There is nothing else to do.",
    expired: "Your time has begun, and nothing became free.",
    expired_lead: "The list is closed for that time. Something may be free later.",
    people: |people| match people {
        1 => "1 person".to_owned(),
        people => format!("{people} people side by side"),
    },
    any_desk: "Any desk that fits.",
    leave: "Leave the waiting list",
    leave_title: "Leave the waiting list?",
    leave_text: "You lose your place in the list.",
    leave_yes: "Yes, leave",
    leave_no: "Keep waiting",
    find_again: "Its address and the link in our e-mail lead back to this page.",
    look: "See free desks",
    missing: "We cannot find this wish.",
    missing_lead: "Perhaps the link is not complete, or the wish has been deleted.",
};
