//! The mail with the code to sign in with, in both languages.

use shared::bookings::Locale;
use shared::people::NewCode;

use super::codes::MINUTES;
use crate::bookings::store::Mail;
use crate::mail::letter;

/// The mail for a code.
pub(super) fn write(public_url: &str, venue: &str, new: &NewCode, code: &str) -> Mail {
    let locale = new.locale.unwrap_or_default();
    let link = link(public_url, locale, &new.email, code);
    let (subject, lines) = match locale {
        Locale::De => (
            format!("{code} ist Ihr Code zum Anmelden"),
            vec![
                format!("Ihr Code: {code}"),
                format!("Damit melden Sie sich an. Der Code gilt {MINUTES} Minuten und einmal."),
                "Oder öffnen Sie diese Seite und tippen Sie dort auf „Anmelden“:".to_owned(),
                link,
                "Sie wollten sich nicht anmelden? Dann tun Sie einfach nichts. Geben Sie den Code niemandem."
                    .to_owned(),
            ],
        ),
        Locale::En => (
            format!("{code} is your code to sign in"),
            vec![
                format!("Your code: {code}"),
                format!("It signs you in. The code is good for {MINUTES} minutes, and once."),
                "Or open this page and press “Sign in” there:".to_owned(),
                link,
                "You did not want to sign in? Then simply do nothing. Give the code to nobody.".to_owned(),
            ],
        ),
    };
    letter::for_visitor(public_url, new.email.clone(), locale, subject, &lines, venue)
}

/// The app's page with address and code behind the `#`: they reach no server, and opening it changes nothing.
fn link(public_url: &str, locale: Locale, email: &str, code: &str) -> String {
    let page = match locale {
        Locale::De => "/sign-in",
        Locale::En => "/en/sign-in",
    };
    // A form writes a blank as `+`; in a fragment that would be a plus.
    let email: String = form_urlencoded::byte_serialize(email.as_bytes()).collect();
    format!("{public_url}{page}#e={}&c={code}", email.replace('+', "%20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_has_everything_behind_the_hash() {
        let link = |locale, email| link("https://rathaus.test", locale, email, "123456");
        assert_eq!(link(Locale::De, "kim@example.org"), "https://rathaus.test/sign-in#e=kim%40example.org&c=123456");
        assert_eq!(link(Locale::En, "k+m&x@e.org"), "https://rathaus.test/en/sign-in#e=k%2Bm%26x%40e.org&c=123456");
    }
}
