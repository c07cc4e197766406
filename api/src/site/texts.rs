//! What each kind of problem means, in German and English. A kind without words does not compile.

use shared::problem::ProblemKind as Kind;

/// The words of one kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    pub(super) title: &'static str,
    /// What has happened.
    pub(super) meaning: &'static str,
    /// What a client should do.
    pub(super) advice: &'static str,
}

const fn words(title: &'static str, meaning: &'static str, advice: &'static str) -> Words {
    Words { title, meaning, advice }
}

#[expect(clippy::too_many_lines, reason = "one table, one entry a kind")]
pub(super) const fn german(kind: Kind) -> Words {
    match kind {
        Kind::BadRequest => words(
            "Die Anfrage ist nicht lesbar",
            "Die Anfrage ist kein gültiges HTTP oder ihr Inhalt kein gültiges JSON.",
            "Prüfen Sie Inhalt, Zeichensatz (UTF-8) und Content-Type. Wiederholen hilft nicht.",
        ),
        Kind::Unauthorized => words(
            "Eine Anmeldung ist nötig",
            "Wer fragt, ist unbekannt: Das Token fehlt, ist abgelaufen oder ungültig.",
            "Holen Sie ein neues Token und senden Sie es als „Authorization: Bearer“.",
        ),
        Kind::Forbidden => words(
            "Das ist nicht erlaubt",
            "Wer fragt, ist bekannt, darf das aber nicht.",
            "Prüfen Sie die Rechte (Scopes) des Zugangs. Wiederholen hilft nicht.",
        ),
        Kind::NotFound => words(
            "Hier ist nichts",
            "Unter dieser Adresse gibt es nichts, oder Sie dürfen nicht wissen, ob es etwas gibt. Das gilt auch für \
             Buchungen, deren Schlüssel (Booking-Secret) fehlt.",
            "Prüfen Sie die Adresse und bei Buchungen den Schlüssel.",
        ),
        Kind::MethodNotAllowed => words(
            "Diese Methode gibt es hier nicht",
            "Die Adresse stimmt, die HTTP-Methode nicht.",
            "Die Kopfzeile „Allow“ nennt die Methoden, die es gibt.",
        ),
        Kind::NotAcceptable => words(
            "Kein passendes Format",
            "Keines der Formate in der Kopfzeile „Accept“ kann geliefert werden.",
            "Fragen Sie nach application/json oder lassen Sie „Accept“ weg.",
        ),
        Kind::DeskTaken => words(
            "Der Platz ist vergeben",
            "Für einen Teil dieser Zeit hat jemand anderes den Platz.",
            "„alternatives“ nennt andere Plätze und Zeiten. Zeigen Sie diese an und buchen Sie neu.",
        ),
        Kind::SlotTaken => words(
            "Der Termin ist vergeben",
            "Zu dieser Zeit sind alle, die beraten, schon belegt.",
            "„alternatives“ nennt andere freie Termine. Zeigen Sie diese an und buchen Sie neu.",
        ),
        Kind::WrongState => words(
            "Die Buchung ist in einem anderen Zustand",
            "Dieser Schritt ist im jetzigen Zustand der Buchung nicht möglich, zum Beispiel das Bestätigen einer \
             abgelaufenen Vormerkung.",
            "Lesen Sie die Buchung neu und bieten Sie nur an, was ihr Zustand zulässt.",
        ),
        Kind::CodeExpired => words(
            "Der Code gilt nicht mehr",
            "Der Code aus der E-Mail ist abgelaufen, schon benutzt oder zu oft falsch eingegeben worden.",
            "Buchen Sie neu. Sie bekommen dann einen neuen Code.",
        ),
        Kind::RequestInProgress => words(
            "Dieselbe Anfrage läuft noch",
            "Die erste Anfrage mit diesem Idempotency-Key ist noch nicht fertig.",
            "Warten Sie kurz und wiederholen Sie die Anfrage mit demselben Schlüssel.",
        ),
        Kind::LimitReached => words(
            "Es gibt schon so viele, wie es geben darf",
            "Davon ist eine bestimmte Zahl erlaubt, zum Beispiel zwei gültige Schlüssel für eine Anwendung.",
            "Nehmen Sie eines davon zurück und wiederholen Sie die Anfrage.",
        ),
        Kind::PreconditionFailed => words(
            "Der Stand hat sich geändert",
            "Seit Sie gelesen haben, hat jemand etwas geändert: „If-Match“ passt nicht mehr.",
            "Lesen Sie neu, übernehmen Sie Ihre Änderung und senden Sie sie mit dem neuen ETag.",
        ),
        Kind::RequestTimeout => words(
            "Die Anfrage kam zu langsam",
            "Der Inhalt war nicht rechtzeitig da. Es ist nichts geschehen.",
            "Prüfen Sie die Verbindung und senden Sie die Anfrage noch einmal.",
        ),
        Kind::PayloadTooLarge => words(
            "Der Inhalt ist zu groß",
            "Anfragen dürfen 64 KiB groß sein, Importe und Bilder 5 MiB.",
            "Senden Sie weniger auf einmal.",
        ),
        Kind::UnsupportedMediaType => words(
            "Dieses Format wird nicht verstanden",
            "Der Content-Type der Anfrage ist hier nicht vorgesehen.",
            "Senden Sie application/json.",
        ),
        Kind::InvalidRequest => words(
            "Angaben sind ungültig",
            "Eine Angabe hat den falschen Typ, liegt außerhalb des Erlaubten, fehlt oder ist unbekannt.",
            "„errors“ nennt jede Stelle und was dort nicht stimmt. Unbekannte Felder werden abgelehnt, damit \
             Tippfehler auffallen.",
        ),
        Kind::RuleViolated => words(
            "Eine Buchungsregel steht dagegen",
            "Die Buchung widerspricht einer Regel des Standorts, etwa den Öffnungszeiten oder der Höchstdauer.",
            "„rule“ nennt die Regel; „limit“, „allowed_from“ und „allowed_to“ sagen, was möglich wäre.",
        ),
        Kind::IdempotencyKeyReused => words(
            "Der Idempotency-Key gehört zu einer anderen Anfrage",
            "Derselbe Schlüssel kam in den letzten 24 Stunden mit einem anderen Inhalt.",
            "Nehmen Sie für jede neue Anfrage einen neuen Schlüssel.",
        ),
        Kind::WrongCode => words(
            "Der Code passt nicht",
            "Die Ziffern stimmen nicht mit denen aus der E-Mail überein.",
            "„tries_left“ sagt, wie viele Versuche bleiben.",
        ),
        Kind::PreconditionRequired => words(
            "If-Match fehlt",
            "Wer etwas ändert, muss sagen, welchen Stand er kennt.",
            "Lesen Sie zuerst und senden Sie den ETag als „If-Match“.",
        ),
        Kind::RateLimited => words(
            "Zu viele Anfragen",
            "In kurzer Zeit kamen mehr Anfragen von Ihnen, als vorgesehen sind.",
            "Warten Sie so viele Sekunden, wie „Retry-After“ sagt. „RateLimit“ zeigt laufend, was noch bleibt.",
        ),
        Kind::NotImplemented => words(
            "Das gibt es hier nicht",
            "Ein Standard kennt, was gefragt wurde. Dieser Server bietet diesen Teil davon nicht an.",
            "Fragen Sie nach einer der Formen, die „detail“ nennt.",
        ),
        Kind::Internal => words(
            "Bei uns ist etwas kaputt",
            "Der Fehler liegt beim Server. Er ist mit der Nummer in „instance“ festgehalten.",
            "Versuchen Sie es später noch einmal. Nennen Sie uns die Nummer, wenn es so bleibt.",
        ),
        Kind::Unavailable => words(
            "Im Moment nicht erreichbar",
            "Die Datenbank oder ein anderer nötiger Teil ist gerade weg. Gespeichertes ist nicht verloren.",
            "Warten Sie so viele Sekunden, wie „Retry-After“ sagt, und wiederholen Sie die Anfrage mit demselben \
             Idempotency-Key.",
        ),
    }
}

