//! Words of who works here: what more than one of their pages says, and a file a page.

pub(crate) mod accounts;
pub(crate) mod audit;
pub(crate) mod boards;
pub(crate) mod enrol;
pub(crate) mod home;
pub(crate) mod sign_in;

use shared::staff::Role;

use crate::lang::Lang;

/// The words.
pub(crate) struct Texts {
    pub(crate) home: &'static str,
    pub(crate) accounts: &'static str,
    pub(crate) audit: &'static str,
    pub(crate) boards: &'static str,
    pub(crate) nobody: &'static str,
    pub(crate) sign_in: &'static str,
    pub(crate) not_yours: fn(&str) -> String,
    pub(crate) to_home: &'static str,
    pub(crate) ended_title: &'static str,
    pub(crate) ended_body: &'static str,
    pub(crate) forbidden_title: &'static str,
    pub(crate) forbidden_body: &'static str,
    /// "Dieses Konto ist bis 10:42 Uhr geschlossen."
    pub(crate) closed_until: fn(&str) -> String,
    pub(crate) closed_body: &'static str,
    pub(crate) too_many_title: &'static str,
    pub(crate) too_many_body: &'static str,
    pub(crate) by_city_title: &'static str,
    pub(crate) by_city_body: &'static str,
    pub(crate) show: &'static str,
    pub(crate) hide: &'static str,
    pub(crate) password_short: &'static str,
    pub(crate) password_long: &'static str,
    pub(crate) password_weak: &'static str,
    pub(crate) password_rules: &'static str,
    pub(crate) code: &'static str,
    pub(crate) code_missing: &'static str,
    pub(crate) code_wrong: &'static str,
    pub(crate) codes_lead: &'static str,
    pub(crate) codes_list: &'static str,
    pub(crate) codes_for: fn(&str) -> String,
    pub(crate) codes_file: &'static str,
    pub(crate) copy: &'static str,
    pub(crate) copied: &'static str,
    pub(crate) not_copied: &'static str,
    pub(crate) print: &'static str,
    pub(crate) download: &'static str,
    pub(crate) downloaded: &'static str,
    pub(crate) codes_kept: &'static str,
    pub(crate) codes_not_kept: &'static str,
    pub(crate) role: fn(Role) -> &'static str,
    pub(crate) role_may: fn(Role) -> &'static str,
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
    home: "Ihr Konto",
    accounts: "Wer hier arbeitet",
    audit: "Protokoll",
    boards: "Tafeln im Haus",
    nobody: "Sie sind nicht angemeldet, oder Ihre Anmeldung ist abgelaufen. Nach 60 Minuten ohne Tätigkeit und spätestens nach 10 Stunden endet sie.",
    sign_in: "Anmelden",
    not_yours: |role| {
        format!("Diese Seite gehört nicht zu Ihrer Rolle „{role}“. Brauchen Sie sie, fragen Sie die Administration.")
    },
    to_home: "Zu Ihrem Konto",
    ended_title: "Ihre Anmeldung ist abgelaufen.",
    ended_body: "Melden Sie sich noch einmal an. Prüfen Sie dann, ob Ihre letzte Änderung gespeichert ist.",
    forbidden_title: "Das gehört nicht zu Ihrer Rolle.",
    forbidden_body: "Nichts wurde geändert. Ihre Rolle kann sich inzwischen geändert haben.",
    closed_until: |time| format!("Dieses Konto ist bis {time} Uhr geschlossen."),
    closed_body: "Es wurde zu oft etwas Falsches eingegeben. Danach können Sie es wieder versuchen. Waren Sie das nicht, sagen Sie der Administration Bescheid.",
    too_many_title: "Das waren zu viele Versuche.",
    too_many_body: "Warten Sie 15 Minuten und versuchen Sie es dann noch einmal.",
    by_city_title: "Sie melden sich mit dem Konto der Stadt an.",
    by_city_body: "Passwort und zweiter Faktor liegen dort. Hier gibt es nichts zu ändern.",
    show: "Anzeigen",
    hide: "Verbergen",
    password_short: "Das Passwort braucht mindestens 12 Zeichen.",
    password_long: "Das Passwort darf höchstens 200 Zeichen haben.",
    password_weak: "Dieses Passwort ist leicht zu erraten. Nehmen Sie mehrere Wörter, die nicht zusammengehören.",
    password_rules: "Mindestens 12 Zeichen und schwer zu erraten. Gut sind 4 Wörter, die nicht zusammengehören. Nicht gut sind Ihr Name, „Rathaus“ und Zahlenreihen.",
    code: "Code aus der App",
    code_missing: "Geben Sie die 6 Ziffern aus der App ein.",
    code_wrong: "Dieser Code passt gerade nicht. Warten Sie auf den nächsten und prüfen Sie, ob die Uhr des Geräts stimmt.",
    codes_lead: "Mit einem dieser Codes melden Sie sich an, wenn Sie Ihr Gerät verloren haben. Jeder gilt 1 Mal. Sie stehen nur jetzt hier.",
    codes_list: "Wiederherstellungscodes",
    codes_for: |login| format!("Rathaus Co-Working: Wiederherstellungscodes für {login}. Jeder gilt 1 Mal."),
    codes_file: "wiederherstellungscodes.txt",
    copy: "Kopieren",
    copied: "Kopiert.",
    not_copied: "Kopieren geht in diesem Browser nicht. Markieren Sie den Text und kopieren Sie ihn selbst.",
    print: "Drucken",
    download: "Als Datei speichern",
    downloaded: "Die Datei ist gespeichert. Legen Sie sie an einen sicheren Ort.",
    codes_kept: "Ich habe die Codes aufbewahrt.",
    codes_not_kept: "Bewahren Sie die Codes zuerst auf. Sie werden nicht noch einmal gezeigt.",
    role: |role| match role {
        Role::FrontDesk => "Empfang",
        Role::HallManager => "Saalleitung",
        Role::Editor => "Redaktion",
        Role::Admin => "Administration",
        Role::Auditor => "Revision",
    },
    role_may: |role| match role {
        Role::FrontDesk => {
            "Bucht für Besucher*innen, auch gegen Regeln, mit Grund. Zeigt Notfallhinweise auf den Tafeln."
        }
        Role::HallManager => {
            "Bucht für Besucher*innen. Ändert Aufstellungen, Ausstellungen, Schließungen, Möbel und Tafeln."
        }
        Role::Editor => "Schreibt die Angebote und sagt, was die Tafeln zeigen.",
        Role::Admin => "Darf alles. Lädt ein und liest das Protokoll.",
        Role::Auditor => "Sieht alles und ändert nichts.",
    },
};

