//! What stands around every page: banner, header, footer, as the app has them.

use std::sync::Arc;

use shared::addresses::tel;

use super::words::{Words, words};
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::lang::{Lang, href, other, without_language};
use crate::texts::{frame, pages};

/// A link of the menu.
pub(super) struct Entry {
    pub(super) href: String,
    pub(super) name: &'static str,
    pub(super) current: bool,
}

/// A telephone number, as a link and in words.
pub(super) struct Phone {
    pub(super) tel: String,
    pub(super) words: String,
}

/// The frame of one page.
pub(super) struct Frame {
    pub(super) lang: Lang,
    pub(super) t: &'static frame::Texts,
    pub(super) legal: &'static pages::Texts,
    pub(super) w: &'static Words,
    pub(super) other_tag: &'static str,
    pub(super) other_name: &'static str,
    /// This page in the other language.
    pub(super) other_href: String,
    pub(super) menu: Vec<Entry>,
    pub(super) city: String,
    /// The honest line above everything, where the venue is a demonstration.
    pub(super) draft: Option<String>,
    pub(super) phone: Option<Phone>,
    pub(super) place: Option<String>,
    /// What to do where booking does not work.
    pub(super) without_script: String,
}

impl Frame {
    /// Around a page: its path without language, and its query as it came.
    pub(super) fn new(app: &App, lang: Lang, path: &str, query: &str) -> Self {
        let (t, w) = (frame::texts(lang), words(lang));
        let venue = venue(app);
        let facts = venue.as_ref().map(|venue| &venue.facts.venue);
        let phone = facts.and_then(|venue| venue.phone.clone());
        let query = without_language(query);
        let question = if query.is_empty() { String::new() } else { format!("?{query}") };
        Self {
            lang,
            t,
            legal: pages::texts(lang),
            w,
            other_tag: other(lang).tag(),
            other_name: frame::texts(other(lang)).own_name,
            other_href: format!("{}{question}", href(other(lang), path)),
            menu: menu(lang, t, path),
            city: facts.map(|venue| venue.address.city.clone()).unwrap_or_default(),
            draft: facts.filter(|venue| venue.demo).map(|venue| (t.draft_text)(&venue.address.city)),
            without_script: (w.call_or_come)(phone.as_deref()),
            phone: phone.map(|phone| Phone { tel: tel(&phone), words: (t.phone)(&phone) }),
            place: facts.map(|venue| {
                let address = &venue.address;
                format!("{}, {}, {} {}", venue.name, address.street, address.postcode, address.city)
            }),
        }
    }

    /// The address of a page in this language.
    pub(super) fn href(&self, path: &str) -> String {
        href(self.lang, path)
    }
}

/// The venue all pages are about: the first one, as in the app.
pub(super) fn venue(app: &App) -> Option<Arc<VenueCalendar>> {
    app.calendars.all().into_iter().next()
}

fn menu(lang: Lang, t: &frame::Texts, here: &str) -> Vec<Entry> {
    [
        ("/", t.nav_start),
        ("/book", t.nav_book),
        ("/offers", t.nav_offers),
        ("/#heute", t.nav_today),
        ("/me", t.nav_mine),
        ("/easy-language", t.easy_language),
    ]
    .into_iter()
    .map(|(path, name)| Entry {
        href: href(lang, path),
        name,
        current: here == path || (path == "/offers" && here.starts_with("/offers/")),
    })
    .collect()
}
