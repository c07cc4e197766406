//! Words of signing in as somebody who works here.

use crate::lang::Lang;

/// The words.
pub(crate) struct Texts {
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) with_city: fn(&str) -> String,
    pub(crate) or: &'static str,
    pub(crate) login: &'static str,
    pub(crate) login_hint: &'static str,
    pub(crate) login_missing: &'static str,
    pub(crate) password: &'static str,
    pub(crate) password_missing: &'static str,
    pub(crate) code: &'static str,
    pub(crate) code_hint: &'static str,
    pub(crate) code_missing: &'static str,
    pub(crate) enter: &'static str,
    pub(crate) entering: &'static str,
    pub(crate) wrong: &'static str,
    pub(crate) wrong_body: &'static str,
    pub(crate) lost: &'static str,
    pub(crate) lost_code: &'static str,
    pub(crate) lost_all: &'static str,
    pub(crate) city_refused: &'static str,
    pub(crate) city_refused_body: &'static str,
    pub(crate) city_no_role: &'static str,
    pub(crate) city_no_role_body: &'static str,
    pub(crate) city_expired: &'static str,
    pub(crate) city_expired_body: &'static str,
    pub(crate) city_unavailable: &'static str,
    pub(crate) city_unavailable_body: &'static str,
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
    title: "Anmelden für Beschäftigte",
    lead: "Für alle, die im Rathaus Co-Working arbeiten. Zum Buchen eines Platzes brauchen Sie diese Seite nicht.",
    with_city: |name| format!("Mit „{name}“ anmelden"),
    or: "Oder mit Name und Passwort:",
    login: "Name oder E-Mail-Adresse",
    login_hint: "So, wie es in Ihrer Einladung steht.",
    login_missing: "Geben Sie Ihren Namen oder Ihre E-Mail-Adresse ein.",
    password: "Passwort",
    password_missing: "Geben Sie Ihr Passwort ein.",
    code: "Code",
    code_hint: "6 Ziffern aus der App, oder ein Wiederherstellungscode.",
    code_missing: "Geben Sie den Code ein, den die App gerade zeigt.",
    enter: "Anmelden",
    entering: "Wird geprüft …",
    wrong: "Name, Passwort und Code passen nicht zusammen.",
    wrong_body: "Prüfen Sie alle 3. Warten Sie auf den nächsten Code, jeder gilt nur 1 Mal. Nach 10 Versuchen ist das Konto 15 Minuten geschlossen.",
    lost: "Ich habe das Gerät mit der App verloren",
    lost_code: "Geben Sie im Feld „Code“ einen Ihrer Wiederherstellungscodes ein. Er gilt 1 Mal.",
    lost_all: "Haben Sie auch die Codes nicht mehr, lädt die Administration Sie noch einmal ein. Passwort und App richten Sie dann neu ein.",
    city_refused: "Die Anmeldung bei der Stadt hat nicht geklappt.",
    city_refused_body: "Sie wurde abgebrochen oder abgelehnt. Versuchen Sie es noch einmal.",
    city_no_role: "Ihr Konto bei der Stadt darf hier nicht hinein.",
    city_no_role_body: "Es gehört zu keiner Rolle im Rathaus Co-Working. Fragen Sie die Administration.",
    city_expired: "Die Anmeldung bei der Stadt hat zu lange gedauert.",
    city_expired_body: "Beginnen Sie noch einmal. Nichts ist verloren.",
    city_unavailable: "Die Anmeldung der Stadt antwortet gerade nicht.",
    city_unavailable_body: "Versuchen Sie es in einigen Minuten noch einmal.",
};

const EN: Texts = Texts {
    title: "Sign in for staff",
    lead: "For everybody who works at Rathaus Co-Working. You do not need this page to book a desk.",
    with_city: |name| format!("Sign in with “{name}”"),
    or: "Or with name and password:",
    login: "Name or e-mail address",
    login_hint: "As it stands in your invitation.",
    login_missing: "Enter your name or e-mail address.",
    password: "Password",
    password_missing: "Enter your password.",
    code: "Code",
    code_hint: "6 digits from the app, or a recovery code.",
    code_missing: "Enter the code that the app shows now.",
    enter: "Sign in",
    entering: "Being checked …",
    wrong: "Name, password and code do not go together.",
    wrong_body: "Check all 3. Wait for the next code, each is good once. After 10 tries the account is closed for 15 minutes.",
    lost: "I have lost the device with the app",
    lost_code: "Enter one of your recovery codes in the field “Code”. It is good once.",
    lost_all: "If you do not have the codes either, the administration invites you once more. Then you set up password and app anew.",
    city_refused: "Signing in with the city did not work.",
    city_refused_body: "It was cancelled or refused. Try once more.",
    city_no_role: "Your account with the city has no access here.",
    city_no_role_body: "It belongs to no role at Rathaus Co-Working. Ask the administration.",
    city_expired: "Signing in with the city took too long.",
    city_expired_body: "Begin once more. Nothing is lost.",
    city_unavailable: "The city’s sign-in does not answer at the moment.",
    city_unavailable_body: "Try again in a few minutes.",
};
