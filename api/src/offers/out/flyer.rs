//! Offers on paper: one of them, or some, as a PDF to be printed.

use actix_web::http::header::{CONTENT_DISPOSITION, HeaderValue};
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::TimeDelta;
use shared::advice::AdviceHour;
use shared::flyers::{Choice, Flyer, FlyerFormat, FlyerLanguage, FlyerOffer, InfoPoint, MOST_OFFERS, Record, Subject};
use shared::offers::FullOffer;

use crate::advice;
use crate::app::{App, Shared};
use crate::lang::{Lang, href, pick};
use crate::offers::ask::Filter;
use crate::offers::{list, show};
use crate::problem::Failure;
use crate::texts::offers::texts;
use crate::venues::PUBLIC;
use crate::wire::{Paging, Params, conditional, tag_of};

/// Dates of each event in a list.
const DATES: i64 = 2;
/// The languages of flyers.
const LANGUAGES: [&str; 3] = ["de", SIMPLE, "en"];
/// Leichte Sprache.
const SIMPLE: &str = "de-simple";
/// An end is not part of its time: what ends at midnight ends on the day before.
const MOMENT: TimeDelta = TimeDelta::seconds(1);
/// What a venue says of getting in; what else it says is of use inside.
const GETTING_IN: [&str; 2] = ["step_free_doors", "lift"];

/// What a flyer is asked for by, beside what it is about.
struct Sheet {
    lang: String,
    format: FlyerFormat,
}

impl Sheet {
    fn read(params: &mut Params) -> Result<Self, Failure> {
        let lang = params.text("lang")?.unwrap_or_else(|| "de".to_owned());
        if !LANGUAGES.contains(&lang.as_str()) {
            return Err(Failure::invalid("lang", "should be de, de-simple or en"));
        }
        let format = match params.text("format")? {
            None => FlyerFormat::default(),
            Some(name) => {
                FlyerFormat::from_name(&name).ok_or_else(|| Failure::invalid("format", "should be a5 or a4_folded"))?
            }
        };
        Ok(Self { lang, format })
    }

    fn words(&self) -> FlyerLanguage {
        match self.lang.as_str() {
            "en" => FlyerLanguage::En,
            SIMPLE => FlyerLanguage::DeSimple,
            _ => FlyerLanguage::De,
        }
    }

    /// The language of the app's pages.
    fn pages(&self) -> Lang {
        if self.lang == "en" { Lang::En } else { Lang::De }
    }

    /// The address of a page people read in the language of the flyer.
    fn page(&self, app: &App, path: &str) -> String {
        format!("{}{}", app.public_url, href(self.pages(), path))
    }

    fn record(&self, app: &App, subject: Subject) -> Result<Record, Failure> {
        let first = app.calendars.all().into_iter().next();
        let venue = first.ok_or_else(|| Failure::unavailable("there is no venue yet"))?;
        let venue = &venue.facts.venue;
        let getting_in = venue.accessibility.iter().filter(|fact| GETTING_IN.contains(&fact.key.as_str()));
        let info_point = InfoPoint {
            venue: venue.name.clone(),
            hall: venue.hall.clone(),
            street: venue.address.street.clone(),
            town: format!("{} {}", venue.address.postcode, venue.address.city),
            phone: venue.phone.clone(),
            access: getting_in.map(|fact| pick(self.pages(), &fact.text_de, &fact.text_en).to_owned()).collect(),
        };
        let printed_on = app.local(app.clock.now()).date_naive();
        let flyer = Flyer { format: self.format, lang: self.words(), printed_on, info_point, subject };
        Ok(Record::Flyer(Box::new(flyer)))
    }
}

/// One offer as a flyer.
#[utoipa::path(tag = "offers", params(
    ("slug" = String, Path, description = "Slug of the offer", example = "feriencard"),
    ("lang" = Option<String>, Query, description = "Language, default `de`; where there are no texts in it the flyer has others and says so", pattern = "^(de|de-simple|en)$"),
    ("format" = Option<String>, Query, description = "`a5` is one side of A5 (default), `a4_folded` two sides of A4 to be folded once", pattern = "^(a5|a4_folded)$"),
), responses(
    (status = 200, description = "Tagged PDF (PDF/UA-1) of the offer as it is now, with the day it was made", body = String, content_type = "application/pdf"),
    (status = 304, description = "Not modified"),
))]
#[get("/offers/{slug}/flyer.pdf")]
pub(crate) async fn get_offer_flyer(
    app: Shared,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let sheet = Sheet::read(&mut params)?;
    params.end()?;
    let offer = show::shown(&app, &path, &sheet.lang).await?;
    let name = offer.offer.slug.clone();
    let hours = advice::about(&app, &name).await?;
    let flyer = sheet.record(&app, Subject::Offer(Box::new(leading(&app, &sheet, offer, hours))))?;
    answer(&request, &name, &app.flyers.print(&flyer).await?)
}

