//! Sessions: sign-ins that last, of visitors and of staff alike (docs/adr/0017, 0020).
//!
//! What always holds:
//! - The cookie is good for `POST /auth/token` and `/auth/logout` alone, and only from our own pages.
//!   Everything else takes the token it is exchanged for.
//! - A session ends at once: its row is gone, and every request with one of its tokens asks for it.
//! - A value of the cookie that was replaced ends its session, apart from the last one for some seconds.
//! - A session is either a visitor's or somebody's on the staff. A browser has one at a time.

pub(crate) mod cookie;
pub(crate) mod own_pages;
mod sign_out;
pub(crate) mod store;
mod token;

use actix_web::HttpResponseBuilder;
use actix_web::http::header;
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::AsyncPgConnection;
use shared::ids::{SessionId, StaffId, VenueId};
use shared::people::Session;
use uuid::Uuid;

use crate::app::App;
use crate::problem::Failure;
use crate::routes::Routes;

pub(crate) use store::{Admitted, Turn, admit};
pub(crate) use token::{NO_STORE, answer};

/// The routes of this noun.
pub fn routes(config: &mut Routes<'_, '_>) {
    config.service(token::refresh_token).service(sign_out::sign_out);
}

/// Whose a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A visitor's.
    Person(shared::ids::PersonId),
    /// Somebody's on the staff of a venue.
    Staff(VenueId, StaffId),
}

/// For how long somebody on the staff stays signed in without doing anything, minutes.
const STAFF_IDLE_MINUTES: i64 = 60;
/// For how long at the most, hours: a working day.
const STAFF_HOURS: i64 = 10;
/// What a visitor's token is good for.
const VISITOR_SCOPE: &str = "me bookings:read bookings:write";
/// What that of somebody on the staff is good for; how much of it, their role says at each request.
const STAFF_SCOPE: &str = "staff";

impl Whose {
    /// The id that tokens have as their subject.
    pub fn subject(self) -> Uuid {
        match self {
            Self::Person(id) => id.0,
            Self::Staff(_, id) => id.0,
        }
    }

    /// What its tokens are good for.
    fn scope(self) -> &'static str {
        match self {
            Self::Person(_) => VISITOR_SCOPE,
            Self::Staff(..) => STAFF_SCOPE,
        }
    }

    /// Until when a session lasts that began then and is used now. A visitor's has its end from the start.
    fn extended(self, turn: &Turn, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Person(_) => turn.expires_at,
            Self::Staff(..) => staff_until(turn.created_at, now),
        }
    }
}

fn staff_until(began: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    (began + TimeDelta::hours(STAFF_HOURS)).min(now + TimeDelta::minutes(STAFF_IDLE_MINUTES))
}

/// Begins a session of somebody who has just proven who they are.
pub(crate) async fn begin(
    app: &App,
    conn: &mut AsyncPgConnection,
    whose: Whose,
    (remembered, until): (bool, Option<DateTime<Utc>>),
    now: DateTime<Utc>,
) -> Result<Turn, Failure> {
    let turn = Turn {
        session: SessionId(app.ids.uuid(now)),
        whose,
        salt: app.ids.key().to_vec(),
        generation: 1,
        remembered,
        created_at: now,
        refreshed_at: now,
        expires_at: until.unwrap_or_else(|| staff_until(now, now)),
    };
    store::begin(conn, &turn).await?;
    Ok(turn)
}

/// Ends the session whose cookie a browser sends that gets another one: nobody could see or end it from there.
/// Call it only behind `own_pages::check`.
pub(crate) async fn replace(
    app: &App,
    conn: &mut AsyncPgConnection,
    sent: Option<&cookie::Refresh>,
) -> Result<(), Failure> {
    // An older value of the cookie is good enough to end what it belongs to.
    if let Some(sent) = sent
        && let Some(turn) = store::turn(conn, sent.session).await?
        && sent.is_ours(app, &turn)
    {
        store::end(conn, turn.session).await?;
    }
    Ok(())
}

/// An answer that sets the cookie of a session that has just begun.
pub(crate) fn begun(
    app: &App,
    mut builder: HttpResponseBuilder,
    turn: &Turn,
    now: DateTime<Utc>,
) -> Result<HttpResponseBuilder, Failure> {
    let until = turn.remembered.then_some(turn.expires_at);
    let cookie = cookie::kept(app, &cookie::Refresh::of(app, turn), until, now)?;
    builder.insert_header((header::SET_COOKIE, cookie)).insert_header(NO_STORE);
    Ok(builder)
}

/// A session on the wire.
pub(crate) fn wire(app: &App, turn: &Turn, current: Option<SessionId>) -> Session {
    Session {
        id: turn.session,
        created_at: app.local(turn.created_at),
        last_used_at: app.local(turn.refreshed_at),
        expires_at: app.local(turn.expires_at),
        remembered: turn.remembered,
        current: current == Some(turn.session),
    }
}