const EN: Texts = Texts {
    home: "Your account",
    accounts: "Who works here",
    audit: "Audit log",
    boards: "Boards in the house",
    nobody: "You are not signed in, or your sign-in has ended. It ends after 60 minutes without activity, and after 10 hours at the latest.",
    sign_in: "Sign in",
    not_yours: |role| format!("This page is not part of your role “{role}”. If you need it, ask the administration."),
    to_home: "To your account",
    ended_title: "Your sign-in has ended.",
    ended_body: "Sign in once more. Then check whether your last change was saved.",
    forbidden_title: "This is not part of your role.",
    forbidden_body: "Nothing was changed. Your role may be another one by now.",
    closed_until: |time| format!("This account is closed until {time}."),
    closed_body: "Something wrong was entered too often. After that you can try again. If that was not you, tell the administration.",
    too_many_title: "These were too many tries.",
    too_many_body: "Wait 15 minutes, then try again.",
    by_city_title: "You sign in with the city’s account.",
    by_city_body: "Password and second factor are kept there. There is nothing to change here.",
    show: "Show",
    hide: "Hide",
    password_short: "The password needs 12 characters at least.",
    password_long: "The password may have 200 characters at most.",
    password_weak: "This password is easy to guess. Take several words that do not belong together.",
    password_rules: "12 characters at least, and hard to guess. 4 words that do not belong together are good. Your name, “Rathaus” and rows of digits are not.",
    code: "Code from the app",
    code_missing: "Enter the 6 digits from the app.",
    code_wrong: "This code does not fit now. Wait for the next one, and check whether the device’s clock is right.",
    codes_lead: "One of these codes lets you in when you have lost your device. Each is good once. They are shown here now and never again.",
    codes_list: "Recovery codes",
    codes_for: |login| format!("Rathaus Co-Working: recovery codes for {login}. Each is good once."),
    codes_file: "recovery-codes.txt",
    copy: "Copy",
    copied: "Copied.",
    not_copied: "This browser does not let us copy. Select the text and copy it yourself.",
    print: "Print",
    download: "Save as a file",
    downloaded: "The file is saved. Put it in a safe place.",
    codes_kept: "I have kept the codes.",
    codes_not_kept: "Keep the codes first. They are not shown again.",
    role: |role| match role {
        Role::FrontDesk => "Front desk",
        Role::HallManager => "Hall manager",
        Role::Editor => "Editor",
        Role::Admin => "Administrator",
        Role::Auditor => "Auditor",
    },
    role_may: |role| match role {
        Role::FrontDesk => {
            "Books for visitors, also against rules, with a reason. Shows emergency notices on the boards."
        }
        Role::HallManager => "Books for visitors. Changes layouts, exhibitions, closures, furniture and boards.",
        Role::Editor => "Writes the offers and says what the boards show.",
        Role::Admin => "May do everything. Invites people and reads the audit log.",
        Role::Auditor => "Sees everything and changes nothing.",
    },
};
