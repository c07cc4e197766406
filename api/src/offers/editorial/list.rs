//! Offers as editors see them.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, Utc};
use shared::ids::OfferId;
use shared::offers::{OfferKind, OfferState, StaffOffer, StaffOfferLine};
use shared::venues::Page;
use uuid::Uuid;

use super::editor::{Editor, parse};
use super::hand::Hand;
use super::store::{self, Filter, Work};
use crate::access::Caller;
use crate::app::Shared;
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::wire::{Params, cacheable, linked, single};

/// Longest words to search by, characters.
const MAX_WORDS: usize = 200;

/// Lists the offers of the venue in every state, what was changed last first; to an app those it has made.
#[utoipa::path(tag = "staff", params(
    ("state" = Option<String>, Query, description = "How far the working version has got", pattern = "^(draft|in_review|published|expired|archived)$"),
    ("q" = Option<String>, Query, description = "Part of the title or of the name in addresses", max_length = 200),
    ("office" = Option<String>, Query, description = "Part of the name of the responsible office", max_length = 200),
    ("review_due" = Option<bool>, Query, description = "Whether it is to be looked at again, by now"),
    ("venue" = Option<String>, Query, description = "Slug of the venue; an app has to say it, staff see their own"),
    crate::openapi::Paging,
), responses((status = 200, body = Page<StaffOfferLine>), (status = 304, description = "Not modified")))]
#[get("/offers")]
pub(crate) async fn list_staff_offers(
    app: Shared,
    caller: Caller,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    let (mut filter, venue) = (filter(&mut params, paging.cursor.as_deref())?, params.text("venue")?);
    params.end()?;
    let hand = Hand::reading(&caller)?;
    let editor = Editor::named(&app, hand, venue.as_deref(), "venue")?;
    filter.app = hand.app();
    let today = editor.zone().date(editor.now);
    let mut conn = app.db.conn().await?;
    let found = store::list(&mut conn, editor.at(), &filter, today, paging.wanted()).await?;
    let page = paging.cut(found, |work| format!("{} {}", work.changed_at.timestamp_micros(), work.id));
    let items = page.items.into_iter().map(|work| line(&editor, work)).collect();
    let page = Page { items, next: page.next };
    let mut answer = cacheable(&request, &page, PRIVATE)?;
    linked(&request, page.next.as_deref(), &mut answer);
    Ok(answer)
}

fn filter(params: &mut Params, cursor: Option<&str>) -> Result<Filter, Failure> {
    let state = params.text("state")?;
    if state.as_deref().is_some_and(|state| OfferState::from_name(state) == OfferState::Unknown) {
        return Err(Failure::invalid("state", "is not a state of an offer"));
    }
    let mut words = |name: &str| {
        let text = params.text(name)?.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if text.as_ref().is_some_and(|text| text.chars().count() > MAX_WORDS) {
            return Err(Failure::invalid(name, format!("should have at most {MAX_WORDS} characters")));
        }
        Ok(text)
    };
    let (words, office) = (words("q")?, words("office")?);
    let review_due = params.flag("review_due")?;
    let after = cursor.map(after).transpose()?;
    Ok(Filter { state, words, office, review_due, after, app: None })
}

/// The line a cursor names.
fn after(cursor: &str) -> Result<(DateTime<Utc>, Uuid), Failure> {
    let parts = cursor.split_once(' ').and_then(|(micros, id)| {
        let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
        Some((at, id.parse().ok()?))
    });
    parts.ok_or_else(|| Failure::invalid("cursor", "is not a cursor of this list"))
}

fn line(editor: &Editor<'_>, work: Work) -> StaffOfferLine {
    let local = |at: DateTime<Utc>| editor.zone().local(at);
    StaffOfferLine {
        id: OfferId(work.id),
        kind: OfferKind::from_name(&work.kind),
        state: work.state(),
        shown: work.is_shown(editor.now),
        version: work.version,
        public_version: work.public_version,
        publish_at: work.publish_at.map(local),
        review_on: work.review_on,
        review_due: work.review_on.is_some_and(|day| day <= editor.zone().date(editor.now)),
        changed_at: local(work.changed_at),
        written_by: editor.hand.writer(&work),
        title: work.title.unwrap_or_default(),
        slug: work.slug,
        office: work.office,
    }
}

/// Shows an offer with its working version; to an app one that it has made.
#[utoipa::path(tag = "staff", params(("id" = OfferId, Path, description = "Id of the offer")), responses((status = 200, body = StaffOffer, headers(("ETag" = String, description = "Revision of the offer"))), (status = 304, description = "Not modified")))]
#[get("/offers/{id}")]
pub(crate) async fn get_staff_offer(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let (hand, id) = (Hand::reading(&caller)?, parse(&path)?);
    let editor = Editor::about(&app, hand, id).await?;
    let mut conn = app.db.conn().await?;
    let work = editor.find(&mut conn, id).await?;
    let (offer, tag) = editor.told(&mut conn, &work).await?;
    Ok(single(&request, &tag, PRIVATE, &offer))
}
