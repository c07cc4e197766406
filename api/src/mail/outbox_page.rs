//! `/outbox`: the mails that were written to files, for people who develop or try things out.
//!
//! Only there when mails go into files. The page shows codes and secret links, which is its purpose;
//! a server for the public sends by SMTP and has no such page.

use std::fs;
use std::path::{Path, PathBuf};

use actix_web::http::{StatusCode, header};
use actix_web::web::{self, Data, ServiceConfig, get, resource};
use actix_web::{HttpResponse, http::header::HeaderValue};
use mail_parser::MessageParser;

use crate::problem::Failure;
use crate::site::html::{escape, page};

/// The list shows the newest so many.
const SHOWN: usize = 100;

/// The folder of the mails.
#[derive(Debug, Clone)]
pub struct Outbox(PathBuf);

struct Mail {
    to: String,
    date: String,
    subject: String,
    text: String,
}

/// The pages for this folder; call it only if mails go into files.
pub fn configure(config: &mut ServiceConfig, folder: &Path) {
    config
        .app_data(Data::new(Outbox(folder.to_path_buf())))
        .service(resource("/outbox").route(get().to(list)))
        .service(resource("/outbox/{file}").route(get().to(show)));
}

async fn list(outbox: Data<Outbox>) -> Result<HttpResponse, Failure> {
    let folder = outbox.0.clone();
    let mails = web::block(move || newest(&folder)).await.map_err(Failure::internal)?.map_err(Failure::internal)?;
    let mut main = String::from("<h1>Postausgang</h1>\n");
    main.push_str(
        "<p>Es ist kein Mailserver eingerichtet. Statt sie zu senden, legt dieser Server jede E‑Mail als Datei ab. \
         <span lang=\"en\">No mail server is set up: every e-mail is kept as a file.</span></p>\n",
    );
    if mails.is_empty() {
        main.push_str("<p>Noch keine E‑Mail. Buchen Sie einen Platz, dann steht sie hier.</p>");
        return Ok(private(page(StatusCode::OK, "Postausgang", &main)));
    }
    main.push_str("<ul>\n");
    for (file, mail) in &mails {
        let (file, subject, to, date) = (escape(file), escape(&mail.subject), escape(&mail.to), escape(&mail.date));
        main.push_str(
            &[
                "<li><a href=\"/outbox/",
                &file,
                "\">",
                &subject,
                "</a><br><span class=\"small\">an ",
                &to,
                ", ",
                &date,
                "</span></li>\n",
            ]
            .concat(),
        );
    }
    main.push_str("</ul>");
    Ok(private(page(StatusCode::OK, "Postausgang", &main)))
}

async fn show(outbox: Data<Outbox>, file: web::Path<String>) -> Result<HttpResponse, Failure> {
    let file = file.into_inner();
    if !is_mail(&file) {
        return Err(Failure::not_found());
    }
    let path = outbox.0.join(file);
    let mail = web::block(move || read(&path)).await.map_err(Failure::internal)?.ok_or_else(Failure::not_found)?;
    let content = format!(
        "<p><a href=\"/outbox\">Postausgang</a></p>\n<h1>{subject}</h1>\n<dl><dt>An</dt><dd>{to}</dd><dt>Datum</dt>\
         <dd>{date}</dd></dl>\n<div class=\"mail\">{text}</div>",
        subject = escape(&mail.subject),
        to = escape(&mail.to),
        date = escape(&mail.date),
        text = with_links(&mail.text),
    );
    Ok(private(page(StatusCode::OK, &mail.subject, &content)))
}

/// What the files say is for nobody's cache.
fn private(mut answer: HttpResponse) -> HttpResponse {
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// Only names that we give: no dot in front, no slash, nothing that leads elsewhere.
fn is_mail(file: &str) -> bool {
    file.strip_suffix(".eml").is_some_and(|stem| {
        !stem.is_empty() && stem.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-')
    })
}

/// Names begin with the time, so they sort by it.
fn newest(folder: &Path) -> std::io::Result<Vec<(String, Mail)>> {
    let entries = match fs::read_dir(folder) {
        // Made with the first mail.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).filter(|file| is_mail(file)).collect();
    files.sort_unstable_by(|a, b| b.cmp(a));
    files.truncate(SHOWN);
    Ok(files.into_iter().filter_map(|file| Some((file.clone(), read(&folder.join(file))?))).collect())
}

fn read(path: &Path) -> Option<Mail> {
    let raw = fs::read(path).ok()?;
    let mail = MessageParser::default().parse(&raw)?;
    Some(Mail {
        to: mail.to().and_then(|to| to.first()?.address()).unwrap_or_default().to_owned(),
        date: mail.date().map(mail_parser::DateTime::to_rfc3339).unwrap_or_default(),
        subject: mail.subject().unwrap_or_default().to_owned(),
        text: mail.body_text(0).unwrap_or_default().into_owned(),
    })
}

/// The text, escaped, its addresses as links.
fn with_links(text: &str) -> String {
    let mut html = String::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(start);
        let end = from.find(|letter: char| letter.is_whitespace() || "<>\"".contains(letter)).unwrap_or(from.len());
        let (address, after) = from.split_at(end);
        let url = address.trim_end_matches(['.', ',', ';', ')', '!', '?']);
        let address = escape(url);
        html.push_str(&escape(before));
        html.push_str(&["<a href=\"", &address, "\">", &address, "</a>"].concat());
        rest = from.get(url.len()..).unwrap_or(after);
    }
    html.push_str(&escape(rest));
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_are_files() {
        assert!(is_mail("20261122T173552123Z-0190aa.eml"));
        for file in ["../secret.eml", ".x.eml", "a/b.eml", "x.txt", ".eml", "a%2f.eml", "rathaus.lock"] {
            assert!(!is_mail(file), "{file}");
        }
    }

    #[test]
    fn links_are_links_and_the_rest_is_text() {
        let html = with_links("Hier: https://x.org/booking/1#s=a&c=2.\n<script>http://y</script>");
        assert_eq!(
            html,
            "Hier: <a href=\"https://x.org/booking/1#s=a&amp;c=2\">https://x.org/booking/1#s=a&amp;c=2</a>.\n\
             &lt;script&gt;<a href=\"http://y\">http://y</a>&lt;/script&gt;"
        );
    }
}
