//! A list of offers.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use shared::problem::ProblemKind;

use super::super::asked;
use super::super::offers::{Asked, Item};
use super::super::views::Kind;
use super::super::words::{Texts, texts};
use super::{Around, page};
use crate::app::App;
use crate::dates::hhmm;
use crate::problem::Failure;
use crate::texts::frame;
use crate::wire::Params;

#[derive(Template)]
#[template(path = "list_of_offers.html")]
struct List {
    around: Around,
    t: &'static Texts,
    items: Vec<Item>,
    all: String,
    stand: String,
}

/// The frame.
pub(in super::super) async fn offers(
    app: Data<App>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let theme = asked::theme(&mut params)?;
    let asked = Asked::read(&mut params)?;
    params.end()?;
    let (lang, t) = (asked.lang, texts(asked.lang));
    // People read it: a topic that nothing has is a list of nothing here. Who asks for data is told that it is mistyped.
    let items = match asked.items(&app, &request).await {
        Err(failure) if failure.kind() == ProblemKind::InvalidRequest => Vec::new(),
        items => items?,
    };
    if let Some(venue) = app.calendars.all().first() {
        app.views.count(&app, venue, &request, Kind::Offers);
    }
    let minutes = app.local(app.clock.now());
    // As old as ten minutes: what has not changed need not be sent again for the clock's sake.
    let stand = minutes - chrono::TimeDelta::seconds(minutes.timestamp().rem_euclid(600));
    let list = List {
        around: Around::new(&app, lang, theme, t.offers),
        t,
        items,
        all: asked.all(&app),
        stand: (frame::texts(lang).as_of)(&hhmm(stand.time())),
    };
    page(&app, &request, &list)
}
