//! Words of the booking page: hold, ticket, ends, and a link that does not fit.

use crate::lang::Lang;

/// Words around a held desk.
pub(crate) struct Held {
    pub(crate) title: &'static str,
    pub(crate) sent_before: &'static str,
    pub(crate) sent_after: &'static str,
    pub(crate) sent_somewhere: &'static str,
    pub(crate) change_address: &'static str,
    pub(crate) changing_address: &'static str,
    pub(crate) code: &'static str,
    pub(crate) code_hint: &'static str,
    pub(crate) code_short: &'static str,
    pub(crate) code_wrong: fn(u8) -> String,
    pub(crate) code_dead_title: &'static str,
    pub(crate) code_dead: &'static str,
    pub(crate) take_again: &'static str,
    pub(crate) from_link: &'static str,
    pub(crate) confirm: &'static str,
    pub(crate) confirming: &'static str,
    pub(crate) no_mail: &'static str,
    pub(crate) no_mail_hint: &'static str,
    pub(crate) or_phone: fn(&str) -> String,
    pub(crate) privacy: fn(&str) -> String,
    pub(crate) privacy_link: &'static str,
    pub(crate) choice: &'static str,
    pub(crate) reserved: fn(&str, usize) -> String,
    pub(crate) longer: &'static str,
    pub(crate) longer_used: &'static str,
    pub(crate) extend: fn(i64) -> String,
    pub(crate) extending: &'static str,
    pub(crate) extended: fn(&str) -> String,
    pub(crate) remaining: fn(i64, i64) -> String,
    pub(crate) last_minute: fn(&str, usize) -> String,
    pub(crate) last_minute_ask: &'static str,
    pub(crate) last_minute_hurry: &'static str,
    pub(crate) extend_yes: &'static str,
    pub(crate) offline_title: &'static str,
    pub(crate) offline: &'static str,
    pub(crate) again: &'static str,
    pub(crate) desk: &'static str,
    pub(crate) when: &'static str,
    pub(crate) place: &'static str,
    pub(crate) plan: fn(&str) -> String,
}

/// Words of the ticket, before and during the visit.
pub(crate) struct Ticket {
    pub(crate) title_soon: fn(&str, usize) -> String,
    pub(crate) title_later: fn(&str, usize) -> String,
    pub(crate) title_here: fn(&str, usize) -> String,
    pub(crate) booked: &'static str,
    pub(crate) checked_in: &'static str,
    pub(crate) example: &'static str,
    pub(crate) until: fn(&str) -> String,
    pub(crate) come_by: fn(&str) -> String,
    pub(crate) come_by_why: &'static str,
    pub(crate) check_in_from: fn(&str) -> String,
    pub(crate) check_in_from_why: &'static str,
    pub(crate) check_in: &'static str,
    pub(crate) checking_in: &'static str,
    pub(crate) check_out: &'static str,
    pub(crate) check_out_why: &'static str,
    pub(crate) check_out_title: fn(&str, usize) -> String,
    pub(crate) check_out_text: &'static str,
    pub(crate) check_out_yes: &'static str,
    pub(crate) check_out_no: &'static str,
    pub(crate) calendar: &'static str,
    pub(crate) calendar_done: &'static str,
    pub(crate) calendar_failed: &'static str,
    pub(crate) file: &'static str,
    pub(crate) cancel: &'static str,
    pub(crate) cancel_title: fn(&str, usize) -> String,
    pub(crate) cancel_text: &'static str,
    pub(crate) cancel_yes: &'static str,
    pub(crate) cancel_series: &'static str,
    pub(crate) cancel_no: &'static str,
    pub(crate) print: &'static str,
    pub(crate) qr_alt: fn(&str) -> String,
    pub(crate) code: &'static str,
    pub(crate) code_hint: &'static str,
    pub(crate) data: fn(&str) -> String,
    pub(crate) data_walk_in: &'static str,
    pub(crate) find_again_walk_in: &'static str,
    pub(crate) code_hint_walk_in: &'static str,
    pub(crate) change: &'static str,
    pub(crate) series: &'static str,
    pub(crate) data_link: &'static str,
    pub(crate) find_again: &'static str,
    pub(crate) plan: fn(&str) -> String,
    pub(crate) nearby: &'static str,
    pub(crate) in_zone: fn(&str) -> String,
}

