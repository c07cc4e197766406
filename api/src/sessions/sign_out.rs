//! Signing out: the session ends at once, and with it every token it was exchanged for.

use actix_web::{HttpRequest, HttpResponse, post};
use shared::problem::ProblemKind;

use super::{answer, cookie, own_pages, replace, store};
use crate::access::{Caller, identify, not_for_apps};
use crate::app::Shared;
use crate::problem::Failure;
use crate::wire::Params;

/// Ends the session of the cookie, and that of the token if one is sent. Without either there is
/// nothing to end, which is what was wanted: a token that has run out meanwhile must keep nobody in.
#[utoipa::path(tag = "signing in", responses((status = 204, description = "Nobody is signed in here any more")))]
#[post("/auth/logout")]
pub(crate) async fn sign_out(app: Shared, params: Params, request: HttpRequest) -> Result<HttpResponse, Failure> {
    params.end()?;
    own_pages::check(&app, &request)?;
    let caller = match identify(&app, request.headers()).await {
        Err(failure) if failure.kind() == ProblemKind::Unauthorized => Caller::Anonymous,
        outcome => outcome?,
    };
    if let Caller::App(_) = caller {
        return Err(not_for_apps());
    }
    let mut conn = app.db.conn().await?;
    replace(&app, &mut conn, cookie::sent(&app, &request).as_ref()).await?;
    let session = match &caller {
        Caller::Visitor(visitor) => Some(visitor.session),
        Caller::Staff(staff) => staff.by.session(),
        Caller::Anonymous | Caller::App(_) => None,
    };
    if let Some(session) = session {
        store::end(&mut conn, session).await?;
    }
    Ok(answer(HttpResponse::NoContent(), cookie::removed(&app)?).finish())
}
