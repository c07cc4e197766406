//! The calendar file. It is fetched with the booking's secret in a header and handed over as a
//! download, so the secret is never part of an address that a server could log.

use crate::view::prelude::*;

use super::page::Subject;
use crate::file::save;
use crate::lang::use_lang;
use crate::session::use_client;
use crate::texts::bookings::texts;

/// Fetches the file and saves it; whether that worked.
pub(super) fn download(subject: Subject) -> Action<(), bool> {
    let name = texts(use_lang()).ticket.file;
    let client = use_client();
    Action::new(move |(): &()| {
        let reply = subject.secret.with_value(|secret| client.ics(subject.id, secret));
        let name = format!("{name}-{}.ics", subject.booking.read_untracked().code);
        async move { reply.await.is_ok_and(|file| save(&file, "text/calendar;charset=utf-8", &name)) }
    })
}
