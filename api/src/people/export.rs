//! Everything that is held about whoever asks, to take away (GDPR, articles 15 and 20).

use actix_web::http::header;
use actix_web::{HttpResponse, get};
use shared::people::{Export, ExportedBooking, ExportedCode, ExportedMail};

use super::me::{MOST, PRIVATE, person, shown};
use super::store;
use crate::access::Visitor;
use crate::app::Shared;
use crate::problem::Failure;
use crate::sessions::{self, Whose, wire};
use crate::wire::Params;
use crate::{appointments, bookings, contingents, mail, waiting};

/// Gives everything that is held about whoever asks.
#[utoipa::path(tag = "me", responses((status = 200, body = Export)))]
#[get("/me/export")]
pub(crate) async fn export_me(app: Shared, visitor: Visitor, params: Params) -> Result<HttpResponse, Failure> {
    params.end()?;
    let (now, email, venues) = (app.clock.now(), visitor.email.as_str(), app.calendars.ids());
    let mut conn = app.db.conn().await?;
    let person = person(&app, &mut conn, &visitor).await?;
    let turns = sessions::store::turns(&mut conn, Whose::Person(visitor.person), now).await?;
    let codes = store::codes_of(&mut conn, &app.secrets.address_hash(email)).await?;
    let owned = bookings::store::of_person(&mut conn, &venues, email, None, MOST).await?;
    let waiting = waiting::export(&app, &mut conn, &venues, email).await?;
    let appointments = appointments::export(&app, &mut conn, &venues, email).await?;
    let mails = mail::store::to(&mut conn, email).await?;
    let groups = contingents::groups_of(&mut conn, email).await?;
    drop(conn);
    let booking = |stored: bookings::store::Stored| {
        let (email, name, locale) = (stored.email.clone(), stored.name.clone(), stored.locale);
        Some(ExportedBooking { email, name, locale, booking: shown(&app, stored)? })
    };
    let code = |code: store::Code| ExportedCode {
        created_at: app.local(code.created_at),
        expires_at: app.local(code.expires_at),
        tries: code.tries,
    };
    let letter = |mail: mail::store::Waiting| ExportedMail {
        created_at: app.local(mail.created_at),
        subject: mail.subject,
        text: mail.text,
    };
    let export = Export {
        as_of: app.local(now),
        person,
        sessions: turns.iter().map(|turn| wire(&app, turn, Some(visitor.session))).collect(),
        codes: codes.into_iter().map(code).collect(),
        bookings: owned.into_iter().filter_map(booking).collect(),
        waiting,
        appointments,
        mails: mails.into_iter().map(letter).collect(),
        groups,
    };
    Ok(HttpResponse::Ok()
        .insert_header(PRIVATE)
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"rathaus-co-working.json\""))
        .json(export))
}
