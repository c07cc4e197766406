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
use crate::limits::Origin;
use crate::problem::Failure;
use crate::sessions::own_pages;
use crate::wire::Body;

/// How long a code is good, minutes.
pub(super) const MINUTES: i64 = 10;
/// How many codes one address is sent within an hour and within a day: five tries each, so guessing succeeds
/// once in forty years.
const FOR_ALL: Share = Share { hour: 8, day: 14 };
/// How many of them one network may ask for. A stranger can't use up what is there for who lives at the
/// address, unless he asks from several networks.
const FOR_ONE: Share = Share { hour: 4, day: 6 };

/// So many codes within so long.
struct Share {
    hour: usize,
    day: usize,
}

impl Share {
    /// Whether one more may be sent after those of these instants, which were within a day.
    fn allows(&self, sent: impl Iterator<Item = DateTime<Utc>> + Clone, now: DateTime<Utc>) -> bool {
        let hour = now - TimeDelta::hours(1);
        sent.clone().filter(|at| *at > hour).count() < self.hour && sent.count() < self.day
    }
}

/// Mails a code to sign in with. The answer is the same for every address.
#[utoipa::path(tag = "signing in", request_body = NewCode, responses((status = 202, description = "If the address exists, a mail is on its way", body = CodeSent)))]
#[post("/auth/codes")]
pub(crate) async fn send_code(
    app: Shared,
    origin: Origin,
    body: Body<NewCode>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    own_pages::check(&app, &request)?;
    let new = body.value;
    check_email(&new.email)?;
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let origin = origin.network(&app);
    conn.transaction(async |conn| send(&app, conn, &new, origin, now).await).await?;
    drop(conn);
    app.mail.notify_one();
    Ok(HttpResponse::Accepted()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(CodeSent { expires_in: MINUTES * 60 }))
}

/// Writes code and mail, unless the address was sent enough of them.
async fn send(
    app: &App,
    conn: &mut AsyncPgConnection,
    new: &NewCode,
    origin: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let address = app.secrets.address_hash(&new.email);
    // Drawn in any case, so that the next code can't tell whether this one was sent.
    let (id, mail_id, code) = (app.ids.uuid(now), app.ids.uuid(now), app.ids.digits());
    store::lock_address(conn, &address).await?;
    let sent = store::sent_since(conn, &address, now - TimeDelta::days(1)).await?;
    let from_here = sent.iter().filter(|(_, from)| from.as_ref() == Some(&origin)).map(|(at, _)| *at);
    if !FOR_ALL.allows(sent.iter().map(|(at, _)| *at), now) || !FOR_ONE.allows(from_here, now) {
        return Ok(());
    }
    let row = NewRow {
        id,
        code: app.secrets.sign_in_hash(id, &new.email, &code),
        address,
        created_at: now,
        expires_at: now + TimeDelta::minutes(MINUTES),
        origin,
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