/// Words about staying longer, and about what could not be done.
pub(crate) struct Longer {
    pub(crate) title: &'static str,
    pub(crate) by: fn(i64, &str) -> String,
    pub(crate) taking: &'static str,
    pub(crate) done: fn(&str) -> String,
    pub(crate) booked: fn(&str) -> String,
    pub(crate) closing: fn(&str) -> String,
    pub(crate) refused: &'static str,
    pub(crate) taken: &'static str,
    pub(crate) taken_next: &'static str,
    pub(crate) look: &'static str,
    pub(crate) changed: &'static str,
    pub(crate) reload: &'static str,
}

/// Words at the end of a booking.
pub(crate) struct Ended {
    pub(crate) expired_title: &'static str,
    pub(crate) expired_free: fn(&str, usize) -> String,
    pub(crate) expired_kept: &'static str,
    pub(crate) expired_taken: fn(&str, usize) -> String,
    pub(crate) expired_unknown: &'static str,
    pub(crate) take_again: fn(&str) -> String,
    pub(crate) look_again: &'static str,
    pub(crate) completed_title: &'static str,
    pub(crate) completed: &'static str,
    pub(crate) called_off_title: &'static str,
    pub(crate) called_off: fn(&str) -> String,
    pub(crate) cancelled_title: &'static str,
    pub(crate) cancelled: fn(&str, usize) -> String,
    pub(crate) no_show_title: &'static str,
    pub(crate) no_show: fn(&str) -> String,
    pub(crate) book_again: &'static str,
    pub(crate) offers: &'static str,
    pub(crate) data: fn(&str) -> String,
}

/// Words for a link that does not lead to a booking.
pub(crate) struct Missing {
    pub(crate) no_secret_title: &'static str,
    pub(crate) no_secret: &'static str,
    pub(crate) unknown_title: &'static str,
    pub(crate) unknown: &'static str,
    pub(crate) what_to_do: &'static str,
    pub(crate) open_mail: &'static str,
    pub(crate) call: fn(&str) -> String,
    pub(crate) desk_help: &'static str,
    pub(crate) book: &'static str,
}