/// The offers that match, the first 16 of the list, as a flyer.
#[utoipa::path(tag = "offers", params(
    ("q" = Option<String>, Query, description = "Words to search for", max_length = 200), crate::offers::Filters,
    ("lang" = Option<String>, Query, description = "Language, default `de`; where there are no texts in it the flyer has others", pattern = "^(de|de-simple|en)$"),
    ("format" = Option<String>, Query, description = "`a5` is one side of A5 (default), `a4_folded` two sides of A4 to be folded once", pattern = "^(a5|a4_folded)$"),
), responses(
    (status = 200, description = "Tagged PDF (PDF/UA-1) of as many of the offers as fit, and how many more there are", body = String, content_type = "application/pdf"),
    (status = 304, description = "Not modified"),
))]
#[get("/offers/flyer.pdf")]
pub(crate) async fn get_flyer(app: Shared, mut params: Params, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let sheet = Sheet::read(&mut params)?;
    let filter = Filter::read(&mut params)?;
    params.end()?;
    let paging = Paging { limit: MOST_OFFERS, cursor: None };
    let found = list::page(&app, &filter, &paging, &sheet.lang, DATES).await?;
    if found.items.is_empty() {
        return Err(Failure::not_found().detail("No offer matches; there is nothing to print."));
    }
    let subject = Subject::Collection {
        choice: Box::new(choice(&app, &sheet, &filter, &found.items)),
        url: list_page(&app, &sheet, &filter),
        offers: found.items.into_iter().map(|offer| leading(&app, &sheet, offer, Vec::new())).collect(),
        total: found.total,
    };
    let flyer = sheet.record(&app, subject)?;
    answer(&request, "offers", &app.flyers.print(&flyer).await?)
}

/// An offer with the page the code leads to: in the language of the flyer, not of the text.
fn leading(app: &App, sheet: &Sheet, offer: FullOffer, advice: Vec<AdviceHour>) -> FlyerOffer {
    let simple = if sheet.lang == SIMPLE { "?lang=de-simple" } else { "" };
    let url = sheet.page(app, &format!("/offers/{}{simple}", offer.offer.slug));
    FlyerOffer { url, offer, advice }
}

/// What the title says they were chosen by. Topics and languages are called as on the pages, a pass as the offers that
/// were found call it; a key nobody has words for is told as it is.
fn choice(app: &App, sheet: &Sheet, filter: &Filter, found: &[FullOffer]) -> Choice {
    let t = texts(sheet.pages());
    let named = |key: &String, name: Option<&'static str>| name.map_or_else(|| spelled(key), str::to_owned);
    let pass = |key: &String| {
        let label = found.iter().flat_map(|one| &one.offer.passes).find(|pass| pass.pass == *key);
        label.map_or_else(|| spelled(key), |pass| pass.label.clone())
    };
    let local = |at| app.local(at).date_naive();
    Choice {
        words: filter.words.clone(),
        kinds: filter.kinds.clone(),
        audience: filter.audience.clone(),
        topic: filter.category.as_ref().map(|key| named(key, (t.topic)(key))),
        pass: filter.pass.as_ref().map(pass),
        language: filter.language.as_ref().map(|key| named(key, (t.language)(key))),
        from: filter.from.map(local),
        to: filter.to.map(|end| local(end.checked_sub_signed(MOMENT).unwrap_or(end))),
        accessible: filter.accessible,
        free_of_charge: filter.free_of_charge,
    }
}

/// A key as words.
fn spelled(key: &str) -> String {
    key.replace('_', " ")
}

/// The page with the list, as far as it can be asked for the same.
fn list_page(app: &App, sheet: &Sheet, filter: &Filter) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(filter.pairs()).finish();
    let mark = if query.is_empty() { "" } else { "?" };
    sheet.page(app, &format!("/offers{mark}{query}"))
}

/// Shown in the browser, and called as the offer is when it is kept.
fn answer(request: &HttpRequest, name: &str, pdf: &Bytes) -> Result<HttpResponse, Failure> {
    let mut answer = conditional(request, &tag_of(pdf), PUBLIC, "application/pdf", pdf.to_vec());
    let file = HeaderValue::from_str(&format!("inline; filename=\"{name}.pdf\"")).map_err(Failure::internal)?;
    answer.headers_mut().insert(CONTENT_DISPOSITION, file);
    Ok(answer)
}
