//! Texts that lie beside the app as files: they are read one at a time, if at all.

use shared::bookings::Locale;

use crate::{Client, Error, Method, Request};

impl Client {
    /// A legal text by its name, as Markdown. The app's files and the api share an address.
    pub async fn legal_text(&self, name: &str, lang: Locale) -> Result<String, Error> {
        self.send(Request::new(Method::GET, format!("/legal/{name}.{}.md", lang.tag()))).await?.text()
    }
}