/// All words of the booking page.
pub(crate) struct Texts {
    pub(crate) failed: &'static str,
    pub(crate) steps: &'static str,
    pub(crate) step_names: [&'static str; 3],
    pub(crate) step_done: &'static str,
    pub(crate) and: &'static str,
    pub(crate) held: Held,
    pub(crate) ticket: Ticket,
    pub(crate) longer: Longer,
    pub(crate) ended: Ended,
    pub(crate) missing: Missing,
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
    failed: "Ihre Buchung lässt sich gerade nicht laden",
    steps: "Schritte",
    step_names: ["Platz", "Bestätigen", "Fertig"],
    step_done: "erledigt",
    and: "und",
    held: Held {
        title: "Code aus der E\u{2011}Mail eingeben",
        sent_before: "Wir haben 6 Ziffern an ",
        sent_after: " geschickt. ",
        sent_somewhere: "Wir haben 6 Ziffern an Ihre E-Mail-Adresse geschickt. ",
        change_address: "Adresse ändern",
        changing_address: "Platz wird zurückgegeben …",
        code: "Code",
        code_hint: "6 Ziffern. Einfügen geht. Oder öffnen Sie den Link in der E-Mail.",
        code_short: "Geben Sie alle 6 Ziffern ein.",
        code_wrong: |left| match left {
            0 => "Diese Ziffern passen nicht. Dieser Code gilt nicht mehr.".to_owned(),
            1 => "Diese Ziffern passen nicht. Noch 1 Versuch.".to_owned(),
            _ => format!("Diese Ziffern passen nicht. Noch {left} Versuche."),
        },
        code_dead_title: "Dieser Code gilt nicht mehr.",
        code_dead: "Nehmen Sie den Platz noch einmal. Dann schicken wir Ihnen einen neuen Code.",
        take_again: "Platz noch einmal nehmen",
        from_link: "Der Code aus Ihrer E-Mail steht schon da. Bestätigen Sie ihn mit einem Klick.",
        confirm: "Buchung bestätigen",
        confirming: "Wird bestätigt …",
        no_mail: "Keine E-Mail bekommen?",
        no_mail_hint: "Schauen Sie im Spam-Ordner nach. Ohne E-Mail buchen wir gern am Infopunkt für Sie.",
        or_phone: |phone| format!("Oder rufen Sie an: {phone}."),
        privacy: |date| {
            format!(
                "Wir speichern nur Ihre E-Mail-Adresse, für diese Buchung. Am {date} wird sie automatisch gelöscht."
            )
        },
        privacy_link: "Datenschutz in Kürze",
        choice: "Ihre Auswahl",
        reserved: |desks, count| format!("{desks} {} für Sie reserviert.", if count == 1 { "ist" } else { "sind" }),
        longer: "Sie brauchen länger? Kein Problem.",
        longer_used: "Die Verlängerung ist genutzt.",
        extend: |minutes| format!("{minutes} Minuten verlängern"),
        extending: "Wird verlängert …",
        extended: |until| format!("Verlängert bis {until} Uhr."),
        remaining: |minutes, seconds| {
            let minute = if minutes == 1 { "Minute" } else { "Minuten" };
            let second = if seconds == 1 { "Sekunde" } else { "Sekunden" };
            format!("Noch {minutes} {minute} {seconds} {second} reserviert")
        },
        last_minute: |desks, count| {
            format!("{desks} {} noch 60 Sekunden reserviert.", if count == 1 { "ist" } else { "sind" })
        },
        last_minute_ask: "Soll der Platz bei Ihnen bleiben?",
        last_minute_hurry: "Geben Sie jetzt den Code ein.",
        extend_yes: "Ja, verlängern",
        offline_title: "Sie sind offline.",
        offline: "Ihr Code bleibt stehen. Sobald Sie wieder online sind, schicken wir ihn ab.",
        again: "Noch einmal versuchen",
        desk: "Platz",
        when: "Wann",
        place: "Wo",
        plan: |desks| format!("Weg vom Eingang zu {desks}"),
    },
    ticket: Ticket {
        title_soon: |desks, count| {
            format!("Bis gleich an {} {desks}.", if count == 1 { "Platz" } else { "den Plätzen" })
        },
        title_later: |desks, count| {
            format!("Bis dann an {} {desks}.", if count == 1 { "Platz" } else { "den Plätzen" })
        },
        title_here: |desks, count| {
            format!("Willkommen an {} {desks}.", if count == 1 { "Platz" } else { "den Plätzen" })
        },
        booked: "gebucht",
        checked_in: "eingecheckt",
        example: "Beispielbuchung",
        until: |time| format!("Ihr Platz bis {time} Uhr"),
        come_by: |time| format!("Bitte bis {time} Uhr einchecken"),
        come_by_why: "danach wird der Platz frei für andere",
        check_in_from: |time| format!("Einchecken geht ab {time} Uhr"),
        check_in_from_why: "hier auf dieser Seite oder am Infopunkt",
        check_in: "Einchecken",
        checking_in: "Wird eingecheckt …",
        check_out: "Platz freigeben",
        check_out_why: "Gehen Sie früher? Dann kann jemand anderes hier arbeiten.",
        check_out_title: |desks, count| {
            format!("{} {desks} jetzt freigeben?", if count == 1 { "Platz" } else { "Plätze" })
        },
        check_out_text: "Ihre Buchung endet damit sofort. Andere können den Platz gleich nutzen.",
        check_out_yes: "Ja, freigeben",
        check_out_no: "Noch bleiben",
        calendar: "In den Kalender",
        calendar_done: "Die Kalenderdatei ist gespeichert.",
        calendar_failed: "Die Kalenderdatei lässt sich gerade nicht laden. Versuchen Sie es gleich noch einmal.",
        file: "buchung",
        cancel: "Absagen",
        cancel_title: |desks, count| {
            format!("Buchung für {} {desks} absagen?", if count == 1 { "Platz" } else { "die Plätze" })
        },
        cancel_text: "Der Platz ist dann sofort frei für andere.",
        cancel_yes: "Ja, absagen",
        cancel_series: "Alle Termine der Serie absagen",
        cancel_no: "Buchung behalten",
        print: "Drucken",
        qr_alt: |code| format!("QR-Code für den Check-in, Buchungscode {code}"),
        code: "Buchungscode",
        code_hint: "Am Infopunkt zeigen. Eine Kopie ist in Ihrem Postfach.",
        data: |date| format!("Ihre Daten: E-Mail-Adresse, Platz, Zeit. Automatisch gelöscht am {date}."),
        data_walk_in: "Von Ihnen wissen wir nichts, nur Platz und Zeit.",
        find_again_walk_in: "Lassen Sie diese Seite offen. Nur ihre Adresse führt zu Ihrem Platz zurück.",
        code_hint_walk_in: "Zeigen Sie ihn am Infopunkt, wenn jemand fragt.",
        change: "Ändern",
        series: "Teil einer Serie",
        data_link: "Datenschutz in Kürze",
        find_again: "Diese Seite finden Sie über den Link in Ihrer E-Mail wieder.",
        plan: |desks| format!("{desks} im Plan"),
        nearby: "Während Sie da sind",
        in_zone: |zone| format!("Bereich {zone}"),
    },
    longer: Longer {
        title: "Länger bleiben",
        by: |minutes, until| format!("{minutes} Minuten · bis {until} Uhr"),
        taking: "Wird verlängert …",
        done: |until| format!("Verlängert. Ihr Platz gehört Ihnen bis {until} Uhr."),
        booked: |time| format!("Länger geht es hier nicht. Ab {time} Uhr ist der Platz gebucht."),
        closing: |time| format!("Länger geht es heute nicht. Der Saal schließt um {time} Uhr."),
        refused: "Das geht so nicht. Ihre Buchung bleibt, wie sie ist.",
        taken: "Der Platz ist danach vergeben.",
        taken_next: "Ihre Buchung bleibt, wie sie ist. Vielleicht ist ein anderer Platz frei.",
        look: "Freie Plätze ansehen",
        changed: "Die Buchung wurde inzwischen geändert.",
        reload: "Neu laden",
    },
    ended: Ended {
        called_off_title: "Die Buchung musste abgesagt werden.",
        called_off: |reason| format!("Der Grund: {reason}"),
        expired_title: "Die Reservierung ist abgelaufen.",
        expired_free: |desks, count| format!("{desks} {} noch frei.", if count == 1 { "ist" } else { "sind" }),
        expired_kept: "Ihre Angaben sind noch da.",
        expired_taken: |desks, count| {
            format!(
                "{desks} {} inzwischen vergeben. Andere Plätze finden Sie im Plan.",
                if count == 1 { "ist" } else { "sind" }
            )
        },
        expired_unknown: "Der Platz ist wieder für alle da.",
        take_again: |desks| format!("{desks} wieder nehmen"),
        look_again: "Freie Plätze ansehen",
        completed_title: "Danke für Ihren Besuch.",
        completed: "Ihr Platz ist wieder frei für andere. Kommen Sie gern wieder.",
        cancelled_title: "Die Buchung ist abgesagt.",
        cancelled: |desks, count| {
            format!(
                "{desks} {} wieder frei für andere. Mehr müssen Sie nicht tun.",
                if count == 1 { "ist" } else { "sind" }
            )
        },
        no_show_title: "Der Platz wurde freigegeben.",
        no_show: |until| {
            format!(
                "Bis {until} Uhr hat niemand eingecheckt. Deshalb ist die Buchung beendet. Vielleicht ist noch etwas frei."
            )
        },
        book_again: "Neuen Platz buchen",
        offers: "Angebote der Stadt ansehen",
        data: |date| format!("Ihre E-Mail-Adresse wird am {date} automatisch gelöscht."),
    },
    missing: Missing {
        no_secret_title: "Der Link ist nicht vollständig.",
        no_secret: "Zu jeder Buchung gehört ein geheimer Link. Am Ende dieser Adresse fehlt ein Teil davon.",
        unknown_title: "Diese Buchung finden wir nicht.",
        unknown: "Vielleicht ist der Link nicht vollständig, oder die Buchung ist schon gelöscht. Das tun wir einige Tage nach dem Besuch.",
        what_to_do: "So geht es weiter",
        open_mail: "Öffnen Sie den Link aus Ihrer E-Mail noch einmal, am besten mit einem Klick.",
        call: |phone| format!("Rufen Sie an: {phone}. Halten Sie Ihren Buchungscode bereit."),
        desk_help: "Oder kommen Sie an den Infopunkt im Saal.",
        book: "Platz buchen",
    },
};

const EN: Texts = Texts {
    failed: "Your booking cannot be loaded right now",
    steps: "Steps",
    step_names: ["Desk", "Confirm", "Done"],
    step_done: "done",
    and: "and",
    held: Held {
        title: "Enter the code from your e\u{2011}mail",
        sent_before: "We sent 6 digits to ",
        sent_after: ". ",
        sent_somewhere: "We sent 6 digits to your e-mail address. ",
        change_address: "Change address",
        changing_address: "Giving the desk back …",
        code: "Code",
        code_hint: "6 digits. You can paste them. Or open the link in the e-mail.",
        code_short: "Enter all 6 digits.",
        code_wrong: |left| match left {
            0 => "These digits do not match. This code is no longer valid.".to_owned(),
            1 => "These digits do not match. 1 try left.".to_owned(),
            _ => format!("These digits do not match. {left} tries left."),
        },
        code_dead_title: "This code is no longer valid.",
        code_dead: "Take the desk once more. We will then send you a new code.",
        take_again: "Take the desk again",
        from_link: "The code from your e-mail is already filled in. Confirm it with one click.",
        confirm: "Confirm booking",
        confirming: "Confirming …",
        no_mail: "No e-mail yet?",
        no_mail_hint: "Look in your spam folder. Without e-mail, we gladly book for you at the info point.",
        or_phone: |phone| format!("Or call {phone}."),
        privacy: |date| {
            format!("We store only your e-mail address, for this booking. It is deleted automatically on {date}.")
        },
        privacy_link: "Privacy in short",
        choice: "Your choice",
        reserved: |desks, count| format!("{desks} {} reserved for you.", if count == 1 { "is" } else { "are" }),
        longer: "Need more time? No problem.",
        longer_used: "The extension has been used.",
        extend: |minutes| format!("Extend by {minutes} minutes"),
        extending: "Extending …",
        extended: |until| format!("Extended until {until}."),
        remaining: |minutes, seconds| {
            let minute = if minutes == 1 { "minute" } else { "minutes" };
            let second = if seconds == 1 { "second" } else { "seconds" };
            format!("Reserved for another {minutes} {minute} {seconds} {second}")
        },
        last_minute: |desks, count| {
            format!("{desks} {} reserved for another 60 seconds.", if count == 1 { "is" } else { "are" })
        },
        last_minute_ask: "Do you want to keep it?",
        last_minute_hurry: "Enter the code now.",
        extend_yes: "Yes, extend",
        offline_title: "You are offline.",
        offline: "Your code stays here. We send it as soon as you are online again.",
        again: "Try again",
        desk: "Desk",
        when: "When",
        place: "Where",
        plan: |desks| format!("Way from the entrance to {desks}"),
    },
    ticket: Ticket {
        title_soon: |desks, count| format!("See you soon at {} {desks}.", if count == 1 { "desk" } else { "desks" }),
        title_later: |desks, count| format!("See you at {} {desks}.", if count == 1 { "desk" } else { "desks" }),
        title_here: |desks, count| format!("Welcome to {} {desks}.", if count == 1 { "desk" } else { "desks" }),
        booked: "booked",
        checked_in: "checked in",
        example: "Example booking",
        until: |time| format!("Your desk until {time}"),
        come_by: |time| format!("Please check in by {time}"),
        come_by_why: "after that the desk is free for others",
        check_in_from: |time| format!("Check-in opens at {time}"),
        check_in_from_why: "here on this page or at the info point",
        check_in: "Check in",
        checking_in: "Checking in …",
        check_out: "Free the desk",
        check_out_why: "Leaving early? Then somebody else can work here.",
        check_out_title: |desks, count| format!("Free {} {desks} now?", if count == 1 { "desk" } else { "desks" }),
        check_out_text: "This ends your booking at once. Others can use the desk right away.",
        check_out_yes: "Yes, free it",
        check_out_no: "Stay",
        calendar: "Add to calendar",
        calendar_done: "The calendar file has been saved.",
        calendar_failed: "The calendar file cannot be loaded right now. Please try again in a moment.",
        file: "booking",
        cancel: "Cancel booking",
        cancel_title: |desks, count| {
            format!("Cancel the booking of {} {desks}?", if count == 1 { "desk" } else { "desks" })
        },
        cancel_text: "The desk is then free for others at once.",
        cancel_yes: "Yes, cancel it",
        cancel_series: "Cancel all dates of the series",
        cancel_no: "Keep booking",
        print: "Print",
        qr_alt: |code| format!("QR code for check-in, booking code {code}"),
        code: "Booking code",
        code_hint: "Show it at the info point. A copy is in your mailbox.",
        data: |date| format!("Your data: e-mail address, desk, time. Deleted automatically on {date}."),
        data_walk_in: "We know nothing of you, only desk and time.",
        find_again_walk_in: "Keep this page open. Only its address leads back to your desk.",
        code_hint_walk_in: "Show it at the info point if anybody asks.",
        change: "Change",
        series: "Part of a series",
        data_link: "Privacy in short",
        find_again: "The link in your e-mail leads back to this page.",
        plan: |desks| format!("{desks} on the plan"),
        nearby: "While you are here",
        in_zone: |zone| format!("{zone} area"),
    },
    longer: Longer {
        title: "Stay longer",
        by: |minutes, until| format!("{minutes} minutes · until {until}"),
        taking: "Extending …",
        done: |until| format!("Extended. The desk is yours until {until}."),
        booked: |time| format!("You cannot stay longer here. The desk is booked from {time}."),
        closing: |time| format!("You cannot stay longer today. The hall closes at {time}."),
        refused: "That is not possible. Your booking stays as it is.",
        taken: "The desk is taken after that.",
        taken_next: "Your booking stays as it is. Another desk may be free.",
        look: "See free desks",
        changed: "The booking has been changed meanwhile.",
        reload: "Reload",
    },
    ended: Ended {
        called_off_title: "The booking had to be cancelled.",
        called_off: |reason| format!("The reason: {reason}"),
        expired_title: "The reservation has run out.",
        expired_free: |desks, count| format!("{desks} {} still free.", if count == 1 { "is" } else { "are" }),
        expired_kept: "Your details are still here.",
        expired_taken: |desks, count| {
            format!("{desks} {} taken by now. The plan shows other desks.", if count == 1 { "is" } else { "are" })
        },
        expired_unknown: "The desk is there for everyone again.",
        take_again: |desks| format!("Take {desks} again"),
        look_again: "See free desks",
        completed_title: "Thank you for your visit.",
        completed: "Your desk is free for others again. Come back any time.",
        cancelled_title: "The booking is cancelled.",
        cancelled: |desks, count| {
            format!(
                "{desks} {} free for others again. There is nothing else to do.",
                if count == 1 { "is" } else { "are" }
            )
        },
        no_show_title: "The desk has been released.",
        no_show: |until| {
            format!("Nobody had checked in by {until}. So the booking has ended. Something may still be free.")
        },
        book_again: "Book another desk",
        offers: "See what the city offers",
        data: |date| format!("Your e-mail address is deleted automatically on {date}."),
    },
    missing: Missing {
        no_secret_title: "The link is not complete.",
        no_secret: "Every booking has a secret link. A part of it is missing at the end of this address.",
        unknown_title: "We cannot find this booking.",
        unknown: "Perhaps the link is not complete, or the booking has been deleted. We do that a few days after the visit.",
        what_to_do: "What to do now",
        open_mail: "Open the link in your e-mail once more, best with one click.",
        call: |phone| format!("Call {phone}. Have your booking code at hand."),
        desk_help: "Or come to the info point in the hall.",
        book: "Book a desk",
    },
};
