//! Sheets the house prints for itself, as PDF.

use shared::bookings::Locale;

use crate::{Answer, Client, Method, Reply, Request};

impl Client {
    /// Codes for the desks of today's layout.
    pub fn desk_codes(&self, lang: Locale) -> Reply<Vec<u8>> {
        self.sheet("desk-codes", lang)
    }

    /// Today's bookings, with names.
    pub fn day_sheet(&self, lang: Locale) -> Reply<Vec<u8>> {
        self.sheet("day-sheet", lang)
    }

    fn sheet(&self, name: &str, lang: Locale) -> Reply<Vec<u8>> {
        let path = format!("/api/v1/staff/{name}.pdf?lang={}", lang.tag());
        self.reply(Ok(Request::new(Method::GET, path)), Answer::bytes)
    }
}
