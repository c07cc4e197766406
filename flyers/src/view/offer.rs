//! The sheet of one offer.

use shared::flyers::{Flyer, FlyerFormat, FlyerOffer};

use super::{Ink, View, about, body, facts, primary, when};

/// Longest summary, letters; the database has a limit of its own above it.
const SUMMARY: usize = 200;

pub(super) fn view(ink: &Ink<'_>, flyer: &Flyer, offer: &FlyerOffer) -> View {
    let whole = &offer.offer;
    let bare = View::bare(ink, flyer, &whole.offer.title, &offer.url);
    let office = whole.offer.contact.as_ref().and_then(|contact| contact.office.as_deref());
    let valid_to = whole.details.valid_to.map(|end| (ink.words.valid_to)(&ink.date(when::last_day(end))));
    let small = office.and_then(|office| ink.text(office, 80)).into_iter().chain([bare.small.clone()]).chain(valid_to);
    let summary = ink.text(&whole.offer.summary, SUMMARY);
    let told = facts::Told { ink, offer, point: &flyer.info_point, today: flyer.printed_on };
    let (facts, outside) = match flyer.format {
        FlyerFormat::A5 => (told.card(), Vec::new()),
        FlyerFormat::A4Folded => (told.inside(), told.outside()),
    };
    View {
        text_lang: primary(&whole.offer.lang),
        description: summary.clone().unwrap_or_else(|| bare.small.clone()),
        kicker: about::audience(ink, whole),
        summary,
        prices: about::prices(ink, whole),
        passes: about::passes(ink, whole),
        body: body::parts(ink, &whole.offer.body),
        rates: about::rates(ink, whole),
        facts,
        outside,
        notice: about::notice(ink, whole, flyer.printed_on),
        small: small.collect::<Vec<_>>().join(" · "),
        ..bare
    }
}
