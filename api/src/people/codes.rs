//! Somebody asks for a code to sign in with.
//!
//! Nothing is looked up about the address, so there is nothing to learn: whether somebody has ever been
//! here makes no difference to the answer, to the mail or to the work. An address that was sent enough
//! codes gets no more for a while, and whoever asks is not told: the mails are hers, not his.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::people::{CodeSent, NewCode};
use uuid::Uuid;

use super::mails;
use super::store::{self, NewRow};
use crate::app::{App, Shared};
use crate::bookings::check_email;
use crate::bookings::store::post as post_mail;
use crate::problem::Failure;
use crate::sessions::own_pages;
use crate::wire::Body;

/// How long a code is good, minutes.
pub(super) const MINUTES: i64 = 10;
/// How many codes one address is sent within an hour …
const PER_HOUR: i64 = 5;
/// … and within a day: five tries each, so guessing succeeds once in fifty years.
const PER_DAY: i64 = 10;

/// Mails a code to sign in with. The answer is the same for every address.
#[utoipa::path(tag = "signing in", request_body = NewCode, responses((status = 202, description = "If the address exists, a mail is on its way", body = CodeSent)))]
#[post("/auth/codes")]
pub(crate) async fn send_code(app: Shared, body: Body<NewCode>, request: HttpRequest) -> Result<HttpResponse, Failure> {
    own_pages::check(&app, &request)?;
    let new = body.value;
    check_email(&new.email)?;
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    conn.transaction(async |conn| send(&app, conn, &new, now).await).await?;
    drop(conn);
    app.mail.notify_one();
    Ok(HttpResponse::Accepted()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(CodeSent { expires_in: MINUTES * 60 }))
}

/// Writes code and mail, unless the address was sent enough of them.
async fn send(app: &App, conn: &mut AsyncPgConnection, new: &NewCode, now: DateTime<Utc>) -> Result<(), Failure> {
    let address = app.secrets.address_hash(&new.email);
    // Drawn in any case, so that the next code can't tell whether this one was sent.
    let (id, mail_id, code) = (app.ids.uuid(now), app.ids.uuid(now), app.ids.digits());
    store::lock_address(conn, &address).await?;
    let (hour, day) = store::sent_since(conn, &address, now - TimeDelta::hours(1), now - TimeDelta::days(1)).await?;
    if hour >= PER_HOUR || day >= PER_DAY {
        return Ok(());
    }
    let row = NewRow {
        id,
        code: app.secrets.sign_in_hash(id, &new.email, &code),
        address,
        created_at: now,
        expires_at: now + TimeDelta::minutes(MINUTES),
    };
    store::insert_code(conn, row).await?;
    mail(app, conn, new, &code, mail_id, now).await
}

/// Mails leave through a venue's outbox. People sign in to the house as a whole: the first venue sends.
async fn mail(
    app: &App,
    conn: &mut AsyncPgConnection,
    new: &NewCode,
    code: &str,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let Some(venue) = app.calendars.all().into_iter().next() else { return Ok(()) };
    let mail = mails::write(&app.public_url, &venue.facts.venue.name, new, code);
    post_mail(conn, venue.facts.venue.id, id, mail, now).await?;
    Ok(())
}
