//! Texts that lie beside the app as files: they are read one at a time, if at all.

use shared::bookings::Locale;

use crate::{Answer, Client, Method, Reply, Request};

impl Client {
    /// A legal text by its name, as Markdown. The app's files and the api share an address.
    pub fn legal_text(&self, name: &str, lang: Locale) -> Reply<String> {
        self.reply(Ok(Request::new(Method::GET, format!("/legal/{name}.{}.md", lang.tag()))), Answer::text)
    }
}