#[expect(clippy::too_many_lines, reason = "one table, one entry a kind")]
pub(super) const fn english(kind: Kind) -> Words {
    let (meaning, advice) = match kind {
        Kind::BadRequest => (
            "The request is not valid HTTP, or its body is not valid JSON.",
            "Check the body, its encoding (UTF-8) and the Content-Type. Trying again does not help.",
        ),
        Kind::Unauthorized => (
            "Who is asking is unknown: the token is missing, expired or invalid.",
            "Get a new token and send it as “Authorization: Bearer”.",
        ),
        Kind::Forbidden => (
            "Who is asking is known, and may not do this.",
            "Check the scopes of this access. Trying again does not help.",
        ),
        Kind::NotFound => (
            "There is nothing at this address, or you must not know whether there is. This includes bookings whose \
             secret (Booking-Secret) is missing.",
            "Check the address and, for bookings, the secret.",
        ),
        Kind::MethodNotAllowed => {
            ("The address is right, the HTTP method is not.", "The Allow header lists the methods that exist.")
        }
        Kind::NotAcceptable => (
            "None of the formats in the Accept header can be served.",
            "Ask for application/json, or leave Accept out.",
        ),
        Kind::DeskTaken => (
            "Somebody else has the desk for some of that time.",
            "“alternatives” lists other desks and times. Show them and book again.",
        ),
        Kind::SlotTaken => (
            "Everybody who gives advice at that time is taken.",
            "“alternatives” lists other free appointments. Show them and book again.",
        ),
        Kind::WrongState => (
            "This step is not possible in the booking's present state, such as confirming a hold that is over.",
            "Read the booking again and offer only what its state allows.",
        ),
        Kind::CodeExpired => (
            "The code from the e-mail is too old, was used already or was entered wrongly too often.",
            "Book again: you get a new code.",
        ),
        Kind::RequestInProgress => (
            "The first request with this Idempotency-Key has not finished.",
            "Wait a moment and repeat the request with the same key.",
        ),
        Kind::LimitReached => (
            "Only so many of it are allowed, such as two keys of an app that are good.",
            "Take one of them back and repeat the request.",
        ),
        Kind::PreconditionFailed => (
            "Somebody changed it since you read it: If-Match does not hold any more.",
            "Read it again, apply your change and send it with the new ETag.",
        ),
        Kind::RequestTimeout => (
            "The body was not there in time. Nothing has happened.",
            "Check the connection and send the request again.",
        ),
        Kind::PayloadTooLarge => ("Bodies may have 64 KiB, imports and images 5 MiB.", "Send less at a time."),
        Kind::UnsupportedMediaType => {
            ("The Content-Type of the request is not expected here.", "Send application/json.")
        }
        Kind::InvalidRequest => (
            "A value has the wrong type, is out of range, missing or unknown.",
            "“errors” names every place and what is wrong there. Unknown fields are refused so that typing errors are \
             noticed.",
        ),
        Kind::RuleViolated => (
            "The booking is against a rule of the venue, such as its opening hours or the longest duration.",
            "“rule” names it; “limit”, “allowed_from” and “allowed_to” say what would be possible.",
        ),
        Kind::IdempotencyKeyReused => {
            ("The same key came with another body within the last 24 hours.", "Use a new key for every new request.")
        }
        Kind::WrongCode => ("The digits are not those of the e-mail.", "“tries_left” says how many tries are left."),
        Kind::PreconditionRequired => {
            ("Who changes something must say which state they know.", "Read it first and send its ETag as If-Match.")
        }
        Kind::RateLimited => (
            "More requests came from you in a short time than are provided for.",
            "Wait as many seconds as Retry-After says. RateLimit always shows what is left.",
        ),
        Kind::NotImplemented => (
            "A standard knows what was asked for. This server does not offer that part of it.",
            "Ask for one of the forms that “detail” names.",
        ),
        Kind::Internal => (
            "The fault is the server's. It was recorded under the number in “instance”.",
            "Try again later. Tell us the number if it stays.",
        ),
        Kind::Unavailable => (
            "The database, or another part that is needed, is away for the moment. Nothing stored is lost.",
            "Wait as many seconds as Retry-After says and repeat the request with the same Idempotency-Key.",
        ),
    };
    words(kind.title(), meaning, advice)
}
