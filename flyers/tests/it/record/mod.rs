//! Records for the tests.

use chrono::NaiveDate;
use shared::flyers::{Choice, Flyer, FlyerFormat, FlyerLanguage, FlyerOffer, InfoPoint, Subject};
use shared::offers::{FullOffer, OfferKind};

/// An offer that has everything an offer may have.
fn whole(number: u32) -> FlyerOffer {
    let mut offer: FullOffer = serde_json::from_str(include_str!("offer.json")).unwrap();
    offer.offer.title = format!("FerienCard {number}");
    offer.offer.example = number % 2 == 1;
    let url = format!("https://rathaus.example/offers/feriencard-{number}");
    FlyerOffer { url, offer, advice: Vec::new() }
}

fn about(format: FlyerFormat, lang: FlyerLanguage, subject: Subject) -> Flyer {
    let info_point = InfoPoint {
        venue: "Rathaus Co-Working Hannover".into(),
        hall: "Bürger*innensaal".into(),
        street: "Trammplatz 2".into(),
        town: "30159 Hannover".into(),
        phone: Some("0511 168-0".into()),
        access: vec!["Zwei Türen ohne Stufen führen in den Saal.".into()],
    };
    Flyer { format, lang, printed_on: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(), info_point, subject }
}

/// The flyer of one offer.
pub(crate) fn offer(format: FlyerFormat, lang: FlyerLanguage) -> Flyer {
    about(format, lang, Subject::Offer(Box::new(whole(1))))
}

/// The flyer of so many.
pub(crate) fn collection(format: FlyerFormat, count: u32) -> Flyer {
    let offers = (1..=count).map(whole).collect();
    let url = "https://rathaus.example/offers?kind=support".to_owned();
    let choice = Box::new(Choice { kinds: vec![OfferKind::Support], ..Choice::default() });
    about(format, FlyerLanguage::De, Subject::Collection { choice, url, offers, total: count + 5 })
}
