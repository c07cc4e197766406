//! Words of taking up an invitation.

use crate::lang::Lang;

/// The words.
pub(crate) struct Texts {
    pub(crate) title: &'static str,
    pub(crate) welcome: fn(&str, &str) -> String,
    pub(crate) steps: &'static str,
    pub(crate) step_names: [&'static str; 3],
    pub(crate) step_done: &'static str,
    pub(crate) no_link: &'static str,
    pub(crate) no_link_body: &'static str,
    pub(crate) used: &'static str,
    pub(crate) used_body: &'static str,
    pub(crate) to_sign_in: &'static str,
    pub(crate) password_title: &'static str,
    pub(crate) password: &'static str,
    pub(crate) next: &'static str,
    pub(crate) back: &'static str,
    pub(crate) app_title: &'static str,
    pub(crate) app_lead: &'static str,
    pub(crate) picture: &'static str,
    pub(crate) secret: &'static str,
    pub(crate) secret_lead: &'static str,
    pub(crate) open_app: &'static str,
    pub(crate) code_hint: &'static str,
    pub(crate) finish: &'static str,
    pub(crate) finishing: &'static str,
    pub(crate) codes_title: &'static str,
    pub(crate) go_on: &'static str,
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
    title: "Konto einrichten",
    welcome: |name, login| format!("Guten Tag, {name}. Sie melden sich künftig als {login} an."),
    steps: "Schritte",
    step_names: ["Passwort", "App", "Codes"],
    step_done: "erledigt",
    no_link: "Hier fehlt Ihre Einladung.",
    no_link_body: "Öffnen Sie den Link aus der Einladung noch einmal. Er gilt 3 Tage und 1 Mal.",
    used: "Diese Einladung gilt nicht mehr.",
    used_body: "Sie wurde schon benutzt, ersetzt oder ist zu alt. Fragen Sie die Administration nach einer neuen. Haben Sie das Konto schon eingerichtet, melden Sie sich an.",
    to_sign_in: "Zum Anmelden",
    password_title: "Passwort wählen",
    password: "Neues Passwort",
    next: "Weiter",
    back: "Zurück zum Passwort",
    app_title: "App verbinden",
    app_lead: "Sie brauchen eine App für Einmalcodes auf Ihrem Telefon. Fotografieren Sie damit das Bild.",
    picture: "QR-Code für die App. Der Schlüssel daneben sagt dasselbe.",
    secret: "Schlüssel zum Abtippen",
    secret_lead: "Geht das Bild nicht, geben Sie diesen Schlüssel ein:",
    open_app: "In der App auf diesem Gerät öffnen",
    code_hint: "Die 6 Ziffern, die die App jetzt zeigt.",
    finish: "Konto öffnen",
    finishing: "Wird geprüft …",
    codes_title: "Wiederherstellungscodes aufbewahren",
    go_on: "Weiter zu Ihrem Konto",
};

const EN: Texts = Texts {
    title: "Set up your account",
    welcome: |name, login| format!("Hello {name}. From now on you sign in as {login}."),
    steps: "Steps",
    step_names: ["Password", "App", "Codes"],
    step_done: "done",
    no_link: "Your invitation is missing here.",
    no_link_body: "Open the link from the invitation once more. It is good for 3 days, and once.",
    used: "This invitation is no longer good.",
    used_body: "It was used already, replaced, or is too old. Ask the administration for a new one. If you have set up the account already, sign in.",
    to_sign_in: "To signing in",
    password_title: "Choose a password",
    password: "New password",
    next: "Next",
    back: "Back to the password",
    app_title: "Connect an app",
    app_lead: "You need an app for one-time codes on your phone. Scan the picture with it.",
    picture: "QR code for the app. The key beside it says the same.",
    secret: "Key to be typed",
    secret_lead: "If the picture does not work, enter this key:",
    open_app: "Open in the app on this device",
    code_hint: "The 6 digits that the app shows now.",
    finish: "Open account",
    finishing: "Being checked …",
    codes_title: "Keep your recovery codes",
    go_on: "On to your account",
};
