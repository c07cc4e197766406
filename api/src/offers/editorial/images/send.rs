//! Sending a picture for an offer, and removing one for good.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, delete, post};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use sha2::{Digest, Sha256};
use shared::audit::Action;
use shared::ids::{OfferId, OfferImageId};
use shared::offers::{ImageContent, MOST_IMAGES, OfferContent, OfferMove, StaffOffer};
use shared::problem::ProblemKind;
use tokio::sync::Semaphore;

use super::copies::{Copy, Kind, copies};
use super::store;
use crate::access::Caller;
use crate::app::Shared;
use crate::bookings::idempotency::{self, Claim, Key};
use crate::offers::editorial::editor::{Editor, Told, answer, parse};
use crate::offers::editorial::hand::Hand;
use crate::offers::editorial::store as offers;
use crate::problem::Failure;
use crate::wire::{IfMatch, Params, Upload};

/// Idempotency keys of pictures are their own.
const SCOPE: &str = "offer-images";
/// Most pictures that are kept for an offer, shown or not.
const KEPT: usize = 4 * MOST_IMAGES;
/// A large picture takes hundreds of megabytes while it is read: one at a time on each node.
static READING: Semaphore = Semaphore::const_new(1);

/// Sends a picture: JPEG, PNG or WebP of at most 5 MiB. It becomes the last one of the working version.
///
/// A picture is a change like any other: the next version is a draft. Where the offer was to be published at a set
/// time, that time is gone, because what was looked at is not what would be published. Submit it and set the time
/// again.
#[utoipa::path(tag = "staff", params(
    ("id" = OfferId, Path, description = "Id of the offer"),
    ("alt" = std::collections::BTreeMap<String, String>, Query, style = DeepObject, explode, description = "What is to be seen, for every language the offer has texts in: `alt[de]=…&alt[en]=…`"),
    ("credit" = String, Query, description = "Who made it, as it has to be told", min_length = 1, max_length = 200),
    ("licence" = String, Query, description = "Under which licence it may be shown, such as `CC BY 4.0`", min_length = 1, max_length = 100),
    ("If-Match" = Option<String>, Header, description = "ETag of the offer as it was read; 428 without, 412 when it has changed since"),
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and picture give the same answer for 24 h"),
), request_body(content(("image/jpeg"), ("image/png"), ("image/webp"))), responses((status = 201, body = StaffOffer, headers(
    ("Location" = String, description = "Address of the offer"),
    ("ETag" = String, description = "Revision of the offer"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/offers/{id}/images")]
pub(crate) async fn add_image(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    mut params: Params,
    upload: Upload,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let hand = Hand::writing(&caller)?;
    let (alt, credit, licence) = (params.under("alt")?, params.required("credit")?, params.required("licence")?);
    params.end()?;
    let (id, if_match) = (parse(&path)?, IfMatch::of(&request));
    let editor = Editor::about(&app, hand, id).await?;
    let kind = Kind::of(&upload.content_type).ok_or_else(|| {
        Failure::new(ProblemKind::UnsupportedMediaType).detail("Send image/jpeg, image/png or image/webp.")
    })?;
    let hash = Sha256::digest([upload.bytes.as_slice(), request.query_string().as_bytes(), path.as_bytes()].concat());
    let key = idempotency::key_of(&request, &hash, &caller)?;
    let image = ImageContent { id: OfferImageId(app.ids.uuid(editor.now)), alt, credit, licence };
    let copies = read(upload.bytes, kind).await?;
    let mut conn = app.db.conn().await?;
    let (told, replayed) =
        conn.transaction(async |conn| add(&editor, conn, id, &if_match, (image, &copies), key.as_ref()).await).await?;
    let mut builder = HttpResponse::Created();
    if replayed {
        builder.insert_header(("Idempotency-Replayed", "true"));
    }
    builder.insert_header((header::LOCATION, format!("{}/api/v1/staff/offers/{id}", app.public_url)));
    Ok(answer(builder, &told))
}

/// The copies, worked out where it blocks nobody.
async fn read(file: Vec<u8>, kind: Kind) -> Result<Vec<Copy>, Failure> {
    let _turn = READING.acquire().await.map_err(Failure::internal)?;
    let made = tokio::task::spawn_blocking(move || copies(&file, kind)).await.map_err(Failure::internal)?;
    made.map_err(|unusable| Failure::invalid("", unusable.to_string()))
}

/// Stores it, or finds what was answered before; says which.
async fn add(
    editor: &Editor<'_>,
    conn: &mut AsyncPgConnection,
    id: OfferId,
    if_match: &IfMatch,
    (image, copies): (ImageContent, &[Copy]),
    key: Option<&Key>,
) -> Result<(Told, bool), Failure> {
    let (venue, now) = (editor.at(), editor.now);
    if let Some(key) = key
        && let Claim::Replay(stored) = idempotency::claim(conn, venue, SCOPE, key, now).await?
    {
        return Ok((serde_json::from_value(stored).map_err(Failure::internal)?, true));
    }
    let mut work = editor.open(conn, id, if_match).await?;
    editor.after(&work, OfferMove::Write)?;
    let mut content = editor.content(conn, &work).await?;
    let place = content.images.len();
    if place >= MOST_IMAGES || store::stored(conn, venue, editor.zone(), id).await?.len() >= KEPT {
        return Err(Failure::invalid("", "the offer has as many pictures as it may have"));
    }
    let image_id = image.id;
    content.images.push(image);
    fits(&content, place)?;
    store::insert(conn, venue, id, image_id, copies, now).await?;
    editor.put(conn, &mut work, &content).await?;
    let deed = editor.deed(Action::OfferImageAdded, id).with("image", image_id);
    let told = editor.close(conn, work, deed).await?;
    if let Some(key) = key {
        let stored = serde_json::to_value(&told).map_err(Failure::internal)?;
        idempotency::store(conn, venue, SCOPE, key, 201, stored, now).await?;
    }
    Ok((told, false))
}

/// Whether the words that came with a picture are enough; what is wrong is named as it was sent.
fn fits(content: &OfferContent, place: usize) -> Result<(), Failure> {
    let own = format!("/images/{place}/");
    let name = |pointer: &str| match pointer.strip_prefix(&own).map(|rest| rest.split_once('/').ok_or(rest)) {
        Some(Ok((field, lang))) => format!("{field}[{lang}]"),
        Some(Err(field)) => field.to_owned(),
        None => pointer.to_owned(),
    };
    let mut faults = content.check().into_iter();
    let Some(first) = faults.next() else { return Ok(()) };
    let first = Failure::invalid(name(&first.pointer), first.detail);
    Err(faults.fold(first, |failure, fault| failure.error(name(&fault.pointer), fault.detail)))
}

/// Removes a picture for good, with all its copies. First take it out of the working version, and publish that.
#[utoipa::path(tag = "staff", params(
    ("id" = OfferId, Path, description = "Id of the offer"),
    ("image" = OfferImageId, Path, description = "Id of the picture"),
    ("If-Match" = Option<String>, Header, description = "ETag of the offer as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = StaffOffer, headers(("ETag" = String, description = "Revision of the offer")))))]
#[delete("/offers/{id}/images/{image}")]
pub(crate) async fn remove_image(
    app: Shared,
    caller: Caller,
    path: Path<(String, String)>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let hand = Hand::writing(&caller)?;
    let (id, image) = path.into_inner();
    let (id, if_match) = (parse(&id)?, IfMatch::of(&request));
    let editor = Editor::about(&app, hand, id).await?;
    let unknown = || Failure::not_found().detail("The offer has no picture of this id.");
    let image: OfferImageId = image.parse().map_err(|_malformed: uuid::Error| unknown())?;
    let mut conn = app.db.conn().await?;
    let told = conn.transaction(async |conn| {
        let work = editor.open(conn, id, &if_match).await?;
        let mut shown = editor.content(conn, &work).await?.images;
        if let Some(public) = work.public_version.filter(|_| work.known) {
            let version = offers::version(conn, editor.at(), id, public).await?;
            shown.extend(version.map(|(_, content)| content.images).unwrap_or_default());
        }
        if shown.iter().any(|shown| shown.id == image) {
            let why = "The working version or the published one shows this picture; write and publish one without it.";
            return Err(Failure::new(ProblemKind::WrongState).detail(why));
        }
        if !store::delete(conn, editor.at(), id, image).await? {
            return Err(unknown());
        }
        editor.begin(conn, &work).await?;
        editor.close(conn, work, editor.deed(Action::OfferImageRemoved, id).with("image", image)).await
    });
    Ok(answer(HttpResponse::Ok(), &told.await?))
}
