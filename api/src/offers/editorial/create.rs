//! Writing a new offer: a draft that nobody sees but editors.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post};
use diesel::result::{DatabaseErrorKind, Error as DbError};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::ids::OfferId;
use shared::offers::{NewOffer, OfferState, StaffOffer};
use shared::problem::ProblemKind;

use super::editor::{Editor, Told, answer, check};
use super::hand::Hand;
use super::slug::{is_slug, slug_of};
use super::store;
use crate::access::Caller;
use crate::app::Shared;
use crate::bookings::idempotency::{self, Claim, Key};
use crate::offers::{Written, write};
use crate::problem::Failure;
use crate::wire::Body;

/// Idempotency keys of offers are not those of bookings.
const SCOPE: &str = "offers";
/// So many offers may have the same title before somebody has to think of a name.
const SAME: u32 = 50;
/// So many offers of an app may wait for people: more nobody looks through, and a program that has gone wild stops.
const MOST_WAITING: i64 = 100;

/// Writes a new offer. It is a draft until it is published. An app with `offers:write` gives its offers in
/// here; at most 100 of them wait for people.
#[utoipa::path(tag = "staff", request_body = NewOffer, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = StaffOffer, headers(
    ("Location" = String, description = "Address of the offer"),
    ("ETag" = String, description = "Revision of the offer"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/offers")]
pub(crate) async fn add_offer(
    app: Shared,
    caller: Caller,
    body: Body<NewOffer>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let hand = Hand::writing(&caller)?;
    let key = idempotency::key_of(&request, &body.hash, &caller)?;
    let new = body.value;
    let editor = Editor::named(&app, hand, new.venue.as_deref(), "/venue")?;
    check(&new.content, "/content")?;
    if !new.content.images.is_empty() {
        return Err(Failure::invalid("/content/images", "pictures are sent once the offer is there"));
    }
    if new.slug.as_ref().is_some_and(|slug| !is_slug(slug)) {
        return Err(Failure::invalid("/slug", "should have 1 to 80 small letters, digits and hyphens between them"));
    }
    let mut conn = app.db.conn().await?;
    let (told, replayed) = conn.transaction(async |conn| add(&editor, conn, &new, key.as_ref()).await).await?;
    let mut builder = HttpResponse::Created();
    if replayed {
        builder.insert_header(("Idempotency-Replayed", "true"));
    }
    builder.insert_header((header::LOCATION, format!("{}/api/v1/staff/offers/{}", app.public_url, told.0.id)));
    Ok(answer(builder, &told))
}

/// Stores it, or finds what was answered before; says which.
async fn add(
    editor: &Editor<'_>,
    conn: &mut AsyncPgConnection,
    new: &NewOffer,
    key: Option<&Key>,
) -> Result<(Told, bool), Failure> {
    let (venue, now) = (editor.at(), editor.now);
    if let Some(key) = key
        && let Claim::Replay(stored) = idempotency::claim(conn, venue, SCOPE, key, now).await?
    {
        return Ok((serde_json::from_value(stored).map_err(Failure::internal)?, true));
    }
    if let Some(app) = editor.hand.app()
        && store::waiting_of(conn, app).await? >= MOST_WAITING
    {
        let detail = format!(
            "{MOST_WAITING} offers of this app wait for people; more can be given in when these are published or put away."
        );
        return Err(Failure::new(ProblemKind::LimitReached).detail(detail));
    }
    let slug = name(editor, conn, new).await?;
    let id = OfferId(editor.app.ids.uuid(now));
    let written = Written { id, slug: &slug, state: OfferState::Draft, sort: None, content: &new.content };
    write(conn, &editor.app.ids, venue, editor.zone(), written, now).await.map_err(|error| match &error {
        DbError::DatabaseError(DatabaseErrorKind::UniqueViolation, info)
            if info.constraint_name() == Some("offers_slug_key") =>
        {
            in_use()
        }
        _ => error.into(),
    })?;
    if let Some(app) = editor.hand.app() {
        store::set_maker(conn, venue, id, app).await?;
    }
    let work = editor.find(conn, id).await?;
    store::add_version(conn, venue, id, work.version, &new.content, Some(editor.hand), now).await?;
    let told = editor.close(conn, work, editor.deed(Action::OfferAdded, id)).await?;
    if let Some(key) = key {
        let stored = serde_json::to_value(&told).map_err(Failure::internal)?;
        idempotency::store(conn, venue, SCOPE, key, 201, stored, now).await?;
    }
    Ok((told, false))
}

/// The name that was asked for, or one made from the title that no other offer has.
async fn name(editor: &Editor<'_>, conn: &mut AsyncPgConnection, new: &NewOffer) -> Result<String, Failure> {
    if let Some(slug) = &new.slug {
        let taken = store::is_taken(conn, editor.at(), slug).await?;
        return if taken { Err(in_use()) } else { Ok(slug.clone()) };
    }
    let slug = slug_of(new.content.texts.get("de").map_or("", |text| &text.title));
    for number in 1..SAME {
        let slug = if number == 1 { slug.clone() } else { format!("{slug}-{number}") };
        if !store::is_taken(conn, editor.at(), &slug).await? {
            return Ok(slug);
        }
    }
    Err(Failure::invalid("/slug", "should be there: many offers have this title"))
}

fn in_use() -> Failure {
    Failure::invalid("/slug", "another offer has this name")
}
