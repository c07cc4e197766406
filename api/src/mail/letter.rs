//! Letters: paragraphs as text and as HTML, without a picture and without a request to anybody.

use shared::bookings::Locale;

use crate::bookings::store::Mail;

/// A letter to somebody who works here. A paragraph that begins with `http` is a link.
pub(crate) fn for_staff(to: String, locale: Locale, subject: String, lines: &[String], venue: &str) -> Mail {
    let (text, html) = (text(lines, &[], venue), html(lines, &[], venue, locale));
    Mail { to, locale, subject, text, html, calendar: None }
}

/// A letter to a visitor. Below it is what every mail to one has: the ways to see, take away and erase what is stored.
///
/// They open a page of the app and prove nothing by themselves: a mail about a desk is passed on to whoever sits
/// beside, and must not be good for erasing everything. Where the browser is signed in, the page is there at once.
pub(crate) fn for_visitor(
    public_url: &str,
    to: String,
    locale: Locale,
    subject: String,
    lines: &[String],
    venue: &str,
) -> Mail {
    let ways = own_pages(public_url, locale);
    let (text, html) = (text(lines, &ways, venue), html(lines, &ways, venue, locale));
    Mail { to, locale, subject, text, html, calendar: None }
}

/// Words and address of each way to one's own data.
fn own_pages(public_url: &str, locale: Locale) -> [(&'static str, String); 3] {
    let (page, [see, take_away, erase]) = match locale {
        Locale::De => ("/me", ["Meine Buchungen ansehen", "Meine Daten mitnehmen", "Alles löschen"]),
        Locale::En => ("/en/me", ["See my bookings", "Take my data away", "Erase everything"]),
    };
    [
        (see, format!("{public_url}{page}")),
        (take_away, format!("{public_url}{page}#take-away")),
        (erase, format!("{public_url}{page}#erase")),
    ]
}

fn text(lines: &[String], ways: &[(&str, String)], name: &str) -> String {
    let ways: Vec<String> = ways.iter().map(|(words, link)| format!("\n{words}: {link}")).collect();
    format!("{}\n\n-- \n{name}{}\n", lines.join("\n\n"), ways.concat())
}

/// The same lines as HTML: no picture, no outside request, readable with every style switched off.
fn html(lines: &[String], ways: &[(&str, String)], name: &str, locale: Locale) -> String {
    let paragraphs: String = lines
        .iter()
        .map(|line| {
            let safe = escape(line);
            match line.starts_with("http").then_some(&safe) {
                Some(link) => format!("<p><a href=\"{link}\">{link}</a></p>\n"),
                None => format!("<p>{safe}</p>\n"),
            }
        })
        .collect();
    let ways: Vec<String> =
        ways.iter().map(|(words, link)| format!("<br>\n<a href=\"{}\">{words}</a>", escape(link))).collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\n<body>\n{paragraphs}<p>{}{}</p>\n</body></html>\n",
        locale.tag(),
        escape(name),
        escape(name),
        ways.concat(),
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
